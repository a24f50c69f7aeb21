"""The front page: what the archive holds, as the user may see it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Sum

from archive.models import Article
from archive.models.visibility import User
from archive.reading.filters import Filters
from archive.reading.listings import articles_for, as_rows, count_column, in_order
from archive.reading.people import people_for

NEWEST = 6
MOST_DISCUSSED = 5


@dataclass(frozen=True, slots=True)
class Holdings:
    """The archive in numbers; the days are of the oldest and newest article, None if undated."""

    articles: int
    sites: int
    responses: int
    people: int
    first_on: date | None
    last_on: date | None


def holdings_for(user: User) -> Holdings:
    """What the user may see of the archive, in numbers. Two queries."""
    found = articles_for(user, Filters()).aggregate(
        articles=Count("pk"),
        sites=Count("site", distinct=True),
        responses=Sum(count_column(user), default=0),
        first_on=Min("shown_published_on"),
        last_on=Max("shown_published_on"),
    )
    return Holdings(people=people_for(user).count(), **found)


def newest_for(user: User) -> list[Article]:
    """Rows of the latest articles. Two queries."""
    articles = articles_for(user, Filters())
    return list(as_rows(in_order(articles, user, "newest"), user)[:NEWEST])


def most_discussed_for(user: User) -> list[Article]:
    """Rows of the articles with most responses, those with none left out. Two queries."""
    articles = articles_for(user, Filters(comments="with"))
    return list(as_rows(in_order(articles, user, "discussed"), user)[:MOST_DISCUSSED])
