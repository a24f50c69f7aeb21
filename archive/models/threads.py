"""A thread as one user may see it: rows in order, tombstones where words are withheld.

Its outline is read whole, a few short columns a row; the words only of the rows that a page shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Expression,
    F,
    Field,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from archive.models.articles import Article
from archive.models.choices import CommentState, Visibility
from archive.models.comments import Comment
from archive.models.visibility import PUBLIC_COMMENT_ROW, User, is_keeper

Why = Literal["", "deleted", "missing", "withheld"]

NOWHERE = -1
"""The rank of no row."""
MOST_BY_NUMBER = 900
"""Rows asked for one by one; of more all of the article's are read. SQLite before 3.32 took 999."""

_ALWAYS = (
    "id", "key", "kind", "state", "visibility", "is_placeholder", "position", "depth",
    "posted_at", "posted_precision", "posted_offset_minutes", "gone_at",
)  # fmt: skip
# What a tombstone must not even select: words, names and ways out.
_WORDS: dict[str, tuple[Coalesce | F, Field[Any, Any], str | bool | None]] = {
    "shown_person_id": (Coalesce("person__merged_into_id", "person_id"), IntegerField(), None),
    "shown_person_key": (Coalesce("person__merged_into__key", "person__key"), CharField(), None),
    "shown_name": (F("author_name"), CharField(), ""),
    "shown_url": (F("author_url"), CharField(), ""),
    "shown_mark": (F("by_article_author"), BooleanField(), False),
    "shown_title": (F("title"), TextField(), ""),
    "shown_html": (F("body_html"), TextField(), ""),
    "shown_text": (F("body_text"), TextField(), ""),
    "shown_permalink": (F("permalink"), CharField(), ""),
    "shown_score": (F("score"), IntegerField(), None),
}

SHOWN_PARENT = Case(
    When(
        # Beside what the keeper hung beneath a comment of an article that was joined, and is no
        # more.
        Q(keeper_parent__isnull=True) | Q(keeper_parent__article=F("article")),
        keeper_parent_is_set=True,
        then=Coalesce("keeper_parent__merged_into_id", "keeper_parent_id"),
    ),
    default=Coalesce("parent__merged_into_id", "parent_id"),
)
"""The number of the comment that one answers: as the keeper says, else as the source does."""


@dataclass(slots=True)
class Outline:
    """The rows of a thread that a user may see, in display order; lists beside each other by rank.

    `whys` is empty where the words may be read. `people` are whom merged persons became, `names`
    those of rows without a person, `times` when it was posted, in UTC and as text that sorts by
    time; all three are empty on tombstones. `parents` and `nexts`, the next row of the same or a
    lower depth, are ranks or NOWHERE; `replies` counts direct ones, `beneath` all.
    """

    ids: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    whys: list[Why] = field(default_factory=list)
    people: list[int | None] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    nexts: list[int] = field(default_factory=list)
    replies: list[int] = field(default_factory=list)
    beneath: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    def above(self, rank: int) -> list[int]:
        """The ranks of all that a row hangs beneath, the nearest last."""
        ranks = []
        while (rank := self.parents[rank]) != NOWHERE:
            ranks.append(rank)
        return ranks[::-1]


@dataclass(slots=True)
class ThreadComment:
    """One row of a thread. Where `why` is not empty it is a tombstone without words or names.

    `reply_count` counts direct replies, `descendant_count` all beneath; `next_key` is the next
    row of the same or a lower depth ("" at the end). `parent_name` and `parent_text` are empty
    where the parent is a tombstone, the name where it is unnamed. Times as in Comment.
    """

    id: int
    key: str
    kind: str
    state: str
    visibility: str
    is_placeholder: bool
    position: int
    depth: int
    posted_at: datetime | None
    posted_precision: str
    posted_offset_minutes: int | None
    gone_at: datetime | None
    person_id: int | None
    person_key: str | None
    author_name: str
    author_url: str
    by_article_author: bool
    title: str
    body_html: str
    body_text: str
    permalink: str
    score: int | None
    why: Why = ""
    parent_key: str = ""
    parent_name: str = ""
    parent_text: str = ""
    reply_count: int = 0
    descendant_count: int = 0
    next_key: str = ""


