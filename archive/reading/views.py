from collections.abc import Container
from urllib.parse import urlencode

from django.conf import settings
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
from archive.models import Article, Comment
from archive.reading.addresses import segment_of
from archive.reading.articles import (
    article_under,
    changes_url,
    comment_under,
    page_of,
    standing_of,
)
from archive.reading.changes import changes_of
from archive.reading.feeds import thread_feed
from archive.reading.filters import tidied
from archive.reading.origins import kept_at
from archive.reading.taking import told_of
from archive.reading.thread_looks import Look
from archive.reading.threads import page_of_comment
from archive.templatetags.archive_links import absolute_of
from archive.templatetags.archive_themes import THEMES

LONG_PAGE = 100
A_YEAR_SECONDS = 365 * 24 * 60 * 60


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
    page = page_of(request.user, row, Look.read(request.GET))
    context = {
        "page": page,
        "feed": thread_feed(row),
        "told": told_of(page, absolute_of(request)),
    }
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
    return redirect(place_of(request, row))


def place_of(request: HttpRequest, row: Article | Comment) -> str:
    if isinstance(row, Article):
        return row.get_absolute_url()
    at = row.article.merged_into or row.article
    page = page_of_comment(request.user, at, row.pk)
    return f"{at.get_absolute_url()}{page.query()}#c-{row.key}"


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


# Finding ------------------------------------------------------------------------------------


@require_safe
def from_address(request: HttpRequest) -> HttpResponse:
    url = request.GET.get("url", "").strip()
    kept = kept_at(request.user, url)
    if kept is not None:
        return redirect(place_of(request, kept))
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


# Both are exempt, so that no page for strangers has to set a cookie: all they change is how pages
# look.
@csrf_exempt
def theme(request: HttpRequest) -> HttpResponse:
    return _remembering(request, "theme", THEMES)


@csrf_exempt
def language(request: HttpRequest) -> HttpResponse:
    return _remembering(request, settings.LANGUAGE_COOKIE_NAME, dict(settings.LANGUAGES))


def _remembering(request: HttpRequest, name: str, known: Container[str]) -> HttpResponse:
    """Back to where a choice was made, with a cookie that holds it, or without for any other."""
    back = request.POST.get("next", "")
    is_local = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if is_local else reverse("home"))
    if request.method != "POST":  # as after signing in, where the form was sent before
        return response
    chosen = request.POST.get(name, "")
    if chosen in known:
        response.set_cookie(
            name,
            chosen,
            max_age=A_YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie(name, samesite="Lax")
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
