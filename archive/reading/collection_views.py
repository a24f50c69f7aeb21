from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.lib.paging import slice_of
from archive.models.visibility import is_keeper
from archive.reading.collections import collections_for, entries_of, shown_entries, with_counts
from archive.reading.filters import tidied

LONG_PAGE = 100
ENTRIES_PER_PAGE = 50


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    page = slice_of(collections_for(request.user), request.GET.get("page", ""), size=LONG_PAGE)
    context = {
        "page": page,
        "rows": with_counts(request.user, page.items),
        "is_keeper": is_keeper(request.user),
    }
    return render(request, "collections/list.html", context)


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    row = collections_for(request.user).filter(slug=tidied(slug)).first()
    if row is None:
        raise Http404
    entries = entries_of(request.user, row)
    page = slice_of(entries, request.GET.get("page", ""), size=ENTRIES_PER_PAGE)
    context = {
        "collection": row,
        "page": page,
        "rows": shown_entries(request.user, page.items),
        "first": (page.number - 1) * ENTRIES_PER_PAGE + 1,
        "feed": reverse("collection-feed", args=[row.slug]),
        "is_keeper": is_keeper(request.user),
    }
    return render(request, "collections/collection.html", context)
