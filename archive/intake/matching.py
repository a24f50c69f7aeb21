"""Which stored rows a record speaks of: DESIGN section 3, "Identity and merging"."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta
from itertools import chain
from typing import Protocol

from django.db.models import Exists, OuterRef, Q

from archive.intake.candidates import Json
from archive.intake.fields import COMMENT_FIELDS, text_of
from archive.intake.identities import Name, own_addresses
from archive.intake.merging import Ledger
from archive.intake.prepare import Posted, PreparedArticle
from archive.lib.addresses import normalise
from archive.lib.digests import text_digest
from archive.lib.text import fold
from archive.models import Address, Article, Comment, Site, SourceIdentity
from archive.models.choices import CommentState, IdentityOf
from archive.models.provenance import bounded

WRITTEN_COLUMNS = (
    *dict.fromkeys(column for spec in COMMENT_FIELDS.values() for column in spec.columns),
    "author_name",
    "author_url",
    "person_id",
    "article_id",
    "visibility",
    "keeper_parent_is_set",
    "first_seen_at",
    "last_seen_at",
    "gone_at",
    "position",
    "depth",
)
_COARSENESS = ("year", "month", "day", "minute", "second")
_CUTS = {"year": 4, "month": 7, "day": 10, "minute": 16, "second": 19}  # of an ISO time


@dataclass(slots=True, eq=False)
class Entry:
    """A comment of the thread in memory, stored or about to be.

    `parent` is what the source says it answers, `order` the order of the rows, `before` the
    columns as they were loaded (empty for a new one).
    """

    row: Comment
    names: set[Name] = field(default_factory=set)
    new_names: set[Name] = field(default_factory=set)
    ledger: Ledger = field(default_factory=Ledger)
    parent: "Entry | None" = None
    keeper_parent: "Entry | None" = None
    order: int = 0
    before: dict[str, Json] = field(default_factory=dict)

    def remember(self) -> None:
        """Take note of the columns as they are now, to tell later what changed."""
        self.before = self.columns()

    def columns(self) -> dict[str, Json]:
        """The columns that import may change, by attribute name; parents by identity."""
        values = {name: getattr(self.row, name) for name in WRITTEN_COLUMNS}
        return {**values, "origins": dict(self.row.origins), "parent": id(self.parent)}

    @property
    def above(self) -> "Entry | None":
        """What it stands beneath: where the keeper hung it, if that is in this thread."""
        row = self.row
        is_hung = row.keeper_parent_is_set and (self.keeper_parent or row.keeper_parent_id is None)
        return self.keeper_parent if is_hung else self.parent

    @property
    def canonical(self) -> Name:
        """The one of its names that any order of arrival would choose."""
        names = self.names or {Name("content", self.row.key)}
        return min(names, key=lambda name: (name.namespace == "content", name))

    @property
    def said_by(self) -> str:
        """Who wrote it, folded; empty where nobody said."""
        return fold(self.row.author_name)

    @property
    def digest(self) -> str:
        """The digest of its text."""
        return self.row.text_digest

    @property
    def posted(self) -> Posted | None:
        """When it was written: instant, precision, offset; None where nobody said."""
        row = self.row
        if row.posted_at is None:
            return None
        return (row.posted_at, row.posted_precision, row.posted_offset_minutes)

    def learn(self, names: Iterable[Name]) -> None:
        """Take names that are new to it."""
        fresh = set(names) - self.names
        self.names |= fresh
        self.new_names |= fresh


# Articles ------------------------------------------------------------------------------------


def matching_articles(records: Sequence[tuple[Site, PreparedArticle]]) -> list[list[Article]]:
    """Per record the stored articles it speaks of, locked, oldest row first; several are joined.

    A canonical address whose article differs in title and text speaks of no article. Where that
    article came first and only claims the address, it loses the name to the one that has it.
    """
    known = _identities(records)
    rows = _locked(one.article_id for one in known.values())
    found = []
    for site, prepared in records:
        places = [(site.pk, *name) for name in prepared.names]
        identities = [known[place] for place in places if place in known]
        found.append(_articles_named(identities, prepared, rows))
    nameless = [number for number, articles in enumerate(found) if not articles]
    alike = _by_title_and_date([records[number] for number in nameless])
    rows = _locked(alike)
    for number, pk in zip(nameless, alike, strict=True):
        found[number] = [rows[pk]] if pk is not None else []
    return found


def _locked(keys: Iterable[int | None]) -> dict[int, Article]:
    wanted = sorted({key for key in keys if key is not None})
    return Article.objects.select_for_update().in_bulk(wanted) if wanted else {}


def _identities(
    records: Sequence[tuple[Site, PreparedArticle]],
) -> dict[tuple[int, str, str], SourceIdentity]:
    """What is known under the records' names, by site and name."""
    names = [name for _, prepared in records for name in prepared.names]
    rows = SourceIdentity.objects.filter(
        site__in={site.pk for site, _ in records},
        what=IdentityOf.ARTICLE,
        namespace__in={name.namespace for name in names},
        value__in={name.value for name in names},
        article__isnull=False,
    )
    return {(one.site_id, one.namespace, one.value): one for one in rows}


