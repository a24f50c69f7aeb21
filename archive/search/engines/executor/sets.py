"""Sets of document numbers as rising arrays, and what is done with two of them."""

from collections.abc import Sequence

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array

NONE = np.zeros(0, np.intp)

# Where one set is so much longer, or where there are so many documents for each of the shorter,
# looking each of the shorter up in it is quicker than marking among all documents.
_LOPSIDED = 24
_RARE = 500
# Where so few of the shorter are in both, looking each up is quicker than marking once more.
_FEW = 12


def common(first: Array, second: Array, count: int) -> tuple[Array, Array]:
    """Where the numbers that both hold stand in either. `count`: how many documents there are."""
    if len(second) < len(first):
        in_second, in_first = common(second, first, count)
        return in_first, in_second
    if len(first) * _LOPSIDED < len(second) or len(first) * _RARE < count:
        return _looked_up(first, second)
    marks = marked(first, count)
    in_second = marks.take(second).nonzero()[0]
    both = second.take(in_second)
    if len(both) * _FEW < len(first):
        return first.searchsorted(both), in_second
    marks[first] = False
    marks[both] = True
    return marks.take(first).nonzero()[0], in_second


def _looked_up(short: Array, long: Array) -> tuple[Array, Array]:
    if not len(long):
        return NONE, NONE
    places = long.searchsorted(short.astype(long.dtype, copy=False))
    places[places == len(long)] = 0
    found = np.flatnonzero(long[places] == short)
    return found, places[found]


def marked(documents: Array, count: int) -> Array:
    """For each of `count` documents whether it is one of these."""
    marks = np.zeros(count, bool)
    marks[documents] = True
    return marks


def rising(numbers: Array) -> Array:
    """Each number once, in order; by sorting, which takes a third of the time of np.unique."""
    return distinct(np.sort(numbers))


def distinct(ordered: Array) -> Array:
    """Each number once, of some in order."""
    if len(ordered) < 2:
        return ordered
    is_first = np.empty(len(ordered), bool)
    is_first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def runs(ordered: Array) -> tuple[Array, Array]:
    """Each of some numbers in order once, and how often it is there."""
    ends = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=ends[1:-1])
    edges = ends.nonzero()[0]
    return ordered[edges[:-1]], np.diff(edges)


def joined(parts: Sequence[Array]) -> Array:
    """One after the other; the only one as it is, as most questions have it."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def together(sets: Sequence[Array], count: int) -> Array:
    """The documents of any set: rising numbers, or where there are many, a mark for each document.

    Sets may be of either kind. To make numbers of marks takes longer than to make the marks, and
    not all that are put together are wanted as numbers.
    """
    held = [each for each in sets if len(each)]
    if len(held) < 2:
        return held[0] if held else NONE
    if sum(map(len, held)) * _LOPSIDED < count:
        return rising(np.concatenate(held).astype(np.intp))
    marks = np.zeros(count, bool)
    for each in held:
        if each.dtype == bool:
            marks |= each
        else:
            marks[each] = True
    return marks


def united(sets: Sequence[Array], count: int) -> Array:
    """The same as rising numbers, wide enough to become numbers among all documents."""
    found = together(sets, count)
    return found.nonzero()[0] if found.dtype == bool else found.astype(np.intp, copy=False)
