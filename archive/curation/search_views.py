from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from archive.curation.keeping_forms import SearchForm
from archive.curation.searches import remove_search, save_search
from archive.intake.keepers import KeepersRequest, keepers_only
from archive.lib.paging import slice_of
from archive.models import SavedSearch

LONG_PAGE = 100


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def searches(request: KeepersRequest) -> HttpResponse:
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid():
            asked = form.cleaned_data
            saved = save_search(request.user, asked["name"], asked["q"], asked["sort"])
            messages.success(request, gettext("“%(name)s” is kept.") % {"name": saved.name})
            return redirect("saved-searches")
    else:
        asked = {name: request.GET.get(name, "") for name in ("q", "sort")}
        form = SearchForm(initial={**asked, "name": asked["q"][:80]})
    rows = SavedSearch.objects.select_related("saved_by")
    page = slice_of(rows, request.GET.get("page", ""), size=LONG_PAGE)
    return render(request, "curation/searches.html", {"form": form, "page": page})


@keepers_only
@require_POST
def remove(request: KeepersRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedSearch, pk=pk)
    remove_search(request.user, saved)
    messages.success(request, gettext("“%(name)s” is no longer kept.") % {"name": saved.name})
    return redirect("saved-searches")
