"""A run in progress: what it was asked, how far it is, and what is written of it at its end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from archive.intake.leases import Lease, Progress
from archive.intake.receipts import Receipt
from archive.lib.text import truncate
from archive.models import ImportProblem, ImportRun
from archive.models.choices import RunState
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

    `is_resumed`: a worker died over it. `was_cut`: it ended before its inputs did. `credited`
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
    bytes_done: int = 0
    credited: set[tuple[int, bool]] = field(default_factory=set)
    receipt: Receipt = field(default_factory=Receipt)
    formats: set[str] = field(default_factory=set)
    problems: list[tuple[str, Problem]] = field(default_factory=list)

    def progress(self) -> Progress:
        """How far it is. The heartbeat asks from another thread, and reads counts alone."""
        read = self.receipt.read
        return Progress(self.files_done, read["articles"], read["comments"], self.bytes_done)

    def may_go_on(self) -> bool:
        """Whether the next record may be taken; asked between two of them."""
        self.was_cut = self.was_cut or (self.lease is not None and self.lease.is_over)
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
    """How a run that met no fault ended; one cut short by its process's end waits for another."""
    if not run.was_cut:
        return RunState.DONE
    is_stopped = run.lease is not None and run.lease.is_stop_asked
    can_go_on = run.row is not None and bool(run.row.upload) and not is_stopped
    return RunState.WAITING if can_go_on else RunState.STOPPED


def finish(run: Run, state: RunState, failure: str = "") -> None:
    """Write what came of the run, unless another took it over: then the row is the other's.

    One that waits again is at the end of its lease: the next worker finds it.
    """
    if run.row is None:
        return
    now = timezone.now()
    is_over = state != RunState.WAITING
    changes: dict[str, Any] = {
        "state": state,
        "finished_at": now if is_over else None,
        "lease_until": None if is_over else now,
        "receipt": run.receipt.as_json() if is_over else {},
        "format": ", ".join(sorted(run.formats))[:40],
        "failure": truncate(failure, MAX_MESSAGE_LENGTH),
        **run.progress().columns(),
    }
    with transaction.atomic():
        mine = ImportRun.objects.filter(
            pk=run.row.pk, worker=run.row.worker, state=RunState.RUNNING
        )
        if not mine.update(**changes):
            return
        if is_over:
            _keep_problems(run)
    for name, value in changes.items():
        setattr(run.row, name, value)


def _keep_problems(run: Run) -> None:
    ImportProblem.objects.bulk_create(
        (
            ImportProblem(
                run=run.row,
                severity=problem.severity,
                input_name=name,
                place=problem.place,
                message=problem.message,
            )
            for name, problem in run.problems
        ),
        batch_size=500,
    )
