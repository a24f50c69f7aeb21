from urllib.parse import urlencode

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from archive.lib.paging import page_number
from archive.lib.text import truncate
from archive.models.visibility import is_keeper
from archive.reading.addresses import address_on
from archive.reading.answer_rows import Asked, answer_row, read_row
from archive.reading.finding import Results, results_for
from archive.reading.in_time import answered_in_time
from archive.reading.search_files import as_csv, as_json
from archive.reading.search_form import field_groups, question_of
from archive.search.hits import HitList, hits_of
from archive.search.query import MAX_NESTING, MAX_SPREAD, MAX_WORDS, Filter, to_text
from archive.search.query.help import SIGNS, WORDS, all_told
from archive.search.suggestions import Suggestion, suggestions_for
from archive.templatetags.archive_links import asked_with
from archive.templatetags.archive_search import told
from archive.templatetags.archive_words import counted

WHAT = {
    "title": gettext_lazy("Article"),
    "person": gettext_lazy("Person"),
    "site": gettext_lazy("Site"),
    "tag": gettext_lazy("Tag"),
    "lang": gettext_lazy("Language"),
}
_HEADING_WIDTH = 80  # of a question in the title of its page


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = question_in(request)
    asked = Asked(question, asked_with(request), request.GET.get("expand") != "no")
    context: dict[str, object] = {
        "question": question,
        "heading": truncate(question, _HEADING_WIDTH),
        "form": address_of("search-form", question),
    }
    is_answered = True
    if question:
        results = results_for(
            request.user,
            question,
            sort=request.GET.get("sort", ""),
            asked_page=request.GET.get("page", ""),
            view=request.GET.get("view", ""),
            opened=request.GET.get("more", ""),
            expand=asked.may_expand,
        )
        is_answered = not (results.answer.unavailable or results.answer.is_given_up)
        feed = address_of("search-feed", question)
        keep_at = keeping_at(asked) if is_keeper(request.user) else ""
        context["results"] = results
        context["page"] = results.page
        context["feed"] = feed
        context["read"] = read_row(results, asked.changed)
        context["found"] = answer_row(results, asked, feed, files_of(results), keep_at)
        context["told"] = [(WORDS, SIGNS)]
    else:
        context["told"] = all_told(is_keepers=is_keeper(request.user))
    response = render(request, "search/results.html", context)
    if not is_answered:  # asked again, it may be
        response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@answered_in_time
def suggest(request: HttpRequest) -> JsonResponse:
    typed = request.GET.get("q", "").replace("\x00", " ")
    suggestions = [
        {"kind": one.kind, "label": one.label, "says": says_of(one), "text": one.text,
         "url": one.url}
        for one in suggestions_for(typed, request.user)
    ]  # fmt: skip
    # What was put out of sight is suggested no more, so nothing may be kept.
    headers = {"Cache-Control": "no-store"}
    return JsonResponse({"suggestions": suggestions}, headers=headers)


def says_of(one: Suggestion) -> str:
    what = str(WHAT.get(one.kind, ""))
    said = counted(one.count, "article") if one.count else told(one.says)
    if what and said:
        return gettext("%(what)s, %(said)s") % {"what": what, "said": said}
    return what or said


@require_safe
@answered_in_time
def search_json(request: HttpRequest) -> HttpResponseBase:
    found = hits_in(request)
    links = links_beside(request, found)
    pieces = as_json(found, request.user, home_of(request), links)
    response = StreamingHttpResponse(pieces, content_type="application/json")
    return with_pages(response, found, links)


@require_safe
@answered_in_time
def search_csv(request: HttpRequest) -> HttpResponseBase:
    found = hits_in(request)
    lines = as_csv(found, request.user, home_of(request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"search-{found.number}-of-{found.last_number}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return with_pages(response, found, links_beside(request, found))


def hits_in(request: HttpRequest) -> HitList:
    number = page_number(request.GET.get("page", ""))
    sort = request.GET.get("sort", "")
    return hits_of(question_in(request), request.user, sort=sort, number=number)


def home_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def links_beside(request: HttpRequest, found: HitList) -> dict[str, str]:
    beside = {"prev": found.number - 1, "next": found.number + 1}
    links = {}
    for name, number in beside.items():
        if 1 <= number <= found.last_number:
            asked = request.GET.copy()
            asked["page"] = str(number)
            links[name] = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
    return links


def with_pages(
    response: StreamingHttpResponse, found: HitList, links: dict[str, str]
) -> HttpResponseBase:
    response.headers["X-Total-Count"] = str(found.total)
    if links:
        pieces = (f'<{url}>; rel="{name}"' for name, url in links.items())
        response.headers["Link"] = ", ".join(pieces)
    return response


@require_safe
def search_form(request: HttpRequest) -> HttpResponse:
    composed = question_of(request.GET.dict())
    if composed is not None:
        return redirect(address_of("search", composed.replace("\x00", " ")))
    question = question_in(request)
    context = {"question": question, "groups": field_groups(request.user, question)}
    return render(request, "search/form.html", context)


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    most = {"words": MAX_WORDS, "nesting": MAX_NESTING, "spread": MAX_SPREAD}
    return render(
        request,
        "search/help.html",
        {"told": all_told(is_keepers=is_keeper(request.user)), "most": most},
    )


def files_of(results: Results) -> list[tuple[str, str]]:
    # Comments alone are a view of the page; a file is asked for them in words.
    query = results.answer.query
    if results.is_flat:
        query = query.adding(Filter("in", "comments"))
    asked = urlencode({"q": to_text(query), "sort": results.answer.sort}, errors="replace")
    names = {"JSON": "search-json", "CSV": "search-csv"}
    return [(label, f"{address_on(name)}?{asked}") for label, name in names.items()]


def question_in(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", " ").strip()


def keeping_at(asked: Asked) -> str:
    """Where a search is kept."""
    return address_on("saved-searches") + asked.changed(page=None)


def address_of(name: str, question: str) -> str:
    query = urlencode({"q": question}, errors="replace")
    return f"{address_on(name)}?{query}" if question else address_on(name)
