"""How many there are of each value, spelled out as far as anybody asks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Tally(Mapping[str, int]):
    """Counts by value, of values that occur; a mapping, which `most_frequent` need not unfold."""

    def __init__(self, values: Sequence[bytes], counts: NDArray[np.int64]) -> None:
        """`counts`: how many there are of each of the values, which may be none."""
        self._values = values
        self._counts = counts
        self._held = np.flatnonzero(counts)

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Tally":
        """A tally of counts that are spelled out already."""
        return cls([value.encode() for value in counts], np.array([*counts.values()], np.int64))

    def most_frequent(self, most: int) -> list[tuple[str, int]]:
        """So many values, and how many there are of each, most first; equal ones by value."""
        held = self._held
        counts = self._counts[held]
        if len(held) > most > 0:
            least = np.partition(counts, len(held) - most)[len(held) - most]
            held = held[counts >= least]
        pairs = ((self._values[at].decode(), int(self._counts[at])) for at in held.tolist())
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:most]

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[str]:
        return iter(self._spelled)

    def __getitem__(self, value: str) -> int:
        return self._spelled[value]

    @cached_property
    def _spelled(self) -> dict[str, int]:
        pairs = zip(self._held.tolist(), self._counts[self._held].tolist(), strict=True)
        return {self._values[at].decode(): count for at, count in pairs}
