"""One word in all its fields and forms: BM25F, and exact forms above others.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", section 3.6: what
a word counts in each field is added up before it is damped, so that a word in title and text is
not two words. The constants were chosen by `make bench-relevance`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from archive.search.engines.executor.found import Found, unweighed
from archive.search.engines.executor.nodes import Term, Word
from archive.search.engines.executor.sets import together, united
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings

# The more places a word has, the less each further one tells: half of what there is to gain is
# gained by so many, in a document of middling length.
_HALF = np.float32(2.5)
# What the form that was asked tells, where the word has others too.
_EXACT_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a term stands in a segment: the number it has there in its field."""

    term: Term
    field: FieldPostings
    number: int

    def documents(self) -> Array:
        """Those that have the term. Read anew each time: long questions are of many."""
        return self.field.documents.of(self.number)

    def counts(self) -> Array:
        """How often each document has the term."""
        first, last = self.field.starts[self.number], self.field.starts[self.number + 1]
        counts = self.field.counts_between(first, last)
        if counts is None:
            return np.ones(last - first, np.float32)
        weights: Array = counts.astype(np.float32)
        return weights


class _Form:
    """One form of a word over all segments."""

    def __init__(self, view: View, terms: Sequence[Term], alike: str) -> None:
        self._view = view
        self._alike = alike
        self._places = [_places(view, at, terms) for at in range(len(view.slices))]
        self._documents = [
            together([each.documents() for each in places], slice_.count)
            for places, slice_ in zip(self._places, view.slices, strict=True)
        ]

    def documents(self, at: int) -> Array:
        """Those of a segment that hold it, as numbers or as marks."""
        return self._documents[at]

    @cached_property
    def held(self) -> int:
        """How many documents hold it."""
        view = self._view
        return sum(view.seen(at, self.documents(at)) for at in range(len(view.slices)))

    def add_scores(self, at: int, rows: Array, scores: Array, share: float) -> None:
        """Add to some documents of a segment what this form is worth.

        `rows`: the place in `scores` of each document of the segment that holds the form.
        """
        view = self._view
        frequencies = np.zeros(len(scores), np.float32)
        for each in self._places[at]:
            documents, weights = each.documents(), each.counts()
            weights /= view.proportions(at, each.term.field, self._alike)[documents]
            weights *= np.float32(each.term.boost)
            frequencies[rows.take(documents)] += weights
        damped = frequencies + _HALF
        np.divide(frequencies, damped, out=damped)
        damped *= np.float32(share * view.tellingness(self.held) * (1 + _HALF))
        scores += damped


def find_word(view: View, node: Word) -> list[Found]:
    """The documents of a word, segment by segment."""
    forms = [_Form(view, terms, node.alike) for terms in (node.exact, node.stems)]
    shares = _EXACT_SHARE, 1 - _EXACT_SHARE
    held = [(form, share) for form, share in zip(forms, shares, strict=True) if form.held]
    if len(held) == 1:
        held = [(held[0][0], 1.0)]
    return [_in_segment(view.slices[at].count, at, held) for at in range(len(view.slices))]


def _in_segment(count: int, at: int, forms: Sequence[tuple[_Form, float]]) -> Found:
    documents = united([form.documents(at) for form, _share in forms], count)
    if not len(documents):
        return unweighed(documents)
    known: list[Array] = []

    def weigh(_some: Array, places: Array | None) -> Array:
        if not known:
            rows = np.empty(count, np.intp)
            rows[documents] = np.arange(len(documents))
            scores = np.zeros(len(documents), np.float32)
            for form, share in forms:
                form.add_scores(at, rows, scores, share)
            known.append(scores)
        return known[0] if places is None else known[0][places]

    return Found(documents, weigh)


def _places(view: View, at: int, terms: Sequence[Term]) -> list[_Place]:
    found = []
    for term in terms:
        field = view.slices[at].field(term.field)
        number = -1 if field is None else field.find(term.text.encode())
        if field is not None and number >= 0:
            found.append(_Place(term, field, number))
    return found
