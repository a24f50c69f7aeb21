"""Microdata of a page: items and their own properties, read in one pass over what is marked.

https://html.spec.whatwg.org/multipage/microdata.html ; `itemref` is left out, nobody uses it.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.page import Page


@dataclass(slots=True)
class Microdata:
    """The marked elements of a page by their numbers in its outline."""

    outline: Outline
    properties: dict[int, list[str]] = field(default_factory=dict)  # names, in document order
    types: dict[int, str] = field(default_factory=dict)  # of each item, "" where it states none
    outer: dict[int, int | None] = field(default_factory=dict)  # the item that each item is within
    own: dict[int, list[int]] = field(default_factory=dict)  # the properties of each item
    places: list[int] = field(default_factory=list)  # of all properties, in document order

    def elements(self, number: int, *names: str) -> list[int]:
        """Give the properties of an item in the order of `names`, then of the page.

        Of an element that is no item, those that stand in it.
        """
        inner = self.own.get(number)
        if inner is None:
            end = bisect_left(self.places, self.outline.ends[number])
            inner = self.places[bisect_right(self.places, number) : end]
        return self.named(inner, names)

    def anywhere(self, number: int, others: list[int], *names: str) -> list[int]:
        """Give the properties of an item and of all in it, those of `others` left out.

        So are found properties that a page nests wrongly, a comment's date within its author.
        """
        inner, position, end = list[int](), number + 1, self.outline.ends[number]
        while (place := bisect_left(self.places, position)) < len(self.places):
            other = bisect_left(others, position)
            position = self.places[place]
            if other < len(others) and others[other] <= position:
                position = self.outline.ends[others[other]]
            elif position < end:
                inner.append(position)
                position += 1
            else:
                break
        return self.named(inner, names)

    def named(self, inner: list[int], names: tuple[str, ...]) -> list[int]:
        """Give those of these properties that are so named, in the order of `names`."""
        found = [
            (names.index(name), one)
            for one in inner
            for name in self.properties[one]
            if name in names
        ]
        return [one for _, one in sorted(found)]

    def text(self, number: int, *names: str) -> str:
        """Give the first of these properties that an item states, as text."""
        for one in self.elements(number, *names):
            node = self.outline.nodes[one]
            if value := node.get("content") or node.get("href") or self.outline.words(one):
                return str(value).strip()
        return ""


def microdata_of(page: Page) -> Microdata:
    """Read what is marked on a page. The cost is in proportion to that."""
    outline = page.outline
    found = Microdata(outline)
    path: list[int] = []
    marked = page.tree.xpath("descendant-or-self::*[@itemscope or @itemtype or @itemprop]")
    for node in marked if isinstance(marked, list) else []:
        number = outline.numbers.get(node)
        if number is None:
            continue
        while path and outline.ends[path[-1]] <= number:
            path.pop()
        outer = path[-1] if path else None
        if names := node.get("itemprop", "").split():
            found.properties[number] = names
            found.places.append(number)
            if outer is not None:
                found.own[outer].append(number)
        if node.get("itemscope") is not None or node.get("itemtype"):
            found.types[number] = node.get("itemtype", "")
            found.outer[number] = outer
            found.own[number] = []
            path.append(number)
    return found
