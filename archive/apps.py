from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "Afterword"
    default_auto_field = "django.db.models.BigAutoField"


class DeskConfig(AdminConfig):
    default_site = "archive.curation.admin_site.Desk"
