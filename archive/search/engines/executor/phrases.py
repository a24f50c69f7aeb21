"""Words that stand together: one after the other, or near."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from archive.search.engines.executor.found import NOTHING, Found, sum_of, together
from archive.search.engines.executor.nodes import Near, Phrase, Term
from archive.search.engines.executor.sets import common, distinct, rising
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
# Where so few of a word's postings are asked for, counts are summed from each to the next: as 32
# bits, for no word stands four thousand million times in a segment.
_FEW = 64


class _Part(NamedTuple):
    """A word of an item, and its offset.

    `places`: where among its documents they stand that hold every word that is looked for
    everywhere; None where this word is not one of them.
    """

    word: Found
    offset: int
    places: Array | None


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
    """Of a segment's documents that hold all words, those where they stand as is asked.

    Of a phrase the two rarest words are looked for everywhere, and each other one where those
    stand as they should, which is in few documents.
    """
    check()
    order = sorted(range(len(words)), key=lambda at: words[at].size)
    everywhere = order[:2] if len(items) == 1 else order
    documents, found = together([words[at] for at in everywhere], count)
    if not len(documents):
        return NOTHING
    places = dict(zip(everywhere, found, strict=True))
    begins: list[Array] = []
    first = 0
    for item in items:
        parts = [
            _Part(words[at], offset, places.get(at))
            for at, offset in enumerate(item.offsets, first)
        ]
        first += len(parts)
        begins.append(_begins(field, parts, documents, count))
        if not len(begins[-1]):
            return NOTHING
    rows = _rows(begins[0] if len(items) == 1 else _near(begins, items, width))
    documents = documents.take(rows)
    placed = [
        places[at].take(rows) if at in places else word.look_up(documents, count)[1]
        for at, word in enumerate(words)
    ]

    def weigh(some: Array, chosen: Array | None) -> Array:
        where = placed if chosen is None else [places[chosen] for places in placed]
        return sum_of(words, some, where) * factor

    return Found(documents, weigh)


def _begins(field: FieldPostings, parts: Sequence[_Part], documents: Array, count: int) -> Array:
    """Where the words of an item stand one after the other, as row * _ROW + place, rising.

    The place is that of the first of those words that are looked for everywhere: what stands
    before it may be before the text, which is no place of this row.
    """
    parts = sorted(parts, key=_is_for_later)
    base = parts[0].offset
    begins: Array | None = None
    rows = np.arange(len(documents))
    for part in parts:
        check()
        if begins is not None and len(begins) < len(rows):
            rows = _rows(begins)
        here = _occurrences(field, part, documents, rows, count)
        if part.offset != base:
            here -= part.offset - base
        begins = here if begins is None else _both(begins, here)
        if not len(begins):
            break
    return NOTHING.documents if begins is None else begins


def _is_for_later(part: _Part) -> bool:
    return part.places is None


def _both(first: Array, second: Array) -> Array:
    if len(second) < len(first):
        first, second = second, first
    if len(first) > _MANY:
        sieve = np.zeros(_SIEVE + 1, bool)
        sieve[second & _SIEVE] = True
        first = first[sieve.take(first & _SIEVE)]
    places = second.searchsorted(first)
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
    return distinct(keys // _ROW)


def _occurrences(
    field: FieldPostings, part: _Part, documents: Array, rows: Array, count: int
) -> Array:
    """Every place of a word in rows of documents, as row * _ROW + place, rising."""
    word, _offset, where = part
    if len(word.terms) > 1:
        found = []
        for term in word.terms:
            mine, theirs = common(documents.take(rows), field.documents.of(term), count)
            found.append(_in_field(field, term, rows.take(mine), theirs))
        return rising(np.concatenate(found))
    if where is None:
        mine, where = word.look_up(documents.take(rows), count)
        rows = rows.take(mine)
    elif len(rows) < len(where):
        where = where.take(rows)
    return _in_field(field, word.terms[0], rows, where)


def _in_field(field: FieldPostings, number: int, rows: Array, where: Array) -> Array:
    """The same of one term by its number; `where`: its postings in these rows."""
    if field.positions is None:
        return np.zeros(0, np.int64)
    keys: Array = rows * _ROW
    counts = field.counts_between(field.starts[number], field.starts[number + 1])
    if counts is None:
        keys += field.positions.take(number, where)
        return keys
    lengths = counts.take(where).astype(np.intp)
    begins = _through(counts, where, lengths)
    begins -= lengths.cumsum()
    places = begins.repeat(lengths)
    places += np.arange(len(places))
    keys = keys.repeat(lengths)
    keys += field.positions.take(number, places)
    return keys


def _through(counts: Array, where: Array, lengths: Array) -> Array:
    """The sums of the counts up to each of these places, whose own are `lengths`."""
    if len(where) * _FEW > len(counts) or not len(where):
        return counts.cumsum(dtype=np.uint32).take(where).astype(np.int64)
    between = np.add.reduceat(counts, where, dtype=np.uint32)
    sums = between.cumsum(dtype=np.int64)
    sums -= between
    sums += lengths
    sums += counts[: where[0]].sum(dtype=np.uint32)
    return sums
