from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from archive.lib.addresses import last_segment
from archive.lib.paging import Slice, slice_of
from archive.models import Article, Comment, Person
from archive.reading.articles import (
    article_under,
    changes_url,
    comment_under,
    page_of,
    segment_of,
    standing_of,
)
from archive.reading.changes import changes_of
from archive.reading.collections import some_for
from archive.reading.facets import chosen_of, facets_for
from archive.reading.filters import SORTS, UNDATED, Filters, last_day, tidied
from archive.reading.finding import SORTS as SEARCH_SORTS
from archive.reading.finding import results_for
from archive.reading.front import holdings_for, most_discussed_for, newest_for
from archive.reading.listings import articles_for, as_rows, in_order, sites_for, terms_for
from archive.reading.origins import kept_at
from archive.reading.people import comments_of, ids_of, people_for, sum_of, with_counts
from archive.reading.timeline import months_for, months_of, plot_of
from archive.templatetags.archive_dates import MONTHS

LONG_PAGE = 100
THEMES = ("light", "dark")
A_YEAR_SECONDS = 365 * 24 * 60 * 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    months = months_for(request.user)
    context = {
        "holdings": holdings_for(request.user),
        "newest": newest_for(request.user),
        "discussed": most_discussed_for(request.user),
        "plot": plot_of(months, year_on_timeline),
        "collections": some_for(request.user),
    }
    return render(request, "home.html", context)


# Articles and comments ----------------------------------------------------------------------


