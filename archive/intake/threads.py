"""A thread in memory: loaded, and the records of a source matched and merged into it.

`arranging.py` then puts it in order and `saving.py` writes it, all in one transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from archive.intake.candidates import Candidate, Json, pack, unpack
from archive.intake.duplicates import part_duplicates
from archive.intake.fields import COMMENT_FIELDS, Field, Row
from archive.intake.found import Found, stored_among
from archive.intake.identities import Name, named
from archive.intake.matching import Entry, match_comments
from archive.intake.merging import Ledger, forget, given_in, merge, origin_of
from archive.intake.people import People
from archive.intake.prepare import PreparedArticle, PreparedComment
from archive.intake.restoring import own_keepers_text, own_key, own_merged_keys, own_time
from archive.intake.rows import blank
from archive.lib.digests import short_key
from archive.lib.text import truncate
from archive.models import Article, Comment, Revision, SourceIdentity
from archive.models.choices import CommentState, Visibility
from archive.models.visibility import stricter
from archive.parsing.drafts import Origin, Own, Problem

UNREVISED = frozenset({"place", "parser"})
"""Where a record stood, and what read it, are no words of the source."""

Outcome = Literal["stored", "new", "duplicate"]


@dataclass(slots=True)
class Thread:
    """An article's comments in memory.

    `told_once` are problems that the same record would not meet again, `lasting_problems` others.
    `outcomes` says per record which entry it became; `absorbed` are stored entries that turned
    out to be another, and `survivors` says which, by the id() of the absorbed one.
    """

    article: Article
    people: People
    entries: list[Entry] = field(default_factory=list)
    outcomes: list[tuple[Outcome, Entry, PreparedComment]] = field(default_factory=list)
    absorbed: list[Entry] = field(default_factory=list)
    survivors: dict[int, Entry] = field(default_factory=dict)
    merged_keys: list[tuple[Entry, str]] = field(default_factory=list)
    notes: list[tuple[Entry, dict[str, Any]]] = field(default_factory=list)
    orphans: set[int] = field(default_factory=set)  # id() of entries hung under a missing one
    told_once: list[Problem] = field(default_factory=list)
    lasting_problems: list[Problem] = field(default_factory=list)
    _specs: dict[str, Field] = field(init=False)

    def __post_init__(self) -> None:
        """The fields that sources give of a comment."""
        self._specs = {**COMMENT_FIELDS, "author": self.people.author_field()}

    @property
    def problems(self) -> list[Problem]:
        """What had to be put right."""
        return [*self.told_once, *self.lasting_problems]

    def take(self, prepared: PreparedArticle) -> None:
        """Match and merge the comments of one source."""
        records, duplicates = part_duplicates(prepared.comments, self.lasting_problems)
        by_ref: dict[str, Entry] = {}
        by_record: dict[int, Entry] = {}
        for one, found in zip(records, match_comments(self.entries, records), strict=True):
            entry = self._join(found) if found else self._new(one)
            by_ref.setdefault(one.draft.ref, entry)
            by_record[id(one)] = entry
            self.outcomes.append(("stored" if found else "new", entry, one))
            self._merge(entry, one)
        for one, twin in duplicates:
            by_ref.setdefault(one.draft.ref, by_record[id(twin)])
            self.outcomes.append(("duplicate", by_record[id(twin)], one))
        if prepared.is_reread:
            self._forget(by_record.values(), prepared.origin)
        self._settle()
        self.outcomes = [(line, self.alive(entry), one) for line, entry, one in self.outcomes]
        self._attach({ref: self.alive(entry) for ref, entry in by_ref.items()})

    def _forget(self, found: Iterable[Entry], origin: Origin) -> None:
        """Let be missing what an earlier reading of the same bytes took for a comment.

        The row stays, and comes back when a reading finds it again.
        """
        kept = {id(self.alive(entry)) for entry in found}
        packed = pack(origin)
        for entry in self.entries:
            is_of_this_alone = all(one == packed for one in entry.row.origins.values())
            if id(entry) not in kept and entry.row.origins and is_of_this_alone:
                entry.row.state = CommentState.MISSING

    def adopt(self, others: Iterable[Entry]) -> None:
        """Take over the entries of an article that is joined with this one."""
        incoming = list(others)
        self.people.recall({one.row.person_id for one in incoming if one.row.person_id})
        for entry, found in zip(incoming, match_comments(self.entries, incoming), strict=True):
            if found:
                self._absorb(self._join(found), entry)
            else:
                entry.row.article = self.article
                entry.new_names = set(entry.names)
                self.entries.append(entry)
        self._settle()

    def alive(self, entry: Entry) -> Entry:
        """The entry itself, or the one that it turned out to be."""
        while id(entry) in self.survivors:
            entry = self.survivors[id(entry)]
        return entry

    def _absorb(self, survivor: Entry, other: Entry) -> None:
        """Join two entries that are one comment: all that was said of either stays."""
        for name, spec in self._specs.items():
            for candidate in _candidates_of(other, name, spec):
                merge(survivor.row, name, spec, candidate, _ledger(survivor, name))
        self._absorb_parent(survivor, other)
        survivor.learn(other.names)
        _see(survivor.row, [other.row.first_seen_at, other.row.last_seen_at])
        survivor.row.visibility = stricter(survivor.row.visibility, other.row.visibility)
        if other.row.keeper_parent_is_set and not survivor.row.keeper_parent_is_set:
            survivor.row.keeper_parent_is_set = True
            survivor.row.keeper_parent_id = other.row.keeper_parent_id
            survivor.keeper_parent = other.keeper_parent
        self.absorbed.append(other)
        self.survivors[id(other)] = survivor

    def _absorb_parent(self, survivor: Entry, other: Entry) -> None:
        packed = other.row.origins.get("parent")
        if packed and other.parent is not None:
            _hang(survivor, other.parent, unpack(packed))

    def _settle(self) -> None:
        """Let nothing point at what was absorbed. O(entries), once for any number of joins."""
        if not self.survivors:
            return
        self.entries = [one for one in self.entries if id(one) not in self.survivors]
        for one in self.entries:
            parent = self.alive(one.parent) if one.parent else None
            one.parent = None if parent is one else parent
            above = self.alive(one.keeper_parent) if one.keeper_parent else None
            one.keeper_parent = None if above is one else above
            if above is one:
                one.row.keeper_parent = None

    def _join(self, found: list[Entry]) -> Entry:
        """The one entry that all of these turn out to be: the oldest."""
        entries = {id(one): one for one in map(self.alive, found)}.values()
        survivor = min(entries, key=lambda one: one.order)
        for other in entries:
            if other is not survivor:
                self._absorb(survivor, other)
        return survivor

    def _new(self, one: PreparedComment) -> Entry:
        row = blank(Comment)
        row.article, row.key = self.article, _key(self.article, one.names[0])
        entry = Entry(row, order=len(self.entries))
        if one.draft.state == CommentState.MISSING:
            row.state, row.source_rank = CommentState.MISSING, one.rank
        if one.draft.own:
            _restore(row, one.draft.own)
            self.notes += [(entry, columns) for columns in one.notes]
            self.merged_keys += [(entry, key) for key in own_merged_keys(one.draft.own)]
        self.entries.append(entry)
        return entry

    def _merge(self, entry: Entry, one: PreparedComment) -> None:
        entry.learn(one.names)
        specs = self._specs
        for name, candidate in one.candidates:
            merge(entry.row, name, specs[name], candidate, _ledger(entry, name))
        for candidate in one.authors:
            merge(entry.row, "author", specs["author"], candidate, entry.ledger)
        if one.is_reread:
            given = given_in(one.candidates) | ({"author"} if one.authors else set())
            forget(entry.row, specs, given, one.origin, entry.ledger)
            if one.draft.parent_ref is None and entry.row.origins.get("parent") == pack(one.origin):
                entry.parent = None
                del entry.row.origins["parent"]
        if one.draft.state == entry.row.state == CommentState.MISSING:
            entry.row.source_rank = min(entry.row.source_rank, one.rank)
        told = one.draft.own.facts if one.draft.own else {}
        own = [own_time(told.get(name)) for name in ("first_seen_at", "last_seen_at") if told]
        _see(entry.row, [one.origin.captured_at, *own])

    def _attach(self, by_ref: dict[str, Entry]) -> None:
        """Give every record its parent; one that is named but nowhere gets a tombstone."""
        by_name = {name: entry for entry in self.entries for name in entry.names}
        for outcome, entry, one in list(self.outcomes):
            ref = one.draft.parent_ref
            own = one.draft.own.origins if one.draft.own else {}
            if outcome == "duplicate" or ref is None:
                continue
            ids = [name for name in one.names if name.namespace != "content"]
            namespace = ids[0].namespace if ids else "ref"
            name = named(namespace, ref)
            parent = by_ref.get(ref) or by_name.get(name)
            if parent is None:
                parent = by_name[name] = self._missing(name, one)
                message = f"the comment “{truncate(ref, 80)}” that this one answers is nowhere"
                self.told_once.append(Problem(message, one.draft.place, "repaired"))
                self.orphans.add(id(entry))
            if parent.row.state == CommentState.MISSING and not own:
                # Where it stood nobody knows: before the first that answers it, whoever says so.
                parent.row.source_rank = min(parent.row.source_rank, one.rank)
            if parent is entry:
                message = "a comment names itself as its parent"
                self.lasting_problems.append(Problem(message, one.draft.place, "repaired"))
                continue
            _hang(entry, parent, own.get("parent", one.origin))
        self._restore_keepers_parents(by_ref)

    def _restore_keepers_parents(self, by_ref: dict[str, Entry]) -> None:
        for outcome, entry, one in self.outcomes:
            keeper = one.draft.own.keeper if one.draft.own else {}
            if outcome == "new" and "parent_ref" in keeper:
                entry.row.keeper_parent_is_set = True
                entry.keeper_parent = by_ref.get(str(keeper["parent_ref"]))

    def _missing(self, name: Name, one: PreparedComment) -> Entry:
        row = Comment(
            article=self.article,
            key=_key(self.article, name),
            state=CommentState.MISSING,
            source_rank=one.rank,
        )
        entry = Entry(row, order=len(self.entries))
        entry.learn([name])
        self.entries.append(entry)
        return entry


def begin_threads(found: Sequence[Found]) -> list[Thread]:
    """The thread of each article as it is stored. A few queries for all of them."""
    stored = load_threads(stored_among(found))
    threads = []
    for one in found:
        thread = Thread(one.article, one.people, stored.get(one.article.pk, []))
        one.people.recall({e.row.person_id for e in thread.entries if e.row.person_id})
        threads.append(thread)
    return threads


def load_entries(article: Article) -> list[Entry]:
    """The article's stored comments as entries, in the order of their rows. Three queries."""
    return load_threads([article]).get(article.pk, [])


