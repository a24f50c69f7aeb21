"""What is asked, as values: a tree of words and filters, and the Query that carries it.

Everything here is frozen and compares by value. `And` and `Or` have two children or more and
none of their own kind; `Not` never stands right above `Not`; `Everything` is only ever a root.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from archive.search.query.counts import Bounds, bounds_of
from archive.search.query.operators import FILTERS
from archive.search.query.periods import Span, days_after, days_before, days_of, days_of_years
from archive.search.query.values import thread_names
from archive.search.words import Asked, asked, asked_as_pattern, asked_near


@dataclass(frozen=True, slots=True)
class Words:
    """One word, or several that stand one after the other, or near each other.

    `scope` says where: "" anywhere, else a key of SCOPES. `is_prefix`: the last word may go on.
    `edits`: the one word may be misspelled so often. `is_pattern`: the one word has * or ? within.
    `within`: all words stand, in any order, in a stretch with at most so many others.
    """

    text: str
    scope: str = ""
    is_prefix: bool = False
    edits: int = 0
    is_pattern: bool = False
    within: int | None = None

    def asked(self) -> tuple[Asked, ...]:
        """The words to look for, one after the other."""
        if self.is_pattern:
            return asked_as_pattern(self.text)
        return asked(self.text, is_prefix=self.is_prefix, edits=self.edits)

    def items(self) -> tuple[tuple[Asked, ...], ...]:
        """What stands near each other: each item one word or several that belong together.

        One item, all the words, where nothing is said of nearness.
        """
        if self.within is None:
            return (self.asked(),)
        return asked_near(self.text, is_prefix=self.is_prefix)

    @property
    def is_plain(self) -> bool:
        """Whether this is a word as it is said, which its other forms may stand for."""
        is_quoted = " " in self.text or self.within is not None
        return not (self.is_prefix or self.edits or self.is_pattern or is_quoted)

    @property
    def width(self) -> int:
        """How many words the stretch may have that holds all items."""
        return (self.within or 0) + sum(length_of(item) for item in self.items())


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact a document must have: `name` is a key of FILTERS, `value` in its normal form."""

    name: str
    value: str

    def days(self) -> Span:
        """The days that year:, on:, before: and after: allow, both ends inclusive."""
        return _DAYS[self.name](self.value)

    def names(self) -> tuple[str, ...]:
        """The keys and addresses of articles that thread: allows."""
        return thread_names(self.value)

    def bounds(self) -> Bounds:
        """The numbers that replies:, comments: and declared: allow."""
        return bounds_of(self.value)


@dataclass(frozen=True, slots=True)
class Everything:
    """Asks nothing: every document answers."""


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not answer the child."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Documents that answer every child."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that answer at least one child."""

    children: tuple["Node", ...]


Node = Words | Filter | Everything | Not | And | Or


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked, for the line "read as": what kind, which value, and the query without it.

    `label` is "words", "phrase", "near", "any of" or the operator's name; `value` is for people.
    """

    label: str
    value: str
    is_negated: bool
    without: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood. `notes` tell in sentences how mistakes were read."""

    tree: Node = Everything()
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def conditions(self) -> tuple[Node, ...]:
        """What must all hold: the children of the topmost And, else the tree itself."""
        return conditions_of(self.tree)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters that every hit fulfils."""
        return tuple(node for node in self.conditions if isinstance(node, Filter))

    @property
    def wanted_words(self) -> tuple[Words, ...]:
        """The words a hit may be marked for: all that are not beneath a NOT, in order."""
        return tuple(_wanted(self.tree))

    @property
    def wishes(self) -> tuple[Node, ...]:
        """The conditions by words alone and without NOT: what a near answer may lack."""
        return tuple(node for node in self.conditions if _is_of_words(node))

    def adding(self, condition: Node) -> "Query":
        """This query with one more condition; itself where it stands there already."""
        if condition in self.conditions:
            return self
        return Query(joined(And, [*self.conditions, condition]))

    def without(self, condition: Node) -> "Query":
        """This query without one of its conditions."""
        return Query(joined(And, [node for node in self.conditions if node != condition]))


def conditions_of(tree: Node) -> tuple[Node, ...]:
    """What must all hold for the tree to be answered."""
    if isinstance(tree, Everything):
        return ()
    return tree.children if isinstance(tree, And) else (tree,)


def joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node:
    """Nodes under one And or Or, flat: no child of the same kind, no And or Or of one."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.children if isinstance(node, kind) else (node,))
    if not flat:
        return Everything()
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def negated(node: Node) -> Node:
    """The opposite; the opposite of an opposite is the thing itself."""
    return node.child if isinstance(node, Not) else Not(node)


def length_of(item: tuple[Asked, ...]) -> int:
    """How many places the words of an item take."""
    return item[-1].offset + 1 if item else 0


def normal_filter(name: str, value: str) -> Filter | None:
    """The filter for a value such as a facet's; None where the operator does not understand it."""
    normal = FILTERS[name].normal
    normal_value = normal(value) if normal else None
    return None if normal_value is None else Filter(name, normal_value)


def _is_of_words(node: Node) -> bool:
    if isinstance(node, And | Or):
        return all(map(_is_of_words, node.children))
    return isinstance(node, Words)


def _wanted(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _wanted(child)


_DAYS: dict[str, Callable[[str], Span]] = {
    "year": days_of_years,
    "on": days_of,
    "before": days_before,
    "after": days_after,
}
