"""Which terms of a field are like a pattern: by their beginning, by wildcards, by few changes."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from weakref import WeakKeyDictionary

import numpy as np
from rapidfuzz.distance import OSA

from archive.search.engines.executor.nodes import Spellings
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings
from archive.search.patience import check

# A pattern of more terms than these says too little of each; those later in the alphabet are left
# out.
MOST_TERMS = 20_000
_MOST_FUZZY = 500
_LOOK_UP_EVERY = 256  # terms between two looks at the clock


def term_numbers(field: FieldPostings, node: Spellings) -> Sequence[int]:
    """The numbers of the terms that fit, rising."""
    if node.kind == "prefix":
        return _beginning(field, node.pattern.encode())
    if node.kind == "wildcard":
        return list(islice(_like(field, node), MOST_TERMS))
    return _close(field, node)


def _beginning(field: FieldPostings, prefix: bytes) -> range:
    return range(*field.terms.range_of(prefix))


def _like(field: FieldPostings, node: Spellings) -> Iterator[int]:
    literal = re.split(r"[?*]", node.pattern, maxsplit=1)[0]
    for number in _beginning(field, literal.encode()):
        if not number % _LOOK_UP_EVERY:
            check()
        if node.fits is None or node.fits(field.terms[number].decode()):
            yield number


def _close(field: FieldPostings, node: Spellings) -> list[int]:
    """The terms within so many changes; of very many, those with the fewest.

    A change alters the set of ASCII characters by two at most and the length by one character:
    what differs more in either is never spelled out.
    """
    word, edits = node.pattern, node.edits
    reach = _beginning(field, word[: node.fixed].encode())
    letters, lengths = _shapes(field)
    letters, lengths = letters[reach.start : reach.stop], lengths[reach.start : reach.stop]
    encoded = word.encode()
    differing = np.bitwise_count(letters ^ _letters_of(encoded))
    fits = (differing <= 2 * edits) & (np.abs(lengths - len(encoded)) <= 4 * edits)
    found: list[tuple[int, int]] = []
    for number in (np.flatnonzero(fits) + reach.start).tolist():
        if not number % _LOOK_UP_EVERY:
            check()
        term = field.terms[number].decode()
        distance = OSA.distance(word, term, score_cutoff=edits)
        if distance <= edits:
            found.append((distance, number))
    return sorted(number for _distance, number in sorted(found)[:_MOST_FUZZY])


_shapes_of: WeakKeyDictionary[FieldPostings, tuple[Array, Array]] = WeakKeyDictionary()


def _shapes(field: FieldPostings) -> tuple[Array, Array]:
    """Each term's set of ASCII characters, a bit each, and its length in bytes.

    Made once a field and segment: some 5 ms and 12 bytes for each of 100,000 terms.
    """
    found = _shapes_of.get(field)
    if found is None:
        blob, places = field.terms.blob, field.terms.places.astype(np.int64)
        bits = np.append(_BITS[blob], np.uint64(0))
        lengths = np.diff(places)
        letters = np.bitwise_or.reduceat(bits, places[:-1]) if len(lengths) else bits[:0]
        found = _shapes_of[field] = letters, lengths.astype(np.int32)
    return found


def _letters_of(word: bytes) -> np.uint64:
    return np.bitwise_or.reduce(_BITS[np.frombuffer(word, np.uint8)], initial=np.uint64(0))  # type: ignore[no-any-return]


def _bits() -> Array:
    """A bit for each letter and digit, shared ones for other ASCII, none for what is no ASCII."""
    bits = np.zeros(256, np.uint64)
    for byte in range(128):
        bits[byte] = np.uint64(1) << np.uint64(byte % 64)
    return bits


_BITS = _bits()
