"""One day of the year, in the years before: which dates it was, and what was said on them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Length

from archive.models import Comment
from archive.models.visibility import User

MOST_YEARS = 100
MOST_VOICES = 3
MOST_LOOKED_AT = 3_000
"""Comments of that day that are looked at for the few that are shown, the latest first."""
SHORT, LONG = 40, 280
"""Characters of what can stand alone on a front page; longer is shown cut, shorter not at all."""


def days_like(today: date, first_year: int) -> list[date]:
    """The same day in the years from one on, the last MOST_YEARS of them; not today's own year."""
    return [
        today.replace(year=year)
        for year in range(max(first_year, today.year - MOST_YEARS, 1), today.year)
        if (today.month, today.day) != (2, 29) or _is_leap(year)
    ]


def voices_of(user: User, days: Sequence[date]) -> list[Comment]:
    """One comment of each of these days that fits a front page, MOST_VOICES of them, oldest first.

    Two queries; O(what was said on those days), found by their index.
    """
    if not days:
        return []
    fits = Case(
        When(length__range=(SHORT, LONG), then=Value(2)),
        When(length__gt=LONG, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = (
        Comment.objects.visible_to(user)
        .filter(posted_on__in=days)
        .order_by("-posted_on", "-pk")
        .annotate(length=Length("body_text"))
        .values_list("posted_on", fits, F("score"), "pk")
    )
    best: dict[date, tuple[int, int, int]] = {}
    for day, fit, score, pk in rows[:MOST_LOOKED_AT]:
        if fit:
            best[day] = max(best.get(day, (0, 0, 0)), (fit, score or 0, pk))
    chosen = [best[day][-1] for day in sorted(best, key=lambda day: (best[day], day))]
    comments = (
        Comment.objects.visible_to(user)
        .filter(pk__in=chosen[-MOST_VOICES:])
        .select_related("article__site", "person__merged_into")
        .defer("article__body_html", "article__body_text", "article__origins", "origins")
    )
    return list(comments.order_by("posted_on", "pk"))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
