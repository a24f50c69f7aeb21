"""The query language: text to a frozen `Query`, and back. Described in docs/query-language.md.

Knows neither Django nor any engine. Every text can be parsed; nothing here raises on input.
"""

from archive.search.query.periods import Span, day_number
from archive.search.query.reading import MAX_NESTING, MAX_WORDS, read
from archive.search.query.tree import (
    FILTERS,
    SCOPES,
    And,
    Everything,
    Filter,
    Node,
    Not,
    Or,
    Part,
    Query,
    Words,
    normal_filter,
)
from archive.search.query.writing import parts_of, to_text

MAX_LENGTH = 4_000

__all__ = [
    "FILTERS",
    "MAX_LENGTH",
    "MAX_NESTING",
    "MAX_WORDS",
    "SCOPES",
    "And",
    "Everything",
    "Filter",
    "Node",
    "Not",
    "Or",
    "Part",
    "Query",
    "Span",
    "Words",
    "day_number",
    "normal_filter",
    "parse",
    "parts_of",
    "to_text",
]


def parse(text: str) -> Query:
    """What a text asks, with notes on what was read otherwise than written.

    Reads at most MAX_LENGTH characters, MAX_WORDS words and MAX_NESTING brackets deep; what is
    cut is said in the notes. The text that `to_text` makes of the result keeps these bounds too,
    so that every link made from a query leads to the same query.
    """
    notes: list[str] = []
    if len(text) > MAX_LENGTH:
        notes.append(f"Only the first {MAX_LENGTH:,} characters were read.")
        text = text[:MAX_LENGTH]
    while True:
        tree, found = read(text)
        query = Query(tree, (*notes, *found))
        surplus = len(to_text(query)) - MAX_LENGTH
        if surplus <= 0:
            return query
        notes = [f"Only about the first {MAX_LENGTH:,} characters were read."]
        text = text[:-surplus]
