"""Filters: which of some documents have a fact, told from columns alone."""

import numpy as np

from archive.search.engines.executor.nodes import Begins, Between, Fact, Is, Marked
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays.columns import ValuesReader
from archive.search.engines.whoosh_arrays.containers import Array


def having(view: View, at: int, node: Fact, documents: Array) -> Array:
    """For each of these documents of a segment whether it has the fact."""
    slice_ = view.slices[at]
    if isinstance(node, Marked):
        marks: Array = node.marks[at].take(documents)
        return marks
    if isinstance(node, Between):
        numbers = slice_.numbers(node.column).take(documents)
        is_within: Array = np.logical_and(numbers >= node.low, numbers <= node.high)
        return is_within
    column = slice_.values(node.column)
    codes = None if column is None else _codes(column, node)
    if column is None or codes is None or not len(codes):
        return np.zeros(len(documents), bool)
    if column.starts is None:
        return _equal(column.codes.take(documents), codes)
    return _of_several(column.codes, column.starts, codes, slice_.count)[documents]


def _codes(column: ValuesReader, node: Is | Begins) -> Array:
    if isinstance(node, Begins):
        first, last = column.table.range_of(node.prefix.encode())
        return np.arange(first, last)
    codes = (column.code_of(value.encode()) for value in sorted(node.values))
    return np.array([code for code in codes if code >= 0], np.int64)


def _equal(held: Array, codes: Array) -> Array:
    is_so: Array = held == held.dtype.type(codes[0]) if len(codes) == 1 else np.isin(held, codes)
    return is_so


def _of_several(held: Array, starts: Array, codes: Array, count: int) -> Array:
    """For every document whether one of the values it holds is one of the codes."""
    has = np.zeros(count, bool)
    places = np.flatnonzero(_equal(held, codes))
    has[np.searchsorted(starts, places, side="right") - 1] = True
    return has
