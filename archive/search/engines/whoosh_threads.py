"""What documents have of each other: counts of comments and answers, what answers what.

Reckoned among the documents that one question is put to, so that nothing is told of others.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from archive.search.engines.executor.collect import matches
from archive.search.engines.executor.facts import having
from archive.search.engines.executor.nodes import Fact, Is, Marked, Node, Or, Term
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_schema import MISSING
from archive.search.query import Filter
from archive.search.query.counts import Bounds

THREAD = "thread_key"  # the column that groups documents into conversations
ARTICLE = Is("kind", frozenset({"article"}))
_COMMENT = Is("kind", frozenset({"comment"}))
_PUBLISHED = Is("state", frozenset({"published"}))


class Threads:
    """The documents of a view in their threads. Everything is reckoned when it is asked for."""

    def __init__(self, view: View, masked: Sequence[Array], *, is_keepers: bool) -> None:
        """`masked`: for each segment, which documents the index still has to learn of.

        `is_keepers`: the view is not of public documents alone.
        """
        self.view = view
        self._masked = masked
        self._is_keepers = is_keepers

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those by which any text is stemmed."""
        columns = (slice_.values("stemming") for slice_ in self.view.slices)
        found = {value.decode() for column in columns if column for value in column.table}
        return tuple(sorted(found))

    @cached_property
    def comments(self) -> Array:
        """How many comments each conversation has that whoever asks may see, by its number."""
        counts = self._of_articles("kept_count" if self._is_keepers else "comment_count", 0)
        for at, (masked, groups) in enumerate(zip(self._masked, self._groups, strict=True)):
            hidden = np.flatnonzero(masked)
            comments = hidden[having(self.view, at, _COMMENT, hidden)]
            np.subtract.at(counts, groups[comments], 1)
        return np.maximum(counts, 0)

    @cached_property
    def _declared(self) -> Array:
        return self._of_articles("declared_count", MISSING)

    @cached_property
    def _groups(self) -> Sequence[Array]:
        """By segment, each document's conversation."""
        numbering = self.view.snapshot.numbering(THREAD)
        columns = ((slice_, slice_.values(THREAD)) for slice_ in self.view.slices)
        return [
            numbering.of(slice_, column)[column.codes] if column else np.zeros(0, np.intp)
            for slice_, column in columns
        ]

    @cached_property
    def _answers(self) -> tuple[Array, Array]:
        """The numbers of documents that have published answers, rising, and how many each has."""
        parents = []
        for at, slice_ in enumerate(self.view.slices):
            said = self._shown(at, _PUBLISHED)
            parents.append(slice_.numbers("parent")[said])
        numbers, counts = np.unique(np.concatenate(parents), return_counts=True)
        is_parent = numbers != 0
        return numbers[is_parent], counts[is_parent]

    @cached_property
    def _replies(self) -> Sequence[Array]:
        """By segment and document: of an article its comments, of a comment the answers to it.

        Four bytes a document are kept: looking them up took most of the time of a question.
        """
        numbers, counts = self._answers
        found = []
        for at, (slice_, groups) in enumerate(zip(self.view.slices, self._groups, strict=True)):
            own = slice_.numbers("number")
            places = np.searchsorted(numbers, own)
            places[places == len(numbers)] = 0
            has_answers = _is_among(own, numbers)
            answers = np.where(has_answers, counts[places] if len(counts) else 0, 0)
            is_article = having(self.view, at, ARTICLE, np.arange(slice_.count))
            found.append(np.where(is_article, self.comments[groups], answers).astype(np.int32))
        return found

    def fitting(self, condition: Filter) -> Node:
        """thread:, comments:, declared: and replies:."""
        if condition.name == "thread":
            return Is(THREAD, self._named(condition.names()))
        bounds = condition.bounds()
        comments = [self.comments[groups] for groups in self._groups]
        if condition.name == "comments":
            return Marked([_within(bounds, counts) for counts in comments])
        if condition.name == "declared":
            declared = [self._declared[groups] for groups in self._groups]
            kept = comments if bounds.is_difference else [np.zeros_like(one) for one in comments]
            return Marked(
                [
                    (said != MISSING) & _within(bounds, said - less)
                    for said, less in zip(declared, kept, strict=True)
                ]
            )
        return Marked([_within(bounds, counts) for counts in self._replies])

    def answering(self, written: Node) -> Node:
        """Comments whose parent is among these documents, as far as the parent is shown."""
        parents = [
            self.view.slices[each.at].numbers("number")[each.documents]
            for each in matches(self.view, written)
        ]
        wanted = np.unique(np.concatenate(parents)) if parents else np.zeros(0, np.int64)
        columns = [slice_.numbers("parent") for slice_ in self.view.slices]
        return Marked([_is_among(column, wanted) & (column != 0) for column in columns])

    def _named(self, names: Iterable[str]) -> frozenset[str]:
        """The articles of some keys, or of addresses at which they were known."""
        known = set(names)
        for each in matches(self.view, Or(tuple(Term("addresses", name) for name in names))):
            column = self.view.slices[each.at].values(THREAD)
            for document in each.documents.tolist():
                known.update(column[document] if column else ())
        return frozenset(known)

    def _of_articles(self, column: str, missing: int) -> Array:
        """By conversation, a number of its article, where that is shown."""
        size = len(self.view.snapshot.numbering(THREAD).values) if self._groups else 0
        numbers = np.full(size, missing, np.int64)
        for at, groups in enumerate(self._groups):
            articles = self._shown(at, ARTICLE)
            numbers[groups[articles]] = self.view.slices[at].numbers(column)[articles]
        return numbers

    def _shown(self, at: int, fact: Fact) -> Array:
        """The documents of a segment that are there and have a fact."""
        visible = self.view.visible(at)
        count = self.view.slices[at].count
        documents = np.arange(count) if visible is None else np.flatnonzero(visible)
        return documents[having(self.view, at, fact, documents)]


def _within(bounds: Bounds, numbers: Array) -> Array:
    """For each number whether it is one of those meant."""
    low = numbers >= (numbers.min(initial=0) if bounds.low is None else bounds.low)
    high = numbers <= (numbers.max(initial=0) if bounds.high is None else bounds.high)
    meant: Array = np.logical_and(low, high) != bounds.is_outside
    return meant


def _is_among(values: Array, wanted: Array) -> Array:
    """For each value whether it is one of those wanted, which rise."""
    if not len(wanted):
        return np.zeros(len(values), bool)
    places = np.searchsorted(wanted, values)
    places[places == len(wanted)] = 0
    found: Array = wanted[places] == values
    return found
