"""What all pages of the desk share: bounded lists, and no hand on what a source said."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from django.http import HttpRequest

from archive.curation.admin.forms import KeepersForm

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class KeptAdmin(ModelAdmin):
    """Rows that imports wrote: none can be added or deleted here, and only `keeper_fields` change.

    Lists are cut to pages and count only what is filtered, whatever the archive's size.
    """

    keeper_fields: tuple[str, ...] = ()
    # Long text and bookkeeping, better read on the article's page than here.
    left_out: tuple[str, ...] = ()
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

    def save_model(
        self, request: HttpRequest, obj: Model, form: "KeepersForm", change: bool
    ) -> None:
        """Each word of the keeper's is kept by its verb, on the row as it is stored."""
        stored = type(obj)._default_manager.get(pk=obj.pk)  # noqa: SLF001 (documented)
        form.keep(stored, cast(AbstractBaseUser, request.user))

    def log_change(self, request: HttpRequest, obj: Model, message: object) -> None:  # type: ignore[override]
        """The verbs note what they did, and who asked for it."""

    def view_on_site(self, obj: Model) -> str | None:
        """The row's page in the archive, where it has one."""
        address = getattr(obj, "get_absolute_url", None)
        return str(address()) if address else None
