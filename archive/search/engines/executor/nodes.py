"""What can be asked of an index: a tree of frozen values."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Term:
    """Documents whose field holds a term."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """Documents that hold one word in any of several fields, as it is asked or in another form.

    `exact` and `stems` are the terms of either form, a field or a language each; a term's boost
    is what a place in its field counts. A document is as long as it is among those that have the
    same value in the column `alike`.
    """

    exact: tuple[Term, ...]
    stems: tuple[Term, ...] = ()
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Spellings:
    """Documents whose field holds any term like a pattern, weighed as if all were one term.

    `prefix`: it begins so. `fuzzy`: it takes at most `edits` changes (a letter more, less, other,
    or two neighbours swapped), none of them to the first `fixed` letters. `wildcard`: it begins
    with what stands before the pattern's first * or ?, and `fits` says yes.
    """

    field: str
    pattern: str
    kind: Literal["prefix", "wildcard", "fuzzy"]
    edits: int = 0
    boost: float = 1.0
    fixed: int = 1
    fits: Callable[[str], bool] | None = dataclasses.field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents where each word stands at its offset from one and the same place."""

    field: str
    words: tuple[Term | Spellings, ...]
    offsets: tuple[int, ...]
    boost: float = 1.0

    @property
    def length(self) -> int:
        """How many places it takes."""
        return self.offsets[-1] + 1


@dataclass(frozen=True, slots=True)
class Near:
    """Documents with a stretch of so many words that holds every item, in any order.

    An item is a word, or a phrase. Items may share words.
    """

    field: str
    items: tuple[Phrase, ...]
    width: int
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Is:
    """Documents that have one of these values in a column of values."""

    column: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Begins:
    """Documents that have a value that begins so in a column of values."""

    column: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Between:
    """Documents whose number in a column is within bounds, both inclusive."""

    column: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """Documents that were marked beforehand: for each segment, whether each of its documents is."""

    marks: Sequence[NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents."""


@dataclass(frozen=True, slots=True)
class And:
    """Documents that answer every child; their scores add up."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that answer any child; the scores of those that they answer add up."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Best:
    """Documents that answer any child; the best of their scores counts."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Documents that answer at least so many of the children, and not all of them.

    Children that a larger share of the documents than `frequent` answer tell little: they count
    nothing, neither for that nor for the score, unless all are so.
    """

    children: tuple["Node", ...]
    least: int
    frequent: float


@dataclass(frozen=True, slots=True)
class Favour:
    """Documents that answer the child, better the more they are like others that answer well.

    `words` are of those others, each with the share of their text that it takes. Of words that no
    larger share of the documents than `frequent` hold, the `most` telling ones count; together as
    much as `weight` times a word that is asked.
    """

    child: "Node"
    words: tuple[tuple[Word, float], ...]
    most: int
    frequent: float
    weight: float


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not answer the child."""

    child: "Node"


Wordy = Term | Word | Spellings | Phrase | Near
Fact = Is | Begins | Between | Marked
Node = Wordy | Fact | Everything | And | Or | Best | Some | Favour | Not
