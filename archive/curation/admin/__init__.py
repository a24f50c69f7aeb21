"""The keeper's desk: an admin page per model, the source's columns to be read only."""

from django.contrib import admin

from archive.curation.admin import bulk, content, provenance

__all__ = ["bulk", "content", "provenance"]

admin.site.site_header = admin.site.site_title = "Afterword: the keeper's desk"
admin.site.index_title = "What the archive holds"
admin.site.site_url = "/"
