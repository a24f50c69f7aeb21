"""What all pages of the desk share: bounded lists, and no hand on what a source said."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin import ShowFacets
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext

from archive.curation.actions import ActionError
from archive.curation.admin.forms import KeepersForm

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    ListPaginator = Paginator[Any]
else:
    ListPaginator = Paginator
    ModelAdmin = admin.ModelAdmin


MOST_COUNTED = 100_000
"""Rows that a list counts and pages through; who needs more of a million narrows the list."""


class BoundedPaginator(ListPaginator):
    """Pages of a list that is counted no further than MOST_COUNTED."""

    @cached_property
    def count(self) -> int:
        """The rows, or one more than are counted."""
        rows = cast("QuerySet[Any]", self.object_list)
        return rows.order_by()[: MOST_COUNTED + 1].count()


class KeptAdmin(ModelAdmin):
    """Rows that imports wrote: none can be added or deleted here, and only `keeper_fields` change.

    Lists are cut to pages and count only what is filtered, whatever the archive's size.
    """

    keeper_fields: tuple[str, ...] = ()
    # Long text and bookkeeping, better read on the article's page than here.
    left_out: tuple[str, ...] = ()
    # Columns that no list shows: fetched and sorted with them, a page of a list took ten times
    # as long.
    not_listed: tuple[str, ...] = ()
    paginator = BoundedPaginator
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows come from imports alone."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Hiding and withdrawing are what takes something out of sight."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Pages without a field of the keeper's are for looking at."""
        return bool(self.keeper_fields) and super().has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows; in a list, without what it does not show."""
        rows: QuerySet[Any] = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return rows.defer(*self.not_listed) if is_list else rows

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """The keeper's fields first, then the source's."""
        return [*self.keeper_fields, *self.source_fields()]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Whatever is not the keeper's."""
        return self.source_fields()

    def source_fields(self) -> list[str]:
        """The model's own columns without the keeper's, those left out, and the row number."""
        apart = {"id", "origins", *self.keeper_fields, *self.left_out}
        columns = self.model._meta.fields  # noqa: SLF001 (documented, for all its underscore)
        return [field.name for field in columns if field.name not in apart]

    def view_on_site(self, obj: Model) -> str | None:
        """The row's page in the archive, where it has one."""
        address = getattr(obj, "get_absolute_url", None)
        return str(address()) if address else None


class WordsAdmin(KeptAdmin):
    """Rows of which the keeper says something, in a form whose fields have a verb each."""

    def save_model(
        self, request: HttpRequest, obj: Model, form: "KeepersForm", change: bool
    ) -> None:
        """Each word of the keeper's is kept by its verb, on the row as it is stored."""
        stored = type(obj)._default_manager.get(pk=obj.pk)  # noqa: SLF001 (documented)
        try:
            with transaction.atomic():
                form.keep(stored, cast(AbstractBaseUser, request.user))
        except ActionError as error:
            told = gettext("Nothing was kept: %(why)s") % {"why": error}
            self.message_user(request, told, messages.ERROR)

    def log_change(self, request: HttpRequest, obj: Model, message: object) -> None:  # type: ignore[override]
        """The verbs note what they did, and who asked for it."""
