"""Items that a page marks, and their own properties: microdata, RDFa and microformats alike.

https://html.spec.whatwg.org/multipage/microdata.html (`itemref` is left out, nobody uses it),
https://www.w3.org/TR/rdfa-lite/ and, for comments alone, https://microformats.org/wiki/h-entry .
Whatever the syntax, names are those of schema.org.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.page import Page

Mark = tuple[list[str], str | None]  # the names of a property, the type of an item

RDFA = "descendant-or-self::*[@typeof or @property or contains(@rel, ':')]"
# SIOC, Dublin Core and FOAF, which Drupal 7 writes: https://www.w3.org/Submission/sioc-spec/
RDF_NAMES = {
    "has_creator": "author",
    "creator": "author",
    "title": "headline",
    "date": "datePublished",
    "created": "datePublished",
    "encoded": "text",
}
CITED = (
    "descendant-or-self::*[contains(concat(' ', @class, ' '), ' u-comment ')"
    " or contains(concat(' ', @class, ' '), ' p-comment ')]"
)
CLASS_NAMES = {
    "u-comment": "comment",
    "p-comment": "comment",
    "p-author": "author",
    "p-name": "name",
    "dt-published": "datePublished",
    "e-content": "text",
    "p-content": "text",
    "u-url": "url",
}


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
    """Read what is marked on a page, in whichever of the three syntaxes. The cost is in
    proportion to that.
    """
    outline = page.outline
    found = Microdata(outline)
    path: list[int] = []
    for number, (names, kind) in sorted(marks_on(page).items()):
        while path and outline.ends[path[-1]] <= number:
            path.pop()
        outer = path[-1] if path else None
        if names:
            found.properties[number] = names
            found.places.append(number)
            if outer is not None:
                found.own[outer].append(number)
        if kind is not None:
            found.types[number] = kind
            found.outer[number] = outer
            found.own[number] = []
            path.append(number)
    return found


def marks_on(page: Page) -> dict[int, Mark]:
    """Give the marked elements: by microdata, else by RDFa, else by microformats."""
    marks: dict[int, Mark] = {}
    numbers = page.outline.numbers
    for node in nodes_at(page.tree, "descendant-or-self::*[@itemscope or @itemtype or @itemprop]"):
        is_item = node.get("itemscope") is not None or node.get("itemtype")
        kind = node.get("itemtype", "") if is_item else None
        marks[numbers.get(node, -1)] = node.get("itemprop", "").split(), kind
    for item in outermost(page, "descendant-or-self::*[@typeof]"):
        for node in nodes_at(item, RDFA):
            marks.setdefault(numbers.get(node, -1), rdfa_of(node))
    for item in outermost(page, CITED):
        for node in nodes_at(item, "descendant-or-self::*[@class]"):
            marks.setdefault(numbers.get(node, -1), microformat_of(node))
    marks.pop(-1, None)
    return marks


def outermost(page: Page, path: str) -> Iterator[HtmlElement]:
    """Yield the elements that an XPath finds, but for those within others of them."""
    outline, end = page.outline, 0
    for node in nodes_at(page.tree, path):
        number = outline.numbers.get(node)
        if number is not None and number >= end:
            end = outline.ends[number]
            yield node


def nodes_at(node: HtmlElement, path: str) -> list[HtmlElement]:
    """Give the elements that an XPath finds."""
    found = node.xpath(path)
    return list(found) if isinstance(found, list) else []


def rdfa_of(node: HtmlElement) -> Mark:
    """Give what RDFa says of an element, in the names of schema.org."""
    stated = (
        f"{node.get('property', '')} {node.get('rel', '') if ':' in node.get('rel', '') else ''}"
    )
    locals_ = (one.rpartition(":")[2] for one in stated.split())
    kinds = {one.rpartition(":")[2].rpartition("/")[2] for one in node.get("typeof", "").split()}
    kind = "https://schema.org/" + ("Comment" if "Comment" in kinds else min(kinds, default=""))
    return [RDF_NAMES.get(one, one) for one in locals_], kind if kinds else None


def microformat_of(node: HtmlElement) -> Mark:
    """Give what classes of microformats say of an element, in the names of schema.org."""
    tokens = node.get("class", "").split()
    is_item = any(one in ("h-cite", "h-entry", "h-card") for one in tokens)
    return [CLASS_NAMES[one] for one in tokens if one in CLASS_NAMES], "" if is_item else None