def thread_for(user: User, article: Article) -> list[ThreadComment]:
    """Every row of the article's thread in display order, as the user may see it.

    Two queries. Rows the user may not read come as tombstones, and a branch without one readable
    comment is left out whole; only a placeholder that the source page itself showed stays
    without replies. Empty where the user may not see the article. Cost: O(rows).
    """
    outline = outline_of(user, article)
    return list(comments_at(user, article, outline, range(len(outline))).values())


def outline_of(user: User, article: Article) -> Outline:
    """The thread's outline, with what `thread_for` tells. One query; O(rows), 3 µs each."""
    outline = Outline()
    if not (article.is_public or is_keeper(user)) or article.merged_into_id is not None:
        return outline
    kept = _without_dead_branches(list(_lines(user, article)))
    if not kept:
        return outline
    ids, depths, codes, people, names, times = map(list, zip(*kept, strict=True))
    outline = Outline(ids, depths, [_WHYS[code] for code in codes], people, names, times)
    _relate(outline)
    return outline


def comments_at(
    user: User, article: Article, outline: Outline, ranks: Iterable[int]
) -> dict[int, ThreadComment]:
    """The rows at some ranks of the article's outline, by rank and in the order of `ranks`.

    One query, which reads the rows that they answer and that follow them as well.
    """
    ranks = dict.fromkeys(ranks)
    wanted = _with_related(outline, ranks)
    rows = _rows(user, article)
    if len(wanted) <= MOST_BY_NUMBER:
        rows = rows.filter(pk__in=[outline.ids[rank] for rank in wanted])
    by_id = {row[0]: ThreadComment(*row) for row in rows}
    found = {}
    for rank in ranks:
        row = by_id.get(outline.ids[rank])
        if row is None:  # gone since the outline was read
            continue
        row.why = outline.whys[rank]
        row.reply_count, row.descendant_count = outline.replies[rank], outline.beneath[rank]
        _relate_words(row, outline, rank, by_id)
        found[rank] = row
    return found


def outlined(rows: Sequence[ThreadComment]) -> tuple[Outline, dict[int, ThreadComment]]:
    """The outline of rows in display order that come from no store, and the rows by rank."""
    outline = Outline(
        ids=[row.id for row in rows],
        depths=[row.depth for row in rows],
        whys=[row.why for row in rows],
        people=[row.person_id for row in rows],
        names=["" if row.person_id else row.author_name for row in rows],
        times=[str(row.posted_at) if row.posted_at and not row.why else "" for row in rows],
    )
    _relate(outline)
    by_id = {row.id: row for row in rows}
    for rank, row in enumerate(rows):
        row.reply_count, row.descendant_count = outline.replies[rank], outline.beneath[rank]
        _relate_words(row, outline, rank, by_id)
    return outline, dict(enumerate(rows))


def _relate_words(
    row: ThreadComment, outline: Outline, rank: int, by_id: dict[int, ThreadComment]
) -> None:
    following, above = outline.nexts[rank], outline.parents[rank]
    if following != NOWHERE and outline.ids[following] in by_id:
        row.next_key = by_id[outline.ids[following]].key
    if above != NOWHERE and outline.ids[above] in by_id:
        parent = by_id[outline.ids[above]]
        row.parent_key, row.parent_name = parent.key, parent.author_name
        row.parent_text = "" if outline.whys[above] else parent.body_text


def _with_related(outline: Outline, ranks: Iterable[int]) -> set[int]:
    wanted = set(ranks)
    wanted |= {outline.parents[rank] for rank in wanted} | {outline.nexts[rank] for rank in wanted}
    return wanted - {NOWHERE}


