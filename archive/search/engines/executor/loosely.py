"""Answers that are not all that is asked, and answers that are more like the best ones."""

from collections.abc import Callable, Sequence

import numpy as np

from archive.search.engines.executor.found import Found
from archive.search.engines.executor.nodes import Favour, Node, Some, Word
from archive.search.engines.executor.view import View
from archive.search.engines.executor.words import held_by
from archive.search.engines.whoosh_arrays.containers import Array

Evaluate = Callable[[View, Node], list[Found]]


def find_some(view: View, node: Some, evaluate: Evaluate) -> list[Found]:
    """The documents that answer enough of the children, and not all."""
    children = [evaluate(view, child) for child in node.children]
    most = node.frequent * view.count
    telling = [found for found in children if 0 < _held(view, found) <= most] or children
    least = min(node.least, len(telling))
    return [
        _some(
            slice_.count,
            [found[at] for found in telling],
            [found[at] for found in children],
            least,
        )
        for at, slice_ in enumerate(view.slices)
    ]


def _some(count: int, telling: Sequence[Found], children: Sequence[Found], least: int) -> Found:
    enough = _answered(count, telling) >= least
    enough &= _answered(count, children) < len(children)
    documents = np.flatnonzero(enough)

    def weigh(some: Array, _places: Array | None) -> Array:
        scores = np.zeros(count, np.float32)
        for each in telling:
            scores[each.documents] += each.weigh(each.documents, None)
        return scores[some]

    return Found(documents, weigh)


def _answered(count: int, sets: Sequence[Found]) -> Array:
    """How many of the sets each document is in."""
    numbers = np.zeros(count, np.uint16)
    for each in sets:
        numbers[each.documents] += 1
    return numbers


def find_favoured(view: View, node: Favour, evaluate: Evaluate) -> list[Found]:
    """The documents of the child, in an order of their own."""
    words = [(evaluate(view, word), factor) for word, factor in _most_telling(view, node)]
    return [
        _favoured(view.slices[at].count, found, [(each[at], factor) for each, factor in words])
        for at, found in enumerate(evaluate(view, node.child))
    ]


def _most_telling(view: View, node: Favour) -> Sequence[tuple[Word, float]]:
    """The words that count, each with how much.

    How many documents hold a word is taken from the field where most do: uniting all fields would
    cost more than all else that is done with words that are not chosen.
    """
    most = node.frequent * view.count
    weighed: list[tuple[float, Word]] = []
    for word, share in node.words:
        held = max(held_by(view, term) for term in (*word.exact, *word.stems))
        if 0 < held <= most:
            weighed.append((share * view.tellingness(held), word))
    chosen = sorted(weighed, key=lambda each: -each[0])[: node.most]
    total = sum(weight for weight, _word in chosen)
    return [(word, node.weight * weight / total) for weight, word in chosen]


def _favoured(count: int, found: Found, words: Sequence[tuple[Found, float]]) -> Found:
    def weigh(some: Array, places: Array | None) -> Array:
        more = np.zeros(count, np.float32)
        for each, factor in words:
            more[each.documents] += each.weigh(each.documents, None) * np.float32(factor)
        scores: Array = found.weigh(some, places) + more[some]
        return scores

    return Found(found.documents, weigh)


def _held(view: View, found: Sequence[Found]) -> int:
    return sum(view.seen(at, each.documents) for at, each in enumerate(found))
