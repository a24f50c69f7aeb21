"""How many documents, or groups of them, have each value of a column."""

from collections.abc import Sequence

import numpy as np

from archive.search.engines.executor.collect import Matches
from archive.search.engines.executor.groups import Gathered
from archive.search.engines.executor.sets import rising, runs
from archive.search.engines.executor.snapshot import Numbering
from archive.search.engines.executor.view import View
from archive.search.engines.tallies import Tally
from archive.search.engines.whoosh_arrays.columns import ValuesReader, each_of
from archive.search.engines.whoosh_arrays.containers import Array

Counts = dict[str, int]

# Groups times values up to which each pair has a place of its own; above, pairs are sorted.
_MOST_PLACES = 8_000_000
# So many values at most are counted one by one, each in half a microsecond or more.
_MOST_ROWS = 500
# Pairs are numbered by whole numbers of four bytes where there may be no more of them.
_MOST_NARROW = 1 << 32
# Numbers that lie no further apart have a place each; 26 years of days are as far as that.
_WIDEST = 1 << 18


def of_documents(
    view: View, found: Sequence[Matches], column: str, most: int | None = None
) -> Counts:
    """Documents by value; of `most` values at most, those that most documents have, sorted so."""
    numbering = view.snapshot.numbering(column)
    parts = []
    for each in found:
        values = view.slices[each.at].values(column)
        if values is not None:
            codes = _codes(values, each.documents)[1]
            own = np.bincount(codes, minlength=len(values.table))
            parts.append((numbering.of(view.slices[each.at], values), own))
    counted = _summed(numbering, parts)
    return _named(numbering, counted) if most is None else _frequent(numbering, counted, most)


def of_groups(gathered: Gathered, column: str) -> Tally:
    """Groups with a document that has the value."""
    view = gathered.view
    numbering = view.snapshot.numbering(column)
    pairs = []
    for each, groups in zip(gathered.found, gathered.groups, strict=True):
        values = view.slices[each.at].values(column)
        if values is not None:
            rows, codes = _codes(values, each.documents)
            held = groups if rows is None else groups[rows]
            pairs.append((held, numbering.of(view.slices[each.at], values)[codes]))
    return Tally(numbering.values, *_counted_once(pairs, gathered.size, len(numbering.values)))


def alike_in_groups(gathered: Gathered, column: str) -> Tally:
    """The same for a column whose values all documents of a group share: one of each is asked."""
    view = gathered.view
    numbering = view.snapshot.numbering(column)
    parts = []
    for each, documents in zip(gathered.found, gathered.one_of_each, strict=True):
        values = view.slices[each.at].values(column)
        if values is not None:
            codes = _codes(values, documents)[1]
            own = np.bincount(codes, minlength=len(values.table))
            parts.append((numbering.of(view.slices[each.at], values), own))
    return Tally(numbering.values, *_held(_summed(numbering, parts)))


