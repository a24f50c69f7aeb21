"""How many there are of each value, spelled out as far as anybody asks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class Tally(Mapping[str, int]):
    """Counts by value, of values that occur; a mapping, which `most_frequent` need not unfold."""

    def __init__(
        self, values: Sequence[bytes], held: NDArray[np.integer], counts: NDArray[np.integer]
    ) -> None:
        """`held`: the places of those values that occur, `counts` how many there are of each."""
        self._values = values
        self._held = held
        self._counts = counts

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Tally":
        """A tally of counts that are spelled out already."""
        numbers = np.array([*counts.values()], np.int64)
        return cls([value.encode() for value in counts], np.arange(len(numbers)), numbers)

    def most_frequent(self, most: int) -> list[tuple[str, int]]:
        """So many values, and how many there are of each, most first; equal ones by value."""
        held, counts = self._held, self._counts
        if len(held) > most > 0:
            least = np.partition(counts, len(held) - most)[len(held) - most]
            kept = np.flatnonzero(counts >= least)
            held, counts = held[kept], counts[kept]
        pairs = zip(held.tolist(), counts.tolist(), strict=True)
        ranked = sorted((-count, self._values[at].decode()) for at, count in pairs)
        return [(value, -count) for count, value in ranked[:most]]

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[str]:
        return iter(self._spelled)

    def __getitem__(self, value: str) -> int:
        return self._spelled[value]

    @cached_property
    def _spelled(self) -> dict[str, int]:
        pairs = zip(self._held.tolist(), self._counts.tolist(), strict=True)
        return {self._values[at].decode(): count for at, count in pairs}
