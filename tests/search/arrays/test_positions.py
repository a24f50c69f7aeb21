import numpy as np
import pytest

from archive.search.engines.whoosh_arrays.positions import Positions, packed

LENGTHS = ([1], [3, 0, 2, 700, 1], [1] * 100, [0, 5_000, 1], [40, 30, 20, 10])


def written(lengths: list[int], highest: int) -> tuple[np.ndarray, Positions]:
    starts = np.append(0, np.cumsum(lengths))
    positions = np.random.default_rng(highest).integers(0, highest + 1, starts[-1])
    positions[-1] = highest
    sections = packed(starts, positions)
    upper = sections.get("upper_positions")
    return positions, Positions(sections["position_starts"], sections["positions"], upper)


@pytest.mark.parametrize("lengths", LENGTHS, ids=len)
@pytest.mark.parametrize("highest", [7, 255, 256, 4_095, 4_096, 70_000])
def test_every_position_comes_back(lengths: list[int], highest: int) -> None:
    positions, held = written(lengths, highest)

    assert held.of_terms(0, len(lengths)).tolist() == positions.tolist()
    for term, end in enumerate(np.cumsum(lengths).tolist()):
        own = positions[end - lengths[term] : end]
        assert held.take(term, np.arange(lengths[term])).tolist() == own.tolist()
        assert held.take(term, np.arange(lengths[term])[::2]).tolist() == own[::2].tolist()


def test_positions_of_texts_that_are_not_long_take_twelve_bits() -> None:
    sections = packed(np.arange(1_001), np.arange(1_000))
    sizes = sections["positions"].nbytes + sections["upper_positions"].nbytes

    assert sizes == pytest.approx(1_500, abs=2)
