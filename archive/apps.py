from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

from archive.curation.column_words import translate_names


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Afterword"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        translate_names(self.get_models())


class DeskConfig(AdminConfig):
    default_site = "archive.curation.admin_site.Desk"
