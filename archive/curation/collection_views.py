from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from archive.curation.collections import (
    describe_collection,
    make_collection,
    move_entry,
    place_of,
    remark_on_entry,
    remove_collection,
    remove_entry,
)
from archive.curation.keeping_forms import CollectionForm, EntryForm
from archive.intake.keepers import KeepersRequest, keepers_only
from archive.models import Collection, CollectionEntry

STEPS = {"up": -1, "down": 1}


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_collection(request: KeepersRequest) -> HttpResponse:
    form = CollectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(make_collection(request.user, **form.cleaned_data))
    return render(request, "curation/collection.html", {"form": form})


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def collection(request: KeepersRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Collection, slug=slug.replace("\x00", ""))
    if request.POST.get("do") == "remove":
        return render(request, "curation/remove_collection.html", {"collection": row})
    if request.POST.get("do") == "remove-surely":
        remove_collection(request.user, row)
        told = gettext("The collection “%(name)s” is gone; what stood in it stays.")
        messages.success(request, told % {"name": row.name})
        return redirect("collections")
    before = {"name": row.name, "description": row.description, "is_public": row.is_public}
    data = request.POST if request.method == "POST" else None
    form = CollectionForm(data, initial=before, own=row)
    if form.is_valid():
        describe_collection(request.user, row, **form.cleaned_data)
        return redirect(row)
    return render(request, "curation/collection.html", {"form": form, "collection": row})


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: KeepersRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CollectionEntry.objects.select_related("collection"), pk=pk)
    doing = request.POST.get("do", "")
    if doing == "remove":
        remove_entry(request.user, row)
        messages.success(request, gettext("It no longer stands in this collection."))
        return redirect(row.collection)
    if doing in STEPS:
        move_entry(request.user, row, place_of(row) + STEPS[doing])
        return redirect(address_of(row, request.POST.get("page", "")))
    before = {"place": place_of(row) + 1, "remark": row.remark}
    form = EntryForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_valid():
        remark_on_entry(request.user, row, form.cleaned_data["remark"])
        if form.cleaned_data["place"] != before["place"]:
            move_entry(request.user, row, form.cleaned_data["place"] - 1)
        return redirect(row.collection)
    context = {"entry": row, "collection": row.collection, "place": row.place, "form": form}
    return render(request, "curation/entry.html", context)


def address_of(row: CollectionEntry, page: str) -> str:
    query = f"?page={page}" if page.isascii() and page.isdigit() else ""
    return f"{reverse('collection', args=[row.collection.slug])}{query}#e-{row.pk}"
