"""The page of a person: what they wrote and said, when, and with whom they talk."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext

from archive.lib.paging import Slice, slice_of
from archive.models import Article, Comment, Person
from archive.models.visibility import User
from archive.reading.answers import Partners, Remark, answered_in, partners_of, remarks_of
from archive.reading.facets import Chosen, Facet, Option
from archive.reading.filters import UNDATED, Filters, tidied
from archive.reading.listings import RowsInOrder, articles_for
from archive.reading.people import ids_of, people_for
from archive.reading.timeline import Month, Months, Plot, by_month, days_of, plot_of

SORTS = {"newest": gettext_lazy("Newest"), "oldest": gettext_lazy("Oldest")}
MOST_ARTICLES = 5
MAX_NAMES = 10


@dataclass(frozen=True, slots=True)
class Look:
    """What the comments are narrowed by, and their order: read from an address.

    `year` is as in Filters, `to` whom they answer.
    """

    year: str
    to: Person | None
    sort: str

    @classmethod
    def read(cls, user: User, params: Mapping[str, str]) -> "Look":
        """From the parameters of an address; what the user may see nothing of is no one."""
        key = tidied(params.get("to", ""))
        to = people_for(user).filter(key=key).first() if key else None
        sort = params.get("sort", "")
        year = Filters.read({"year": params.get("year", "")}).year
        return cls(year, to, sort if sort in SORTS else "newest")

    def query(self, **changed: str) -> str:
        """As the query part of an address, with other values."""
        own = {"year": self.year, "to": self.to.key if self.to else "", "sort": self.sort}
        own["sort"] = "" if self.sort == "newest" else self.sort
        return urlencode({name: value for name, value in (own | changed).items() if value})


@dataclass(frozen=True, slots=True)
class Sum:
    """What a person left, as the user may see it; the dates are the source's own, or None."""

    wrote: int
    said: int
    beneath: int
    first_on: date | None
    last_on: date | None
    other_names: list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, and what it answers where the user may read that."""

    comment: Comment
    above: Comment | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything that the page of a person shows."""

    sum: Sum
    articles: Sequence[Article]
    articles_query: str
    page: Slice
    said: Sequence[Said]
    plot: Plot | None
    partners: Partners
    facets: Sequence[Facet]
    chosen: Sequence[Chosen]
    sorts: Sequence[tuple[str, str, bool]]
    is_narrowed: bool


def page_of_person(user: User, person: Person, params: Mapping[str, str]) -> PersonPage:
    """The page of a person of whom the user may see something. O(the person's comments).

    Twelve queries at most.
    """
    look, ids, filters = Look.read(user, params), ids_of(person), Filters(person=person.key)
    wrote, said = articles_for(user, filters), remarks_of(user, ids)
    written = days_of(wrote)
    months = Months(by_month(written.items()), _months(said))
    of_year = [one for one in said if _is_of_year(one, look.year)]
    to = ids_of(look.to) if look.to else ()
    found = [one for one in of_year if one.whose in to] if look.to else of_year
    years = _months([one for one in said if one.whose in to]) if look.to else months.comments
    partners = partners_of(user, ids, said, of_year)
    page = slice_of(_in_order(found, look.sort), params.get("page", ""))
    rows = _comments(user, page.items)
    above = answered_in(user, rows)

    def url_of_year(year: int) -> str:
        if any(months.comments[year, month] for month in range(1, 13)):
            return f"?{look.query(year=f'{year:04d}')}#said"
        return f"{reverse('articles')}?{filters.changed(year=f'{year:04d}').query()}"

    return PersonPage(
        sum=_sum(person, written, said),
        articles=RowsInOrder(wrote, user, "newest")[:MOST_ARTICLES],
        articles_query=filters.query(),
        page=page,
        said=[Said(one, above.get(one.pk)) for one in rows],
        plot=plot_of(months, url_of_year, look.year),
        partners=partners,
        facets=_facets(person, look, years, partners),
        chosen=_chosen(look),
        sorts=[(name, str(label), name == look.sort) for name, label in SORTS.items()],
        is_narrowed=bool(look.year or look.to),
    )


def _sum(person: Person, written: Mapping[date | None, int], said: Sequence[Remark]) -> Sum:
    days = sorted({day for day in (*written, *(one.on for one in said)) if day is not None})
    return Sum(
        wrote=sum(written.values()),
        said=len(said),
        beneath=len({one.article for one in said}),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        other_names=sorted({one.name for one in said} - {"", person.name})[:MAX_NAMES],
    )


def _months(said: Iterable[Remark]) -> Counter[Month]:
    return by_month(Counter(one.on for one in said).items())


def _is_of_year(one: Remark, year: str) -> bool:
    if year == UNDATED:
        return one.on is None
    return not year or (one.on is not None and one.on.year == int(year))


def _in_order(said: Iterable[Remark], sort: str) -> list[int]:
    """The row numbers, newest or oldest first, undated ones last."""
    by_key = sorted(said, key=lambda one: one.key)
    if sort == "oldest":
        return [one.pk for one in sorted(by_key, key=lambda one: (not one.at, one.at))]
    return [one.pk for one in sorted(by_key, key=lambda one: one.at, reverse=True)]


def _comments(user: User, ids: Sequence[int]) -> list[Comment]:
    rows = (
        Comment.objects.visible_to(user)
        .filter(pk__in=ids)
        .select_related("article__site")
        .defer("article__body_html", "article__body_text", "article__origins", "origins")
        .in_bulk()
    )
    return [rows[pk] for pk in ids if pk in rows]


def _facets(person: Person, look: Look, months: Counter[Month], partners: Partners) -> list[Facet]:
    years = Counter[int]()
    for (year, _), count in months.items():
        years[year] += count
    of_year = [
        Option(f"{year}", count, is_chosen, look.query(year="" if is_chosen else f"{year:04d}"))
        for year, count in sorted(years.items(), reverse=True)
        for is_chosen in [look.year == f"{year:04d}"]
    ]
    answers = [
        Option(one.person.name, one.count, is_chosen, look.query(to="" if is_chosen else key))
        for one in partners.answers
        for key, is_chosen in [(one.person.key, one.person == look.to)]
    ]
    answered_by = [
        Option(
            one.person.name,
            one.count,
            is_chosen=False,
            query=urlencode({"to": person.key}),
            at=reverse("person", args=[one.person.key]),
        )
        for one in partners.answered_by
    ]
    found = [
        Facet("to", pgettext("a person", "Answers"), answers),
        Facet("by", gettext("Answered by"), answered_by),
        Facet("year", gettext("Year"), of_year),
    ]
    return [facet for facet in found if facet.options]


def _chosen(look: Look) -> list[Chosen]:
    chosen = []
    if look.year:
        words = gettext("no date") if look.year == UNDATED else look.year
        chosen.append(Chosen(pgettext("filter", "year"), words, look.query(year="")))
    if look.to:
        chosen.append(Chosen(pgettext("filter", "answers to"), look.to.name, look.query(to="")))
    return chosen
