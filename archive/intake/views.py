from collections import Counter
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
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
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
from archive.intake.meter import Pace, pace_of
from archive.lib.paging import slice_of
from archive.models import Article, Capture, ImportRun
from archive.models.choices import RunState
from archive.parsing.formats import FORMATS, title_of

LONG_PAGE = 100
MOST_REASONS = 20
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
    runs = ImportRun.objects.select_related("started_by").defer("receipt")
    context = {
        "refusal": refusal,
        "limit_bytes": settings.ARCHIVE_UPLOAD_BYTES,
        "limit_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "kept_days": uploads.KEPT_DAYS,
        "formats": [(name, title_of(name)) for name in FORMATS],
        "uploads": uploads.waiting(),
        "page": slice_of(runs, request.GET.get("page", "")),
    }
    status = STATUS_OF_REFUSAL.get(refusal, 200)
    return render(request, "imports/list.html", context, status=status)


def content_length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH", "")
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
        messages.warning(request, "Try it first: then it is known what an import would do.")
        return redirect("upload", key)
    host = form.cleaned_data["site_host"]
    keeper = request.user if isinstance(request.user, User) else None
    return redirect(
        tasks.queue_run(found, site_host=host, is_dry_run=is_dry_run, started_by=keeper)
    )


def upload_page(request: HttpRequest, found: uploads.Upload, form: RunForm) -> HttpResponse:
    runs = ImportRun.objects.filter(upload=found.key).defer("receipt")
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
        *((title_of(name), counts[name]) for name in FORMATS if counts[name]),
        *((f"Packed, {name}", counts[name]) for name in packed),
    ]


def remove_upload(request: HttpRequest, found: uploads.Upload) -> HttpResponseBase:
    if uploads.is_at_work(found.key):
        messages.warning(request, "A run reads these files: cancel it first.")
        return redirect("upload", found.key)
    uploads.remove(found.key)
    messages.success(request, "The uploaded files were removed.")
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
        captured = Capture.objects.filter(run=row, article__isnull=False).values("article")
        arrived = Article.objects.visible_to(request.user).filter(pk__in=captured)
        articles = arrived.select_related("site").defer("body_html", "body_text").order_by("pk")
        context |= {
            "page": slice_of(row.problems.all(), request.GET.get("page", ""), size=LONG_PAGE),
            "articles": slice_of(articles, request.GET.get("articles", "")),
            "upload": uploads.find(row.upload) if row.upload else None,
            "is_latest": not ImportRun.objects.filter(upload=row.upload, pk__gt=row.pk).exists(),
        }
    response = render(request, "imports/run.html", context)
    if row.state in (RunState.WAITING, RunState.RUNNING):
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


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
    options = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(as_json(row), json_dumps_params=options)
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
