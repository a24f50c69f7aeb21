"""The keeper's desk as a whole: its name, and its first page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy

from archive.curation.desk import matters, newest_runs, rooms


class Desk(AdminSite):
    """The stock admin, which begins with what came in and what needs a look."""

    site_header = site_title = gettext_lazy("Afterword: the keeper's desk")
    index_title = gettext_lazy("The desk")
    index_template = "admin/desk.html"
    site_url = "/"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page. Some ten queries, whatever the archive's size."""
        desk = {"runs": newest_runs(), "matters": matters(), "rooms": rooms()}
        return super().index(request, {**(extra_context or {}), **desk})
