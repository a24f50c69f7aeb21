"""What a list can be narrowed by: the values of each filter, with how many articles each leaves."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from archive.models import Article, ArticleAuthor, ArticleTerm, Person, Site, Term
from archive.models.articles import PUBLISHED_ON
from archive.models.visibility import User
from archive.reading.filters import UNDATED, Filters
from archive.reading.listings import (
    articles_for,
    count_column,
    declared_differs,
    has_responses,
)
from archive.reading.people import people_for
from archive.templatetags.archive_dates import month_name
from archive.templatetags.archive_words import language_called

FEW, MANY = 10, 200
"""How many values a filter shows at first, and when asked for more."""

Counted = tuple[str, str, int]
"""A value, what it is called, and how many articles it leaves."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose. `query` is the address's query part with it, or without where chosen.

    `at` is the address itself, empty on its own page.
    """

    label: str
    count: int
    is_chosen: bool
    query: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter and its values. `more` is the query part that shows more of them, or empty."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    more: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What narrows the list now; `query` is the address's query part without it."""

    label: str
    value: str
    query: str


def facets_for(
    user: User, filters: Filters, opened: str = "", *, without: Collection[str] = ()
) -> list[Facet]:
    """Every filter, but those without, with its values, counted with all filters but its own.

    `opened` names the filter to show MANY values of. Nine queries at most, whatever the rows.
    """
    facets = [
        _facet(filters, name, str(label), (values_of(user, filters), opened == name))
        for name, (label, values_of) in _FACETS.items()
        if name not in without
    ]
    facets.append(_responses(user, filters))
    return [facet for facet in facets if facet.options]


def ways_onward(user: User, filters: Filters, at: str, total: int) -> list[Facet]:
    """What a list that stands on a page of its own can be narrowed by, at the list's address.

    The filters that make the page what it is are left out, and those that leave all its `total`
    articles; of a tag, those that stand beside it come in its place. Nine queries at most.
    """
    fixed = [name for name, _ in filters.chosen()]
    found = [
        one
        for one in facets_for(user, filters, without=fixed)
        if any(option.count < total for option in one.options)
    ]
    moved = [
        replace(one, at=at, options=[replace(option, at=at) for option in one.options])
        for one in found
    ]
    beside = _beside(user, filters) if filters.term else []
    return [Facet("beside", gettext("Often beside"), beside), *moved] if beside else moved


def _beside(user: User, filters: Filters) -> list[Option]:
    tagged = ArticleTerm.objects.filter(article__in=articles_for(user, filters).values("pk"))
    return [
        Option(term.name, n, is_chosen=False, query="", at=reverse("tag", args=[term.slug]))
        for term, n in _most_used(tagged)[: FEW + 1]
        if term.slug != filters.term
    ][:FEW]


