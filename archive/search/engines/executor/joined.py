"""The segments of a view as one, for words that not too many documents hold.

To call numpy takes longer then than what it does: a pass over all segments takes half the time of
a pass over each of four.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from archive.search.engines.executor.found import Found
from archive.search.engines.executor.nodes import Node, Term
from archive.search.engines.executor.view import View
from archive.search.engines.executor.words import bm25_scores, factor_of, ranges_of
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.positions import put_together

# Of more postings, copying them takes longer than a pass over each segment.
_MOST_POSTINGS = 100_000


class JoinedTerm:
    """The postings of a term in all segments, one after the other."""

    def __init__(self, view: View, node: Term) -> None:
        """Costs a look into each segment's lexicon."""
        self._view = view
        self._node = node
        self._ranges = ranges_of(view, node)
        self._held = [
            (slice_.base, *each)
            for slice_, each in zip(view.slices, self._ranges, strict=True)
            if each is not None
        ]

    def __len__(self) -> int:
        return sum(last - first for _base, _field, first, last in self._held)

    def found(self) -> Found:
        """The documents that hold the term, by their numbers among all."""
        documents = _concatenated(
            [
                np.add(field.documents[first:last], base, dtype=np.intp)
                for base, field, first, last in self._held
            ]
        )
        if not self._view.is_scorable(self._node.field):
            return Found(
                documents, lambda at: np.ones(len(documents if at is None else at), np.float32)
            )
        factor = factor_of(self._view, self._node, self._ranges)

        def weigh(places: Array | None) -> Array:
            counts, norms = self.counts, self._view.all_norms(self._node.field)
            if places is None:
                return bm25_scores(norms, documents, counts, factor)
            kept = None if counts is None else counts.take(places)
            return bm25_scores(norms, documents.take(places), kept, factor)

        return Found(documents, weigh)

    @cached_property
    def counts(self) -> Array | None:
        """How often each document holds it; None where that is once each."""
        parts = [field.counts_between(first, last) for _base, field, first, last in self._held]
        if all(each is None for each in parts):
            return None
        return np.concatenate(
            [
                np.ones(last - first, np.uint8) if counts is None else counts
                for counts, (_base, _field, first, last) in zip(parts, self._held, strict=True)
            ]
        )

    def positions(self, at: Array) -> Array:
        """Its positions at these places among all that it has; none where the field keeps none."""
        lower, upper = self._positions
        return lower.take(at) if upper is None else put_together(lower.take(at), upper.take(at))

    @cached_property
    def has_positions(self) -> bool:
        """Whether the field keeps any."""
        return all(field.positions is not None for _base, field, *_range in self._held)

    @cached_property
    def _positions(self) -> tuple[Array, Array | None]:
        word = self._node.text.encode()
        parts = [
            field.positions.parts(field.find(word))
            for _base, field, *_range in self._held
            if field.positions is not None
        ]
        uppers = [upper for _lower, upper in parts if upper is not None]
        if len(uppers) == len(parts):
            return _concatenated([lower for lower, _upper in parts]), _concatenated(uppers)
        whole = [lower if upper is None else put_together(lower, upper) for lower, upper in parts]
        return _concatenated(whole), None


def joined(view: View, nodes: Sequence[Node]) -> list[JoinedTerm] | None:
    """The words over all segments; None where one is no term, or too frequent, or none is split."""
    if len(view.slices) < 2:
        return None
    words = [JoinedTerm(view, node) for node in nodes if isinstance(node, Term)]
    few = len(words) == len(nodes) and all(len(word) <= _MOST_POSTINGS for word in words)
    return words if few else None


def parted(view: View, whole: Found) -> list[Found]:
    """What was found among all, segment by segment. Scores are reckoned once for all of them."""
    known: list[Array] = []

    def part(first: int, last: int, base: int) -> Found:
        def weigh(places: Array | None) -> Array:
            if not known:
                known.append(whole.weigh(None))
            scores: Array = known[0][first:last]
            return scores if places is None else scores[places]

        return Found(whole.documents[first:last] - base, weigh)

    bases = [slice_.base for slice_ in view.slices]
    cuts = [*whole.documents.searchsorted(bases).tolist(), len(whole.documents)]
    return [part(cuts[at], cuts[at + 1], base) for at, base in enumerate(bases)]


def _concatenated(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint8)
