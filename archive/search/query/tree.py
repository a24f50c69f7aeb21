"""What is asked, as values: a tree of words and filters, and the Query that carries it.

Everything here is frozen and compares by value. `And` and `Or` have two children or more and
none of their own kind; `Not` never stands right above `Not`; `Everything` is only ever a root.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from archive.lib.addresses import host_of
from archive.search.query.periods import (
    Span,
    days_after,
    days_before,
    days_of_years,
    normal_period,
    normal_years,
)
from archive.search.words import fold


@dataclass(frozen=True, slots=True)
class Words:
    """One word, or several that stand one after the other.

    `scope` says where: "" anywhere, "title" in the article's title, "author" in the names of
    those who wrote. `is_prefix`: the last word may go on.
    """

    text: str
    scope: str = ""
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact a document must have: `name` is a key of FILTERS, `value` in its normal form."""

    name: str
    value: str

    def days(self) -> Span:
        """The days that year:, before: and after: allow, both ends inclusive."""
        return _DAYS[self.name](self.value)


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

    `label` is "words", "phrase", "any of" or the operator's name; `value` is for people.
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
        if isinstance(self.tree, Everything):
            return ()
        return self.tree.children if isinstance(self.tree, And) else (self.tree,)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters that every hit fulfils."""
        return tuple(node for node in self.conditions if isinstance(node, Filter))

    @property
    def wanted_words(self) -> tuple[Words, ...]:
        """The words a hit may be marked for: all that are not beneath a NOT, in order."""
        return tuple(_wanted(self.tree))

    def adding(self, condition: Node) -> "Query":
        """This query with one more condition; itself where it stands there already."""
        if condition in self.conditions:
            return self
        return Query(joined(And, [*self.conditions, condition]))

    def without(self, condition: Node) -> "Query":
        """This query without one of its conditions."""
        return Query(joined(And, [node for node in self.conditions if node != condition]))


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


def _wanted(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _wanted(child)


_SCHEMES = re.compile(r"(?:https?://)+", re.IGNORECASE)


def _normal_kind(value: str) -> str | None:
    kinds = {"article": "articles", "comment": "comments"}
    value = value.lower()
    value = kinds.get(value, value)
    return value if value in kinds.values() else None


def _normal_host(value: str) -> str | None:
    """The host as sites have it, of a host as typed or an address pasted for one."""
    typed = _SCHEMES.sub("", value)
    while (host := host_of(f"https://{typed}")) != typed:
        typed = host
    return host or None


def _normal_tag(value: str) -> str | None:
    return " ".join(fold(value).split()) or None


def _normal_language(value: str) -> str | None:
    tag = value.casefold().replace("_", "-").strip("-")
    return tag if tag.replace("-", "").isalnum() else None


def _normal_key(value: str) -> str | None:
    return value or None


_DAYS: dict[str, Callable[[str], Span]] = {
    "year": days_of_years,
    "before": days_before,
    "after": days_after,
}

# Each filter: what makes its value normal (None: not understood), and what it needs, in words.
FILTERS: dict[str, tuple[Callable[[str], str | None], str]] = {
    "in": (_normal_kind, "articles or comments"),
    "site": (_normal_host, "a host such as site:example.org"),
    "tag": (_normal_tag, "a tag such as tag:harbour"),
    "person": (_normal_key, "a person's key"),
    "lang": (_normal_language, "a language code such as lang:en"),
    "year": (normal_years, "a year or a span such as 2012..2014"),
    "before": (normal_period, "a date such as 2012, 2012-06 or 2012-06-15"),
    "after": (normal_period, "a date such as 2012, 2012-06 or 2012-06-15"),
}

# Operators whose value is words: typed name to scope.
SCOPES = {"title": "title", "author": "author", "by": "author"}


def normal_filter(name: str, value: str) -> Filter | None:
    """The filter for a value such as a facet's; None where the operator does not understand it."""
    normal = FILTERS[name][0](value)
    return None if normal is None else Filter(name, normal)