_WHYS: tuple[Why, ...] = ("", "deleted", "missing", "withheld", "deleted")
_PLACEHOLDER = 4
"""The place in `_WHYS` of a deletion that the source page itself showed."""

_Line = tuple[int, int, int, int | None, str, str]


def _open_to(user: User) -> Q:
    return Q(pk__isnull=False) if is_keeper(user) else PUBLIC_COMMENT_ROW


def _lines(user: User, article: Article) -> QuerySet[Comment, _Line]:
    """Of each row: id, depth, the place in `_WHYS`, person, name, time."""
    is_open = _open_to(user)
    deleted = Q(state=CommentState.DELETED)
    deleted_in_sight = deleted & Q(visibility=Visibility.PUBLIC)
    # A keeper reads what strangers may not; what never had words is a tombstone to all.
    why = Case(
        When(state=CommentState.MISSING, then=Value(2)),
        When(is_open & (~deleted | ~Q(body_html="")), then=Value(0)),
        When(deleted_in_sight & Q(is_placeholder=True), then=Value(_PLACEHOLDER)),
        When(deleted_in_sight, then=Value(1)),
        default=Value(3),
    )
    person = Coalesce("person__merged_into_id", "person_id")
    at = Coalesce(Cast("posted_at", CharField()), Value(""))
    rows: QuerySet[Comment, _Line] = (
        Comment.objects.filter(article=article, merged_into__isnull=True)
        .annotate(
            why_code=why,
            shown_person=Case(When(is_open, then=person), output_field=IntegerField()),
            shown_name=Case(
                When(is_open & Q(person__isnull=True), then=F("author_name")), default=Value("")
            ),
            shown_time=Case(When(is_open, then=at), default=Value(""), output_field=CharField()),
        )
        .order_by("position", "id")
        .values_list("id", "depth", "why_code", "shown_person", "shown_name", "shown_time")
    )
    return rows


def _rows(user: User, article: Article) -> QuerySet[Comment, tuple[Any, ...]]:
    is_open = _open_to(user)
    shown: dict[str, Expression] = {
        name: Case(When(is_open, then=words), default=Value(none), output_field=field)
        for name, (words, field, none) in _WORDS.items()
    }
    rows: QuerySet[Comment, tuple[Any, ...]] = (
        Comment.objects.filter(article=article, merged_into__isnull=True)
        .annotate(**shown)
        .order_by("position", "id")
        .values_list(*_ALWAYS, *shown)
    )
    return rows


def _without_dead_branches(rows: list[_Line]) -> list[_Line]:
    if not any(row[2] for row in rows):
        return rows
    kept: list[_Line] = []
    living_depth = 0  # depth of the row kept last; the next row one level up is its parent
    for row in reversed(rows):
        _id, depth, code, *_ = row
        is_shown = code in (0, _PLACEHOLDER)
        leads_to_living = living_depth == depth + 1
        if is_shown or leads_to_living:
            kept.append(row)
            living_depth = depth
    kept.reverse()
    return kept


def _relate(outline: Outline) -> None:
    """Who hangs beneath whom: depths in display order tell it, as they were written with them."""
    count, depths = len(outline), outline.depths
    outline.nexts, outline.parents = [NOWHERE] * count, [NOWHERE] * count
    outline.replies, outline.beneath = [0] * count, [0] * count
    open_ranks: list[int] = []  # of strictly growing depth
    for rank, depth in enumerate(depths):
        while open_ranks and depths[open_ranks[-1]] >= depth:
            done = open_ranks.pop()
            outline.nexts[done] = rank
            outline.beneath[done] = rank - done - 1
        if open_ranks:
            outline.parents[rank] = open_ranks[-1]
            outline.replies[open_ranks[-1]] += 1
        open_ranks.append(rank)
    for done in open_ranks:
        outline.beneath[done] = count - done - 1