def _articles_named(
    identities: Iterable[SourceIdentity], prepared: PreparedArticle, rows: dict[int, Article]
) -> list[Article]:
    found = set()
    for identity in identities:
        article = rows[identity.article_id or 0]
        name = Name(identity.namespace, identity.value)
        theirs = _is_only_claimed_by(article, name)
        if (theirs or _is_only_claimed(name, prepared)) and not _is_alike(article, prepared):
            if theirs:
                identity.delete()
            continue
        found.add(article.pk)
    return [rows[pk] for pk in sorted(found)]


def _is_only_claimed(name: Name, prepared: PreparedArticle) -> bool:
    own = {bounded(normalise(url)) for url in own_addresses(prepared.draft)}
    return bool(own) and name.namespace == "address" and name.value not in own


def _is_only_claimed_by(article: Article, name: Name) -> bool:
    """Whether an article's own captures stood elsewhere, and only named this address."""
    if name.namespace != "address" or not article.source_url:
        return False
    if name.value != bounded(normalise(article.canonical_url)):
        return False
    earlier = article.revisions.filter(field="url").values_list("value", flat=True)
    return name.value not in {bounded(normalise(url)) for url in (article.source_url, *earlier)}


def _is_alike(article: Article, prepared: PreparedArticle) -> bool:
    title = fold(prepared.draft.title)
    if title and title == fold(article.title):
        return True
    return text_digest(article.body_text or article.title) == prepared.digest


def title_and_day(prepared: PreparedArticle) -> tuple[str, date] | None:
    """What an article without an address is known by; None where the record lacks either."""
    title, moment = fold(prepared.draft.title), prepared.draft.published
    if not title or moment is None or moment.precision in ("year", "month"):
        return None
    return title, (moment.at + timedelta(minutes=moment.offset_minutes or 0)).date()


def _by_title_and_date(
    records: Sequence[tuple[Site, PreparedArticle]],
) -> list[int | None]:
    """For each record the article of the same title and day, where one of both has no address."""
    wanted = [title_and_day(prepared) for _, prepared in records]
    if not any(wanted):
        return [None] * len(records)
    is_whole = Q(merged_into__isnull=True) | Q(is_keepers_join=True)
    rows = Article.objects.filter(
        is_whole,
        site__in={site.pk for site, _ in records},
        published_on__in={place[1] for place in wanted if place},
    ).annotate(
        has_address=Exists(Address.objects.filter(article=OuterRef("pk"), comment__isnull=True))
    )
    known: dict[tuple[int, str, date], list[tuple[int, bool]]] = defaultdict(list)
    columns = ("pk", "site", "title", "published_on", "has_address")
    for pk, site, title, day, has_address in rows.order_by("pk").values_list(*columns):
        known[site, fold(title), day].append((pk, has_address))
    return [
        next(
            (
                pk
                for pk, has_address in (known[site.pk, *place] if place else ())
                if not (has_address and prepared.urls)
            ),
            None,
        )
        for (site, prepared), place in zip(records, wanted, strict=True)
    ]


# Comments ------------------------------------------------------------------------------------


class Spoken(Protocol):
    """What a comment is matched by: a record of a source, or a stored comment of another row."""

    @property
    def names(self) -> Collection[Name]:
        """Its identities, its content's among them."""

    @property
    def said_by(self) -> str:
        """Its author, folded; empty where unknown."""

    @property
    def digest(self) -> str:
        """The digest of its text."""

    @property
    def posted(self) -> Posted | None:
        """Its time; None where unknown."""


