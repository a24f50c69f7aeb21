"""Records that are stored together: a transaction for each would cost more than they do."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from archive.intake.matching import title_and_day
from archive.intake.prepare import PreparedArticle

Arrived = TypeVar("Arrived")

MOST_RECORDS, MOST_COMMENTS = 100, 1_000
"""In one transaction, but for a thread that is longer by itself."""


@dataclass(frozen=True, slots=True)
class Pending(Generic[Arrived]):
    """A record as it came, and as it is ready to be stored."""

    arrival: Arrived
    prepared: PreparedArticle


@dataclass(slots=True)
class Batch(Generic[Arrived]):
    """What waits to be stored together: records of which no two may be one article."""

    pending: list[Pending[Arrived]] = field(default_factory=list)
    _marks: set[Hashable] = field(default_factory=set)
    _comments: int = 0

    def takes(self, one: PreparedArticle) -> bool:
        """Whether the record can be stored along with what waits already."""
        if not self.pending:
            return True
        is_full = len(self.pending) >= MOST_RECORDS
        is_too_long = self._comments + len(one.comments) > MOST_COMMENTS
        is_alone = _comes_alone(one) or _comes_alone(self.pending[-1].prepared)
        return not (is_full or is_too_long or is_alone) and self._marks.isdisjoint(_marks(one))

    def add(self, one: Pending[Arrived]) -> None:
        """Let a record wait with the others."""
        self.pending.append(one)
        self._marks |= _marks(one.prepared)
        self._comments += len(one.prepared.comments)


def _comes_alone(one: PreparedArticle) -> bool:
    """Whether it holds bytes to be kept, or says under which keys it stood in an archive."""
    return not one.mark


def _marks(one: PreparedArticle) -> set[Hashable]:
    """By what it could be found to be the article of another record."""
    place = title_and_day(one)
    return {(one.host, name) for name in one.names} | ({(one.host, place)} if place else set())