def chosen_of(user: User, filters: Filters, facets: list[Facet]) -> list[Chosen]:
    """What is chosen, called as the facets call it; a value without articles is shown as given.

    One query where it is what is cited, one where it is who speaks.
    """
    called = {
        facet.name: option.label for facet in facets for option in facet.options if option.is_chosen
    }
    if filters.cites:
        cited = Article.objects.visible_to(user).filter(key=filters.cites)
        named = cited.only("title", "keeper_title", "source_url").first()
        called["cites"] = str(named) if named else filters.cites
    if filters.voice:
        speaker = people_for(user).filter(key=filters.voice).first()
        called["voice"] = speaker.name if speaker else filters.voice
    return [
        Chosen(
            label=str(_NARROWED_TO[name]),
            value=str(_VALUES.get((name, value)) or called.get(name, value)),
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
    tagged = ArticleTerm.objects.filter(article__in=_narrowed(user, filters, "term"))
    return [(term.slug, term.name, n) for term, n in _most_used(tagged, filters.term)]


def _most_used(tagged: QuerySet[ArticleTerm], chosen: str = "") -> list[tuple[Term, int]]:
    """The tags of these, most used first, MANY and the chosen one. Two queries.

    Counted by their numbers and named afterwards: to group by names takes twice as long.
    """
    rows = tagged.order_by().values_list("term").annotate(n=Count("article", distinct=True))
    counts = dict(rows)
    most = sorted(counts, key=lambda pk: (-counts[pk], pk))[: MANY + 1]
    terms = Term.objects.filter(Q(pk__in=most) | Q(slug=chosen))
    named = [(term, counts[term.pk]) for term in terms if term.pk in counts]
    return sorted(named, key=lambda one: (-one[1], one[0].name, one[0].slug))


def _people(user: User, filters: Filters) -> list[Counted]:
    # As _most_used; those who were merged are one.
    rows = (
        ArticleAuthor.objects.shown()
        .filter(article__in=_narrowed(user, filters, "person"))
        .annotate(shown=Coalesce("person__merged_into", "person"))
        .order_by()
        .values_list("shown")
        .annotate(n=Count("article", distinct=True))
    )
    counts = dict(rows)
    most = sorted(counts, key=lambda pk: (-counts[pk], pk))[: MANY + 1]
    people = Person.objects.filter(Q(pk__in=most) | Q(key=filters.person))
    named = [
        (person.key, person.name, counts[person.pk]) for person in people if person.pk in counts
    ]
    return sorted(named, key=lambda one: (-one[2], one[1], one[0]))


def _languages(user: User, filters: Filters) -> list[Counted]:
    rows = (
        articles_for(user, filters, without=["language"])
        .exclude(language="")
        .values_list("language")
        .annotate(n=Count("pk"))
        .order_by("-n", "language")
    )
    return [(code, language_called(code), n) for code, n in _bounded(rows)]


def _years(user: User, filters: Filters) -> list[Counted]:
    years = Counter[str]()
    for day, n in _dates(user, filters, ["year", "month"]):
        years[f"{day.year:04d}" if day else UNDATED] += n
    # Digits stand before letters, so the undated come first when turned round: put them last.
    found = sorted(years, key=lambda year: (year != UNDATED, year), reverse=True)
    called = {UNDATED: gettext("undated")}
    return [(year, called.get(year, year), years[year]) for year in found]


def _months(user: User, filters: Filters) -> list[Counted]:
    if not filters.year.isdigit():
        return []
    months = Counter[int]()
    for day, n in _dates(user, filters, ["month"]):
        months[day.month if day else 0] += n
    return [(str(month), month_name(month), months[month]) for month in sorted(months)]


def _dates(user: User, filters: Filters, without: list[str]) -> Iterable[tuple[date | None, int]]:
    # By day in the database and by year here: the database's own "year of" is a Python callback
    # per row on SQLite, and days are few.
    counted: Iterable[tuple[date | None, int]] = (
        articles_for(user, filters, without=without)
        .values_list(PUBLISHED_ON)
        .annotate(n=Count("pk"))
        .order_by()
    )
    return counted


def _responses(user: User, filters: Filters) -> Facet:
    count = count_column(user)
    others = articles_for(user, filters, without=["comments", "declared"])
    differs = declared_differs(count)
    told = differs if filters.declared else Q()
    said = has_responses(count, filters.comments) if filters.comments else Q()
    found = others.aggregate(
        some=Count("pk", filter=told & has_responses(count, "with")),
        none=Count("pk", filter=told & has_responses(count, "without")),
        differs=Count("pk", filter=said & differs),
    )
    options = [
        _option(filters, "comments", ("with", gettext("Has responses"), found["some"])),
        _option(filters, "declared", ("differs", gettext("Declared ≠ kept"), found["differs"])),
        _option(filters, "comments", ("without", pgettext("responses", "None"), found["none"])),
    ]
    return Facet(
        "comments", gettext("Responses"), [one for one in options if one.count or one.is_chosen]
    )


_FACETS: dict[str, tuple[str | Promise, Callable[[User, Filters], list[Counted]]]] = {
    "site": (gettext_lazy("Site"), _sites),
    "year": (gettext_lazy("Year"), _years),
    "month": (gettext_lazy("Month"), _months),
    "term": (gettext_lazy("Tag"), _terms),
    "person": (gettext_lazy("Written by"), _people),
    "language": (gettext_lazy("Language"), _languages),
}
"""What each filter is called, and its values."""

_NARROWED_TO = {
    "site": pgettext_lazy("filter", "site"),
    "term": pgettext_lazy("filter", "tag"),
    "person": pgettext_lazy("filter", "written by"),
    "year": pgettext_lazy("filter", "year"),
    "month": pgettext_lazy("filter", "month"),
    "language": pgettext_lazy("filter", "language"),
    "comments": pgettext_lazy("filter", "responses"),
    "declared": pgettext_lazy("filter", "declared"),
    "cites": pgettext_lazy("filter", "citing"),
    "voice": pgettext_lazy("filter", "with words of"),
}
"""The same before the value that is chosen."""

_VALUES = {
    ("year", UNDATED): gettext_lazy("undated"),
    ("comments", "with"): pgettext_lazy("responses", "some"),
    ("comments", "without"): pgettext_lazy("responses", "none"),
    ("declared", "differs"): gettext_lazy("not as many as kept"),
}
"""What is chosen, where it is none of the archive's own values."""


def _narrowed(user: User, filters: Filters, own: str) -> QuerySet[Any, Any]:
    return articles_for(user, filters, without=[own]).values("pk")


def _bounded(rows: QuerySet[Any, Any]) -> list[Any]:
    return list(rows[: MANY + 1])
