"""What was found, gathered by a column of values: an article with its comments, say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from archive.search.engines.executor.collect import Matches
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays.containers import Array

UNKNOWN = np.int64(np.iinfo(np.int64).min)  # below every number: what has none comes last


# What groups are sorted by, or what gives it of some groups, the numbers of others being anything.
Key = Array | Callable[[Array], Array]


class Members(NamedTuple):
    """The documents of some groups by their numbers among all, a group after the other.

    `counts`: how many there are in each group.
    """

    counts: Array
    documents: Array
    scores: Array


@dataclass(frozen=True)
class Gathered:
    """Matches and, for each, the number of its group; groups are numbered for all states alike."""

    view: View
    column: str
    found: Sequence[Matches]
    groups: Sequence[Array]
    scores: Sequence[Array]

    @property
    def size(self) -> int:
        """One more than the highest number of a group; most may be of others."""
        return len(self.view.snapshot.numbering(self.column).values)

    def present(self) -> Array:
        """The numbers of groups that hold a match, rising."""
        marks = np.zeros(self.size, bool)
        for groups in self.groups:
            marks[groups] = True
        return np.flatnonzero(marks)

    @cached_property
    def one_of_each(self) -> Sequence[Array]:
        """By segment, its last match of each group that no segment before it has a match of."""
        seen = np.zeros(self.size, bool)
        documents = []
        for each, groups in zip(self.found, self.groups, strict=True):
            last = np.full(self.size, -1, np.int64)
            last[groups] = np.arange(len(groups))
            fresh = np.flatnonzero((last >= 0) & ~seen)
            seen[fresh] = True
            documents.append(each.documents[last[fresh]])
        return documents

    def best_scores(self) -> Array:
        """By group, the highest score."""
        best = np.full(self.size, -np.inf, np.float32)
        for groups, scores in zip(self.groups, self.scores, strict=True):
            _pick(np.maximum, best, groups, scores)
        return best

    def highest(self, column: str, among: Array | None = None) -> Array:
        """By group, the highest number its matches have in a column; UNKNOWN where none has.

        `among`: of these groups alone; UNKNOWN of others.
        """
        return self._by_group(column, np.maximum, UNKNOWN, among=among)

    def lowest(self, column: str) -> Array:
        """By group, the lowest; UNKNOWN where none has one."""
        missing = self.view.slices[0].schema[column].column_type.missing if self.found else 0
        lowest = self._by_group(column, np.minimum, np.int64(np.iinfo(np.int64).max), missing)
        lowest[lowest == np.iinfo(np.int64).max] = UNKNOWN
        return lowest

    def _by_group(
        self,
        column: str,
        pick: np.ufunc,
        start: np.int64,
        left_out: int | None = None,
        among: Array | None = None,
    ) -> Array:
        picked = np.full(self.size, start, np.int64)
        if among is not None:
            wanted = np.zeros(self.size, bool)
            wanted[among] = True
        for each, groups in zip(self.found, self.groups, strict=True):
            documents = each.documents
            if among is not None:
                mine = wanted[groups].nonzero()[0]
                groups, documents = groups[mine], documents[mine]
            numbers = self.view.slices[each.at].numbers(column).take(documents)
            if left_out is not None:
                kept = numbers != left_out
                groups, numbers = groups[kept], numbers[kept]
            _pick(pick, picked, groups, numbers)
        return picked

    def members(self, chosen: Sequence[int]) -> Members:
        """The documents of these groups, of which there is one at least."""
        places = np.full(self.size, -1, np.int32)
        places[list(chosen)] = np.arange(len(chosen))
        held, numbers, scores = [], [], []
        for each, groups, values in zip(self.found, self.groups, self.scores, strict=True):
            place = places[groups]
            mine = (place >= 0).nonzero()[0]
            held.append(place[mine])
            numbers.append(each.documents[mine].astype(np.int64) + self.view.slices[each.at].base)
            scores.append(values[mine])
        place = np.concatenate(held)
        order = place.argsort(kind="stable")
        counts = np.bincount(place, minlength=len(chosen))
        return Members(counts, np.concatenate(numbers)[order], np.concatenate(scores)[order])


def _pick(pick: np.ufunc, picked: Array, groups: Array, numbers: Array) -> None:
    """Pick of each group's numbers. What is written together lies together: a run goes as one."""
    if len(groups):
        starts = np.flatnonzero(groups[1:] != groups[:-1]) + 1
        starts = np.concatenate((np.zeros(1, starts.dtype), starts))
        pick.at(picked, groups[starts], pick.reduceat(numbers, starts).astype(picked.dtype))


def gathered(view: View, found: Sequence[Matches], column: str) -> Gathered:
    """The matches by their values in a column that gives each document one."""
    numbering = view.snapshot.numbering(column)
    groups = []
    for each in found:
        values = view.slices[each.at].values(column)
        if values is None:
            groups.append(np.zeros(0, np.intp))
        else:
            groups.append(numbering.of(view.slices[each.at], values)[values.codes[each.documents]])
    return Gathered(view, column, found, groups, [each.scores() for each in found])


def page(
    candidates: Array, keys: Sequence[Key], names: Sequence[bytes], first: int, last: int
) -> list[int]:
    """The candidates from place `first` to `last`, those with the highest keys first.

    `keys` are by group, the first one first; what is equal in all of them goes by its name. Costs
    a partial sort, further keys and names only of those that may stand on the page.
    """
    leading = _of_some(keys[0], candidates)
    if len(candidates) > last > 0:
        least = np.partition(leading, len(leading) - last)[len(leading) - last]
        kept = leading >= least
        candidates, leading = candidates[kept], leading[kept]
    held = [leading, *(_of_some(key, candidates) for key in keys[1:])]
    order = np.lexsort([-_orderly(key) for key in reversed(held)])
    shown = order[first:last]
    if not len(shown):
        return []
    edges = (shown[0], shown[-1])
    tied = [np.logical_and.reduce([key[order] == key[edge] for key in held]) for edge in edges]
    low = int(np.flatnonzero(tied[0])[0])
    high = int(np.flatnonzero(tied[1])[-1]) + 1
    some = order[low:high]
    rows = list(zip(*(_orderly(key)[some].tolist() for key in held), strict=True))
    groups = candidates[some].tolist()
    ranked = sorted(
        range(len(groups)),
        key=lambda at: (*(-value for value in rows[at]), names[groups[at]]),
    )
    return [groups[at] for at in ranked][first - low : last - low]


def _of_some(key: Key, groups: Array) -> Array:
    return (key(groups) if callable(key) else key)[groups]


def _orderly(key: Array) -> Array:
    """Keys that can be negated: the lowest whole number has no opposite."""
    return key if key.dtype.kind == "f" else np.maximum(key, UNKNOWN + 1)
