"""Where words stand in their texts: 12 bits each where that is less and enough, else whole.

It is enough where no text is longer than 4,096 words. The lower eight bits lie by themselves; the
upper four share a byte, one of the first half of all terms with one of the second, so that those
of one term are had by one mask or one shift.
"""

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.runs import narrowed

_LONGEST = 1 << 12


def packed(starts: Array, positions: Array) -> dict[str, Array]:
    """Positions as sections of a file. `starts`: where each term's begin, and the end of all."""
    sections = {"position_starts": narrowed(starts)}
    whole = narrowed(positions)
    if whole.dtype != np.uint16 or positions.max() >= _LONGEST:
        return sections | {"positions": whole}
    half = _half_of(starts)
    upper = (positions >> 8).astype(np.uint8)
    shared = upper[:half].copy()
    shared[: len(upper) - half] |= upper[half:] << 4
    return sections | {"positions": positions.astype(np.uint8), "upper_positions": shared}


class Positions:
    """The positions of a field by the numbers of its terms, read where they lie."""

    def __init__(self, starts: Array, lower: Array, upper: Array | None) -> None:
        """The sections that were written; without `upper` the others are whole."""
        self.starts = starts
        self._lower = lower
        self._upper = upper
        self._half = _half_of(starts)

    def take(self, term: int, at: Array) -> Array:
        """Positions of a term: those at these places among all that it has."""
        first = int(self.starts[term])
        lower = self._lower[first:].take(at)
        if self._upper is None:
            return lower
        is_second = first >= self._half
        upper = self._upper[first - self._half if is_second else first :].take(at)
        return put_together(lower, upper >> 4 if is_second else upper & 15)

    def parts(self, term: int) -> tuple[Array, Array | None]:
        """All positions of a term, in two: the lower bits and the upper; or whole, and None."""
        first, last = int(self.starts[term]), int(self.starts[term + 1])
        lower = self._lower[first:last]
        if self._upper is None:
            return lower, None
        if first < self._half:
            return lower, self._upper[first:last] & 15
        return lower, self._upper[first - self._half : last - self._half] >> 4

    def whole(self) -> Array:
        """All of them."""
        if self._upper is None:
            return self._lower
        second = len(self._lower) - self._half
        return put_together(
            self._lower, np.concatenate((self._upper & 15, self._upper[:second] >> 4))
        )


def put_together(lower: Array, upper: Array) -> Array:
    """Positions of their lower eight bits and their upper ones."""
    whole = upper.astype(np.uint16)
    whole <<= 8
    whole |= lower
    return whole


def _half_of(starts: Array) -> int:
    """Where the second half of all terms begins: no term lies in both, and it is the shorter."""
    return int(starts[starts.searchsorted(int(starts[-1]) // 2 + 1)]) if starts[-1] else 0
