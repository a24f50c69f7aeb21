"""Finding words: one term, or every term like a pattern."""

from collections.abc import Sequence

import numpy as np

from archive.search.engines.executor.found import NOTHING, Found
from archive.search.engines.executor.nodes import Spellings, Term
from archive.search.engines.executor.spelling import term_numbers
from archive.search.engines.executor.view import K1, View
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings
from archive.search.patience import check

# A range of the postings of a field.
Place = tuple[FieldPostings, int, int]


def find_term(view: View, node: Term) -> list[Found]:
    """The documents of a term, segment by segment."""
    ranges = ranges_of(view, node)
    factor = factor_of(view, node, ranges)
    return [
        NOTHING if each is None else _of_term(view, at, node.field, each, factor)
        for at, each in enumerate(ranges)
    ]


def held_by(view: View, node: Term) -> int:
    """How many documents hold a term."""
    return _held(view, node, ranges_of(view, node))


def factor_of(view: View, node: Term, ranges: Sequence[Place | None]) -> np.float32:
    """What BM25 multiplies by, however often a document holds the term."""
    return np.float32(view.rarity(_held(view, node, ranges)) * (K1 + 1) * node.boost)


def ranges_of(view: View, node: Term) -> list[Place | None]:
    """By segment, where the postings of a term lie; None where no document holds it."""
    term = node.text.encode()
    ranges: list[Place | None] = []
    for slice_ in view.slices:
        field = slice_.field(node.field)
        number = -1 if field is None else field.find(term)
        if field is None or number < 0:
            ranges.append(None)
        else:
            ranges.append((field, field.starts[number], field.starts[number + 1]))
    return ranges


def _held(view: View, node: Term, ranges: Sequence[Place | None]) -> int:
    def reckon() -> int:
        return sum(
            view.seen(at, each[0].documents[each[1] : each[2]])
            for at, each in enumerate(ranges)
            if each is not None
        )

    return view.held(node.field, node.text, reckon)


def _of_term(view: View, at: int, name: str, place: Place, factor: np.float32) -> Found:
    field, first, last = place
    # What indexes arrays is cast to this type by each of them: once is enough.
    documents = field.documents[first:last].astype(np.intp)
    if not view.is_scorable(name):
        return Found(
            documents, lambda at: np.ones(len(documents if at is None else at), np.float32)
        )

    def weigh(places: Array | None) -> Array:
        counts = field.counts_between(first, last)
        if places is None:
            return bm25_scores(view.norms(at, name), documents, counts, factor)
        kept = None if counts is None else counts.take(places)
        return bm25_scores(view.norms(at, name), documents.take(places), kept, factor)

    return Found(documents, weigh)


def bm25_scores(norms: Array, documents: Array, counts: Array | None, factor: np.float32) -> Array:
    """BM25: count * rarity * (K1 + 1) / (count + norm), in place as far as it goes."""
    scores = norms.take(documents, mode="clip")
    if counts is None:
        scores += 1
        return np.divide(factor, scores, out=scores)
    weights = counts.astype(np.float32)
    scores += weights
    weights *= factor
    weights /= scores
    return weights


def find_spellings(view: View, node: Spellings) -> list[Found]:
    """The documents of every term like a pattern, as if all were one term."""
    unions = [gathered(view, at, node) for at in range(len(view.slices))]
    held = sum(view.seen(at, documents) for at, (documents, _) in enumerate(unions))
    factor = np.float32(view.rarity(held) * (K1 + 1) * node.boost)

    def found(at: int, documents: Array, counts: Array) -> Found:
        def weigh(places: Array | None) -> Array:
            norms = view.norms(at, node.field)
            if places is None:
                return bm25_scores(norms, documents, counts, factor)
            return bm25_scores(norms, documents[places], counts[places], factor)

        return Found(documents, weigh)

    return [found(at, *union) for at, union in enumerate(unions)]


def gathered(view: View, at: int, node: Spellings) -> tuple[Array, Array]:
    """A segment's documents that hold any such term, and how many such words each holds."""
    check()
    slice_ = view.slices[at]
    field = slice_.field(node.field)
    numbers = () if field is None else term_numbers(field, node)
    if field is None or not numbers:
        return NOTHING.documents, NOTHING.documents
    documents, counts = _postings(field, numbers)
    held = np.bincount(documents, weights=counts, minlength=slice_.count)
    found = np.flatnonzero(held != 0)
    return found, held[found].astype(np.float32)


def _postings(field: FieldPostings, numbers: Sequence[int]) -> tuple[Array, Array | None]:
    """Documents and counts of terms; of terms that follow one another, in one piece."""
    starts = field.starts
    if isinstance(numbers, range):
        bounds = [(starts[numbers.start], starts[numbers.stop])]
    else:
        bounds = [(starts[number], starts[number + 1]) for number in numbers]
    documents = np.concatenate([field.documents[first:last] for first, last in bounds])
    if field.counts is None:
        return documents, None
    return documents, np.concatenate([field.counts.between(*each) for each in bounds])
