"""A snapshot as one user sees it: which documents are there, and what is rare and long there.

What is rare or long is reckoned among the documents of the view alone: neither an order nor a
score tells anything of those that its user may not find.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from math import log
from typing import Any, TypeVar

import numpy as np

from archive.search.engines.executor.sets import NONE, common
from archive.search.engines.executor.snapshot import Snapshot
from archive.search.engines.whoosh_arrays.containers import Array

# BM25 as Whoosh sets it.
K1 = 1.2
B = 0.75

# Where so many more documents were found than are hidden, these are looked up among those.
_LOPSIDED = 24
_MOST_KEPT = 10_000  # terms of which it is kept where they are and how many documents hold them

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class View:
    """A snapshot, and for each segment which documents are there (None: all that are written)."""

    def __init__(self, snapshot: Snapshot, visible: Sequence[Array | None] | None = None) -> None:
        """Without `visible` all live documents are there. Costs nothing until it is asked."""
        self.snapshot = snapshot
        self.slices = snapshot.slices
        self._visible = [each.live for each in self.slices] if visible is None else visible
        self._norms: dict[tuple[str, str], Array] = {}
        self._kept: dict[Hashable, Any] = {}
        self._averages: dict[str, float] = {}
        self._hidden_ones: dict[int, Array] = {}
        self._proportions: dict[tuple[str, str, str], Array] = {}

    def visible(self, at: int) -> Array | None:
        """For each document of a segment whether it is there; None where all are."""
        return self._visible[at]

    @cached_property
    def count(self) -> int:
        """How many documents are there."""
        return sum(
            each.count if mask is None else int(np.count_nonzero(mask))
            for each, mask in zip(self.slices, self._visible, strict=True)
        )

    def gone(self, at: int, documents: Array) -> Array:
        """The places of those of a segment's documents, rising, that are not there."""
        mask = self._visible[at]
        if mask is None:
            return NONE
        hidden = self._hidden(at)
        if len(hidden) * _LOPSIDED < len(documents):
            return common(hidden, documents, len(mask))[1]
        places: Array = (~mask.take(documents)).nonzero()[0]
        return places

    def seen(self, at: int, documents: Array) -> int:
        """How many of a segment's documents are there; they may be marks (executor.sets)."""
        mask = self._visible[at]
        if documents.dtype == bool:
            return int(np.count_nonzero(documents if mask is None else documents & mask))
        return len(documents) if mask is None else int(np.count_nonzero(mask[documents]))

    def kept(self, key: _Key, reckon: Callable[["View", _Key], _Value]) -> _Value:
        """What `reckon` makes of a key, once for this view: what is known of a term, say.

        Where documents were deleted all that hold a term must be looked at, which takes as long
        as weighing them.
        """
        found: _Value | None = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = reckon(self, key)
        return found

    def rarity(self, document_count: int) -> float:
        """The weight of a word that so many documents hold."""
        return log(max(self.count, 1) / (document_count + 1)) + 1

    def norms(self, at: int, field: str) -> Array:
        """What BM25 adds to a word's count in each document of a segment, for its length."""
        slice_ = self.slices[at]
        found = self._norms.get((slice_.name, field))
        if found is None:
            lengths = slice_.lengths(field)
            words = np.zeros(slice_.count, np.float64) if lengths is None else lengths
            norms = K1 * ((1 - B) + B * words / self._average(field))
            found = self._norms[slice_.name, field] = norms.astype(np.float32)
        return found

    def is_scorable(self, field: str) -> bool:
        """Whether words of a field are worth something."""
        return bool(self.slices[0].schema[field].scorable)

    def tellingness(self, document_count: int) -> float:
        """The weight of a word that so many documents hold; next to none where nearly all do.

        Robertson and Zaragoza, "The Probabilistic Relevance Framework", section 3.4.
        """
        return log(1 + (max(self.count - document_count, 0) + 0.5) / (document_count + 0.5))

    def proportions(self, at: int, field: str, alike: str) -> Array:
        """For each document of a segment, what B makes of its length in a field.

        1 where it is as long as the mean of those that have anything there, and the same value in
        the column `alike`; "" compares all of them.
        """
        key = (self.slices[at].name, field, alike)
        if key not in self._proportions:
            groups = [self._groups(each, alike) for each in range(len(self.slices))]
            means = self._means(field, groups)
            for slice_, mine in zip(self.slices, groups, strict=True):
                lengths = slice_.lengths(field)
                if lengths is not None:
                    ratios = (1 - B) + B * lengths / means[mine]
                    self._proportions[slice_.name, field, alike] = ratios.astype(np.float32)
        return self._proportions[key]

    def _means(self, field: str, groups: Sequence[Array]) -> Array:
        """By group, how many words the documents hold that hold any; never 0."""
        size = 1 + max((int(mine.max(initial=0)) for mine in groups), default=0)
        totals, counts = np.zeros(size), np.zeros(size)
        for at, slice_ in enumerate(self.slices):
            lengths = slice_.lengths(field)
            if lengths is None:
                continue
            mask = self._visible[at]
            held = np.flatnonzero(lengths if mask is None else np.where(mask, lengths, 0))
            totals += np.bincount(groups[at][held], weights=lengths[held], minlength=size)
            counts += np.bincount(groups[at][held], minlength=size)
        means: Array = np.where(counts > 0, totals / np.maximum(counts, 1), 1.0)
        return means

    def _hidden(self, at: int) -> Array:
        """The documents of a segment that are not there, rising."""
        if at not in self._hidden_ones:
            mask = self._visible[at]
            self._hidden_ones[at] = NONE if mask is None else (~mask).nonzero()[0]
        return self._hidden_ones[at]

    def _groups(self, at: int, alike: str) -> Array:
        """For each document of a segment its group, by its value in a column that gives one."""
        slice_ = self.slices[at]
        column = slice_.values(alike) if alike else None
        if column is None:
            return np.zeros(slice_.count, np.int32)
        numbers: Array = self.snapshot.numbering(alike).of(slice_, column)[column.codes]
        return numbers

    def _average(self, field: str) -> float:
        """How many words a document's field holds; never 0."""
        if field not in self._averages:
            total = sum(self._total(at, field) for at in range(len(self.slices)))
            self._averages[field] = total / max(self.count, 1) or 1.0
        return self._averages[field]

    def _total(self, at: int, field: str) -> int:
        """How many words of a field a segment's documents hold: of all, less what is hidden."""
        slice_, hidden = self.slices[at], self._hidden(at)
        total = int(slice_.documents.field_length(field))
        lengths = slice_.lengths(field) if len(hidden) else None
        return total if lengths is None else total - int(lengths[hidden].sum(dtype=np.int64))
