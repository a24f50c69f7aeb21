"""Documents of frequent terms, looked up by bits, beside looking through their lists."""

import numpy as np
import pytest

from archive.search.engines.whoosh_arrays import document_bits
from archive.search.engines.whoosh_arrays.document_bits import DocumentBits, packed_bits

SHARES = (0.9, 0.07, 0.03, 0.5)


def postings(count: int) -> list[np.ndarray]:
    """The documents of one term for each share, rising; the first term holds the last document."""
    random = np.random.default_rng(count)
    found = [np.flatnonzero(random.random(count) < share) for share in SHARES]
    return [np.union1d(found[0], [count - 1]), *found[1:]]


def packed(terms: list[np.ndarray]) -> dict[str, np.ndarray]:
    return packed_bits(np.append(0, np.cumsum([*map(len, terms)])), np.concatenate(terms))


@pytest.mark.parametrize("count", [1 << 14, 65_537, 140_000])
@pytest.mark.parametrize("asked", [[], [0], [63, 64], None])
def test_documents_are_found_where_they_are(
    count: int, asked: list[int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_bits, "_FEWEST", 1_000)
    terms = postings(count)
    sections = packed(terms)
    held = DocumentBits(sections["frequent"], sections["bits"], sections["before"])
    random = np.random.default_rng(1)
    # Also such as no document of the field is as high as.
    wanted = np.flatnonzero(random.random(count + 200) < 0.3) if asked is None else np.array(asked)
    wanted = wanted.astype(np.intp)

    assert [term in held for term in range(len(SHARES))] == [True, True, False, True]
    for term in (0, 1, 3):
        mine, theirs = held.look_up(term, wanted)
        assert wanted[mine].tolist() == np.intersect1d(wanted, terms[term]).tolist()
        assert terms[term][theirs].tolist() == wanted[mine].tolist()
        # A segment may have documents after the last that the field is in.
        assert held.marks(term, count + 70).nonzero()[0].tolist() == terms[term].tolist()


def test_no_term_of_a_small_segment_is_frequent() -> None:
    assert packed([np.arange(7_000)]) == {}
    assert len(packed([np.arange(8_000), np.arange(7_999)])["frequent"]) == 1
    assert packed_bits(np.zeros(1, np.int64), np.zeros(0, np.uint32)) == {}
