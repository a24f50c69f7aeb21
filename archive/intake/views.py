from collections import Counter
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import TooManyFilesSent
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive.intake import tasks, uploads
from archive.intake.accounts import account_of, as_csv, as_json
from archive.intake.forms import (
    CUT_SHORT,
    NOT_WRITTEN,
    NOTHING_CAME,
    TOO_LARGE,
    TOO_MANY,
    RunForm,
    UploadReceiver,
)
from archive.intake.keepers import keepers_only
from archive.intake.kinds import kinds_of, like, with_examples
from archive.intake.meter import Pace, pace_of
from archive.intake.ongoing import MAX_STORED_PROBLEMS
from archive.intake.titles import TITLES
from archive.lib.paging import slice_of
from archive.models import Article, Capture, ImportRun
from archive.models.choices import RunState
from archive.parsing.formats import FORMATS

LONG_PAGE = 100
MOST_REASONS = 20
MOST_KINDS = 20
REFRESH_SECONDS = 3
STATUS_OF_REFUSAL = {
    NOTHING_CAME: 400,
    CUT_SHORT: 400,
    TOO_LARGE: 413,
    TOO_MANY: 413,
    NOT_WRITTEN: 507,
}


# Bringing files in --------------------------------------------------------------------------


# Exempt until the way in which files are received is set; take_upload then asks for the token.
@csrf_exempt
@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return imports_page(request)
    if content_length(request) > settings.UPLOAD_BODY_BYTES:
        return imports_page(request, TOO_LARGE)
    try:
        incoming = uploads.Incoming()
    except OSError:
        return imports_page(request, NOT_WRITTEN)
    receiver = UploadReceiver(request, incoming)
    request.upload_handlers = [receiver]
    try:
        return take_upload(request, receiver, incoming)
    except TooManyFilesSent:
        return imports_page(request, TOO_MANY)
    finally:
        incoming.discard()


@csrf_protect
def take_upload(
    request: HttpRequest, receiver: UploadReceiver, incoming: uploads.Incoming
) -> HttpResponseBase:
    request.POST  # noqa: B018 -- looking at it is what receives the files
    refusal = receiver.refusal or ("" if receiver.file_count else NOTHING_CAME)
    if refusal:
        return imports_page(request, refusal)
    return redirect("upload", incoming.keep().key)


def imports_page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    runs = ImportRun.objects.select_related("started_by").defer("receipt", "inputs")
    context = {
        "refusal": gettext(refusal),
        "limit_bytes": settings.ARCHIVE_UPLOAD_BYTES,
        "limit_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "kept_days": uploads.KEPT_DAYS,
        "formats": [(name, TITLES[name]) for name in FORMATS],
        "uploads": uploads.waiting(),
        "page": slice_of(runs, request.GET.get("page", "")),
    }
    status = STATUS_OF_REFUSAL.get(refusal, 200)
    return render(request, "imports/list.html", context, status=status)


def content_length(request: HttpRequest) -> int:
    return number_in(request.META.get("CONTENT_LENGTH", ""))


