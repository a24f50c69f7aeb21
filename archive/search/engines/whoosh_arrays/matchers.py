"""Whoosh's own way of walking over the postings of a term, on the arrays.

Searches do not come this way: it is what stock queries, and so the tests that compare with them,
walk on.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Self

from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo

from archive.search.engines.whoosh_arrays.runs import Run, offsets


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]  # Whoosh has no types
    """The documents of one term, one after the other; one block holds them all."""

    def __init__(
        self,
        postings: Run,
        info: TermInfo,
        format_: Any,  # noqa: ANN401 -- untyped Whoosh
        scorer: Any,  # noqa: ANN401
        term: tuple[str, bytes],
        at: int = 0,
    ) -> None:
        self._postings = postings
        self._info = info
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._at = at
        self._count = len(postings.documents)

    @cached_property
    def _documents(self) -> list[int]:
        # Whoosh asks where a matcher stands even when it stands past the end.
        documents: list[int] = self._postings.documents.tolist()
        return [*documents, documents[-1]]

    @cached_property
    def _counts(self) -> list[int]:
        counts: list[int] = self._postings.counts.tolist()
        return counts

    @cached_property
    def _position_starts(self) -> list[int]:
        starts: list[int] = offsets(self._postings.counts).tolist()
        return starts

    def is_active(self) -> bool:
        """Whether it stands on a document."""
        return self._at < self._count

    def reset(self) -> None:
        """Back to the first."""
        self._at = 0

    def id(self) -> int:
        """The document it stands on."""
        return self._documents[self._at]

    def all_ids(self) -> Iterator[int]:
        """All of them."""
        return iter(self._documents[: self._count])

    def next(self) -> bool:
        """Go on; whether that was the last."""
        self._at += 1
        return self._at >= self._count

    def skip_to(self, docnum: int) -> None:
        """Go on to a document, or past where it would be. Raises ReadTooFar at the end."""
        if self._at >= self._count:
            raise ReadTooFar
        if docnum > self._documents[self._at]:
            self._at = bisect_left(self._documents, docnum, self._at, self._count)

    def weight(self) -> float:
        """How often the document holds the term."""
        return float(self._counts[self._at])

    def value(self) -> bytes:
        """As Whoosh's own format would have written it."""
        if self._postings.positions is None:
            return b""
        encoded: bytes = self.format.encode(self.value_as("positions"))
        return encoded

    def value_as(self, astype: str) -> Any:  # noqa: ANN401 -- untyped Whoosh
        """The positions in the document, or what else Whoosh can make of the value."""
        if astype != "positions" or self._postings.positions is None:
            return super().value_as(astype)
        starts = self._position_starts
        return self._postings.positions[starts[self._at] : starts[self._at + 1]].tolist()

    def copy(self) -> Self:
        """One that stands in the same place."""
        of_term = self._postings, self._info, self.format, self.scorer, self._term
        return type(self)(*of_term, at=self._at)

    def block_min_length(self) -> int:
        """The length of the shortest document."""
        return int(self._info.min_length())

    def block_max_length(self) -> int:
        """The length of the longest."""
        return int(self._info.max_length())

    def block_max_weight(self) -> float:
        """The greatest weight."""
        return float(self._info.max_weight())

    def skip_to_quality(self, minquality: float) -> int:
        """All are one block: where the best is not good enough, past the end."""
        if self.block_quality() > minquality:
            return 0
        self._at = self._count
        return 1
