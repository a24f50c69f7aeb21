"""The desk's pages of what the keeper added: notes, collections and their entries, searches.

All of it is added where one reads; here it is found again, changed and removed. The entries of a
collection have a list of their own, in pages, instead of standing in the collection's form: the
form of 500 entries would hold more fields than a request may.
"""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Model, TextField
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from archive.curation.admin.base import KeptAdmin
from archive.curation.notes import reword
from archive.models import Collection, CollectionEntry, Note, SavedSearch


class KeepersAdmin(KeptAdmin):
    """Rows that the keeper made: who may change them here may remove them as well."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """By the account's permissions, as anywhere in the admin."""
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(Note)
class NoteAdmin(KeepersAdmin):
    """Notes on articles and comments."""

    keeper_fields = ("text", "is_public")
    left_out = ("body_html", "cleaned_with")
    list_display = ("__str__", "article", "comment", "is_public", "writer_name", "written_at")
    list_filter = ("is_public",)
    list_select_related = ("article", "comment")
    search_fields = ("text", "=article__key", "=comment__key")
    ordering = ("-id",)

    def save_model(
        self, request: HttpRequest, obj: Note, form: ModelForm[Note], change: bool
    ) -> None:
        """Stores the text with the markup that is made of it."""
        said, obj.text = obj.text, form.initial["text"]
        reword(obj, said)


@admin.register(Collection)
class CollectionAdmin(KeepersAdmin):
    """Collections; what stands in one is a list of its own."""

    keeper_fields = ("name", "description", "is_public")
    list_display = ("name", "is_public", "its_entries", "made_by", "made_at")
    list_filter = ("is_public",)
    list_select_related = ("made_by",)
    search_fields = ("name", "description")

    @admin.display(description=gettext_lazy("entries"))
    def its_entries(self, collection: Collection) -> str:
        """The way to its entries."""
        address = reverse("admin:archive_collectionentry_changelist")
        words = gettext("Entries")
        return format_html('<a href="{}?collection={}">{}</a>', address, collection.pk, words)

    def source_fields(self) -> list[str]:
        """The way to the entries comes first."""
        return ["its_entries", *super().source_fields()]


@admin.register(CollectionEntry)
class CollectionEntryAdmin(KeepersAdmin):
    """What stands in collections; places and remarks may be changed in the list itself."""

    keeper_fields = ("position", "remark")
    list_display = ("__str__", "collection", "article", "comment", "position", "remark")
    list_editable = ("position", "remark")
    list_select_related = ("collection", "article", "comment")
    search_fields = ("remark", "=article__key", "=comment__key", "collection__name")
    ordering = ("collection", "position", "id")
    formfield_overrides: ClassVar = {
        TextField: {"widget": AdminTextareaWidget({"rows": 2, "cols": 30})}
    }


@admin.register(SavedSearch)
class SavedSearchAdmin(KeepersAdmin):
    """Searches that are kept."""

    keeper_fields = ("name", "question", "sort")
    list_display = ("name", "question", "sort", "saved_by", "saved_at")
    list_select_related = ("saved_by",)
    search_fields = ("name", "question")
