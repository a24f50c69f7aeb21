"""A field turned inside out, as arrays: for each term its documents, counts and positions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress, count, pairwise
from typing import Any, NamedTuple, Protocol

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array


@dataclass(frozen=True, slots=True)
class Run:
    """Postings of some documents for one field, by term.

    `terms` are sorted bytes. Of term i, postings stand in `documents` and `counts` from
    `starts[i]` to `starts[i + 1]`, by rising document number, and positions in `positions` from
    `position_starts[i]`, each posting's `counts` of them after the other's. A field that keeps
    no positions has None for both.
    """

    terms: Sequence[bytes]
    starts: Array
    documents: Array
    counts: Array
    position_starts: Array | None = None
    positions: Array | None = None

    def sizes(self) -> "Sizes":
        """What it takes."""
        types = self.counts.dtype, None if self.positions is None else self.positions.dtype
        begins = self.position_starts
        return Sizes(np.diff(self.starts), None if begins is None else np.diff(begins), *types)

    def parts(self) -> "Iterator[tuple[int, Run]]":
        """Itself: it is no longer than what one sort takes."""
        yield 0, self


class Sizes(NamedTuple):
    """How many postings and positions each term has, and the types that hold them."""

    postings: Array
    positions: Array | None
    type_of_counts: np.dtype[Any]
    type_of_positions: np.dtype[Any] | None


class Source(Protocol):
    """Postings that are merged with others: a run, or what lies in a segment."""

    @property
    def terms(self) -> Sequence[bytes]:
        """Sorted."""

    def sizes(self) -> Sizes:
        """What it takes, term by term; a term may have nothing left."""

    def parts(self) -> Iterator[tuple[int, Run]]:
        """All of it, some terms at a time, each with the number of its first term.

        A part may leave its terms out.
        """


def offsets(lengths: Array) -> Array:
    """Where each of things of these lengths begins, and where the last one ends."""
    places = np.zeros(len(lengths) + 1, np.int64)
    lengths.cumsum(out=places[1:])
    return places


def stretches(starts: Array, longest: int) -> Iterator[tuple[int, int]]:
    """Things that follow one another, first and past the last, no longer together than so much.

    Unless one alone is longer. `starts`: where each begins, and where the last one ends.
    """
    if 0 < int(starts[-1]) <= longest:
        return iter([(0, len(starts) - 1)])  # at once: it is the rule for small segments
    cuts = starts.searchsorted(np.arange(0, int(starts[-1]), longest), "right") - 1
    return pairwise([*np.unique(cuts).tolist(), len(starts) - 1])


def narrowed(values: Array) -> Array:
    """The same whole numbers in the smallest unsigned type that holds the largest of them.

    From the data, never from a count that somebody was meant to set: a number of 16 bits
    overflows in silence.
    """
    kind = np.min_scalar_type(int(values.max())) if len(values) else np.uint8
    return values.astype(kind, copy=False)


def narrowed_signed(values: Array) -> Array:
    """The same for numbers that may be below zero."""
    lowest = min(int(values.min()), -int(values.max()) - 1)
    return values.astype(np.min_scalar_type(min(lowest, -1)))


def merged(sources: Sequence[Source]) -> Run:
    """One run of several sources whose documents follow one another; terms with nothing are gone.

    Memory: what it gives, with four bytes a document, and a part of one source at a time.
    """
    if len(sources) == 1 and isinstance(sources[0], Run):
        return sources[0]
    sizes = [source.sizes() for source in sources]
    terms, places = _united(sources, sizes)
    starts = _summed_offsets(len(terms), places, [each.postings for each in sizes])
    documents = np.empty(int(starts[-1]), np.uint32)
    counts = np.empty(len(documents), np.result_type(*(each.type_of_counts for each in sizes)))
    whole = Run(terms, starts, documents, counts)
    lengths = [each.positions for each in sizes if each.positions is not None]
    types = [each.type_of_positions for each in sizes if each.type_of_positions is not None]
    if len(types) == len(sizes):
        begins = _summed_offsets(len(terms), places, lengths)
        positions = np.empty(int(begins[-1]), np.result_type(*types))
        whole = Run(terms, starts, documents, counts, begins, positions)
    del sizes, lengths  # some 20 MB of a large field, while it is filled
    _fill(whole, sources, places)
    return whole


def _united(
    sources: Sequence[Source], sizes: Sequence[Sizes]
) -> tuple[list[bytes], Sequence[Array]]:
    """All terms that have anything, and by source the numbers of its own; -1 for those gone.

    They are numbered as they come, so that those of one source at a time are held, then sorted.
    """
    met: defaultdict[bytes, int] = defaultdict(count().__next__)
    of_sources = []
    for source, each in zip(sources, sizes, strict=True):
        is_held = each.postings != 0
        numbers = np.full(len(is_held), -1)
        held = compress(source.terms, is_held.tolist())
        numbers[is_held] = np.fromiter(
            map(met.__getitem__, held), np.int64, np.count_nonzero(is_held)
        )
        of_sources.append(numbers)
    terms = sorted(met)  # quick, for it is made of few sorted stretches
    places = np.full(len(terms) + 1, -1)  # the last for those gone
    places[np.fromiter(map(met.__getitem__, terms), np.int64, len(terms))] = np.arange(len(terms))
    return terms, [places[numbers] for numbers in of_sources]


def _fill(whole: Run, sources: Sequence[Source], places: Sequence[Array]) -> None:
    free = whole.starts.copy()
    free_positions = None if whole.position_starts is None else whole.position_starts.copy()
    for source, place in zip(sources, places, strict=True):
        for first, part in source.parts():
            mine = place[first : first + len(part.starts) - 1]
            slots = _slots(free, mine, part.starts)
            whole.documents[slots] = part.documents
            whole.counts[slots] = part.counts
            if free_positions is not None and whole.positions is not None:
                slots = _slots(free_positions, mine, _known(part.position_starts))
                whole.positions[slots] = part.positions


def _known(array: Array | None) -> Array:
    if array is None:
        raise ValueError("A part lacks the positions that its source said it had")
    return array


def _summed_offsets(terms: int, places: Sequence[Array], lengths: Sequence[Array]) -> Array:
    total = np.zeros(terms + 1, np.int64)  # the last for terms that are gone
    for place, length in zip(places, lengths, strict=True):
        total[place] += length
    return offsets(total[:-1])


def _slots(free: Array, place: Array, starts: Array) -> Array:
    """Where each value of a part goes; `free` moves on past them."""
    lengths = np.diff(starts)
    slots = np.repeat(free[place] - starts[:-1], lengths)
    slots += np.arange(len(slots))
    free[place] += lengths
    return slots


def renumbered(run: Run, numbers: Array) -> Run:
    """The run with document numbers replaced; where the new number is negative, left out.

    A term may have nothing left.
    """
    documents = numbers.take(run.documents)
    kept = documents >= 0
    if kept.all():
        return replace(run, documents=documents)
    starts = offsets(kept)[run.starts]
    documents, counts = documents[kept], run.counts[kept]
    if run.positions is None:
        return Run(run.terms, starts, documents, counts)
    positions = run.positions[np.repeat(kept, run.counts)]
    return Run(run.terms, starts, documents, counts, offsets(counts)[starts], positions)
