import numpy as np
import pytest

from archive.search.engines.whoosh_arrays.counts import Counts, packed_counts


@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
@pytest.mark.parametrize("highest", [2, 15, 16, 300, 70_000])
def test_every_count_comes_back(size: int, highest: int) -> None:
    counts = np.random.default_rng(size).integers(1, highest + 1, size)
    counts[-1] = highest
    sections = packed_counts(counts)
    held = Counts(sections["counts"], size, sections.get("many"), sections.get("many_places"))

    assert held.between(0, size).tolist() == counts.tolist()
    for first in range(0, size, max(size // 9, 1)):
        for last in (first, first + 1, (first + size) // 2, size):
            own = counts[first:last]
            assert held.between(first, last).tolist() == own.tolist()
            some = np.arange(len(own))[::3]
            assert held.take(first, last, some).tolist() == own[some].tolist()


def test_two_counts_share_a_byte() -> None:
    assert packed_counts(np.ones(1_000, int))["counts"].nbytes == 500
