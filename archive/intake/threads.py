"""A thread in memory: loaded, and the records of a source matched and merged into it.

`arranging.py` then puts it in order and `saving.py` writes it, all in one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from archive.intake.candidates import Candidate, Json, unpack
from archive.intake.fields import COMMENT_FIELDS, Field, Row
from archive.intake.identities import Name
from archive.intake.matching import Entry, match_comments
from archive.intake.merging import Ledger, merge, origin_of
from archive.intake.people import People
from archive.intake.prepare import PreparedArticle, PreparedComment
from archive.intake.restoring import own_merged_keys, own_time
from archive.lib.digests import short_key
from archive.models import Article, Comment, Revision, SourceIdentity
from archive.models.choices import CommentState, Visibility
from archive.parsing.drafts import Problem

UNREVISED = frozenset({"place", "parser"})
"""Where a record stood, and what read it, are no words of the source."""
_STRICTEST = (Visibility.PUBLIC, Visibility.HIDDEN, Visibility.WITHDRAWN)

Outcome = Literal["stored", "new", "duplicate"]


@dataclass(slots=True)
class Thread:
    """An article's comments in memory.

    `outcomes` says per record which entry it became; `absorbed` are stored entries that turned
    out to be another's; `missing` entries stand for comments that only their replies name.
    """

    article: Article
    people: People
    entries: list[Entry] = field(default_factory=list)
    outcomes: list[tuple[Outcome, Entry, PreparedComment]] = field(default_factory=list)
    absorbed: list[tuple[Entry, Entry]] = field(default_factory=list)
    merged_keys: list[tuple[Entry, str]] = field(default_factory=list)
    orphans: set[int] = field(default_factory=set)  # id() of entries hung under a missing one
    problems: list[Problem] = field(default_factory=list)

    def load(self) -> None:
        """Bring in the stored rows with their names and revisions. Four queries."""
        self.entries = load_entries(self.article)
        self.people.recall({one.row.person_id for one in self.entries if one.row.person_id})

    def take(self, prepared: PreparedArticle) -> None:
        """Match and merge the comments of one source."""
        records, duplicates = _part_duplicates(prepared, self.problems)
        by_ref: dict[str, Entry] = {}
        for one, found in zip(records, match_comments(self.entries, records), strict=True):
            entry = self._join(found) if found else self._new(one)
            by_ref.setdefault(one.draft.ref, entry)
            self.outcomes.append(("stored" if found else "new", entry, one))
            self._merge(entry, one)
        for one in duplicates:
            self.outcomes.append(("duplicate", by_ref.get(one.draft.ref, self.entries[0]), one))
        self._attach(by_ref)

    def adopt(self, others: Iterable[Entry]) -> None:
        """Take over the entries of an article that is joined with this one."""
        incoming = list(others)
        self.people.recall({one.row.person_id for one in incoming if one.row.person_id})
        for entry in incoming:
            twins = [
                one
                for one in self.entries
                if any(n.namespace != "content" for n in one.names & entry.names)
            ] or [one for one in self.entries if one.names & entry.names]
            if twins:
                self.absorb(twins[0], entry)
            else:
                entry.row.article = self.article
                entry.new_names = set(entry.names)
                self.entries.append(entry)

    def absorb(self, survivor: Entry, other: Entry) -> None:
        """Join two entries that are one comment: all that was said of either stays."""
        for name, spec in self._fields().items():
            for candidate in _candidates_of(other, name, spec):
                merge(survivor.row, name, spec, candidate, _ledger(survivor, name))
        survivor.learn(other.names)
        survivor.row.last_seen_at = max(
            filter(None, (survivor.row.last_seen_at, other.row.last_seen_at)), default=None
        )
        visibilities = (survivor.row.visibility, other.row.visibility)
        survivor.row.visibility = max(visibilities, key=lambda v: _STRICTEST.index(Visibility(v)))
        if other.row.keeper_parent_is_set and not survivor.row.keeper_parent_is_set:
            survivor.row.keeper_parent_is_set = True
            survivor.keeper_parent = other.keeper_parent
        self.absorbed.append((survivor, other))
        self.entries = [one for one in self.entries if one is not other]
        for one in self.entries:
            one.parent = survivor if one.parent is other else one.parent
            one.keeper_parent = survivor if one.keeper_parent is other else one.keeper_parent

    def _join(self, found: list[Entry]) -> Entry:
        survivor = min(found, key=lambda one: one.order)
        for other in found:
            if other is not survivor:
                self.absorb(survivor, other)
        return survivor

    def _new(self, one: PreparedComment) -> Entry:
        row = Comment(article=self.article, key=_key(self.article, one.names[0]))
        entry = Entry(row, order=len(self.entries))
        if one.draft.state == CommentState.MISSING:
            row.state, row.source_rank = CommentState.MISSING, one.draft.rank
        if one.draft.own:
            _restore(row, one.draft.own.facts, one.draft.own.keeper)
            self.merged_keys += [(entry, key) for key in own_merged_keys(one.draft.own)]
        self.entries.append(entry)
        return entry

    def _merge(self, entry: Entry, one: PreparedComment) -> None:
        entry.learn(one.names)
        specs = self._fields()
        for name, candidate in one.candidates:
            merge(entry.row, name, specs[name], candidate, _ledger(entry, name))
        for candidate in one.authors:
            merge(entry.row, "author", specs["author"], candidate, entry.ledger)
        seen = one.origin.captured_at
        if seen and (entry.row.last_seen_at is None or seen > entry.row.last_seen_at):
            entry.row.last_seen_at = seen

    def _fields(self) -> dict[str, Field]:
        return {**COMMENT_FIELDS, "author": self.people.author_field()}

    def _attach(self, by_ref: dict[str, Entry]) -> None:
        """Give every record its parent; one that is named but nowhere gets a tombstone."""
        by_name = {name: entry for entry in self.entries for name in entry.names}
        for outcome, entry, one in list(self.outcomes):
            ref = one.draft.parent_ref
            if outcome == "duplicate" or ref is None:
                continue
            ids = [name for name in one.names if name.namespace != "content"]
            namespace = ids[0].namespace if ids else "ref"
            name = Name(namespace, ref)
            parent = by_ref.get(ref) or by_name.get(name)
            if parent is None:
                parent = by_name[name] = self._missing(name, one)
                message = f"the comment “{ref}” that this one answers is nowhere in the input"
                self.problems.append(Problem(message, one.draft.place, "repaired"))
                self.orphans.add(id(entry))
            if parent.row.state == CommentState.MISSING:
                # Where it stood nobody knows: before the first that answers it, whoever says so.
                parent.row.source_rank = min(parent.row.source_rank, one.draft.rank)
            self._hang(entry, parent, one)
        self._restore_keepers_parents(by_ref)

    def _hang(self, entry: Entry, parent: Entry, one: PreparedComment) -> None:
        if parent is entry:
            self.problems.append(
                Problem("a comment names itself as its parent", one.draft.place, "repaired")
            )
            return

        def write(_: Row, __: Json) -> None:
            entry.parent = parent

        spec = Field((), lambda _: [*entry.parent.canonical] if entry.parent else None, write)
        own = one.draft.own.origins.get("parent") if one.draft.own else None
        candidate = Candidate([*parent.canonical], own or one.origin)
        merge(entry.row, "parent", spec, candidate, Ledger())

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
            source_rank=one.draft.rank,
        )
        entry = Entry(row, order=len(self.entries))
        entry.learn([name])
        self.entries.append(entry)
        return entry


def load_entries(article: Article) -> list[Entry]:
    """The article's stored comments as entries, in the order of their rows. Three queries."""
    rows = list(article.comments.filter(merged_into__isnull=True).order_by("id"))
    by_id = {row.pk: Entry(row, order=order) for order, row in enumerate(rows)}
    for identity in SourceIdentity.objects.filter(article=article, comment__isnull=False):
        if identity.comment_id in by_id:
            by_id[identity.comment_id].names.add(Name(identity.namespace, identity.value))
    revisions: dict[int, list[Revision]] = {}
    for revision in Revision.objects.filter(comment__article=article):
        revisions.setdefault(revision.comment_id or 0, []).append(revision)
    for pk, entry in by_id.items():
        entry.ledger = Ledger.of(revisions.get(pk, []))
        entry.parent = by_id.get(entry.row.parent_id or 0)
        entry.keeper_parent = by_id.get(entry.row.keeper_parent_id or 0)
        entry.remember()
    return list(by_id.values())


