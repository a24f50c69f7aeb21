"""A field turned inside out, as arrays: for each term its documents, counts and positions."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def offsets(lengths: Array) -> Array:
    """Where each of things of these lengths begins, and where the last one ends."""
    places = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=places[1:])
    return places


def narrowed(values: Array) -> Array:
    """The same whole numbers in the smallest unsigned type that holds the largest of them.

    From the data, never from a count that somebody was meant to set: a number of 16 bits
    overflows in silence.
    """
    return values.astype(np.min_scalar_type(int(values.max())) if len(values) else np.uint8)


def narrowed_signed(values: Array) -> Array:
    """The same for numbers that may be below zero."""
    lowest = min(int(values.min()), -int(values.max()) - 1)
    return values.astype(np.min_scalar_type(min(lowest, -1)))


def merged(runs: Sequence[Run]) -> Run:
    """One run of several whose documents follow one another. Memory: twice what they hold."""
    if len(runs) == 1:
        return runs[0]
    terms = sorted(set().union(*(run.terms for run in runs)))
    number_of = {term: number for number, term in enumerate(terms)}
    places = [np.fromiter(map(number_of.__getitem__, run.terms), np.int64) for run in runs]
    starts = _summed_offsets(len(terms), places, [np.diff(run.starts) for run in runs])
    documents = np.empty(int(starts[-1]), np.uint32)
    counts = np.empty(len(documents), np.result_type(*(run.counts.dtype for run in runs)))
    free = starts[:-1].copy()
    for run, place in zip(runs, places, strict=True):
        slots = _slots(free, place, run.starts)
        documents[slots] = run.documents
        counts[slots] = run.counts
    if any(run.positions is None for run in runs):
        return Run(terms, starts, documents, counts)
    return _with_positions(Run(terms, starts, documents, counts), runs, places)


def _with_positions(whole: Run, runs: Sequence[Run], places: Sequence[Array]) -> Run:
    pairs = [(run.position_starts, run.positions) for run in runs]
    known = [(first, held) for first, held in pairs if first is not None and held is not None]
    lengths = [np.diff(first) for first, _ in known]
    starts = _summed_offsets(len(whole.terms), places, lengths)
    positions = np.empty(int(starts[-1]), np.result_type(*(held.dtype for _, held in known)))
    free = starts[:-1].copy()
    for (first, held), place in zip(known, places, strict=True):
        positions[_slots(free, place, first)] = held
    return Run(whole.terms, whole.starts, whole.documents, whole.counts, starts, positions)


def _summed_offsets(count: int, places: Sequence[Array], lengths: Sequence[Array]) -> Array:
    total = np.zeros(count, np.int64)
    for place, length in zip(places, lengths, strict=True):
        total[place] += length
    return offsets(total)


def _slots(free: Array, place: Array, starts: Array) -> Array:
    """Where each value of one run goes; `free` moves on past them."""
    lengths = np.diff(starts)
    slots = np.repeat(free[place] - starts[:-1], lengths)
    slots += np.arange(len(slots))
    free[place] += lengths
    return slots


def renumbered(run: Run, numbers: Array) -> Run:
    """The run with document numbers replaced; where the new number is negative, left out."""
    documents = numbers[run.documents]
    kept = documents >= 0
    if kept.all():
        starts = run.starts.astype(np.int64)
        return Run(run.terms, starts, documents, run.counts, run.position_starts, run.positions)
    starts = offsets(kept)[run.starts]
    held = np.flatnonzero(np.diff(starts))
    terms = [run.terms[number] for number in held.tolist()]
    counts = run.counts[kept]
    bounds = np.append(starts[held], starts[-1])
    if run.positions is None:
        return Run(terms, bounds, documents[kept], counts)
    position_starts = offsets(counts)[bounds]
    positions = run.positions[np.repeat(kept, run.counts)]
    return Run(terms, bounds, documents[kept], counts, position_starts, positions)
