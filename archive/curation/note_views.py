from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from archive.curation.collections import AlreadyThereError, add_to_collection, make_collection
from archive.curation.keeping_forms import MOST_OFFERED, CollectForm, NoteForm
from archive.curation.notes import edit_note, remove_note, write_note
from archive.intake.keepers import KeepersRequest, keepers_only
from archive.models import Article, Collection, CollectionEntry, Comment, Note

Row = Article | Comment


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: KeepersRequest, kind: type[Row], key: str) -> HttpResponse:
    row = row_under(kind, key)
    doing = request.POST.get("do", "")
    note = NoteForm(request.POST if doing == "note" else None)
    collect = CollectForm(request.POST if doing == "collect" else None)
    if doing == "note" and note.is_valid():
        write_note(request.user, row, **note.cleaned_data)
        messages.success(request, gettext("The note is kept."))
        return redirect(row)
    if doing == "collect" and collect.is_valid() and added(request, row, collect):
        return redirect(row)
    return render(request, "curation/desk.html", desk_context(row, note, collect))


def row_under(kind: type[Row], key: str) -> Row:
    found = get_object_or_404(
        kind.objects.select_related("merged_into"), key=key.replace("\x00", "")
    )
    row: Row = found.merged_into or found
    return row


def added(request: KeepersRequest, row: Row, form: CollectForm) -> bool:
    name, remark = form.cleaned_data["name"], form.cleaned_data["remark"]
    collection = Collection.objects.filter(name__iexact=name).first()
    try:
        collection = collection or make_collection(request.user, name)
        add_to_collection(request.user, collection, row, remark)
    except AlreadyThereError as error:
        form.add_error("name", str(error))
        return False
    told = gettext("It stands in “%(name)s” now.")
    messages.success(request, told % {"name": collection.name})
    return True


def desk_context(row: Row, note: NoteForm, collect: CollectForm) -> dict[str, Any]:
    entries = CollectionEntry.objects.at(row).select_related("collection")
    return {
        "row": row,
        "is_article": isinstance(row, Article),
        "article": row if isinstance(row, Article) else row.article,
        "notes": Note.objects.at(row),
        "entries": entries.order_by("collection__name", "pk"),
        "note_form": note,
        "collect_form": collect,
        "offered": Collection.objects.order_by("-pk").values_list("name", flat=True)[:MOST_OFFERED],
    }


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: KeepersRequest, pk: int) -> HttpResponse:
    row = Note.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    place = row.place
    if request.POST.get("do") == "remove":
        remove_note(request.user, row)
        messages.success(request, gettext("The note is gone."))
        return redirect(place)
    before = {"text": row.text, "is_public": row.is_public}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=before)
    if form.is_valid():
        edit_note(request.user, row, **form.cleaned_data)
        messages.success(request, gettext("The note is kept."))
        return redirect(place)
    return render(request, "curation/note.html", {"note": row, "place": place, "form": form})