def number_in(told: str) -> int:
    """The whole number that it is, 0 where it is none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else 0


# One upload ---------------------------------------------------------------------------------


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponseBase:
    found = uploads.find(key)
    if found is None:
        raise Http404
    if request.method != "POST":
        return upload_page(request, found, RunForm())
    action = request.POST.get("action", "")
    if action == "remove":
        return remove_upload(request, found)
    form = RunForm(request.POST)
    if not form.is_valid():
        return upload_page(request, found, form)
    is_dry_run = action != "import"
    if not is_dry_run and not was_tried(found):
        told = gettext("Try it first: then it is known what an import would do.")
        messages.warning(request, told)
        return redirect("upload", key)
    host = form.cleaned_data["site_host"]
    keeper = request.user if isinstance(request.user, User) else None
    return redirect(
        tasks.queue_run(found, site_host=host, is_dry_run=is_dry_run, started_by=keeper)
    )


def upload_page(request: HttpRequest, found: uploads.Upload, form: RunForm) -> HttpResponse:
    runs = ImportRun.objects.filter(upload=found.key).defer("receipt", "inputs")
    # First what nothing reads, last what is left out without a loss.
    files = sorted(found.files, key=lambda one: (one.is_part, bool(one.format), one.path))
    context = {
        "upload": found,
        "form": form,
        "runs": runs[:LONG_PAGE],
        "under_way": next((row for row in runs[:1] if row.is_under_way), None),
        "was_tried": was_tried(found),
        "recognised": recognised(found),
        "part_count": sum(one.is_part for one in found.files),
        "unread_count": sum(not one.format and not one.is_part for one in found.files),
        "page": slice_of(files, request.GET.get("page", ""), size=LONG_PAGE),
    }
    return render(request, "imports/upload.html", context, status=400 if form.errors else 200)


def recognised(found: uploads.Upload) -> list[tuple[str, int]]:
    """What the files are and how many of each: by format, then packed ones by what they hold."""
    counts = Counter(one.format for one in found.files if one.format)
    packed = sorted(name for name in counts if name not in FORMATS)
    return [
        *((str(TITLES[name]), counts[name]) for name in FORMATS if counts[name]),
        *((gettext("Packed, %(kinds)s") % {"kinds": name}, counts[name]) for name in packed),
    ]


def remove_upload(request: HttpRequest, found: uploads.Upload) -> HttpResponseBase:
    if uploads.is_at_work(found.key):
        messages.warning(request, gettext("A run reads these files: cancel it first."))
        return redirect("upload", found.key)
    uploads.remove(found.key)
    messages.success(request, gettext("The uploaded files were removed."))
    return redirect("imports")


def was_tried(found: uploads.Upload) -> bool:
    tried = ImportRun.objects.filter(upload=found.key, is_dry_run=True, state=RunState.DONE)
    return tried.exists()


# One run ------------------------------------------------------------------------------------


@keepers_only
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    row = get_object_or_404(ImportRun.objects.select_related("started_by"), pk=run_id)
    account = account_of(row.receipt)
    context: dict[str, Any] = {"run": row, "account": account, "pace": pace_of_row(row)}
    context["reasons"] = sorted(account.reasons, key=lambda one: -one["count"])[:MOST_REASONS]
    if not row.is_under_way:
        context |= what_came_of(row, request)
    response = render(request, "imports/run.html", context)
    if row.state in (RunState.WAITING, RunState.RUNNING):
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


def what_came_of(row: ImportRun, request: HttpRequest) -> dict[str, Any]:
    """What the page of a run that is over shows beside its receipt."""
    captured = Capture.objects.filter(run=row, article__isnull=False).values("article")
    arrived = Article.objects.visible_to(request.user).filter(pk__in=captured)
    articles = arrived.select_related("site").defer("body_html", "body_text").order_by("pk")
    kinds = slice_of(kinds_of(row), request.GET.get("page", ""), size=MOST_KINDS)
    return {
        "problem_count": row.problems.count(),
        "most_problems": MAX_STORED_PROBLEMS,
        "page": replace(kinds, items=with_examples(kinds.items)),
        "articles": slice_of(articles, request.GET.get("articles", "")),
        "upload": uploads.find(row.upload) if row.upload else None,
        "is_latest": not ImportRun.objects.filter(upload=row.upload, pk__gt=row.pk).exists(),
    }


@keepers_only
@require_safe
def problems(request: HttpRequest, run_id: int) -> HttpResponseBase:
    row = get_object_or_404(ImportRun.objects.defer("receipt", "inputs"), pk=run_id)
    rows, first = row.problems.all(), None
    if asked := request.GET.get("like", ""):
        first = get_object_or_404(row.problems, pk=number_in(asked))
        rows = like(first)
    page = slice_of(rows, request.GET.get("page", ""), size=LONG_PAGE)
    return render(request, "imports/problems.html", {"run": row, "like": first, "page": page})


def pace_of_row(row: ImportRun) -> Pace:
    """How fast the run is, as of its last heartbeat."""
    if row.heartbeat_at is None or row.working_since is None:
        return Pace()
    seconds = (row.heartbeat_at - row.working_since).total_seconds()
    return pace_of(seconds, row.bytes_done, row.bytes_total, row.comments_done)


@keepers_only
@require_POST
def pause_run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    row = get_object_or_404(ImportRun, pk=run_id)
    tasks.pause(row)
    return redirect(row)


@keepers_only
@require_POST
def resume_run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    row = get_object_or_404(ImportRun, pk=run_id)
    tasks.resume(row)
    return redirect(row)


@keepers_only
@require_POST
def cancel_run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    row = get_object_or_404(ImportRun, pk=run_id)
    tasks.cancel(row)
    return redirect(row)


@keepers_only
@require_safe
def receipt_json(request: HttpRequest, run_id: int) -> HttpResponseBase:
    row = get_object_or_404(ImportRun, pk=run_id)
    response = StreamingHttpResponse(as_json(row), content_type="application/json")
    return as_file(response, f"receipt-{row.pk}.json")


@keepers_only
@require_safe
def receipt_csv(request: HttpRequest, run_id: int) -> HttpResponseBase:
    row = get_object_or_404(ImportRun, pk=run_id)
    response = StreamingHttpResponse(as_csv(row), content_type="text/csv; charset=utf-8")
    return as_file(response, f"receipt-{row.pk}.csv")


def as_file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
