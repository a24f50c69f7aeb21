"""A run's receipt for people and their tools: rows of a page, JSON, CSV."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.intake.receipts import LINES
from archive.models import ImportProblem, ImportRun

WHAT = ("articles", "comments", "others")
MEANINGS = {
    "created": "new here",
    "updated": "was kept; says more now",
    "unchanged": "was kept; says nothing new",
    "duplicate": "the same once more in one thread",
    "tombstone": "the place of a comment whose words are gone",
    "re-attached": "what it answers is not in the input",
    "left out": "neither article nor comment",
    "refused": "could not be read or stored",
}
CSV_COLUMNS = ("kind", "what", "outcome", "count", "input", "place", "message")
# With what a cell begins that some spreadsheet takes for a formula, full-width forms included
# (owasp.org, "CSV Injection").
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class Line:
    """One outcome and how many articles, comments and other records met it, in that order."""

    outcome: str
    meaning: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The receipt of a run as its page shows it. `counts_read` are the sums of the lines."""

    lines: tuple[Line, ...]
    counts_read: tuple[int, ...]
    reasons: tuple[dict[str, Any], ...]
    repairs: int

    @property
    def is_balanced(self) -> bool:
        """Whether every record that was read stands in one line."""
        sums = tuple(map(sum, zip(*(line.counts for line in self.lines), strict=True)))
        return (sums or (0,) * len(WHAT)) == self.counts_read

    def count(self, outcome: str) -> int:
        """All records of one outcome."""
        return sum(sum(line.counts) for line in self.lines if line.outcome == outcome)


def account_of(receipt: dict[str, Any]) -> Account:
    """The account in a stored receipt; lines of zeros are left out."""
    told = receipt.get("lines", {})
    lines = (
        Line(outcome, MEANINGS[outcome], tuple(told.get(what, {}).get(outcome, 0) for what in WHAT))
        for outcome in LINES
    )
    read = receipt.get("read", {})
    return Account(
        lines=tuple(line for line in lines if any(line.counts)),
        counts_read=tuple(read.get(what, 0) for what in WHAT),
        reasons=tuple(receipt.get("reasons", ())),
        repairs=receipt.get("repairs", 0),
    )


def as_json(run: ImportRun) -> dict[str, Any]:
    """The run, its receipt and its problems, for programs. Reads every problem."""
    return {
        "run": run.pk,
        "input": run.input_name,
        "state": run.state,
        "is_dry_run": run.is_dry_run,
        "format": run.format,
        "site_host": run.site_host,
        "started_at": _moment(run.started_at),
        "finished_at": _moment(run.finished_at),
        "failure": run.failure,
        "receipt": run.receipt,
        "problems": [
            {
                "severity": problem.severity,
                "input": problem.input_name,
                "place": problem.place,
                "message": problem.message,
            }
            for problem in _problems(run)
        ],
    }


def as_csv(run: ImportRun) -> Iterator[str]:
    """The same as lines of CSV (RFC 4180), with a byte order mark, by which Excel knows UTF-8.

    Kinds of lines: `read` (records met), `line` (what became of them), `reason` (why they were
    left out or refused), `problem`. No cell runs as a formula.
    """
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(CSV_COLUMNS)
    for row in _csv_rows(run):
        yield writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])


def defused(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_rows(run: ImportRun) -> Iterator[tuple[str | int, ...]]:
    account = account_of(run.receipt)
    for what, count in zip(WHAT, account.counts_read, strict=True):
        yield "read", what, "", count, "", "", ""
    for line in account.lines:
        for what, count in zip(WHAT, line.counts, strict=True):
            if count:
                yield "line", what, line.outcome, count, "", "", ""
    for reason in account.reasons:
        yield "reason", "", reason["line"], reason["count"], "", "", reason["reason"]
    for problem in _problems(run):
        where = (problem.input_name, problem.place, problem.message)
        yield "problem", "", problem.severity, 1, *where


def _problems(run: ImportRun) -> Iterator[ImportProblem]:
    return run.problems.order_by("pk").iterator(chunk_size=1_000)


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