def numbers_of_groups(gathered: Gathered, column: str, divisor: int) -> dict[int, int]:
    """Groups by the numbers in a column, divided so and cut; missing numbers are not counted."""
    pairs = []
    for each, groups in zip(gathered.found, gathered.groups, strict=True):
        slice_ = gathered.view.slices[each.at]
        numbers = slice_.numbers(column)[each.documents]
        known = numbers != slice_.schema[column].column_type.missing
        pairs.append((groups[known], numbers[known] // divisor))
    values = [numbers for _, numbers in pairs if len(numbers)]
    if not values:
        return {}
    low, high = min(each.min() for each in values), max(each.max() for each in values)
    shifted = [(groups, numbers - low) for groups, numbers in pairs]
    held, counts = _counted_once(shifted, gathered.size, int(high - low) + 1)
    return dict(zip((held.astype(np.int64) + low).tolist(), counts.tolist(), strict=True))


def histogram(view: View, found: Sequence[Matches], column: str) -> dict[int, int]:
    """Documents by their number in a column, rising; missing numbers are not counted."""
    numbers = []
    for each in found:
        slice_ = view.slices[each.at]
        held = slice_.numbers(column)[each.documents]
        known = held != slice_.schema[column].column_type.missing
        numbers.append(held if known.all() else held[known])
    return _tallied(numbers)


def dates(view: View, found: Sequence[Matches], first: str, last: str) -> dict[int, int]:
    """Documents by date, rising, of columns with the first and last day it may mean, as YYYYMMDD.

    What is not known of a date is 0: the day of 20120600, day and month of 20120000. Days are told
    where all of them are of one month, and else are 0: thousands of days are some dozen months.
    """
    numbers = []
    for each in found:
        slice_ = view.slices[each.at]
        starts = slice_.numbers(first)[each.documents]
        ends = slice_.numbers(last)[each.documents]
        is_known = starts != slice_.schema[first].column_type.missing
        starts, ends = starts[is_known], ends[is_known]
        vague = np.flatnonzero(starts != ends)
        if len(vague):
            starts = starts.copy()
            in_one_month = starts[vague] // 100 == ends[vague] // 100
            unit = np.where(in_one_month, 100, 10_000).astype(starts.dtype)
            starts[vague] -= starts[vague] % unit
        numbers.append(starts)
    months = [each // 100 for each in numbers]
    with_days = [month[month * 100 != each] for month, each in zip(months, numbers, strict=True)]
    if len({int(end) for each in with_days if len(each) for end in (each.min(), each.max())}) < 2:
        return _tallied(numbers)
    return {month * 100: count for month, count in _tallied(months).items()}


def _tallied(numbers: Sequence[Array]) -> dict[int, int]:
    held = np.concatenate([np.zeros(0, np.int8), *numbers])
    if not len(held):
        return {}
    low, high = int(held.min()), int(held.max())
    if high - low > _WIDEST:
        values, counts = np.unique(held, return_counts=True)
    else:
        tally = np.bincount(np.subtract(held, low, dtype=np.intp))
        places = np.flatnonzero(tally != 0)
        values, counts = places + low, tally[places]
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def _codes(values: ValuesReader, documents: Array) -> tuple[Array | None, Array]:
    """The codes of documents, and of which row each is; None where each has one."""
    if values.starts is None:
        return None, values.codes.take(documents)
    first = values.starts[documents].astype(np.int64)
    lengths = values.starts[documents.astype(np.int64) + 1] - first
    return np.repeat(np.arange(len(documents)), lengths), values.codes[each_of(first, lengths)]


def _counted_once(
    pairs: Sequence[tuple[Array, Array]], groups: int, values: int
) -> tuple[Array, Array]:
    """The values that any group is paired with, rising, and with how many groups each is."""
    # Whole numbers of half the size are sorted in half the time.
    kind = np.uint32 if values * groups <= _MOST_NARROW else np.int64
    flat = [value.astype(kind) * groups + group.astype(kind) for group, value in pairs]
    if values <= _MOST_ROWS and groups * values <= _MOST_PLACES:
        marks = np.zeros(values * groups, bool)
        for each in flat:
            marks[each] = True
        # A row at a time, which takes a tenth of the time of all of them along an axis.
        rows = marks.reshape(values, groups)
        return _held(np.array([np.count_nonzero(row) for row in rows], np.int64))
    whole = np.concatenate([np.zeros(0, kind), *flat])  # there may be no segment
    # There may be many more values than pairs: none but those that occur are looked at.
    return runs(rising(whole) // max(groups, 1))


def _held(counted: Array) -> tuple[Array, Array]:
    """The places of what is not zero, and what stands there."""
    held = np.flatnonzero(counted != 0)
    return held, counted[held]


def _summed(numbering: Numbering, parts: Sequence[tuple[Array, Array]]) -> Array:
    """Counts by number, of segments' counts by their own codes."""
    whole = np.zeros(len(numbering.values), np.int64)
    for numbers, own in parts:
        whole[numbers] += own
    return whole


def _named(numbering: Numbering, counted: Array) -> Counts:
    held, counts = _held(counted)
    pairs = zip(held.tolist(), counts.tolist(), strict=True)
    return {numbering.values[number].decode(): count for number, count in pairs}


def _frequent(numbering: Numbering, counted: Array, most: int) -> Counts:
    """The most frequent values alone are spelled out; of equally frequent ones the lower."""
    if len(counted) > most:
        least = max(int(np.partition(counted, len(counted) - most)[len(counted) - most]), 1)
        counted = np.where(counted >= least, counted, 0)
    named = _named(numbering, counted).items()
    return dict(sorted(named, key=lambda pair: (-pair[1], pair[0]))[:most])
