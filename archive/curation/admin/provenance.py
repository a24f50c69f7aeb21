"""The desk's pages of where things came from: to be looked at, and nothing to be changed."""

from django.contrib import admin

from archive.curation.admin.base import KeptAdmin
from archive.models import (
    Address,
    ArticlePicture,
    Capture,
    ImportProblem,
    ImportRun,
    Revision,
    SourceIdentity,
    StaleDocument,
)


@admin.register(ImportRun)
class ImportRunAdmin(KeptAdmin):
    """Import runs, latest first."""

    list_display = ("input_name", "format", "state", "started_at", "finished_at", "started_by")
    list_filter = ("state", "format")
    list_select_related = ("started_by",)
    search_fields = ("input_name",)


@admin.register(ImportProblem)
class ImportProblemAdmin(KeptAdmin):
    """What went wrong, and where."""

    list_display = ("message", "severity", "input_name", "place", "run")
    list_filter = ("severity",)
    list_select_related = ("run",)
    search_fields = ("message", "input_name")


@admin.register(Capture)
class CaptureAdmin(KeptAdmin):
    """Bytes as obtained; their content is not shown here."""

    list_display = ("sha256", "url", "media_type", "size_bytes", "captured_at", "article")
    list_select_related = ("article",)
    search_fields = ("=sha256", "url")


@admin.register(ArticlePicture)
class ArticlePictureAdmin(KeptAdmin):
    """Pictures that came with articles."""

    list_display = ("picture", "address", "article", "captured_at")
    list_select_related = ("picture", "article")
    search_fields = ("=picture__sha256", "=article__key", "address")


@admin.register(Revision)
class RevisionAdmin(KeptAdmin):
    """Other values that a field once had."""

    list_display = ("field", "article", "comment", "rank", "captured_at")
    list_filter = ("rank",)
    list_select_related = ("article", "comment")
    search_fields = ("=article__key", "=comment__key")


@admin.register(SourceIdentity)
class SourceIdentityAdmin(KeptAdmin):
    """Names by which sources know things."""

    list_display = ("what", "namespace", "value", "site", "article", "comment", "person")
    list_filter = ("what",)
    list_select_related = ("site", "article", "comment", "person")
    search_fields = ("value",)


@admin.register(Address)
class AddressAdmin(KeptAdmin):
    """Addresses at which things were known."""

    list_display = ("url", "fragment", "article", "comment")
    list_select_related = ("article", "comment")
    search_fields = ("lookup", "=fragment")


@admin.register(StaleDocument)
class StaleDocumentAdmin(KeptAdmin):
    """What the index still has to learn."""

    list_display = ("kind", "key", "article_key", "marked_at", "narrows")
    list_filter = ("kind", "narrows")
    search_fields = ("=key", "=article_key")
