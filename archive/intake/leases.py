"""The right of one process to work on a run, kept alive by a heartbeat.

A lease ends by itself: past `lease_until` its worker counts as dead and another may take the run
over. One that was only slow learns of it at its next heartbeat, and leaves the run alone.
"""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from threading import Event, Thread

from django.db import DatabaseError, connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.models import ImportRun
from archive.models.choices import RunState

logger = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
HEARTBEAT_SECONDS = 3.0

process_is_ending = Event()
"""Set where the process was asked to end: runs that others can go on with are handed back."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: inputs and bytes read to their end, records met."""

    files: int = 0
    articles: int = 0
    comments: int = 0
    bytes: int = 0

    def columns(self) -> dict[str, int]:
        """The columns of ImportRun that hold it."""
        return {
            "files_done": self.files,
            "articles_done": self.articles,
            "comments_done": self.comments,
            "bytes_done": self.bytes,
        }


class Lease:
    """A run that is this process's own, and what is heard of it from outside meanwhile.

    `is_lost`: another took it over. `is_pause_asked`, `is_cancel_asked`: what the keeper wants.
    """

    def __init__(self, row: ImportRun, progress: Callable[[], Progress]) -> None:
        """Watch over `row`, which is this process's already; `progress` is asked at each beat."""
        self.is_lost = self.is_pause_asked = self.is_cancel_asked = False
        self._row_id, self._worker, self._progress = row.pk, row.worker, progress
        self._is_let_go = Event()
        self._heart = Thread(target=self._keep_beating, name="heartbeat", daemon=True)

    @property
    def is_over(self) -> bool:
        """Whether the run has to end before the next record."""
        return self.is_lost or self.is_pause_asked or self.is_cancel_asked

    def beat(self) -> None:
        """Renew the lease, write how far the run is, and hear what is asked of it."""
        mine = ImportRun.objects.filter(pk=self._row_id)
        is_renewed = mine.filter(worker=self._worker, state=RunState.RUNNING).update(
            heartbeat_at=timezone.now(), lease_until=end_of_lease(), **self._progress().columns()
        )
        asked = mine.values_list("is_pause_asked", "is_cancel_asked").first()
        if asked is not None:  # else its row is gone, which is no reason to lose records
            self.is_pause_asked, self.is_cancel_asked = asked
            self.is_lost = not is_renewed

    def start(self) -> None:
        """Beat from now on, in a thread: a single record may take longer than a lease."""
        self._heart.start()

    def let_go(self) -> None:
        """Beat no more."""
        self._is_let_go.set()
        self._heart.join()

    def _keep_beating(self) -> None:
        try:
            while not self._is_let_go.wait(HEARTBEAT_SECONDS):
                try:
                    self.beat()
                except DatabaseError as error:
                    # Others write; there are many beats in a lease.
                    logger.debug("a heartbeat of run %s was missed: %s", self._row_id, error)
        finally:
            connection.close()


@contextmanager
def held(row: ImportRun | None, progress: Callable[[], Progress]) -> Iterator[Lease | None]:
    """Keep the lease of a run alive while the block runs; without a row there is none."""
    if row is None:
        yield None
        return
    lease = Lease(row, progress)
    lease.start()
    try:
        yield lease
    finally:
        lease.let_go()


def begin(row: ImportRun) -> ImportRun:
    """Save a new run as one that this process works on already."""
    row.state, row.worker = RunState.RUNNING, _worker_name()
    row.heartbeat_at = row.working_since = timezone.now()
    row.lease_until = end_of_lease()
    row.save()
    return row


def claim(run_id: int) -> ImportRun | None:
    """A waiting run, from now on this process's own; None where it waits no more.

    `heartbeat_at` of the row given is that of an earlier worker, None where there was none.
    """
    return _claim(ImportRun.objects.filter(pk=run_id, state=RunState.WAITING))


def claim_again(run_id: int) -> ImportRun | None:
    """A run of a command that was paused, failed, or lost its process; likewise.

    None where there is no such run, another process has it, or it is over.
    """
    can_go_on = Q(state__in=[RunState.PAUSED, RunState.FAILED])
    is_dead = Q(state=RunState.RUNNING, lease_until__lt=timezone.now())
    rows = ImportRun.objects.filter(can_go_on | is_dead, pk=run_id)
    return _claim(rows.exclude(inputs=[]))


def _claim(rows: QuerySet[ImportRun]) -> ImportRun | None:
    row = rows.first()
    if row is None:
        return None
    now = timezone.now()
    changes = {
        "state": RunState.RUNNING,
        "worker": _worker_name(),
        "lease_until": end_of_lease(),
        "working_since": now,
        "is_pause_asked": False,
        "finished_at": None,
        "failure": "",
        **Progress().columns(),
    }
    if not rows.filter(state=row.state, worker=row.worker).update(heartbeat_at=now, **changes):
        return None
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def ended() -> QuerySet[ImportRun]:
    """Runs under way of which no living worker knows: past their lease, or without any."""
    return ImportRun.objects.filter(
        Q(lease_until__lt=timezone.now()) | Q(lease_until__isnull=True),
        state__in=[RunState.WAITING, RunState.RUNNING],
    )


def end_of_lease() -> datetime:
    """When a lease that begins now ends."""
    return timezone.now() + timedelta(seconds=LEASE_SECONDS)


def _worker_name() -> str:
    return f"{socket.gethostname()[:80]}:{os.getpid()}:{token_hex(4)}"
