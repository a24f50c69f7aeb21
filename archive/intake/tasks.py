"""Runs as background tasks: queued, run, paused, cancelled, and taken over from the dead."""

import logging

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from archive.intake import uploads
from archive.intake.leases import claim, end_of_lease, ended
from archive.intake.runs import Options, take_in
from archive.models import ImportProblem, ImportRun
from archive.models.choices import RunState

logger = logging.getLogger(__name__)

MAX_TAKEOVERS = 3
"""Workers that may die over one input before it counts as what they die of."""

OF_NO_UPLOAD = (
    "The process that ran it died. What it had stored is whole and stays. Resume it, or run the"
    " same command again, for the rest."
)
GONE = "The uploaded files are not there any more: upload them again."
DEADLY = (
    f"{MAX_TAKEOVERS + 1} workers died while they read it, so it is left alone. What they had"
    " stored is whole and stays. The log of the worker may say more; the machine may be short of"
    " memory."
)


@task()
def run_upload(run_id: int) -> None:
    """Do a waiting run; nothing where another worker has it, or it does not wait any more."""
    row = claim(run_id)
    if row is None:
        return
    upload = uploads.find(row.upload)
    if upload is None:
        _end(row, RunState.FAILED, GONE)
        return
    try:
        take_in([upload.source], Options(site_host=row.site_host, dry_run=row.is_dry_run), row=row)
    finally:
        uploads.touch(upload.key)
    if row.state == RunState.DONE and not row.is_dry_run:
        _settle(row)


def queue_run(
    upload: uploads.Upload, *, site_host: str, is_dry_run: bool, started_by: User | None
) -> ImportRun:
    """A run over the upload, waiting for a worker; the one under way where there is one."""
    try:
        with transaction.atomic():
            row = ImportRun.objects.create(
                state=RunState.WAITING,
                input_name=upload.title,
                upload=upload.key,
                site_host=site_host,
                is_dry_run=is_dry_run,
                started_by=started_by,
                files_total=len(upload.files),
                bytes_total=upload.size_bytes,
                lease_until=end_of_lease(),
            )
            run_upload.enqueue(row.pk)
    except IntegrityError:
        return ImportRun.objects.filter(upload=upload.key).latest("pk")
    uploads.touch(upload.key)
    return row


def pause(row: ImportRun) -> None:
    """Let a run rest until it is resumed: at once where it waits, else after the record it is at.

    The run of a process that cannot be resumed goes on.
    """
    mine = ImportRun.objects.filter(pk=row.pk).exclude(upload="", inputs=[])
    paused = {"state": RunState.PAUSED, "lease_until": None}
    if not mine.filter(state=RunState.WAITING).update(**paused):
        mine.filter(state=RunState.RUNNING).update(is_pause_asked=True)


def resume(row: ImportRun) -> None:
    """Let a paused run over an upload wait for a worker again; a command is resumed by another."""
    mine = ImportRun.objects.filter(pk=row.pk, state=RunState.PAUSED).exclude(upload="")
    with transaction.atomic():
        if mine.update(state=RunState.WAITING, lease_until=end_of_lease()):
            run_upload.enqueue(row.pk)


def cancel(row: ImportRun) -> None:
    """End a run: at once where nobody works on it, else after the record that its worker is at."""
    mine = ImportRun.objects.filter(pk=row.pk)
    cancelled = {
        "state": RunState.CANCELLED,
        "finished_at": timezone.now(),
        "lease_until": None,
    }
    resting = [RunState.WAITING, RunState.PAUSED]
    if not mine.filter(state__in=resting).update(**cancelled):
        mine.filter(state=RunState.RUNNING).update(is_cancel_asked=True)


def take_over() -> int:
    """Queue again what dead workers left, and close what nobody can go on with; how many rows."""
    rows = list(ended())
    for row in rows:
        _take_over(row)
    return len(rows)


def _take_over(row: ImportRun) -> None:
    was_running = row.state == RunState.RUNNING
    if was_running and row.is_cancel_asked:
        _end(row, RunState.CANCELLED, "")
    elif was_running and row.is_pause_asked:
        _unless_changed(row).update(state=RunState.PAUSED, is_pause_asked=False, lease_until=None)
    elif was_running and not row.upload:
        _end(row, RunState.FAILED, OF_NO_UPLOAD)
    elif uploads.find(row.upload) is None:
        _end(row, RunState.FAILED, GONE)
    elif was_running and row.takeover_count >= MAX_TAKEOVERS:
        _end(row, RunState.FAILED, DEADLY)
    else:
        with transaction.atomic():
            is_mine = _unless_changed(row).update(
                state=RunState.WAITING,
                lease_until=end_of_lease(),
                takeover_count=row.takeover_count + was_running,
            )
            if is_mine:
                run_upload.enqueue(row.pk)
        if is_mine and was_running:
            logger.warning("run %d lost its worker %s and is taken over", row.pk, row.worker)


def _unless_changed(row: ImportRun) -> QuerySet[ImportRun]:
    """The row, if nobody else has done anything with it since it was read."""
    return ImportRun.objects.filter(
        pk=row.pk, state=row.state, worker=row.worker, lease_until=row.lease_until
    )


def _end(row: ImportRun, state: RunState, failure: str) -> None:
    _unless_changed(row).update(
        state=state, failure=failure, finished_at=timezone.now(), lease_until=None
    )


def _settle(row: ImportRun) -> None:
    """Let go what an import made superfluous: problems of trials, and files wholly read.

    Where something was refused no capture has its bytes; then the files stay for some days.
    """
    trials = ImportRun.objects.filter(upload=row.upload, is_dry_run=True)
    ImportProblem.objects.filter(run__in=trials).delete()
    refused = (lines.get("refused", 0) for lines in row.receipt["lines"].values())
    if not any(refused):
        uploads.remove(row.upload)
