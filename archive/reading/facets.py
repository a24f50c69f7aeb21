"""What a list can be narrowed by: the values of each filter, with how many articles each leaves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from archive.models import ArticleAuthor, ArticleTerm, Site
from archive.models.visibility import User
from archive.reading.filters import UNDATED, Filters
from archive.reading.listings import articles_for, count_column, declared_differs
from archive.templatetags.archive_dates import MONTHS
from archive.templatetags.archive_words import language_name

FEW, MANY = 10, 200
"""How many values a filter shows at first, and when asked for more."""

Counted = tuple[str, str, int]
"""A value, what it is called, and how many articles it leaves."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose. `query` is the address's query part with it, or without where chosen."""

    label: str
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter and its values. `more` is the query part that shows more of them, or empty."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    more: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What narrows the list now; `query` is the address's query part without it."""

    label: str
    value: str
    query: str


def facets_for(user: User, filters: Filters, opened: str) -> list[Facet]:
    """Every filter with its values; each is counted with all filters but its own.

    `opened` names the filter to show MANY values of. Eight queries at most, whatever the rows.
    """
    found = [
        ("site", "Site", _sites(user, filters)),
        ("year", "Year", _years(user, filters)),
        ("month", "Month", _months(user, filters)),
        ("term", "Tag", _terms(user, filters)),
        ("person", "Written by", _people(user, filters)),
        ("language", "Language", _languages(user, filters)),
    ]
    facets = [
        _facet(filters, name, label, (values, opened == name)) for name, label, values in found
    ]
    facets.append(_responses(user, filters))
    return [facet for facet in facets if facet.options]


def chosen_of(filters: Filters, facets: list[Facet]) -> list[Chosen]:
    """What is chosen, called as the facets call it; a value without articles is shown as given."""
    labels = {"site": "site", "term": "tag", "person": "written by", "comments": "responses",
              "declared": "declared"}  # fmt: skip
    called = {
        facet.name: option.label for facet in facets for option in facet.options if option.is_chosen
    }
    words = {"with": "some", "without": "none", "differs": "not as many as kept"}
    return [
        Chosen(
            label=labels.get(name, name),
            value=words.get(value) or called.get(name, value),
            query=filters.changed(**{name: ""}).query(),
        )
        for name, value in filters.chosen()
    ]


def _facet(filters: Filters, name: str, label: str, found: tuple[Iterable[Counted], bool]) -> Facet:
    values, is_opened = found
    now = getattr(filters, name)
    counted = list(values)
    shown = counted[: MANY if is_opened else FEW]
    shown += [one for one in counted[len(shown) :] if one[0] == now]
    options = [_option(filters, name, one) for one in shown]
    query = filters.query()
    more = f"{query}&more={name}" if query else f"more={name}"
    return Facet(name, label, options, more if len(shown) < len(counted) and not is_opened else "")


def _option(filters: Filters, name: str, counted: Counted) -> Option:
    value, label, count = counted
    is_chosen = getattr(filters, name) == value
    changed = filters.changed(**{name: "" if is_chosen else value})
    return Option(label, count, is_chosen, changed.query())


def _sites(user: User, filters: Filters) -> list[Counted]:
    rows = (
        articles_for(user, filters, without=["site"])
        .values_list("site__host", "site__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "site__host")
    )
    return [(host, Site(host=host, name=name).shown_name, n) for host, name, n in _bounded(rows)]


def _terms(user: User, filters: Filters) -> list[Counted]:
    rows = (
        ArticleTerm.objects.filter(article__in=_narrowed(user, filters, "term"))
        .values_list("term__slug", "term__name")
        .annotate(n=Count("article", distinct=True))
        .order_by("-n", "term__name", "term__slug")
    )
    return _bounded(rows)


def _people(user: User, filters: Filters) -> list[Counted]:
    # By aliases, for whatever is ordered by is grouped by, and the merged names are one.
    rows = (
        ArticleAuthor.objects.shown()
        .filter(article__in=_narrowed(user, filters, "person"))
        .annotate(
            shown_key=Coalesce("person__merged_into__key", "person__key"),
            shown_name=Coalesce("person__merged_into__name", "person__name"),
        )
        .values_list("shown_key", "shown_name")
        .annotate(n=Count("article", distinct=True))
        .order_by("-n", "shown_name", "shown_key")
    )
    return _bounded(rows)


def _languages(user: User, filters: Filters) -> list[Counted]:
    rows = (
        articles_for(user, filters, without=["language"])
        .exclude(language="")
        .values_list("language")
        .annotate(n=Count("pk"))
        .order_by("-n", "language")
    )
    return [(code, language_name(code), n) for code, n in _bounded(rows)]


def _years(user: User, filters: Filters) -> list[Counted]:
    years = Counter[str]()
    for day, n in _dates(user, filters, ["year", "month"]):
        years[f"{day.year:04d}" if day else UNDATED] += n
    # Digits stand before letters, so the undated come first when turned round: put them last.
    found = sorted(years, key=lambda year: (year != UNDATED, year), reverse=True)
    return [(year, year, years[year]) for year in found]


def _months(user: User, filters: Filters) -> list[Counted]:
    if not filters.year.isdigit():
        return []
    months = Counter[int]()
    for day, n in _dates(user, filters, ["month"]):
        months[day.month if day else 0] += n
    return [(str(month), MONTHS[month - 1], months[month]) for month in sorted(months)]


def _dates(user: User, filters: Filters, without: list[str]) -> Iterable[tuple[date | None, int]]:
    # By day in the database and by year here: the database's own "year of" is a Python callback
    # per row on SQLite, and days are few.
    counted: Iterable[tuple[date | None, int]] = (
        articles_for(user, filters, without=without)
        .values_list("shown_published_on")
        .annotate(n=Count("pk"))
        .order_by("shown_published_on")
    )
    return counted


def _responses(user: User, filters: Filters) -> Facet:
    count = count_column(user)
    found = articles_for(user, filters, without=["comments", "declared"]).aggregate(
        some=Count("pk", filter=~Q(**{count: 0})),
        none=Count("pk", filter=Q(**{count: 0})),
        differs=Count("pk", filter=declared_differs(count)),
    )
    options = [
        _option(filters, "comments", ("with", "Has responses", found["some"])),
        _option(filters, "declared", ("differs", "Declared ≠ kept", found["differs"])),
        _option(filters, "comments", ("without", "None", found["none"])),
    ]
    return Facet("comments", "Responses", [one for one in options if one.count or one.is_chosen])


def _narrowed(user: User, filters: Filters, own: str) -> QuerySet[Any, Any]:
    return articles_for(user, filters, without=[own]).values("pk")


def _bounded(rows: QuerySet[Any, Any]) -> list[Any]:
    return list(rows[: MANY + 1])
