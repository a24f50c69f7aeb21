"""One word in several fields and forms is worth what BM25F, reckoned document by document, says."""

from collections.abc import Sequence
from math import log
from pathlib import Path
from random import Random

import pytest

from archive.search.engines.executor.nodes import Term, Word
from tests.search.arrays.collection import Made, lived_in
from tests.search.arrays.test_oracle import answered

FIELDS = {"title": 3.0, "body": 1.0}
HALF, B, EXACT = 2.5, 0.75, 0.25


def words(document: Made, field: str) -> list[str]:
    return getattr(document, field).lower().split()


def mean_length(held: Sequence[Made], field: str) -> float:
    lengths = [len(words(each, field)) for each in held if words(each, field)]
    return sum(lengths) / len(lengths)


def form(held: dict[str, Made], sought: Sequence[str], alike: str) -> dict[str, float]:
    """What one form of a word, any of some terms, is worth in each document that holds it."""
    frequencies = {}
    for key, document in held.items():
        others = [d for d in held.values() if not alike or d.site == document.site]
        found = 0.0
        for field, boost in FIELDS.items():
            own = words(document, field)
            count = sum(own.count(each) for each in sought)
            if count:
                length = 1 - B + B * len(own) / mean_length(others, field)
                found += boost * count / length
        if found:
            frequencies[key] = found
    rarity = log(1 + (len(held) - len(frequencies) + 0.5) / (len(frequencies) + 0.5))
    return {key: rarity * (HALF + 1) * found / (found + HALF) for key, found in frequencies.items()}


@pytest.mark.parametrize("alike", ["", "site"])
def test_a_word_is_worth_what_bm25f_says(tmp_path: Path, alike: str):
    random = Random(3)  # noqa: S311 -- no secret
    index, held = lived_in(tmp_path, random, 120)
    common = sorted({word for d in held.values() for word in words(d, "body")})
    for _ in range(12):
        asked, *others = random.sample([*common, "nowhere"], 3)
        exact, other = form(held, [asked], alike), form(held, [asked, *others], alike)
        terms = tuple(Term(field, asked, boost) for field, boost in FIELDS.items())
        further = tuple(
            Term(field, each, boost) for each in [asked, *others] for field, boost in FIELDS.items()
        )
        expected = {
            key: EXACT * exact.get(key, 0) + (1 - EXACT) * other.get(key, 0)
            for key in {*exact, *other}
        }
        if not exact:
            expected = other
        assert answered(index, Word(terms, further, alike)) == pytest.approx(expected, abs=1e-4)
        assert answered(index, Word(terms, (), alike)) == pytest.approx(exact, abs=1e-4)
