"""Which documents hold a term: sixteen bits a document, however many a segment has.

The documents of a segment are cut into blocks of 65,536. Of each term the documents of the first
block come first, then those of the next, and where each block begins is kept: what a number has
above its sixteen bits is told by where it stands. Where terms are so rare that these beginnings
would take more than they save, numbers are whole, and there is one block.
"""

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.runs import narrowed, stretches

_BITS = 16
_SAVED = 2  # bytes that a document's number takes less
_OF_A_START = 4  # bytes
_AT_ONCE = 1_000_000  # postings: some 20 MB while they are counted


def packed_numbers(starts: Array, documents: Array) -> dict[str, Array]:
    """Documents as sections of a file. `starts`: where each term's begin, and the end of all.

    Starts that are one apart are left out.
    """
    terms = len(starts) - 1
    blocks = (int(documents.max()) >> _BITS) + 1 if len(documents) else 1
    if _SAVED * len(documents) > _OF_A_START * terms * (blocks - 1) and blocks > 1:
        starts = _starts_of_blocks(starts, documents, blocks)
        return {"documents": _lower_halves(documents), "starts": starts}
    if terms == len(documents):
        return {"documents": narrowed(documents)}
    return {"documents": narrowed(documents), "starts": narrowed(starts)}


def _starts_of_blocks(starts: Array, documents: Array, blocks: int) -> Array:
    """Where each block of each term begins, and the end of all."""
    kind = np.min_scalar_type(len(documents))
    found = np.zeros((len(starts) - 1) * blocks + 1, kind)
    for first, last in stretches(starts, _AT_ONCE):
        own, size = starts[first : last + 1], (last - first) * blocks
        slots = np.arange(0, size, blocks).repeat(np.diff(own))
        slots += documents[own[0] : own[-1]] >> _BITS
        found[first * blocks + 1 : last * blocks + 1] = np.bincount(slots, minlength=size)
    return found.cumsum(dtype=kind, out=found)


def _lower_halves(documents: Array) -> Array:
    """A view, for a copy would be of the order of all memory that is left."""
    return documents.astype("<u4", copy=False).view("<u2")[::2]


class DocumentNumbers:
    """The documents of a field's postings by the numbers of its terms, read where they lie.

    `starts`: where the postings of each term begin, and the end of all.
    """

    def __init__(self, held: Array, starts: Array | None, terms: int) -> None:
        """The sections that were written, and of how many terms they are."""
        self._held = held
        self._begins = starts
        self._blocks = 1 if starts is None else (len(starts) - 1) // max(terms, 1)
        self.starts = range(terms + 1) if starts is None else starts.data[:: self._blocks]

    def __len__(self) -> int:
        return len(self._held)

    def of(self, term: int) -> Array:
        """Those of a term, rising; wide enough to index other arrays without being cast again."""
        blocks = self._blocks
        if self._begins is None or blocks == 1:
            return self._held[self.starts[term] : self.starts[term + 1]].astype(np.intp)
        begins = self._begins[term * blocks : (term + 1) * blocks + 1].tolist()
        first = begins[0]
        found = self._held[first : begins[-1]].astype(np.intp)
        for block in range(1, blocks):
            if begins[block] < begins[block + 1]:
                own = found[begins[block] - first : begins[block + 1] - first]
                own += block << _BITS
        return found

    def of_terms(self, first: int, last: int) -> Array:
        """Those of terms that follow one another, `last` not among them: term after term."""
        found = self._held[self.starts[first] : self.starts[last]].astype(np.intp)
        if self._begins is not None and self._blocks > 1:
            begins = self._begins[first * self._blocks : last * self._blocks + 1]
            upper = np.tile(np.arange(self._blocks) << _BITS, last - first)
            lengths: Array = np.diff(begins.astype(np.intp))
            found += upper.repeat(lengths)
        return found
