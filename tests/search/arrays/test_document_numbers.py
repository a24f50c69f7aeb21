import numpy as np
import pytest

from archive.search.engines.whoosh_arrays import document_numbers
from archive.search.engines.whoosh_arrays.document_numbers import (
    DocumentNumbers,
    packed_numbers,
)


def postings(lengths: list[int], count: int) -> tuple[np.ndarray, np.ndarray]:
    """So many documents of each term, rising, of `count` documents; and where each term begins."""
    random = np.random.default_rng(count)
    starts = np.append(0, np.cumsum(lengths))
    return starts, np.concatenate(
        [np.sort(random.choice(count, length, replace=False)) for length in lengths]
    )


def read(sections: dict[str, np.ndarray], terms: int) -> DocumentNumbers:
    return DocumentNumbers(sections["documents"], sections.get("starts"), terms)


@pytest.mark.parametrize("count", [1_000, 65_536, 65_537, 140_000, 300_000])
@pytest.mark.parametrize("lengths", [[1], [1] * 50, [900, 1, 2, 400], [1_000, 1_000, 1] * 5])
@pytest.mark.parametrize("at_once", [1_000_000, 500])
def test_every_document_comes_back(
    lengths: list[int], count: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_numbers, "_AT_ONCE", at_once)
    starts, documents = postings(lengths, count)
    held = read(packed_numbers(starts, documents), len(lengths))

    assert len(held) == len(documents)
    assert list(held.starts) == starts.tolist()
    for term in range(len(lengths)):
        own = documents[starts[term] : starts[term + 1]]
        assert held.of(term).tolist() == own.tolist()
        assert held.of_terms(term, len(lengths)).tolist() == documents[starts[term] :].tolist()
    assert held.of_terms(0, 0).tolist() == []


def test_blocks_may_be_empty() -> None:
    starts, documents = np.array([0, 2, 302]), np.append([1, 262_143], np.arange(299_700, 300_000))
    sections = packed_numbers(starts, documents)

    assert sections["documents"].dtype == np.uint16
    held = read(sections, 2)
    assert held.of(0).tolist() == [1, 262_143]
    assert held.of_terms(0, 2).tolist() == documents.tolist()


def test_a_document_takes_sixteen_bits_where_terms_are_not_rare() -> None:
    often = packed_numbers(*postings([5_000] * 4, 260_000))
    rare = packed_numbers(*postings([2] * 4, 260_000))

    assert often["documents"].nbytes == 2 * 20_000
    assert rare["documents"].nbytes == 4 * 8
    assert "starts" not in packed_numbers(*postings([1] * 9, 260_000))