def load_threads(articles: Sequence[Article]) -> dict[int, list[Entry]]:
    """Stored comments by article, as `load_entries`; articles without any are left out."""
    if not articles:
        return {}
    of = {article.pk: article for article in articles}
    rows = Comment.objects.filter(article__in=articles, merged_into__isnull=True).order_by("id")
    threads: dict[int, dict[int, Entry]] = {}
    for row in rows:
        row.article = of[row.article_id]
        entries = threads.setdefault(row.article_id, {})
        entries[row.pk] = Entry(row, order=len(entries))
    if not threads:
        return {}
    by_id = {pk: entry for entries in threads.values() for pk, entry in entries.items()}
    names = SourceIdentity.objects.filter(article__in=threads.keys(), comment__isnull=False)
    for comment, *name in names.values_list("comment", "namespace", "value"):
        if comment in by_id:
            by_id[comment].names.add(Name(*name))
    revisions: dict[int, list[Revision]] = {}
    for revision in Revision.objects.filter(comment__article__in=threads.keys()):
        revisions.setdefault(revision.comment_id or 0, []).append(revision)
    for pk, entry in by_id.items():
        siblings = threads[entry.row.article_id]
        entry.ledger = Ledger.of(revisions.get(pk, []))
        entry.parent = siblings.get(entry.row.parent_id or 0)
        entry.keeper_parent = siblings.get(entry.row.keeper_parent_id or 0)
        entry.remember()
    return {pk: list(entries.values()) for pk, entries in threads.items()}


