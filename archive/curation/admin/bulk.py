"""The desk's pages of actions on many rows: looked at, begun, followed, stopped."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from archive.curation import bulk
from archive.curation.actions import ActionError
from archive.curation.admin.base import KeptAdmin
from archive.curation.tasks import do_bulk
from archive.models import BulkAction
from archive.models.choices import BulkState
from archive.templatetags.archive_words import counted

LOOK_AGAIN_SECONDS = 2
UNDER_WAY = (BulkState.WAITING, BulkState.RUNNING)

Asking = Callable[[Any, HttpRequest, Any], HttpResponse | None]


def asking(model: str, name: str, verb: bulk.Verb) -> Asking:
    """The entry of a list's menu that asks for a verb."""

    @admin.action(description=cast(str, verb.label), permissions=["change"])
    def ask(desk: Any, request: HttpRequest, chosen: Any) -> HttpResponse | None:  # noqa: ANN401
        try:
            job = bulk.ask(model, name, chosen, cast(AbstractBaseUser, request.user))
        except ActionError as error:
            desk.message_user(request, str(error), messages.ERROR)
            return None
        return HttpResponseRedirect(page_of(job))

    ask.__name__ = name
    return ask


def actions_for(model: str) -> list[Asking]:
    """The menu of a list."""
    return [asking(model, name, verb) for name, verb in bulk.VERBS[model].items()]


def is_number(text: str) -> bool:
    """Whether it can be a row's number."""
    return text.isascii() and text.isdigit() and len(text) < 19  # a BigAutoField's digits


def page_of(job: BulkAction) -> str:
    """The action's own page."""
    return reverse("admin:archive_bulkaction_change", args=[job.pk])


def title_of(job: BulkAction, verb: bulk.Verb) -> str:
    """What is done, and to how many of what."""
    rows = counted(job.row_count, job.model)
    return gettext("%(verb)s: %(rows)s") % {"verb": str(verb.label).rstrip(" …"), "rows": rows}


@admin.register(BulkAction)
class BulkActionAdmin(KeptAdmin):
    """What was asked for, by whom, and how far it came."""

    list_display = ("__str__", "argument", "state", "done_count", "asked_by", "asked_at")
    list_filter = ("state", "model", "verb")
    list_select_related = ("asked_by",)
    left_out = ("row_ids",)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The action as it stands; POST begins or stops it."""
        job = BulkAction.objects.filter(pk=object_id).first() if is_number(object_id) else None
        if job is None:
            raise Http404
        if not request.user.has_perm(f"archive.change_{job.model}"):
            raise PermissionDenied
        if request.method == "POST":
            return self.answer(request, job)
        verb, is_under_way = bulk.verb_of(job), job.state in UNDER_WAY
        context = {
            **self.admin_site.each_context(request),
            **(extra_context or {}),
            "title": title_of(job, verb),
            "job": job,
            "verb": verb,
            "opts": self.opts,
            "original": job,
            "preview": bulk.preview(job) if job.state == BulkState.ASKED else [],
            "more": max(0, job.row_count - bulk.MOST_SHOWN),
            "is_under_way": is_under_way,
        }
        response = TemplateResponse(request, "admin/archive/bulkaction/page.html", context)
        if is_under_way:
            response.headers["Refresh"] = str(LOOK_AGAIN_SECONDS)
        return response

    def answer(self, request: HttpRequest, job: BulkAction) -> HttpResponse:
        """Begins what was looked at, or stops what is under way."""
        if "stop" in request.POST:
            bulk.stop(job)
        else:
            try:
                if bulk.begin(job, request.POST.get("argument", "")):
                    do_bulk.enqueue(job.pk)
            except ActionError as error:
                self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(page_of(job))
