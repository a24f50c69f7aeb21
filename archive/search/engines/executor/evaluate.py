"""Which documents answer a tree, and how well: a node at a time, a segment at a time."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from archive.search.engines.executor.facts import having
from archive.search.engines.executor.forms import find_word
from archive.search.engines.executor.found import (
    NOTHING,
    Found,
    FoundAmongAll,
    sum_of,
    together,
    unweighed,
    weighed,
)
from archive.search.engines.executor.loosely import find_favoured, find_some
from archive.search.engines.executor.nodes import (
    And,
    Begins,
    Best,
    Between,
    Everything,
    Fact,
    Favour,
    Is,
    Marked,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Some,
    Spellings,
    Term,
    Word,
)
from archive.search.engines.executor.phrases import find_near, find_phrase
from archive.search.engines.executor.view import View
from archive.search.engines.executor.words import find_spellings, find_term
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.patience import check
from archive.search.remembering import remembered

# For documents of a segment, whether each passes.
Test = Callable[[int, Array], Array]
# The documents of a segment.
Find = Callable[[int], Found]


def evaluate(view: View, node: Node) -> list[Found]:
    """The documents that answer, segment by segment; some may not be there for the view.

    The depth of recursion is that of the tree. Raises TookTooLong, here and wherever a node is
    looked for in a segment.
    """
    check()
    kind = type(node)
    if kind in _WORDY:
        return remembered(view, node, _WORDY[kind])
    if kind in _TESTS:
        return _all_of(view, And((node,)))
    return _COMPOUND[kind](view, node)


def _all_of(view: View, node: And) -> list[Found]:
    """What finds documents first, then what only tests those that were found."""
    tests = [_test_of(view, child) for child in node.children if type(child) in _TESTS]
    finding = [child for child in node.children if type(child) not in _TESTS]
    finders: list[Find] = []
    for child in finding:
        if isinstance(child, Or | Best) and len(finding) > 1:
            finders.append(_unions(view, child))
            continue
        found = evaluate(view, child)
        if not any(each.size for each in found):
            return [NOTHING for _ in view.slices]
        finders.append(found.__getitem__)
    # What was found in a segment is let go before the next, which takes the memory that is near.
    return [
        _tested(slice_.count, at, [find(at) for find in finders], tests)
        for at, slice_ in enumerate(view.slices)
    ]


def _test_of(view: View, node: Node) -> Test:
    """A node that finds nothing by itself, as a test of documents that were found."""
    if isinstance(node, Fact):
        return lambda at, documents: having(view, at, node, documents)
    if isinstance(node, Not) and type(node.child) in _TESTS:
        inner = _test_of(view, node.child)
        return lambda at, documents: ~inner(at, documents)
    if isinstance(node, Not):
        found = evaluate(view, node.child)
        return lambda at, documents: ~found[at].marks(view.slices[at].count).take(documents)
    return lambda at, documents: np.ones(len(documents), bool)


def _tested(count: int, at: int, finders: Sequence[Found], tests: Sequence[Test]) -> Found:
    places: list[Array | None] = [None]
    if not finders:
        documents = np.arange(count)
    elif len(finders) == 1:
        documents = finders[0].documents
    else:
        documents, both = together(finders, count)
        places = list(both)
    for test in tests:
        kept = test(at, documents).nonzero()[0]
        documents = documents.take(kept)
        places = [kept if each is None else each.take(kept) for each in places]
    if not finders or not len(documents):
        return unweighed(documents)

    def weigh(some: Array, chosen: Array | None) -> Array:
        return sum_of(finders, some, [_chosen(where, chosen) for where in places])

    if any(isinstance(each, FoundAmongAll) for each in finders):
        return weighed(documents, weigh(documents, None))
    return Found(documents, weigh)


def _chosen(where: Array | None, chosen: Array | None) -> Array | None:
    if where is None or chosen is None:
        return chosen if where is None else where
    places: Array = where[chosen]
    return places


def _any_of(view: View, node: Or | Best) -> list[Found]:
    union = _unions(view, node)
    return [union(at).gathered() for at in range(len(view.slices))]


def _unions(view: View, node: Or | Best) -> Find:
    """What finds the documents of a segment, reckoned when it is asked."""
    children = [evaluate(view, child) for child in node.children]
    add = np.add if isinstance(node, Or) else np.maximum
    return lambda at: _union([found[at] for found in children], view.slices[at].count, add)


def _union(sets: Sequence[Found], count: int, add: np.ufunc) -> Found:
    """The documents of any set. Their scores are reckoned at once: most will be asked for."""
    held = [found for found in sets if found.size]
    if not held:
        return NOTHING
    if len(held) == 1:
        return held[0]
    scores = np.zeros(count, np.float32)
    weightless = []
    for found in held:
        weights = found.weigh(found.documents, None)
        add.at(scores, found.documents, weights)
        if not weights.min() > 0:
            weightless.append(found)
    marks = scores != 0
    for found in weightless:
        marks[found.documents] = True
    return FoundAmongAll(marks, scores)


# By the type of a node: to look it up costs a tenth of asking for one type after the other.
_WORDY: Mapping[type[Node], Callable[[View, Any], list[Found]]] = {
    Term: find_term,
    Word: find_word,
    Spellings: find_spellings,
    Phrase: find_phrase,
    Near: find_near,
}
_COMPOUND: Mapping[type[Node], Callable[[View, Any], list[Found]]] = {
    And: _all_of,
    Or: _any_of,
    Best: _any_of,
    Some: partial(find_some, evaluate=evaluate),
    Favour: partial(find_favoured, evaluate=evaluate),
}
# What finds nothing by itself, and tests what others found.
_TESTS = frozenset({Is, Begins, Between, Marked, Everything, Not})
