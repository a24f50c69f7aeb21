"""Which documents hold a frequent term, once more: a bit a document.

So some documents are looked up in a long list without its being read: whether they are in it, and
where. Beside each sixty-four bits stands how many documents of the term come before them.
"""

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.runs import narrowed

_WORD, _SHIFT = 64, 6  # bits, and what divides by so many
# A term is frequent that is in one of so many documents: bits then take no more than half as much
# again as its list, and there are some hundred such terms, a thirtieth of an index.
_FREQUENT = 16
_FEWEST = 8_000  # documents of a term; a list of fewer is read in some 5 µs


def packed_bits(starts: Array, documents: Array) -> dict[str, Array]:
    """Bits as sections of a file; none where no term is frequent.

    `starts`: where each term's documents begin, and the end of all.
    """
    count = int(documents.max()) + 1 if len(documents) else 0
    frequent = np.flatnonzero(np.diff(starts) >= max(count // _FREQUENT, _FEWEST))
    if not len(frequent):
        return {}
    words = -(-count // _WORD)
    bits = np.zeros((len(frequent), words), np.uint64)
    before = np.zeros((len(frequent), words), np.uint32)
    for row, term in enumerate(frequent.tolist()):
        marks = np.zeros(words * _WORD, bool)
        marks[documents[starts[term] : starts[term + 1]]] = True
        bits[row] = np.packbits(marks, bitorder="little").view("<u8")
        before[row, 1:] = np.bitwise_count(bits[row, :-1]).cumsum(dtype=np.uint32)
    return {"frequent": narrowed(frequent), "bits": bits.ravel(), "before": before.ravel()}


class DocumentBits:
    """The frequent terms of a field, by their numbers, read where they lie."""

    def __init__(self, frequent: Array, bits: Array, before: Array) -> None:
        """The sections that were written."""
        self._words = len(bits) // len(frequent)
        self._first = {term: at * self._words for at, term in enumerate(frequent.tolist())}
        self._bits = bits
        self._before = before

    def __contains__(self, term: int) -> bool:
        return term in self._first

    def look_up(self, term: int, documents: Array) -> tuple[Array, Array]:
        """Which of these documents hold a term, and where each stands among all that do.

        `documents`: rising. The first are places in them. Some 5 ns a document.
        """
        first = self._first[term]
        bits = self._bits[first : first + self._words]
        end = len(bits) * _WORD
        if len(documents) and documents[-1] >= end:
            documents = documents[: documents.searchsorted(end)]
        word = documents >> _SHIFT
        through = bits.take(word)  # moved up until the document's own bit is the highest
        through <<= (~documents & (_WORD - 1)).view(np.uint64)
        found = (through.view("<i8") < 0).nonzero()[0]
        before = self._before[first : first + self._words].take(word.take(found))
        places = before.astype(np.intp)
        places += np.bitwise_count(through.take(found)) - np.uint8(1)
        return found, places

    def marks(self, term: int, count: int) -> Array:
        """For each of so many documents whether it holds a term; some 0.1 ns each."""
        first = self._first[term]
        bits = self._bits[first : first + self._words].view(np.uint8)
        return np.unpackbits(bits, count=count, bitorder="little").view(bool)
