from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.lib.paging import Slice, slice_of
from archive.models import Person
from archive.reading.collections import some_for
from archive.reading.facets import chosen_of, facets_for, ways_onward
from archive.reading.filters import SORTS, UNDATED, Filters, last_day, tidied
from archive.reading.front import crowd_for, shelf_for
from archive.reading.listings import (
    RowsInOrder,
    articles_for,
    figures_of,
    sites_for,
    terms_for,
)
from archive.reading.people import people_for, with_counts
from archive.reading.person_page import page_of_person
from archive.reading.timeline import months_for, months_of, plot_of, plot_of_year
from archive.reading.views import with_query
from archive.templatetags.archive_dates import calendar_month

LONG_PAGE = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    figures = figures_of(request.user, articles_for(request.user, Filters()))
    context = {
        "holdings": figures,
        "people": crowd_for(request.user),
        "shelf": shelf_for(request.user, timezone.localdate(), figures.first_on),
        "plot": plot_of(months_for(request.user), year_on_timeline),
        "collections": some_for(request.user),
    }
    return render(request, "home.html", context)


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    filters = Filters.read(request.GET)
    facets = facets_for(request.user, filters, opened=request.GET.get("more", ""))
    context = {
        "filters": filters,
        "facets": facets,
        "chosen": chosen_of(request.user, filters, facets),
        "feed": with_query(reverse("articles-feed"), filters.query()),
        **rows_context(filters, page_of_rows(request, filters)),
    }
    return render(request, "articles/list.html", context)


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    page = slice_of(sites_for(request.user), request.GET.get("page", ""), size=LONG_PAGE)
    return render(request, "sites/list.html", {"page": page})


@require_safe
def site(request: HttpRequest, host: str) -> HttpResponse:
    row = sites_for(request.user).filter(host=tidied(host)).first()
    if row is None:
        raise Http404
    filters = sorted_filters(request, site=row.host)
    context = {
        "site": row,
        "feed": reverse("site-feed", args=[row.host]),
        **shelf_context(request, filters),
    }
    return render(request, "sites/site.html", context)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    name = tidied(request.GET.get("name", ""))
    page = slice_of(people_for(request.user, name), request.GET.get("page", ""), size=LONG_PAGE)
    context = {"page": page, "name": name, "rows": with_counts(request.user, page.items)}
    return render(request, "people/list.html", context)


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    row = Person.objects.select_related("site", "merged_into").filter(key=tidied(key)).first()
    shown = (row.merged_into or row) if row else None
    if shown is None or not people_for(request.user).filter(pk=shown.pk).exists():
        raise Http404
    if row != shown:
        return redirect(with_query(shown.get_absolute_url(), request.GET.urlencode()))
    found = page_of_person(request.user, shown, request.GET)
    context = {
        "of": found,
        "person": shown,
        "page": found.page,
        "sorts": found.sorts,
        "facets": found.facets,
        "chosen": found.chosen,
        "feed": reverse("person-feed", args=[shown.key]),
    }
    return render(request, "people/person.html", context)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    page = slice_of(terms_for(request.user), request.GET.get("page", ""), size=LONG_PAGE)
    is_empty = not page.items and not articles_for(request.user, Filters()).exists()
    return render(request, "tags/list.html", {"page": page, "is_empty": is_empty})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    row = terms_for(request.user).filter(slug=tidied(slug)).first()
    if row is None:
        raise Http404
    filters = sorted_filters(request, term=row.slug)
    context = {
        "term": row,
        "feed": reverse("tag-feed", args=[row.slug]),
        **shelf_context(request, filters),
    }
    return render(request, "tags/tag.html", context)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    months = months_for(request.user)
    context = {
        "years": months.by_year(),
        "plot": plot_of(months, year_on_timeline),
        "undated": articles_for(request.user, Filters(year=UNDATED)).count(),
    }
    return render(request, "timeline/years.html", context)


@require_safe
def timeline_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    filters = sorted_filters(request, year=f"{year:04d}", month=str(month))
    months = months_for(request.user)
    before, after = months.around((year, month))
    context = {
        "name": calendar_month(date(year, month, 1)),
        "year": year,
        "wrote": months.articles[year, month],
        "said": months.comments[year, month],
        "has_year": any(at == year for at, _ in (*months.articles, *months.comments)),
        "before": before,
        "after": after,
        "said_query": urlencode({"q": month_question(year, month)}),
        "feed": reverse("timeline-month-feed", args=[year, month]),
        "plot": plot_of_year(months, year, month),
        **narrowing_context(request, filters),
    }
    return render(request, "timeline/month.html", context)


def shelf_context(request: HttpRequest, filters: Filters) -> dict[str, object]:
    """What the page of a site or tag shows of its articles, beside its name."""
    found = articles_for(request.user, filters)
    return {
        "figures": figures_of(request.user, found),
        "plot": plot_of(months_of(request.user, found), year_of(filters)),
        **narrowing_context(request, filters),
    }


def narrowing_context(request: HttpRequest, filters: Filters) -> dict[str, object]:
    """Its rows, and what they can be narrowed by in the list of all articles."""
    page = page_of_rows(request, filters)
    facets = ways_onward(request.user, filters, reverse("articles"), page.total)
    return {"facets": facets, **rows_context(filters, page)}


def page_of_rows(request: HttpRequest, filters: Filters) -> Slice:
    found = RowsInOrder(articles_for(request.user, filters), request.user, filters.sort)
    return slice_of(found, request.GET.get("page", ""))


def rows_context(filters: Filters, page: Slice) -> dict[str, object]:
    sorts = [(name, str(label), name == filters.sort) for name, label in SORTS.items()]
    return {"page": page, "sorts": sorts, "articles_query": filters.query()}


def month_question(year: int, month: int) -> str:
    day_before = date(year, month, 1).toordinal() - 1
    eve = date.fromordinal(day_before) if day_before else None
    after = f" after:{eve.isoformat()}" if eve else ""
    morrow = date.fromordinal(last_day(year, month).toordinal() + 1) if year < 9999 else None
    return f"in:comments{after}" + (f" before:{morrow.isoformat()}" if morrow else "")


def sorted_filters(request: HttpRequest, **fixed: str) -> Filters:
    sort = Filters.read({"sort": request.GET.get("sort", "")}).sort
    return Filters(**fixed, sort=sort)


def year_on_timeline(year: int) -> str:
    return f"{reverse('timeline')}#y{year}"


def year_of(filters: Filters) -> Callable[[int], str]:
    def url(year: int) -> str:
        return with_query(reverse("articles"), filters.changed(year=f"{year:04d}").query())

    return url
