"""Words that stand together: one after the other, or near."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from archive.search.engines.executor.found import NOTHING, Found
from archive.search.engines.executor.nodes import Near, Phrase, Spellings, Term
from archive.search.engines.executor.sets import common, together
from archive.search.engines.executor.spelling import term_numbers
from archive.search.engines.executor.view import View
from archive.search.engines.executor.words import find_spellings, find_term
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings
from archive.search.patience import check

# A word's place and its document's row as one number: odd, so that the lowest bits tell of both.
_ROW = np.int64((1 << 32) + 40_503)
# Of that number so many bits, to sieve by; and from how many numbers on it is worth the while.
_SIEVE = (1 << 17) - 1
_MANY = 500


def find_phrase(view: View, node: Phrase) -> list[Found]:
    """Documents where every word stands at its offset from one place."""
    return _find(view, node.field, (node,), node.length, node.boost)


def find_near(view: View, node: Near) -> list[Found]:
    """Documents with a stretch that is narrow enough and holds every item."""
    return _find(view, node.field, node.items, node.width, node.boost)


def _find(view: View, name: str, items: Sequence[Phrase], width: int, boost: float) -> list[Found]:
    words = [
        find_term(view, word) if isinstance(word, Term) else find_spellings(view, word)
        for item in items
        for word in item.words
    ]
    find = partial(_together, items, width, np.float32(boost))
    return [
        find([found[at] for found in words], slice_.count, field)
        if (field := slice_.field(name))
        else NOTHING
        for at, slice_ in enumerate(view.slices)
    ]


def _together(
    items: Sequence[Phrase],
    width: int,
    factor: np.float32,
    words: Sequence[Found],
    count: int,
    field: FieldPostings,
) -> Found:
    """Of a segment's documents that hold all words, those where they stand as is asked."""
    check()
    documents, places = together([word.documents for word in words], count)
    if not len(documents):
        return NOTHING
    remaining = iter(places)
    begins = []
    for item in items:
        check()
        begins.append(_begins(field, item, documents, [next(remaining) for _ in item.words]))
        if not len(begins[-1]):
            return NOTHING
    rows = _rows(begins[0] if len(items) == 1 else _near(begins, items, width))
    placed = [each.take(rows) for each in places]

    def weigh(chosen: Array | None) -> Array:
        scores = np.zeros(len(rows) if chosen is None else len(chosen), np.float32)
        for word, where in zip(words, placed, strict=True):
            scores += word.weigh(where if chosen is None else where[chosen])
        return scores * factor

    return Found(documents[rows], weigh)


def _begins(field: FieldPostings, item: Phrase, documents: Array, places: Sequence[Array]) -> Array:
    """Where the words of an item stand one after the other, as row * _ROW + place, rising."""
    begins: Array | None = None
    rows = np.arange(len(documents))
    for word, offset, where in zip(item.words, item.offsets, places, strict=True):
        if begins is not None and len(begins) < len(rows):
            rows = _rows(begins)
        here = _occurrences(field, word, documents, rows, where) - offset
        begins = here if begins is None else _both(begins, here)
        if not len(begins):
            break
    return NOTHING.documents if begins is None else begins


def _both(first: Array, second: Array) -> Array:
    if len(second) < len(first):
        first, second = second, first
    if len(first) > _MANY:
        sieve = np.zeros(_SIEVE + 1, bool)
        sieve[second & _SIEVE] = True
        first = first[sieve.take(first & _SIEVE)]
    places = np.searchsorted(second, first)
    places[places == len(second)] = 0
    held: Array = first[second[places] == first]
    return held


def _near(begins: Sequence[Array], items: Sequence[Phrase], width: int) -> Array:
    """Of all places where an item begins, those from which every item comes in time."""
    firsts = np.unique(np.concatenate(begins))
    fits = np.ones(len(firsts), bool)
    for places, item in zip(begins, items, strict=True):
        after = np.searchsorted(places, firsts)
        is_there = after < len(places)
        after[~is_there] = 0
        fits &= is_there & (places[after] <= firsts + (width - item.length))
    chosen: Array = firsts[fits]
    return chosen


def _rows(keys: Array) -> Array:
    rows: Array = keys // _ROW
    is_first = np.ones(len(rows), bool)
    is_first[1:] = rows[1:] != rows[:-1]
    distinct: Array = rows[is_first]
    return distinct


def _occurrences(
    field: FieldPostings, word: Term | Spellings, documents: Array, rows: Array, where: Array
) -> Array:
    """Every place of a word in rows of documents, as row * _ROW + place, rising.

    `where`: which postings of the word each of all documents has, where it is a term.
    """
    if isinstance(word, Term):
        return _in_field(field, field.find(word.text.encode()), rows, _kept(where, rows))
    documents = documents[rows]
    found = []
    for number in term_numbers(field, word):
        own = field.documents.of(number)
        mine, theirs = common(documents, own, int(max(documents[-1], own[-1])) + 1)
        found.append(_in_field(field, number, rows[mine], theirs))
    return np.unique(np.concatenate(found)) if found else NOTHING.documents


def _kept(where: Array, rows: Array) -> Array:
    return where if len(rows) == len(where) else where[rows]


def _in_field(field: FieldPostings, number: int, rows: Array, where: Array) -> Array:
    """The same of a term by its number; `where`: its postings in these rows."""
    if field.positions is None:
        return NOTHING.documents
    keys: Array = rows * _ROW
    counts = field.counts_between(field.starts[number], field.starts[number + 1])
    if counts is None:
        keys += field.positions.take(number, where)
        return keys
    lengths = counts.take(where)
    ends = lengths.cumsum(dtype=np.int64)
    places = (counts.cumsum(dtype=np.int64).take(where) - ends).repeat(lengths)
    places += np.arange(len(places))
    keys = keys.repeat(lengths)
    keys += field.positions.take(number, places)
    return keys
