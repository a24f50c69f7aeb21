"""Where words stand in their texts: 12 bits each where that is less and enough, else whole.

It is enough where no text is longer than 4,096 words. The lower eight bits lie by themselves; the
upper four share a byte, one of the first half of all terms with one of the second, so that those
of one term are had by one mask or one shift.
"""

from typing import Any

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.half_bytes import (
    half_bytes,
    half_bytes_at,
    packed_half_bytes,
)
from archive.search.engines.whoosh_arrays.runs import narrowed

_LONGEST = 1 << 12


def packed(starts: Array, positions: Array) -> dict[str, Array]:
    """Positions as sections of a file. `starts`: where each term's begin, and the end of all."""
    sections = {"position_starts": narrowed(starts)}
    whole = narrowed(positions)
    if whole.dtype != np.uint16 or whole.max() >= _LONGEST:
        return sections | {"positions": whole}
    upper = np.empty(len(whole), np.uint8)
    np.right_shift(whole, 8, out=upper, casting="unsafe")
    shared = packed_half_bytes(upper, _half_of(starts))
    return sections | {"positions": whole.astype(np.uint8), "upper_positions": shared}


class Positions:
    """The positions of a field by the numbers of its terms, read where they lie."""

    def __init__(self, starts: Array, lower: Array, upper: Array | None) -> None:
        """The sections that were written; without `upper` the others are whole."""
        self.starts = starts
        self._lower = lower
        self._upper = upper
        self._half = _half_of(starts)

    @property
    def type(self) -> np.dtype[Any]:
        """The type that holds each of them."""
        return self._lower.dtype if self._upper is None else np.dtype(np.uint16)

    def take(self, term: int, at: Array) -> Array:
        """Positions of a term: those at these places among all that it has."""
        first, last = int(self.starts[term]), int(self.starts[term + 1])
        lower = self._lower[first:last].take(at)
        if self._upper is None:
            return lower
        return _put_together(lower, half_bytes_at(self._upper, self._half, first, last, at))

    def of_terms(self, first_term: int, last_term: int) -> Array:
        """All of terms that follow one another, `last_term` not among them."""
        first, last = int(self.starts[first_term]), int(self.starts[last_term])
        lower = self._lower[first:last]
        if self._upper is None:
            return lower
        return _put_together(lower, half_bytes(self._upper, self._half, first, last))


def _put_together(lower: Array, upper: Array) -> Array:
    """Positions of their lower eight bits and their upper ones."""
    whole = upper.astype(np.uint16)
    whole <<= 8
    whole |= lower
    return whole


def _half_of(starts: Array) -> int:
    """Where the second half of all terms begins: no term lies in both, and it is the shorter."""
    return int(starts[starts.searchsorted(int(starts[-1]) // 2 + 1)]) if starts[-1] else 0
