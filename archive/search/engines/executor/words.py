"""Finding words: one term, or every term like a pattern."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from archive.search.engines.executor.found import NOTHING, Found, FoundTerm
from archive.search.engines.executor.nodes import Spellings, Term
from archive.search.engines.executor.sets import NONE
from archive.search.engines.executor.spelling import term_numbers
from archive.search.engines.executor.view import K1, View
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings
from archive.search.patience import check

_AT_ONCE = 1_000_000  # postings of a pattern: some 30 MB while they are counted


class Place(NamedTuple):
    """Where the postings of a term lie in a segment: they are those from `first` to `last`."""

    field: FieldPostings
    number: int
    first: int
    last: int


class Entry(NamedTuple):
    """What is known of a term: by segment its place, None where no document holds it.

    `held`: how many documents of the view hold it. `worth`: what BM25 multiplies by, however often
    one does; None where words of the field are worth nothing.
    """

    places: Sequence[Place | None]
    held: int
    worth: float | None


def find_term(view: View, node: Term) -> list[Found]:
    """The documents of a term, segment by segment."""
    entry = entry_of(view, node)
    worth = None if entry.worth is None else np.float32(entry.worth * node.boost)
    return [
        NOTHING if place is None else _of_term(view, at, node.field, place, worth)
        for at, place in enumerate(entry.places)
    ]


def held_by(view: View, node: Term) -> int:
    """How many documents hold a term."""
    return entry_of(view, node).held


def entry_of(view: View, node: Term) -> Entry:
    """What is known of a term, kept with the view."""
    return view.kept((node.field, node.text), _entry)


def _entry(view: View, key: tuple[str, str]) -> Entry:
    name, text = key
    places = [_place(slice_.field(name), text.encode()) for slice_ in view.slices]
    held = sum(_seen(view, at, place) for at, place in enumerate(places) if place is not None)
    is_worth = any(places) and view.is_scorable(name)
    worth = view.rarity(held) * (K1 + 1) if is_worth else None
    return Entry(places, held, worth)


def _place(field: FieldPostings | None, term: bytes) -> Place | None:
    number = -1 if field is None else field.find(term)
    if field is None or number < 0:
        return None
    return Place(field, number, field.starts[number], field.starts[number + 1])


def _seen(view: View, at: int, place: Place) -> int:
    if view.visible(at) is None:
        return place.last - place.first
    return view.seen(at, place.field.documents.of(place.number))


def _of_term(view: View, at: int, name: str, place: Place, worth: np.float32 | None) -> Found:
    field, number, first, last = place

    def weigh(documents: Array, places: Array | None) -> Array:
        if worth is None:
            return np.ones(len(documents), np.float32)
        if places is None:
            counts = field.counts_between(first, last)
        else:
            counts = field.counts_at(first, last, places)
        return bm25_scores(view.norms(at, name), documents, counts, worth)

    return FoundTerm(field, number, weigh)


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
    unions = [_gathered(view, at, node) for at in range(len(view.slices))]
    held = sum(view.seen(at, each.documents) for at, each in enumerate(unions))
    factor = np.float32(view.rarity(held) * (K1 + 1) * node.boost)

    def found(at: int, union: _Union) -> Found:
        terms, documents, counts = union

        def weigh(some: Array, places: Array | None) -> Array:
            mine = counts if places is None else counts[places]
            return bm25_scores(view.norms(at, node.field), some, mine, factor)

        return Found(documents, weigh, terms)

    return [found(at, union) for at, union in enumerate(unions)]


class _Union(NamedTuple):
    """Terms of a segment, the documents that hold any, and how many such words each holds."""

    terms: Sequence[int]
    documents: Array
    counts: Array


def _gathered(view: View, at: int, node: Spellings) -> _Union:
    check()
    slice_ = view.slices[at]
    field = slice_.field(node.field)
    numbers = () if field is None else term_numbers(field, node)
    if field is None or not numbers:
        return _Union((), NONE, NONE)
    held = np.zeros(slice_.count)
    for some in _in_parts(field, numbers):
        check()
        documents, counts = _postings(field, some)
        held += np.bincount(documents, weights=counts, minlength=slice_.count)
    found = np.flatnonzero(held != 0)
    return _Union(numbers, found, held[found].astype(np.float32))


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
