"""What is asked of every engine, as values: making its own query of them is part of its time."""

from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with this word."""

    word: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with a word that begins so."""

    start: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Documents with a word at most one edit away, anywhere in it.

    A letter more, less or other, or two neighbours swapped; stock Whoosh does not know the last.
    """

    word: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents with these words in a row."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Documents that each part finds."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Documents that at least one part finds."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Documents that one part finds and another does not."""

    wanted: "Tree"
    unwanted: "Tree"


Tree = Term | Prefix | Fuzzy | Phrase | All | Either | Without


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions without a score; None is none. Both days belong to the range, as YYYYMMDD."""

    site: str | None = None
    kind: str | None = None
    first_day: int | None = None
    last_day: int | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """A question to an engine.

    Always answered: the keys from `offset` on, `limit` of them, in the order of `sort`, their
    scores where that is relevance, and the exact total. `facets`: the twelve most frequent values
    of each of these fields among all hits. With `grouping` there are groups in place of keys: the
    first `limit` articles by their best hit, and the exact number of them.
    """

    tree: Tree
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    grouping: bool = False


FACET_VALUES = 12
