"""A run in progress: what it was asked, how far it is, and what is written of it at its end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.intake.kinds import kind_of
from archive.intake.leases import Lease, Progress, process_is_ending
from archive.intake.meter import Meter
from archive.intake.receipts import Receipt
from archive.lib.text import truncate
from archive.models import ImportProblem, ImportRun
from archive.models.choices import RunState
from archive.models.runs import UNDER_WAY
from archive.parsing.drafts import Problem
from archive.parsing.sources import Source

MAX_MESSAGE_LENGTH = 2_000
MAX_STORED_PROBLEMS = 10_000
"""Problems kept per run; the receipt counts all of them."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller of a run may choose. `site_host` is for what names no host itself."""

    format: str = ""
    site_host: str = ""
    dry_run: bool = False
    started_by: User | None = None


@dataclass(slots=True)
class Run:
    """A run in progress, and what came of it. A dry run of the command line has no row.

    `is_resumed`: another worked on it before. `was_cut`: it ended before its inputs did. `credited`
    are the articles, and whether themselves or only their comments, that an earlier worker or
    this one stored.
    """

    options: Options
    row: ImportRun | None
    tell: Callable[[str], None]
    is_resumed: bool = False
    lease: Lease | None = None
    was_cut: bool = False
    files_done: int = 0
    bytes_total: int | None = None
    meter: Meter = field(default_factory=Meter)
    credited: set[tuple[int, bool]] = field(default_factory=set)
    receipt: Receipt = field(default_factory=Receipt)
    formats: set[str] = field(default_factory=set)
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def progress(self) -> Progress:
        """How far it is. The heartbeat asks from another thread, and reads counts alone."""
        read = self.receipt.read
        done = self.meter.bytes_done
        return Progress(self.files_done, read["articles"], read["comments"], done)

    def may_go_on(self) -> bool:
        """Whether the next record may be taken; asked between two of them."""
        is_over = self.lease is not None and self.lease.is_over
        self.was_cut = self.was_cut or is_over or process_is_ending.is_set()
        return not self.was_cut

    def keep(self, input_name: str, problem: Problem) -> None:
        """Tell a problem and keep it with its input's name, bounded and without odd characters."""
        name, place = truncate(input_name, 500), truncate(problem.place, 500)
        message = truncate(problem.message, MAX_MESSAGE_LENGTH)
        self.tell(f"{name}: {place}: {problem.severity}: {message}")
        if len(self.problems) < MAX_STORED_PROBLEMS:
            self.problems.append((name, Problem(message, place, problem.severity)))

    def note(self, source: Source, problems: Iterable[Problem]) -> None:
        """Keep problems with the input they came from; refused ones are records."""
        for problem in problems:
            self.keep(source.name, problem)
            if problem.severity == "refused":
                self.receipt.saw("others")
                self.receipt.add("others", "refused", truncate(problem.message, 200))
            else:
                self.receipt.repairs += 1


def end_of(run: Run) -> RunState:
    """How a run that met no fault ended, or for now.

    One cut short by the end of its process waits for another worker; that of a command waits for
    whoever resumes it.
    """
    if not run.was_cut:
        return RunState.DONE
    row, lease = run.row, run.lease
    if row is None or lease is None or lease.is_cancel_asked:
        return RunState.CANCELLED
    if row.upload and not lease.is_pause_asked:
        return RunState.WAITING
    return RunState.PAUSED if row.upload or row.inputs else RunState.CANCELLED


def finish(run: Run, state: RunState, failure: str = "") -> None:
    """Write what came of the run, unless another took it over: then the row is the other's.

    One that waits again is at the end of its lease: the next worker finds it.
    """
    if run.row is None:
        return
    now = timezone.now()
    is_over = state not in UNDER_WAY
    changes: dict[str, Any] = {
        "state": state,
        "finished_at": now if is_over else None,
        "lease_until": now if state == RunState.WAITING else None,
        "receipt": run.receipt.as_json() if is_over else {},
        "format": ", ".join(sorted(run.formats))[:40],
        "failure": truncate(failure, MAX_MESSAGE_LENGTH),
        "is_pause_asked": False,
        **run.progress().columns(),
    }
    with transaction.atomic():
        mine = ImportRun.objects.filter(
            pk=run.row.pk, worker=run.row.worker, state=RunState.RUNNING
        )
        if not mine.update(**changes):
            return
        _keep_problems(run)
    for name, value in changes.items():
        setattr(run.row, name, value)


def _keep_problems(run: Run) -> None:
    """Write the problems, but for those that an earlier worker met and wrote already."""
    columns = ("input_name", "place", "message", "severity")
    known = set(ImportProblem.objects.filter(run=run.row).values_list(*columns))
    rows = [
        ImportProblem(
            run=run.row,
            severity=problem.severity,
            input_name=name,
            place=problem.place,
            message=problem.message,
            kind=kind_of(problem.message, name),
        )
        for name, problem in run.problems[: MAX_STORED_PROBLEMS - len(known)]
        if (name, problem.place, problem.message, problem.severity) not in known
    ]
    ImportProblem.objects.bulk_create(rows, batch_size=500)
