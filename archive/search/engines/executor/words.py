"""Finding words: one term, or every term like a pattern."""

from collections.abc import Iterator, Sequence

import numpy as np

from archive.search.engines.executor.found import NOTHING, Found
from archive.search.engines.executor.nodes import Spellings, Term
from archive.search.engines.executor.spelling import term_numbers
from archive.search.engines.executor.view import K1, View
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings
from archive.search.patience import check

_AT_ONCE = 1_000_000  # postings of a pattern: some 30 MB while they are counted
# A field and the number of a term in it, where its postings begin, and where they end.
Place = tuple[FieldPostings, int, int, int]


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
            starts = field.starts
            ranges.append((field, number, starts[number], starts[number + 1]))
    return ranges


def _held(view: View, node: Term, ranges: Sequence[Place | None]) -> int:
    def reckon() -> int:
        return sum(_seen(view, at, each) for at, each in enumerate(ranges) if each is not None)

    return view.held(node.field, node.text, reckon)


def _seen(view: View, at: int, place: Place) -> int:
    field, number, first, last = place
    return last - first if view.visible(at) is None else view.seen(at, field.documents.of(number))


def _of_term(view: View, at: int, name: str, place: Place, factor: np.float32) -> Found:
    field, number, first, last = place
    documents = field.documents.of(number)
    if not view.is_scorable(name):
        return Found(
            documents, lambda at: np.ones(len(documents if at is None else at), np.float32)
        )

    def weigh(places: Array | None) -> Array:
        if places is None:
            counts = field.counts_between(first, last)
            return bm25_scores(view.norms(at, name), documents, counts, factor)
        counts = field.counts_at(first, last, places)
        return bm25_scores(view.norms(at, name), documents.take(places), counts, factor)

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
    held = np.zeros(slice_.count)
    for some in _in_parts(field, numbers):
        check()
        documents, counts = _postings(field, some)
        held += np.bincount(documents, weights=counts, minlength=slice_.count)
    found = np.flatnonzero(held != 0)
    return found, held[found].astype(np.float32)


def _in_parts(field: FieldPostings, numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many terms at a time that they have not too many postings, unless a term alone has."""
    starts = field.starts
    if isinstance(numbers, range):
        count = starts[numbers.stop] - starts[numbers.start]
    else:
        count = sum(starts[number + 1] - starts[number] for number in numbers)
    if count <= _AT_ONCE or len(numbers) == 1:
        yield numbers
    else:
        middle = len(numbers) // 2
        yield from _in_parts(field, numbers[:middle])
        yield from _in_parts(field, numbers[middle:])


def _postings(field: FieldPostings, numbers: Sequence[int]) -> tuple[Array, Array | None]:
    """Documents and counts of terms; of terms that follow one another, in one piece."""
    starts = field.starts
    if isinstance(numbers, range):
        documents = field.documents.of_terms(numbers.start, numbers.stop)
        return documents, field.counts_between(starts[numbers.start], starts[numbers.stop])
    documents = np.concatenate([field.documents.of(number) for number in numbers])
    if field.counts is None:
        return documents, None
    counts = [field.counts.between(starts[number], starts[number + 1]) for number in numbers]
    return documents, np.concatenate(counts)
