"""How often documents hold words: four bits each, for it is seldom more than fifteen times.

The counts of the first half of all postings share their bytes with those of the second, so that
what lies in one half is had by one mask or one shift. A greater count is a 0 there, and stands in
a list of its own beside its place.
"""

from bisect import bisect_left
from typing import Any

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.runs import narrowed

_MOST = 15


def packed_counts(counts: Array) -> dict[str, Array]:
    """Counts as sections of a file."""
    half = (len(counts) + 1) // 2
    many = np.flatnonzero(counts > _MOST)
    few = counts.astype(np.uint8)
    few[many] = 0
    shared = few[:half].copy()
    shared[: len(few) - half] |= few[half:] << 4
    if not len(many):
        return {"counts": shared}
    return {"counts": shared, "many": narrowed(counts[many]), "many_places": narrowed(many)}


class Counts:
    """The counts of a field's postings, read where they lie."""

    def __init__(self, shared: Array, size: int, many: Array | None, places: Array | None) -> None:
        """The sections that were written, and of how many postings they are."""
        self._shared = shared
        self._half = (size + 1) // 2
        self._many = many
        self._places = places

    @property
    def type(self) -> np.dtype[Any]:
        """The type that holds each of them."""
        return np.dtype(np.uint8) if self._many is None else self._many.dtype

    def between(self, first: int, last: int) -> Array:
        """The counts of so many postings in a row; some 0.2 ns each."""
        half = self._half
        if last <= half:
            found = self._shared[first:last] & _MOST
        elif first >= half:
            found = self._shared[first - half : last - half] >> 4
        else:
            found = np.concatenate((self._shared[first:] & _MOST, self._shared[: last - half] >> 4))
        if self._many is None or self._places is None:
            return found
        nth = bisect_left(self._places.data, first)
        if nth == len(self._places) or self._places[nth] >= last:
            return found
        missing = (found == 0).nonzero()[0]
        found = found.astype(self._many.dtype, copy=False)
        found[missing] = self._many[nth : nth + len(missing)]
        return found