def match_comments(entries: list[Entry], comments: Sequence[Spoken]) -> list[list[Entry]]:
    """Per record, the entries it speaks of: none, one, or several that are to be joined.

    First by names. Then, across namespaces or without ids, by author, text (any the entry ever
    had) and time; equal contents pair in source order. O(entries + records), but for replies of
    one author with one text.
    """
    if not entries:
        return [[] for _ in comments]
    by_name = {name: entry for entry in entries for name in entry.names}
    matched = [_named(one, by_name) for one in comments]
    free = _Free(entries, matched)
    for one, found in zip(comments, matched, strict=True):
        if not found or _is_news(one, found):
            found += free.like(one, found)
    return matched


def _is_news(one: Spoken, found: list[Entry]) -> bool:
    """Whether a record found by its id says what its entry never said: it may be another's too.

    What it said before was compared then; the same record again must not join more.
    """
    known = {name for entry in found for name in entry.names if name.namespace == "content"}
    ids = [name for name in one.names if name.namespace != "content"]
    return bool(ids) and known.isdisjoint(one.names)


def _named(one: Spoken, by_name: dict[Name, Entry]) -> list[Entry]:
    named = {id(by_name[name]): by_name[name] for name in one.names if name in by_name}
    return [entry for entry in named.values() if not conflict(entry.names, one.names)]


class _Free:
    """The entries that no record has been matched to yet, by author and the texts they had.

    In source order; `by_text` holds those of every author, `by_author` one author's.
    """

    def __init__(self, entries: list[Entry], matched: list[list[Entry]]) -> None:
        taken = {id(entry) for found in matched for entry in found}
        self.by_text: dict[str, dict[int, Entry]] = defaultdict(dict)
        self.by_author: dict[tuple[str, str], dict[int, Entry]] = defaultdict(dict)
        for entry in sorted(entries, key=lambda entry: (entry.row.source_rank, entry.order)):
            if entry.row.state != CommentState.MISSING and id(entry) not in taken:
                for digest in _digests(entry):
                    self.by_text[digest][id(entry)] = entry
                    self.by_author[digest, entry.said_by][id(entry)] = entry

    def like(self, one: Spoken, found: list[Entry]) -> list[Entry]:
        """The first free entry of the same content, taken; none where there is none."""
        names = set(one.names).union(*(entry.names for entry in found))
        for entry in self._of_author(one):
            if _is_of_time(entry, one) and not conflict(entry.names, names):
                self._take(entry)
                return [entry]
        return []

    def _of_author(self, one: Spoken) -> Iterable[Entry]:
        """Those of the same author, then those that may be: one of the two names nobody."""
        same = self.by_author[one.digest, one.said_by].values()
        nobodys = self.by_author[one.digest, ""] if one.said_by else self.by_text[one.digest]
        return chain(same, nobodys.values())

    def _take(self, entry: Entry) -> None:
        for digest in _digests(entry):
            self.by_text[digest].pop(id(entry), None)
            self.by_author[digest, entry.said_by].pop(id(entry), None)


def _digests(entry: Entry) -> set[str]:
    """The digests of every text the comment is known to have had."""
    earlier = (one for (name, _), one in entry.ledger.revisions.items() if name == "body")
    return {entry.row.text_digest, *(text_of(one.value)[1] for one in earlier)}


def conflict(names: Iterable[Name], others: Iterable[Name]) -> bool:
    """Whether one system names the two differently, or one source told them apart.

    Contents are told apart by their occurrence number; addresses may be several.
    """
    mine: dict[str, set[str]] = defaultdict(set)
    for name in names:
        system, value = _system(name)
        mine[system].add(value)
    return any(
        system in mine and value not in mine[system]
        for system, value in map(_system, others)
        if system != "address"
    )


def _system(name: Name) -> tuple[str, str]:
    if name.namespace != "content":
        return name.namespace, name.value
    content, _, occurrence = name.value.rpartition("-")
    return f"content {content}", occurrence


def _is_of_time(entry: Entry, one: Spoken) -> bool:
    mine, theirs = entry.posted, one.posted
    return mine is None or theirs is None or same_time(mine, theirs)


def same_time(one: Posted, other: Posted) -> bool:
    """Whether two times are one at the coarser precision of both.

    As instants where both name a zone, else on the wall clock.
    """
    precision = min(one[1], other[1], key=_COARSENESS.index)
    cut = _CUTS[precision]
    if one[2] is not None and other[2] is not None and precision in ("minute", "second"):
        return one[0].isoformat()[:cut] == other[0].isoformat()[:cut]
    return _wall_clock(one)[:cut] == _wall_clock(other)[:cut]


def _wall_clock(posted: Posted) -> str:
    return (posted[0].astimezone(UTC) + timedelta(minutes=posted[2] or 0)).isoformat()
