import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.spelling import fits_pattern, is_near, most_edits


@pytest.mark.parametrize(
    ("word", "other", "edits"),
    [
        ("toll", "toll", 0),
        ("toll", "tolls", 1),
        ("toll", "tol", 1),
        ("toll", "tool", 1),
        ("bridge", "birdge", 1),
        ("bridge", "birgde", 2),
        ("bca", "bac", 1),
        ("xca", "xabc", 3),  # no stretch is edited twice: else swapping and filling in were two
        ("harbour", "harbor", 1),
    ],
)
def test_edits_are_counted(word, other, edits):
    for most in range(4):
        assert is_near(word, other, most) == (edits <= most)
        assert is_near(other, word, most) == (edits <= most)


def test_the_first_letter_must_be_right():
    assert not is_near("bridge", "pridge", 2)
    assert [most_edits(length) for length in (1, 2, 3, 5, 6, 30)] == [0, 0, 1, 1, 2, 2]


LETTERS = st.text("ab", max_size=6)


@given(LETTERS, LETTERS, LETTERS)
def test_near_words_are_those_the_whole_table_tells(first, word, other):
    word, other = f"a{first}{word}", f"a{first}{other}"
    assert is_near(word, other, 2) == (edits_of(word, other) <= 2)


def edits_of(word, other):
    """By the definition, from the ends of both words."""
    if not word or not other:
        return len(word) + len(other)
    fewest = min(
        edits_of(word[:-1], other) + 1,
        edits_of(word, other[:-1]) + 1,
        edits_of(word[:-1], other[:-1]) + (word[-1] != other[-1]),
    ) if word[-1] != other[-1] else edits_of(word[:-1], other[:-1])  # fmt: skip
    if len(word) > 1 and len(other) > 1 and word[-2:] == other[-2:][::-1]:
        fewest = min(fewest, edits_of(word[:-2], other[:-2]) + 1)
    return fewest


@pytest.mark.parametrize(
    ("pattern", "fits", "does_not"),
    [
        ("gr?y", ["gray", "grey"], ["gry", "grays", "gruey"]),
        ("ha*r", ["har", "harbour", "haar"], ["harbours", "char"]),
        ("a*b*", ["ab", "axb", "abba"], ["a", "ba"]),
        ("a**b?c", ["abxc", "azzbbc"], ["abc"]),
    ],
)
def test_patterns(pattern, fits, does_not):
    assert all(fits_pattern(word, pattern) for word in fits)
    assert not any(fits_pattern(word, pattern) for word in does_not)


def test_no_pattern_takes_long():
    begun = time.process_time()
    for _ in range(50):
        assert not fits_pattern("a" * 64, "a*" * 31 + "b")
    assert time.process_time() - begun < 1
