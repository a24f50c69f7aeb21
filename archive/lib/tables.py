"""Rows sent as they are read: as CSV that a spreadsheet does not run, and as one JSON object."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Cell = str | int | float

# With what a cell begins that some spreadsheet takes for a formula, full-width forms included
# (owasp.org, "CSV Injection").
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_lines(columns: Sequence[str], blocks: Iterable[Iterable[Sequence[Cell]]]) -> Iterator[str]:
    """Rows as CSV (RFC 4180), a block of them at a time, none of their cells a formula.

    It begins with a byte order mark, by which Excel knows UTF-8, and the names of the columns.
    """
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(columns)
    for rows in blocks:
        yield "".join(writer.writerow(map(defused, row)) for row in rows)


def json_pieces(
    head: Mapping[str, Any], name: str, blocks: Iterable[Sequence[Mapping[str, Any]]]
) -> Iterator[str]:
    """The text of one JSON object in pieces: what the head says, and the rows as a list at its end.

    A row stands on a line of its own; none is held longer than its block.
    """
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f",\n {json.dumps(name)}: ["
    comma = ""
    for rows in filter(None, blocks):
        lines = (json.dumps(one, ensure_ascii=False) for one in rows)
        yield comma + "\n  " + ",\n  ".join(lines)
        comma = ","
    yield "\n ]\n}\n"


def defused(cell: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS)
    return f"'{cell}" if is_formula else cell


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text
