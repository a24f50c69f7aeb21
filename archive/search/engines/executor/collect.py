"""What was found, cut to what a view shows, sorted as asked, and one slice of it."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from archive.search.engines.executor.evaluate import evaluate
from archive.search.engines.executor.found import Found
from archive.search.engines.executor.nodes import Node
from archive.search.engines.executor.sets import joined
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays.containers import Array

# As many documents of all segments are put together before they are sorted out; more, after.
_FEW = 10_000
_DIGITS = 6  # beyond them, differences of scores are rounding and must not decide an order
_GONE = -np.inf


class Matches:
    """The documents of one segment that answer and are there.

    Where a few of those that were found are gone, to cut them out takes as long as finding: it is
    done where somebody asks for all that are left.
    """

    def __init__(self, at: int, found: Found, gone: Array) -> None:
        """`gone`: at which places of what was found stands what is not there."""
        self.at = at
        self._found = found
        self._gone = gone
        self.count = found.size - len(gone)

    @cached_property
    def documents(self) -> Array:
        """Their numbers, rising."""
        found = self._found.documents
        return found[self._are_there] if len(self._gone) else found

    def scores(self) -> Array:
        """What they are worth; where they are most that were found, it is reckoned for all."""
        if not len(self._gone):
            return self._found.weigh(self._found.documents, None)
        if 2 * self.count > self._found.size:
            return self._found.weigh(self._found.documents, None)[self._are_there]
        return self._found.weigh(self.documents, self._are_there.nonzero()[0])

    def all_found(self) -> tuple[Array, Array]:
        """What was found, and its scores: less than any for what is gone."""
        documents = self._found.documents
        scores = self._found.weigh(documents, None)
        if len(self._gone):
            scores = scores.copy()
            scores[self._gone] = _GONE
        return documents, scores

    @cached_property
    def _are_there(self) -> Array:
        marks = np.ones(self._found.size, bool)
        marks[self._gone] = False
        return marks


class Ranked(NamedTuple):
    """Numbers of documents among all, best first, with what they were ranked by."""

    numbers: Array
    ranks: Array


def matches(view: View, node: Node) -> list[Matches]:
    """The documents that answer a question, segment by segment."""
    return [
        Matches(at, found, view.gone(at, found.documents))
        for at, found in enumerate(evaluate(view, node))
    ]


def total(found: Sequence[Matches]) -> int:
    """How many documents answer."""
    return sum(each.count for each in found)


def by_score(view: View, found: Sequence[Matches], limit: int, offset: int = 0) -> Ranked:
    """The best documents from `offset` on; equal ones in the order of their numbers."""
    best = ranked(view, [(each.at, *each.all_found()) for each in found], limit, offset)
    there = best.ranks > _GONE
    return Ranked(best.numbers[there], best.ranks[there])


def by_number(
    view: View, found: Sequence[Matches], column: str, limit: int, offset: int = 0
) -> Ranked:
    """The documents with the highest numbers in a column."""
    keyed = [
        (each.at, each.documents, view.slices[each.at].numbers(column)[each.documents])
        for each in found
    ]
    return ranked(view, keyed, limit, offset)


def ranked(
    view: View, keyed: Sequence[tuple[int, Array, Array]], limit: int, offset: int = 0
) -> Ranked:
    """By segment documents and their keys: those with the highest."""
    if not keyed or not limit:
        return Ranked(np.zeros(0, np.int64), np.zeros(0, np.float32))
    wanted = limit + offset
    if sum(len(key) for _, _, key in keyed) > _FEW:
        tops = highest([key for _, _, key in keyed], wanted)
        keyed = [
            (at, documents[top], key[top])
            for (at, documents, key), top in zip(keyed, tops, strict=True)
        ]
    number = joined([documents + view.slices[at].base for at, documents, _ in keyed])
    key = joined([key for _, _, key in keyed])
    if len(key) > wanted:
        (top,) = highest([key], wanted)
        number, key = number.take(top), key.take(top)
    rounded = key.astype(np.float64).round(_DIGITS) if key.dtype.kind == "f" else key
    order = (-rounded).argsort(kind="stable")[offset:wanted]  # numbers rise
    return Ranked(number[order], key[order])


def highest(keys: Sequence[Array], wanted: int) -> Iterator[Array]:
    """By segment, the places of what may be among the highest keys of all, equal ones included.

    What one segment has sets the bar for the next: few pass it, and only the first is sorted.
    """
    least = None
    for key in keys:
        places = None if least is None else (key >= least).nonzero()[0]
        passing = key if places is None else key.take(places)
        if len(passing) > wanted:
            least = np.partition(passing, len(passing) - wanted)[len(passing) - wanted]
            if key.dtype.kind == "f":
                least -= np.float32(10.0**-_DIGITS)
            kept = (passing >= least).nonzero()[0]
            places = kept if places is None else places.take(kept)
        yield np.arange(len(key)) if places is None else places
