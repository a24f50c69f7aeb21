"""Documents that were found in one segment, and what they are worth when somebody asks."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from archive.search.engines.executor.sets import NONE, common, marked
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.document_bits import DocumentBits
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings

# The scores of such documents, which stand at these places among all that were found; None where
# they are all.
Weigh = Callable[[Array, Array | None], Array]


class Found:
    """Rising document numbers of one segment. Scores are reckoned only for what remains.

    `size`: how many they are. `terms`: where terms of a field were looked for, the numbers of
    those that were found.
    """

    def __init__(self, documents: Array, weigh: Weigh, terms: Sequence[int] = ()) -> None:
        """What was found, all of it at hand."""
        self._documents = documents
        self.weigh = weigh
        self.size = len(documents)
        self.terms = terms

    @property
    def documents(self) -> Array:
        """All of them."""
        return self._documents

    def look_up(self, documents: Array, count: int) -> tuple[Array, Array]:
        """Of some documents the places of those that were found, and their places here.

        `documents`: rising. `count`: how many there are in the segment.
        """
        return common(documents, self.documents, count)

    def marks(self, count: int) -> Array:
        """For each document of the segment, which has so many, whether it was found."""
        return marked(self.documents, count)

    def gathered(self) -> "Found":
        """The same, keeping nothing of documents that were not found."""
        return self


class FoundTerm(Found):
    """The documents of a term. They are read where somebody asks for all of them."""

    def __init__(self, field: FieldPostings, number: int, weigh: Weigh) -> None:
        """Reads nothing yet."""
        self._field = field
        self._number = number
        self.weigh = weigh
        self.size = field.starts[number + 1] - field.starts[number]
        self.terms = (number,)

    @cached_property
    def documents(self) -> Array:
        """All of them, read once."""
        return self._field.documents.of(self._number)

    def look_up(self, documents: Array, count: int) -> tuple[Array, Array]:
        """By bits where the term is frequent."""
        bits = self._bits
        return bits.look_up(self._number, documents) if bits else super().look_up(documents, count)

    def marks(self, count: int) -> Array:
        """By bits where the term is frequent."""
        bits = self._bits
        return bits.marks(self._number, count) if bits else super().marks(count)

    @property
    def _bits(self) -> DocumentBits | None:
        bits = self._field.bits
        return bits if bits is not None and self._number in bits else None


class FoundAmongAll(Found):
    """Documents by a mark and a score for each that the segment has."""

    def __init__(self, marks: Array, scores: Array) -> None:
        """`scores`: of those that are not marked, nothing is asked."""
        self._marks = marks
        self._scores = scores
        self.weigh = lambda some, _at: scores.take(some)
        self.terms = ()

    @cached_property
    def size(self) -> int:  # type: ignore[override]  # counted where somebody asks
        """How many are marked."""
        return int(np.count_nonzero(self._marks))

    @cached_property
    def documents(self) -> Array:
        """All of them, told by the marks once."""
        found: Array = self._marks.nonzero()[0]
        return found

    def look_up(self, documents: Array, count: int) -> tuple[Array, Array]:
        """By the marks. The second are no places here, for none is asked for to weigh."""
        found = self._marks.take(documents).nonzero()[0]
        return found, found

    def gathered(self) -> Found:
        """A list of the documents, and one of their scores, taken while they are near."""
        return weighed(self.documents, self._scores.take(self.documents))


def together(sets: Sequence[Found], count: int) -> tuple[Array, list[Array]]:
    """The documents that are in all sets, and where they stand in each; the smallest set first."""
    first, *others = sorted(range(len(sets)), key=lambda at: sets[at].size)
    documents = sets[first].documents
    if not others:
        return documents, [np.arange(len(documents))]
    places: dict[int, Array] = {}
    for at in others:
        mine, theirs = sets[at].look_up(documents, count)
        documents = documents.take(mine)
        places = {each: held.take(mine) for each, held in places.items()} or {first: mine}
        places[at] = theirs
    return documents, [places[at] for at in range(len(sets))]


def sum_of(sets: Sequence[Found], documents: Array, places: Sequence[Array | None]) -> Array:
    """What documents are worth in several sets together; in each they stand at such places."""
    first, *others = zip(sets, places, strict=True)
    total = first[0].weigh(documents, first[1])
    for found, where in others:
        total = total + found.weigh(documents, where)
    return total


def unweighed(documents: Array) -> Found:
    """Documents that are worth nothing more than being found."""
    return Found(documents, lambda some, _at: np.zeros(len(some), np.float32))


def weighed(documents: Array, scores: Array) -> Found:
    """Documents whose scores are known already."""
    return Found(documents, lambda _some, at: scores if at is None else scores[at])


NOTHING = unweighed(NONE)