@require_safe
def article(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    row = readable_article(request, key)
    if row is None:
        return gone(request)
    if row.key != key:  # merged; a merge can be undone, so this is no redirect for ever
        return redirect(row)
    if slug != segment_of(row.slug):
        return HttpResponsePermanentRedirect(row.get_absolute_url())
    context = {"page": page_of(request.user, row), "feed": article_feed(row)}
    return render(request, "articles/article.html", context)


@require_safe
def article_changes(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    row = readable_article(request, key)
    if row is None:
        return gone(request)
    own = changes_url(row)
    if own != reverse("article-changes", args=[key, slug]):
        return redirect(with_query(own, request.GET.urlencode()))
    asked = tidied(request.GET.get("comment", ""))
    page = changes_of(request.user, row, key=asked, asked_page=request.GET.get("page", ""))
    if page is None:
        raise Http404
    return render(request, "articles/changes.html", {"changes": page, "page": page.page})


def readable_article(request: HttpRequest, key: str) -> Article | None:
    """The article under the key; None where it was withdrawn. Raises Http404."""
    row = article_under(key)
    if row is None or (standing := standing_of(request.user, row)) == "absent":
        raise Http404
    return row if standing == "shown" else None


@require_safe
def comment(request: HttpRequest, key: str) -> HttpResponse:
    row = comment_under(key)
    if row is None or (standing := standing_of(request.user, row)) == "absent":
        raise Http404
    if standing == "withdrawn":
        return gone(request)
    return redirect(place_of(row))


def place_of(row: Article | Comment) -> str:
    if isinstance(row, Article):
        return row.get_absolute_url()
    at = row.article.merged_into or row.article
    return f"{at.get_absolute_url()}#c-{row.key}"


def article_feed(row: Article) -> str:
    if row.slug:
        return reverse("article-feed", args=[row.key, row.slug])
    return reverse("article-plain-feed", args=[row.key])


# Lists --------------------------------------------------------------------------------------


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    filters = Filters.read(request.GET)
    facets = facets_for(request.user, filters, opened=request.GET.get("more", ""))
    context = {
        "filters": filters,
        "facets": facets,
        "chosen": chosen_of(filters, facets),
        "feed": with_query(reverse("articles-feed"), filters.query()),
        **rows_context(request, filters),
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
    wrote = articles_for(request.user, filters)
    said = Comment.objects.visible_to(request.user).filter(article__site=row)
    context = {
        "site": row,
        "plot": plot_of(months_of(wrote, said), year_of(filters)),
        "feed": reverse("site-feed", args=[row.host]),
        **rows_context(request, filters),
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
        return redirect(shown)
    filters = Filters(person=shown.key)
    wrote = articles_for(request.user, filters)
    ids = ids_of(shown)
    said = comments_of(request.user, ids)
    page = slice_of(said, request.GET.get("page", ""))
    context = {
        "person": shown,
        "sum": sum_of(request.user, shown, ids),
        "articles": as_rows(in_order(wrote, request.user, "newest"), request.user)[:10],
        "articles_query": filters.query(),
        "page": page,
        "plot": plot_of(months_of(wrote, said), no_link),
        "feed": reverse("person-feed", args=[shown.key]),
    }
    return render(request, "people/person.html", context)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    page = slice_of(terms_for(request.user), request.GET.get("page", ""), size=LONG_PAGE)
    return render(request, "tags/list.html", {"page": page})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    row = terms_for(request.user).filter(slug=tidied(slug)).first()
    if row is None:
        raise Http404
    filters = sorted_filters(request, term=row.slug)
    context = {
        "term": row,
        "feed": reverse("tag-feed", args=[row.slug]),
        **rows_context(request, filters),
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
        "name": f"{MONTHS[month - 1]} {year}",
        "year": year,
        "wrote": months.articles[year, month],
        "said": months.comments[year, month],
        "before": before,
        "after": after,
        "said_query": urlencode({"q": month_question(year, month)}),
        "feed": reverse("timeline-month-feed", args=[year, month]),
        **rows_context(request, filters),
    }
    return render(request, "timeline/month.html", context)


def rows_context(request: HttpRequest, filters: Filters) -> dict[str, object]:
    found = in_order(articles_for(request.user, filters), request.user, filters.sort)
    page: Slice = slice_of(as_rows(found, request.user), request.GET.get("page", ""))
    sorts = [(name, label, name == filters.sort) for name, label in SORTS.items()]
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


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def year_on_timeline(year: int) -> str:
    return f"{reverse('timeline')}#y{year}"


def year_of(filters: Filters) -> Callable[[int], str]:
    def url(year: int) -> str:
        return with_query(reverse("articles"), filters.changed(year=f"{year:04d}").query())

    return url


def no_link(_year: int) -> str:
    return ""


# Finding ------------------------------------------------------------------------------------


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = request.GET.get("q", "").replace("\x00", " ").strip()
    sort = request.GET.get("sort", "")
    context: dict[str, object] = {"question": question}
    if question:
        asked = request.GET.get("page", "")
        context["results"] = results = results_for(
            request.user, question, sort=sort, asked_page=asked
        )
        context["page"] = results.page
        chosen = sort if sort in SEARCH_SORTS else "relevance"
        context["sorts"] = [(name, label, name == chosen) for name, label in SEARCH_SORTS.items()]
        context["feed"] = with_query(reverse("search-feed"), urlencode({"q": question}))
    return render(request, "search/results.html", context)


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    return render(request, "search/help.html")


@require_safe
def from_address(request: HttpRequest) -> HttpResponse:
    url = request.GET.get("url", "").strip()
    kept = kept_at(request.user, url)
    if kept is not None:
        return redirect(place_of(kept))
    words = last_segment(url).replace("-", " ")
    context = {
        "url": url,
        "words": words,
        "search": with_query(reverse("search"), urlencode({"q": words})),
    }
    return render(request, "from.html", context, status=404 if url else 200)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    context = {"home": request.build_absolute_uri(reverse("home")).rstrip("/")}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "opensearch.xml", context, content_type=kind)


# Small things -------------------------------------------------------------------------------


# Exempt, so that no page for strangers has to set a cookie: all it changes is how pages look.
@csrf_exempt
def theme(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "")
    is_local = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if is_local else reverse("home"))
    if request.method != "POST":  # as after signing in, where the form was sent before
        return response
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=A_YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    return HttpResponsePermanentRedirect(staticfiles_storage.url("img/favicon.svg"))


# What is not there -------------------------------------------------------------------------


def gone(request: HttpRequest) -> HttpResponse:
    return render(request, "410.html", status=410)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    # Rendered without the request: neither session nor database is asked for what may have failed.
    return HttpResponse(render_to_string("500.html"), status=500)
