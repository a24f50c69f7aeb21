"""What was found, cut to what a view shows, sorted as asked, and one slice of it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
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


class Matches(NamedTuple):
    """The documents of one segment that answer and are there; scores are reckoned when asked."""

    at: int
    documents: Array
    scores: Callable[[], Array]


class Ranked(NamedTuple):
    """Numbers of documents among all, best first, with what they were ranked by."""

    numbers: Array
    ranks: Array


def matches(view: View, node: Node) -> list[Matches]:
    """The documents that answer a question, segment by segment."""
    found = []
    for at, each in enumerate(evaluate(view, node)):
        visible = view.visible(at)
        documents = each.documents
        kept = None if visible is None else visible.take(documents).nonzero()[0]
        if kept is not None and len(kept) < len(documents):
            documents = documents.take(kept)
        else:
            kept = None
        found.append(Matches(at, documents, partial(_scores, each, documents, kept)))
    return found


def _scores(found: Found, documents: Array, kept: Array | None) -> Array:
    """The scores of those that are kept; where these are most, of all of them at first."""
    if kept is not None and 2 * len(kept) > found.size:
        return found.weigh(found.documents, None).take(kept)
    return found.weigh(documents, kept)


def total(found: Sequence[Matches]) -> int:
    """How many documents answer."""
    return sum(len(each.documents) for each in found)


def by_score(view: View, found: Sequence[Matches], limit: int, offset: int = 0) -> Ranked:
    """The best documents from `offset` on; equal ones in the order of their numbers."""
    return ranked(view, [(each, each.scores()) for each in found], limit, offset)


def by_number(
    view: View, found: Sequence[Matches], column: str, limit: int, offset: int = 0
) -> Ranked:
    """The documents with the highest numbers in a column."""
    keyed = [(each, view.slices[each.at].numbers(column)[each.documents]) for each in found]
    return ranked(view, keyed, limit, offset)


def ranked(
    view: View, keyed: Sequence[tuple[Matches, Array]], limit: int, offset: int = 0
) -> Ranked:
    """Those with the highest keys."""
    if not keyed:
        return Ranked(np.zeros(0, np.int64), np.zeros(0, np.float32))
    wanted = limit + offset
    if sum(len(key) for _, key in keyed) > _FEW:
        tops = highest([key for _, key in keyed], wanted)
        keyed = [
            (each._replace(documents=each.documents[top]), key[top])
            for (each, key), top in zip(keyed, tops, strict=True)
        ]
    number = joined([each.documents + view.slices[each.at].base for each, _ in keyed])
    key = joined([key for _, key in keyed])
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
