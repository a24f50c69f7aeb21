"""Words on their way into a segment: a stream of numbers, turned inside out by one sort.

Each spelling is analysed once a segment or more seldom; after that, a word of a text costs one
look into a dictionary and four bytes. When a stream is long enough it becomes a run, so that
memory stays bounded however many documents there are.
"""

from array import array
from collections.abc import Sequence
from itertools import chain

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.fields import Analysis
from archive.search.engines.whoosh_arrays.runs import Run, narrowed, offsets

_LONGEST_STREAM = 1_000_000  # words: some 50 MB while they are sorted
_MOST_SPELLINGS = 300_000  # remembered at once: some 40 MB

_GAP = 0  # the number that stands for the place between two texts


class _Numbers(dict[str, int]):
    """Spelling to number, analysed when it is first met.

    A number is a term's. Where a spelling has no term or several, it has a number of its own,
    below zero, under which `several` holds the terms'.
    """

    def __init__(self, analysis: Analysis, variant: str, terms: dict[bytes, int]) -> None:
        self._analysis = analysis
        self._variant = variant
        self._terms = terms
        self.several: dict[int, tuple[int, ...]] = {}
        self[analysis.separator] = _GAP

    def __missing__(self, spelling: str) -> int:
        found = self._analysis.terms(spelling, self._variant)
        numbers = tuple(self._terms.setdefault(term.encode(), len(self._terms)) for term in found)
        if len(numbers) == 1:
            number = numbers[0]
        else:
            number = -1 - len(self.several)
            self.several[number] = numbers
        self[spelling] = number
        return number


class WordsBuffer:
    """Collects the words of one field."""

    def __init__(self, analysis: Analysis, *, positions: bool) -> None:
        self._analysis = analysis
        self._has_positions = positions
        self._terms: dict[bytes, int] = {b"": _GAP}
        self._numbers: dict[str, _Numbers] = {}
        self._stream = array("I")
        self._documents = array("I")
        self._lengths = array("I")
        self.word_count = 0
        self._runs: list[Run] = []
        self._counted: list[tuple[Array, Array]] = []

    def prepare(self, value: str | tuple[str, str]) -> list[int]:
        """What `add` takes, of a text or of a text and its variant: all that can fail."""
        text, variant = (value, "") if isinstance(value, str) else value
        numbers = self._numbers.get(variant)
        if numbers is None:
            numbers = _Numbers(self._analysis, variant, self._terms)
            self._numbers[variant] = numbers
        found = list(map(numbers.__getitem__, self._analysis.split(text)))
        several = numbers.several
        if several and not several.keys().isdisjoint(found):
            found = list(chain.from_iterable(several.get(each) or (each,) for each in found))
            # What has no terms at all takes no place.
            found = [each for each in found if each >= 0]
        return found

    def add(self, document: int, prepared: Sequence[int]) -> None:
        """The words of the next document that has any."""
        self._stream.extend(prepared)
        self._documents.append(document)
        self._lengths.append(len(prepared))
        self.word_count += len(prepared)
        if len(self._stream) > _LONGEST_STREAM:
            self._flush()

    def lengths(self) -> list[tuple[Array, Array]]:
        """Documents and how many words each holds, since this was last asked."""
        self._flush()
        counted, self._counted = self._counted, []
        return counted

    def runs(self) -> list[Run]:
        """What was collected, since this was last asked."""
        self._flush()
        runs, self._runs = self._runs, []
        return runs

    def _flush(self) -> None:
        if not len(self._documents):
            return
        stream = np.frombuffer(self._stream, np.uint32)
        documents = np.frombuffer(self._documents, np.uint32)
        lengths = np.frombuffer(self._lengths, np.uint32)
        words = stream != _GAP
        of_words = np.repeat(np.arange(len(documents), dtype=np.uint32), lengths)
        places = _places(stream, words, lengths, self._analysis.gap)
        if len(places):
            held = (of_words[words], stream[words], places)
            self._runs.append(_inverted(list(self._terms), documents, *held, self._has_positions))
        counts = np.bincount(of_words[words], minlength=len(documents))
        self._counted.append((documents.copy(), counts))
        del stream, documents, lengths
        self._stream, self._documents, self._lengths = array("I"), array("I"), array("I")
        if sum(map(len, self._numbers.values())) > _MOST_SPELLINGS:
            self._numbers.clear()
            self._terms = {b"": _GAP}


def _places(stream: Array, words: Array, lengths: Array, gap: int) -> Array:
    """Each word's place in its text, the places between texts counted in."""
    first = offsets(lengths)[:-1]
    if words.all():
        places: Array = np.arange(len(stream), dtype=np.uint32)
        places -= np.repeat(first.astype(np.uint32), lengths)
        return places
    steps = offsets(np.where(words, 1, gap))
    of_stream: Array = steps[:-1] - np.repeat(steps[first], lengths)
    return of_stream[words]


def _inverted(
    terms: Sequence[bytes],
    documents: Array,
    of_words: Array,
    words: Array,
    places: Array,
    has_positions: bool,  # noqa: FBT001 -- passed on as the one after five arrays
) -> Run:
    """One sort of the words, each with its rank among them, so that equal ones keep their order."""
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ranks = np.empty(len(terms), np.uint64)
    ranks[order] = np.arange(len(terms), dtype=np.uint64)
    keys = ranks[words]
    keys <<= 32
    keys |= np.arange(len(words), dtype=np.uint64)
    keys.sort()
    at = keys.astype(np.uint32)  # the lower half
    keys >>= 32
    term_of = keys.astype(np.uint32)
    del keys
    document_of = of_words[at]
    is_first = np.empty(len(at), bool)
    is_first[:1] = True
    is_first[1:] = (term_of[1:] != term_of[:-1]) | (document_of[1:] != document_of[:-1])
    firsts = np.flatnonzero(is_first)
    of_postings = term_of[firsts]
    begins = np.flatnonzero(np.append(True, of_postings[1:] != of_postings[:-1]))
    found = [terms[order[rank]] for rank in of_postings[begins].tolist()]
    starts = np.append(begins, len(firsts))
    counts = narrowed(np.diff(np.append(firsts, len(at))))
    held = documents[document_of[firsts]]
    if not has_positions:
        return Run(found, starts, held, counts)
    position_starts = np.append(firsts[begins], len(at))
    return Run(found, starts, held, counts, position_starts, narrowed(places[at]))


class NamesBuffer:
    """Collects names that stand whole."""

    word_count = 0

    def __init__(self) -> None:
        self._documents: dict[bytes, list[int]] = {}

    def prepare(self, value: str | Sequence[str]) -> list[bytes]:
        """What `add` takes, of a name or several."""
        names = (value,) if isinstance(value, str) else value
        return [name.encode() for name in dict.fromkeys(names)]

    def add(self, document: int, prepared: Sequence[bytes]) -> None:
        """The names of a document."""
        for name in prepared:
            self._documents.setdefault(name, []).append(document)

    def lengths(self) -> list[tuple[Array, Array]]:
        """None: names are not weighed."""
        return []

    def runs(self) -> list[Run]:
        """What was collected."""
        if not self._documents:
            return []
        terms = sorted(self._documents)
        starts = offsets(np.fromiter((len(self._documents[term]) for term in terms), np.int64))
        flat = chain.from_iterable(map(self._documents.__getitem__, terms))
        documents = np.fromiter(flat, np.uint32)
        self._documents = {}
        return [Run(terms, starts, documents, np.ones(len(documents), np.uint8))]