def _part_duplicates(
    prepared: PreparedArticle, problems: list[Problem]
) -> tuple[list[PreparedComment], list[PreparedComment]]:
    """Records of one source that share an id: equal ones are one, others are told apart."""
    seen: dict[Name, PreparedComment] = {}
    records, duplicates = [], []
    for one in prepared.comments:
        ids = [name for name in one.names if name.namespace != "content"]
        twin = next((seen[name] for name in ids if name in seen), None)
        if twin is not None and twin.digest == one.digest:
            duplicates.append(one)
            continue
        if twin is not None:
            shared = ", ".join(name.value for name in ids if name in seen)
            message = f"two comments share the id {shared} but not their text; both are kept"
            problems.append(Problem(message, one.draft.place, "repaired"))
            mark = f"#{one.digest[:16]}"
            one.names = [
                replaced if name in seen else name
                for name in one.names
                for replaced in (Name(name.namespace, name.value + mark),)
            ]
            one.draft = replace(one.draft, ref=one.draft.ref + mark)
        seen.update(dict.fromkeys(one.names, one))
        records.append(one)
    return records, duplicates


def _candidates_of(entry: Entry, name: str, spec: Field) -> list[Candidate]:
    found = [
        Candidate(one.value, origin_of(one))
        for (kept, _), one in entry.ledger.revisions.items()
        if kept == name
    ]
    packed = entry.row.origins.get(name)
    return [*found, Candidate(spec.read(entry.row), unpack(packed))] if packed else found


def _kinship(one: Entry, other: Entry) -> tuple[int, int]:
    """How many ids, and how many contents, two entries have in common."""
    shared = one.names & other.names
    contents = sum(name.namespace == "content" for name in shared)
    return (len(shared) - contents, contents)


def _ledger(entry: Entry, name: str) -> Ledger:
    return Ledger() if name in UNREVISED else entry.ledger


def _key(article: Article, name: Name) -> str:
    return short_key("comment", article.key, *name)


def _restore(row: Comment, facts: Json, keeper: Json) -> None:
    """What only Afterword's own export knows of a new row."""
    if isinstance(facts.get("key"), str) and facts["key"].isalnum():
        row.key = facts["key"][:20]
    row.last_seen_at = own_time(facts.get("last_seen_at"))
    if keeper.get("visibility") in Visibility.values:
        row.visibility = keeper["visibility"]
