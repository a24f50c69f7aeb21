"""The front page: what the archive holds, as the user may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from archive.models import Article, Comment
from archive.models.visibility import User
from archive.reading.filters import Filters
from archive.reading.listings import articles_for, as_rows, in_order
from archive.reading.people import people_for
from archive.reading.this_day import days_like, voices_of
from archive.templatetags.archive_dates import day_of_year

NEWEST = 6
MOST_DISCUSSED = 5
MOST_OF_THE_DAY = 4
MOST_COUNTED = 1_000
"""People that are counted one by one: who may be told of is asked of each."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies open on the front page; `of_day` and `voices` are of the day called `day`, in
    earlier years, oldest first."""

    newest: Sequence[Article]
    discussed: Sequence[Article]
    day: str
    of_day: Sequence[Article]
    voices: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people there are; `is_bounded`: at least, for no more were counted."""

    count: int
    is_bounded: bool


def crowd_for(user: User) -> Crowd:
    """The people the user may see something of, MOST_COUNTED at most. One query."""
    count = people_for(user).order_by()[:MOST_COUNTED].count()
    return Crowd(count, count >= MOST_COUNTED)


def shelf_for(user: User, today: date, first_on: date | None) -> Shelf:
    """What the front page shows of articles and comments; four queries.

    `first_on` is the day of the oldest article: no earlier year is looked at.
    """
    days = days_like(today, first_on.year if first_on else today.year)
    visible = articles_for(user, Filters())
    of_day = visible.filter(shown_published_on__in=days) if days else Article.objects.none()
    asked = (
        (in_order(visible, user, "newest"), NEWEST),
        (in_order(articles_for(user, Filters(comments="with")), user, "discussed"), MOST_DISCUSSED),
        (in_order(of_day, user, "discussed"), MOST_OF_THE_DAY),
    )
    # Each bound by itself, and all read at once; which is which is told from the rows.
    parts = [
        Article.objects.filter(pk__in=articles[:most].values("pk")).order_by().values("pk")
        for articles, most in asked
    ]
    rows = list(as_rows(Article.objects.filter(pk__in=parts[0].union(*parts[1:])), user))
    newest = sorted(sorted(rows, key=_key), key=_published, reverse=True)
    discussed = sorted(newest, key=_response_count, reverse=True)
    on_day = [row for row in discussed if row.shown_published_on in days][:MOST_OF_THE_DAY]
    return Shelf(
        newest=newest[:NEWEST],
        discussed=[row for row in discussed[:MOST_DISCUSSED] if _response_count(row)],
        day=day_of_year(today),
        of_day=sorted(on_day, key=_published),
        voices=voices_of(user, days),
    )


def _key(row: Article) -> str:
    return row.key


def _published(row: Article) -> datetime:
    return row.shown_published_at or datetime.min.replace(tzinfo=UTC)


def _response_count(row: Article) -> int:
    return int(getattr(row, "shown_count", 0))
