"""The page of what changed between captures: moments in order, and what each of them changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Literal

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy

from archive.lib.paging import Slice, slice_of
from archive.lib.word_diff import Piece, pieces
from archive.models import Article, Capture, Comment
from archive.models.visibility import User
from archive.reading.articles import direction_of
from archive.reading.changed_values import Values
from archive.reading.history import OF_ARTICLE, OF_COMMENT, Step, readable_comments, steps_of

ITEMS_A_PAGE = 20
MOST_NAMED = 12
"""Comments named of those that a capture was the first to show, or the first not to show."""
SOURCES = {
    "export": gettext_lazy("from an export"),
    "api": gettext_lazy("from the source's API"),
    "feed": gettext_lazy("from a feed"),
    "dump": gettext_lazy("from a text dump"),
}
_NEVER = datetime.min.replace(tzinfo=UTC)

Kind = Literal["step", "seen", "gone", "quiet"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell of a moment; `count` is of comments, `step` of a change."""

    at: datetime | None
    kind: Kind
    step: Step | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A field's change. No `pieces`: no word differs, or `is_long`. `comment` is None for the
    article's own; `source` says where the new value is from, where that is no page."""

    label: str
    comment: Comment | None
    pieces: list[Piece]
    is_long: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Comments that a capture shows or lacks: how many, and the first of them."""

    count: int
    comments: list[Comment]


@dataclass(slots=True)
class Moment:
    """A time of captures, or one that a source itself gave; None where nobody recorded it."""

    at: datetime | None
    captures: list[Capture]
    changes: list[Change] = field(default_factory=list)
    seen: Group | None = None
    gone: Group | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What the page shows: a slice of the moments, how much there is, and of what comment alone."""

    article: Article
    moments: list[Moment]
    page: Slice
    capture_count: int
    change_count: int
    comment: Comment | None = None

    @property
    def direction(self) -> str:
        """From which side the page is laid out: "rtl" or "ltr"."""
        return direction_of(self.article)


def changes_of(user: User, article: Article, *, key: str, asked_page: str) -> Changes | None:
    """The changes of an article and its thread, or those of one comment alone.

    None where there is no such comment that the user may read. About a dozen queries.
    """
    comment = readable_comments(user, article).filter(key=key).first() if key else None
    if key and comment is None:
        return None
    steps = steps_of(user, article, key)
    captures = list(article.captures.defer("run"))
    items = [Item(step.at, "step", step) for step in steps]
    if not key:
        items += _of_threads(user, article, captures)
        told = {one.at for one in items}
        quiet = {one.captured_at for one in captures} - told
        items += [Item(at, "quiet") for at in quiet]
    items.sort(key=lambda one: one.at or _NEVER)
    page = slice_of(items, asked_page, size=ITEMS_A_PAGE)
    moments = list(_moments(user, article, page.items, captures))
    return Changes(article, moments, page, len(captures), len(steps), comment)


def _of_threads(user: User, article: Article, captures: list[Capture]) -> Iterator[Item]:
    """How many comments each capture was the first to show, and the first to lack. Two queries.

    The first capture is passed over: there is nothing before it.
    """
    first = min((one.captured_at for one in captures if one.captured_at), default=None)
    kinds: dict[Kind, str] = {"seen": "first_seen_at", "gone": "gone_at"}
    for kind, column in kinds.items():
        rows = (
            readable_comments(user, article)
            .filter(**{f"{column}__gt": first or _NEVER})
            .order_by(column)
            .values_list(column)
            .annotate(n=Count("pk"))
        )
        yield from (Item(at, kind, count=count) for at, count in rows)


def _moments(
    user: User, article: Article, items: list[Item], captures: list[Capture]
) -> Iterator[Moment]:
    values = Values(article, (one.step for one in items if one.step))
    named = {
        "seen": _named(user, article, "first_seen_at", items, "seen"),
        "gone": _named(user, article, "gone_at", items, "gone"),
    }
    for at, found in groupby(items, key=lambda one: one.at):
        moment = Moment(at, [one for one in captures if one.captured_at == at])
        for one in found:
            if one.step is not None:
                moment.changes.append(_change(one.step, values))
            elif one.kind == "seen":
                moment.seen = Group(one.count, named["seen"].get(at, []))
            elif one.kind == "gone":
                moment.gone = Group(one.count, named["gone"].get(at, []))
        yield moment


def _change(step: Step, values: Values) -> Change:
    old, new = values.text(step, step.old), values.text(step, step.new)
    comment = values.comments.get(step.comment)
    return Change(
        label=str((OF_COMMENT if comment else OF_ARTICLE)[step.field]),
        comment=comment,
        pieces=[] if old is None or new is None else pieces(old, new),
        is_long=old is None or new is None,
        source=str(SOURCES.get(step.new.rank, "")),
    )


def _named(
    user: User, article: Article, column: str, items: list[Item], kind: Kind
) -> dict[datetime | None, list[Comment]]:
    """The first comments of each moment. One query, or none."""
    times = [one.at for one in items if one.kind == kind]
    if not times:
        return {}
    place = Window(RowNumber(), partition_by=F(column), order_by=("position", "pk"))
    rows: Any = (
        readable_comments(user, article)
        .filter(**{f"{column}__in": times})
        .annotate(place=place)
        .filter(place__lte=MOST_NAMED)
        .only("key", "author_name", column)
        .order_by("position", "pk")
    )
    found: dict[datetime | None, list[Comment]] = {}
    for one in rows:
        found.setdefault(getattr(one, column), []).append(one)
    return found
