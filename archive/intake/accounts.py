"""A run's receipt for people and their tools: rows of a page, JSON, CSV."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.intake.receipts import LINES
from archive.lib.tables import csv_lines, json_pieces
from archive.models import ImportRun

WHAT = ("articles", "comments", "others")
MEANINGS: Mapping[str, str | Promise] = {
    "created": gettext_lazy("new here"),
    "updated": gettext_lazy("was kept; says more now"),
    "unchanged": gettext_lazy("was kept; says nothing new"),
    "duplicate": gettext_lazy("the same once more in one thread"),
    "tombstone": gettext_lazy("the place of a comment whose words are gone"),
    "re-attached": gettext_lazy("what it answers is not in the input"),
    "left out": gettext_lazy("neither article nor comment"),
    "refused": gettext_lazy("could not be read or stored"),
}
CSV_COLUMNS = ("kind", "what", "outcome", "count", "input", "place", "message")
_OF_A_PROBLEM = ("severity", "input", "place", "message")
_BLOCK = 500


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
        Line(
            outcome,
            str(MEANINGS[outcome]),
            tuple(told.get(what, {}).get(outcome, 0) for what in WHAT),
        )
        for outcome in LINES
    )
    read = receipt.get("read", {})
    return Account(
        lines=tuple(line for line in lines if any(line.counts)),
        counts_read=tuple(read.get(what, 0) for what in WHAT),
        reasons=tuple(receipt.get("reasons", ())),
        repairs=receipt.get("repairs", 0),
    )


def as_json(run: ImportRun) -> Iterator[str]:
    """The run, its receipt and its problems, for programs: the text of one JSON object, in pieces.

    Every problem is in it, none is held.
    """
    told = {
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
    }
    blocks = (
        [dict(zip(_OF_A_PROBLEM, row, strict=True)) for row in rows] for rows in _problems(run)
    )
    return json_pieces(told, "problems", blocks)


def as_csv(run: ImportRun) -> Iterator[str]:
    """The same as lines of CSV.

    Kinds of lines: `read` (records met), `line` (what became of them), `reason` (why they were
    left out or refused), `problem`. No cell runs as a formula.
    """
    return csv_lines(CSV_COLUMNS, _csv_rows(run))


def _csv_rows(run: ImportRun) -> Iterator[list[tuple[str | int, ...]]]:
    account = account_of(run.receipt)
    yield [
        *(
            ("read", what, "", count, "", "", "")
            for what, count in zip(WHAT, account.counts_read, strict=True)
        ),
        *(
            ("line", what, line.outcome, count, "", "", "")
            for line in account.lines
            for what, count in zip(WHAT, line.counts, strict=True)
            if count
        ),
        *(
            ("reason", "", reason["line"], reason["count"], "", "", reason["reason"])
            for reason in account.reasons
        ),
    ]
    for rows in _problems(run):
        yield [
            ("problem", "", severity, 1, input_name, place, message)
            for severity, input_name, place, message in rows
        ]


def _problems(run: ImportRun) -> Iterator[list[tuple[str, str, str, str]]]:
    """All problems, and of each what is told; in blocks, for a server sends piece by piece."""
    rows = run.problems.order_by("pk")
    told = rows.values_list("severity", "input_name", "place", "message")
    stream = told.iterator(chunk_size=_BLOCK)
    while block := list(islice(stream, _BLOCK)):
        yield block


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