def _hang(entry: Entry, parent: Entry, origin: Origin) -> None:
    """Let what a source says the entry answers compete with what others said."""

    def write(_: Row, __: Json) -> None:
        entry.parent = parent

    spec = Field((), lambda _: [*entry.parent.canonical] if entry.parent else None, write)
    merge(entry.row, "parent", spec, Candidate([*parent.canonical], origin), Ledger())


def _candidates_of(entry: Entry, name: str, spec: Field) -> list[Candidate]:
    found = [
        Candidate(one.value, origin_of(one))
        for (kept, _), one in entry.ledger.revisions.items()
        if kept == name
    ]
    packed = entry.row.origins.get(name)
    return [*found, Candidate(spec.read(entry.row), unpack(packed))] if packed else found


def _ledger(entry: Entry, name: str) -> Ledger:
    return Ledger() if name in UNREVISED else entry.ledger


def _key(article: Article, name: Name) -> str:
    return short_key("comment", article.key, *name)


def _see(row: Comment, times: Iterable[datetime | None]) -> None:
    """Take note that captures of these times showed the comment."""
    seen = [one for one in (row.first_seen_at, row.last_seen_at, *times) if one is not None]
    row.first_seen_at, row.last_seen_at = min(seen, default=None), max(seen, default=None)


def _restore(row: Comment, own: Own) -> None:
    """What only Afterword's own export knows of a new row."""
    row.key = own_key(own) or row.key
    if (visibility := own_keepers_text(own, "visibility")) in Visibility.values:
        row.visibility = visibility
