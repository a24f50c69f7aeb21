"""The query language: text to a frozen `Query`, and back. Described in docs/query-language.md.

Knows neither Django nor any engine nor a clock. Every text can be parsed; nothing here raises on
input.
"""

from datetime import date

from archive.search.query.counts import Bounds
from archive.search.query.leaves import MAX_SPREAD, MAX_WITHIN, Reader
from archive.search.query.operators import FILTERS, OPERATORS, SCOPES, Operator
from archive.search.query.periods import Span, day_number
from archive.search.query.reading import MAX_NESTING, MAX_WORDS, read
from archive.search.query.sense import made_sensible
from archive.search.query.tree import (
    And,
    Everything,
    Filter,
    Node,
    Not,
    Or,
    Part,
    Query,
    Words,
    length_of,
    normal_filter,
)
from archive.search.query.writing import Writer, parts_of, to_text
from archive.search.telling import gettext_noop

MAX_LENGTH = 4_000

__all__ = [
    "FILTERS",
    "MAX_LENGTH",
    "MAX_NESTING",
    "MAX_SPREAD",
    "MAX_WITHIN",
    "MAX_WORDS",
    "OPERATORS",
    "SCOPES",
    "And",
    "Bounds",
    "Everything",
    "Filter",
    "Node",
    "Not",
    "Operator",
    "Or",
    "Part",
    "Query",
    "Span",
    "Words",
    "Writer",
    "day_number",
    "length_of",
    "normal_filter",
    "parse",
    "parts_of",
    "to_text",
]


def parse(text: str, *, today: date | None = None, is_keepers: bool = False) -> Query:
    """What a text asks, with notes on what was read otherwise than written.

    `today` is what "yesterday" and the like count from; without it they are not understood.
    `is_keepers`: the keeper asks, whose own operators are words to all others.

    Reads at most MAX_LENGTH characters, MAX_WORDS words and MAX_NESTING brackets deep; what is
    cut is said in the notes. The text that `to_text` makes of the result keeps these bounds too,
    so that every link made from a query leads to the same query.
    """
    notes: list[str] = []
    if len(text) > MAX_LENGTH:
        told = gettext_noop("Only the first %(count)s characters were read.", count=MAX_LENGTH)
        notes.append(told)
        text = text[:MAX_LENGTH]
    while True:
        reader = Reader(today, is_keepers)
        tree, found = made_sensible(read(text, reader))
        query = Query(tree, (*notes, *reader.notes, *found))
        surplus = len(to_text(query)) - MAX_LENGTH
        if surplus <= 0:
            return query
        told = gettext_noop(
            "Only about the first %(count)s characters were read.", count=MAX_LENGTH
        )
        notes = [told]
        text = text[:-surplus]
