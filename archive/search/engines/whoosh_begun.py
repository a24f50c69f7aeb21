"""What may be meant by words of which the last has only begun: titles, people, values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from archive.search.engines.base import ValueKind
from archive.search.engines.executor.collect import matches
from archive.search.engines.executor.facets import of_documents
from archive.search.engines.executor.nodes import And, Node, Spellings, Term
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_answers import best
from archive.search.engines.whoosh_threads import ARTICLE, Threads
from archive.search.words import Asked, asked

_COLUMNS: dict[ValueKind, str] = {"site": "site", "tag": "tag", "lang": "lang", "kind": "kinds"}
Counted = tuple[tuple[str, int], ...]


def titles_begun(threads: Threads, text: str, limit: int) -> tuple[str, ...]:
    """The keys of articles with such titles, the best first."""
    node = _begun(text, "title")
    found = () if node is None else best("relevance", node, threads, limit, 0)
    return tuple(article for _hit, article in found)


def people_begun(view: View, text: str, limit: int) -> Counted:
    """The keys of people, and how many documents they wrote under such a name."""
    node = _begun(text, "people")
    if node is None:
        return ()
    counts = of_documents(view, matches(view, node), "person")
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit])


def values_begun(view: View, kind: ValueKind, text: str, limit: int) -> Counted:
    """The values of a kind, and how many articles have them."""
    held = _held.setdefault(view, {})
    if kind not in held:
        held[kind] = _listed(view, _COLUMNS[kind])
    return held[kind].begun(text, limit)


def _begun(text: str, field: str) -> Node | None:
    words = asked(text, is_prefix=True)
    if not words:
        return None
    nodes = tuple(_node(word, field) for word in words)
    return nodes[0] if len(nodes) == 1 else And(nodes)


def _node(word: Asked, field: str) -> Node:
    if word.is_prefix:
        return Spellings(field, word.text, "prefix")
    return Term(field, word.text)


@dataclass(frozen=True, slots=True)
class _Values:
    """Values by how many articles have them, most first, each on a line of one text."""

    lines: str
    counts: Sequence[int]

    def begun(self, text: str, limit: int) -> Counted:
        """The first of which some word begins so."""
        return tuple(self._begun(text, limit)) if self.counts else ()

    def _begun(self, text: str, limit: int) -> Iterator[tuple[str, int]]:
        pattern = re.compile(rf"(?:^|[ .\-]){re.escape(text)}[^\n]*", re.MULTILINE)
        at = number = 0
        for _ in range(limit):
            found = pattern.search(self.lines, at)
            if found is None:
                return
            start = self.lines.rfind("\n", 0, found.start()) + 1
            number += self.lines.count("\n", at, start)
            yield self.lines[start : found.end()], self.counts[number]
            at, number = found.end() + 1, number + 1


# Counted once for each state of an index and each scope that asks: some 20 ms for 20,000 values of
# 100,000 articles.
_held: WeakKeyDictionary[View, dict[ValueKind, _Values]] = WeakKeyDictionary()


def _listed(view: View, column: str) -> _Values:
    counts = of_documents(view, matches(view, ARTICLE), column)
    ranked = sorted(
        ((value, count) for value, count in counts.items() if value and "\n" not in value),
        key=lambda item: (-item[1], item[0]),
    )
    return _Values("\n".join(value for value, _ in ranked), [count for _, count in ranked])
