"""A thread as one user may see it: rows in order, tombstones where words are withheld."""

from dataclasses import dataclass
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
from django.db.models.functions import Coalesce

from archive.models.articles import Article
from archive.models.choices import CommentState, Visibility
from archive.models.comments import Comment
from archive.models.visibility import PUBLIC_COMMENT_ROW, User, is_keeper

Why = Literal["", "deleted", "missing", "withheld"]

_ALWAYS = (
    "id", "key", "kind", "state", "visibility", "is_placeholder", "position", "depth",
    "posted_at", "posted_precision", "posted_offset_minutes", "gone_at", "is_open",
    "shown_parent",
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


@dataclass(slots=True)
class ThreadComment:
    """One row of a thread. Where `why` is not empty it is a tombstone without words or names.

    `reply_count` counts direct replies, `descendant_count` all beneath; `next_key` is the next
    row of the same or a lower depth ("" at the end). `parent_name` is empty where the parent is a
    tombstone or unnamed. Times as in Comment.
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
    is_open: bool
    shown_parent: int | None
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
    reply_count: int = 0
    descendant_count: int = 0
    next_key: str = ""


def thread_for(user: User, article: Article) -> list[ThreadComment]:
    """Every row of the article's thread in display order, as the user may see it.

    One query. Rows the user may not read come as tombstones, and a branch without one readable
    comment is left out whole; only a placeholder that the source page itself showed stays
    without replies. Empty where the user may not see the article. Cost: O(rows).
    """
    if not (article.is_public or is_keeper(user)) or article.merged_into_id is not None:
        return []
    rows = [ThreadComment(*row) for row in _rows(user, article)]
    for row in rows:
        row.why = _why(row)
    kept = _without_dead_branches(rows)
    _relate(kept)
    return kept


def _rows(user: User, article: Article) -> QuerySet[Comment, tuple[Any, ...]]:
    is_open = Q(pk__isnull=False) if is_keeper(user) else PUBLIC_COMMENT_ROW
    shown: dict[str, Expression] = {
        name: Case(When(is_open, then=words), default=Value(none), output_field=field)
        for name, (words, field, none) in _WORDS.items()
    }
    open_case = Case(When(is_open, then=Value(1)), default=Value(0))
    # What the keeper hung beneath a comment of an article that was joined, and is no more.
    is_here = Q(keeper_parent__isnull=True) | Q(keeper_parent__article=article)
    parent = Case(
        When(
            Q(is_here, keeper_parent_is_set=True),
            then=Coalesce("keeper_parent__merged_into_id", "keeper_parent_id"),
        ),
        default=Coalesce("parent__merged_into_id", "parent_id"),
    )
    rows: QuerySet[Comment, tuple[Any, ...]] = (
        Comment.objects.filter(article=article, merged_into__isnull=True)
        .annotate(is_open=open_case, shown_parent=parent)
        .annotate(**shown)
        .order_by("position", "id")
        .values_list(*_ALWAYS, *shown)
    )
    return rows


def _why(row: ThreadComment) -> Why:
    # A keeper reads what strangers may not; what never had words is a tombstone to all.
    if row.state == CommentState.MISSING:
        return "missing"
    if row.is_open and (row.state != CommentState.DELETED or row.body_html):
        return ""
    if row.state == CommentState.DELETED and row.visibility == Visibility.PUBLIC:
        return "deleted"
    return "withheld"


def _without_dead_branches(rows: list[ThreadComment]) -> list[ThreadComment]:
    kept: list[ThreadComment] = []
    living_depth = 0  # depth of the row kept last; the next row one level up is its parent
    for row in reversed(rows):
        is_shown = not row.why or (
            row.is_placeholder and row.why == "deleted" and row.visibility == Visibility.PUBLIC
        )
        leads_to_living = living_depth == row.depth + 1
        if is_shown or leads_to_living:
            kept.append(row)
            living_depth = row.depth
    kept.reverse()
    return kept


def _relate(rows: list[ThreadComment]) -> None:
    by_id = {row.id: row for row in rows}
    following: list[ThreadComment] = []  # rows to come, of strictly growing depth
    beneath: dict[int, int] = {}
    for row in reversed(rows):
        while following and following[-1].depth > row.depth:
            following.pop()
        row.next_key = following[-1].key if following else ""
        following.append(row)
        row.descendant_count = beneath.get(row.id, 0)
        parent = by_id.get(row.shown_parent) if row.shown_parent is not None else None
        # What stands below is no parent: where sources told of a circle, it was broken here.
        if parent is not None and parent.position < row.position:
            beneath[parent.id] = beneath.get(parent.id, 0) + 1 + row.descendant_count
            parent.reply_count += 1
            row.parent_key, row.parent_name = parent.key, parent.author_name
