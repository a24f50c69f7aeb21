"""Markup of a part of a page without some of the elements in it. The page stays as it is."""

import re
from bisect import bisect_left
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from archive.parsing.pages.markup import BLOCKS, inner_html
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.words import SAYS, SAYS_SOMEHOW

WRAPPERS = frozenset({"div", "section", "article", "td", "tr", "tbody"})
# Elements that are what is said, not only about it.
WHOLE = frozenset({"p", "blockquote", "ul", "ol", "pre", "table"})
NO_SPAN = (0, 0)
# Names lxml makes elements and attributes of; pages have others: "o:p", "@click", "xml:lang".
NAME = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True, slots=True)
class Cut:
    """The elements to leave out, sorted, and those of them that say who and when.

    Behind the latter stand the words of bylines, "says:" in whatever language, which go as well.
    `span` is where in the outline's text a line begins and ends that is left out and has no
    element of its own.
    """

    dropped: list[int] = field(default_factory=list)
    spoken: set[int] = field(default_factory=set)
    span: tuple[int, int] = NO_SPAN

    def holds(self, number: int) -> bool:
        """Whether an element is one of those to leave out."""
        place = bisect_left(self.dropped, number)
        return place < len(self.dropped) and self.dropped[place] == number

    def touches(self, outline: Outline, number: int) -> bool:
        """Whether something to leave out stands in an element."""
        start, stop = self.span
        if start < outline.stops[number] and outline.starts[number] < stop:
            return True
        last = bisect_left(self.dropped, outline.ends[number])
        return bisect_left(self.dropped, number + 1) < last

    def left(self, text: str | None, place: int) -> str:
        """Give what stays of a text that begins at this place of the outline's."""
        start, stop = self.span
        if not text or text.isspace() or stop <= place or place + len(text) <= start:
            return text or ""
        return text[: max(0, start - place)] + text[max(0, stop - place) :]

    def tail(self, outline: Outline, number: int) -> str:
        """Give what of the text behind an element that is left out stays."""
        tail = self.left(outline.nodes[number].tail, behind(outline, number))
        if not tail or number not in self.spoken or not outline.size(number):
            return tail
        return "" if SAYS_SOMEHOW.match(tail) else SAYS.sub("", tail, count=1)


def behind(outline: Outline, number: int) -> int:
    """Give where in the outline's text that begins which follows an element."""
    return outline.stops[number] + (outline.tags[number] in BLOCKS)


def markup_within(outline: Outline, number: int, cut: Cut) -> str:
    """Give the markup within an element."""
    return inner_html(unwrapped(left_of(outline, number, cut)))


def left_of(outline: Outline, number: int, cut: Cut) -> HtmlElement:
    """Give an element without what is cut: a copy, if anything is."""
    is_cut = cut.touches(outline, number)
    return pruned(outline, number, cut) if is_cut else outline.nodes[number]


def markup_at(outline: Outline, number: int, cut: Cut) -> str:
    """Give the markup within an element; that of the element, where it is a paragraph itself."""
    if outline.tags[number] not in WHOLE:
        return markup_within(outline, number, cut)
    node = left_of(outline, number, cut)
    return str(etree.tostring(node, encoding="unicode", method="html", with_tail=False)).strip()


def markup_of(outline: Outline, record: Record, cut: Cut) -> str:
    """Give the markup of a record."""
    if not record.is_run:
        return inner_html(unwrapped(pruned(outline, record.start, cut)))
    whole = etree.Element("div")
    number = record.start
    while number < record.end:
        if cut.holds(number):
            add_text(whole, cut.tail(outline, number))
        else:
            piece = pruned(outline, number, cut)
            piece.tail = cut.left(outline.nodes[number].tail, behind(outline, number))
            whole.append(piece)
        number = outline.ends[number]
    trim(whole, cut)
    return inner_html(whole)


def pruned(outline: Outline, number: int, cut: Cut) -> HtmlElement:
    """Copy an element without what is cut, and without what is empty then.

    Parts that lose nothing go whole.
    """
    if not cut.touches(outline, number):
        copy = deepcopy(outline.nodes[number])
        copy.tail = None
        return copy
    root = shallow(outline, number, cut)
    root.tail = None
    waiting, made = [(root, number)], []
    while waiting:
        target, source = waiting.pop()
        for node in outline.nodes[source]:
            child = outline.numbers.get(node)
            if child is None:
                add_text(target, node.tail)
            elif cut.holds(child):
                add_text(target, cut.tail(outline, child))
            elif cut.touches(outline, child):
                copy = shallow(outline, child, cut)
                target.append(copy)
                made.append(copy)
                waiting.append((copy, child))
            else:
                copy = deepcopy(node)
                copy.tail = cut.left(node.tail, behind(outline, child))
                target.append(copy)
    for copy in reversed(made):
        trim(copy, cut)
        if last_child(copy) is None and not (copy.text or "").strip():
            take_out(copy)
    trim(root, cut)
    return root


def trim(element: HtmlElement, cut: Cut) -> None:
    """Take out line breaks at either end, which parted a text from the line that is left out."""
    while cut.span[1] and not (element.text or "").strip():
        first = next(element.iterchildren(), None)
        if first is None or first.tag != "br":
            break
        take_out(first)
    while cut.span[1]:
        last = last_child(element)
        if last is None or last.tag != "br" or (last.tail or "").strip():
            break
        take_out(last)


def shallow(outline: Outline, number: int, cut: Cut) -> HtmlElement:
    """Copy an element and what is left of the texts in and behind it, without its children."""
    node = outline.nodes[number]
    tag = node.tag if NAME.fullmatch(node.tag) else "span"
    kept = {name: value for name, value in node.items() if NAME.fullmatch(name)}
    copy: HtmlElement = etree.Element(tag, kept)
    copy.text = cut.left(node.text, outline.starts[number])
    copy.tail = cut.left(node.tail, behind(outline, number))
    return copy


def add_text(target: HtmlElement, text: str | None) -> None:
    """Put a text at the end of an element."""
    last = last_child(target)
    if text and last is not None:
        last.tail = (last.tail or "") + text
    elif text:
        target.text = (target.text or "") + text


def last_child(element: HtmlElement) -> HtmlElement | None:
    """Give an element's last child; lxml would count them all to tell whether there is one."""
    return next(element.iterchildren(reversed=True), None)


def take_out(element: HtmlElement) -> None:
    """Take an element out of its parent; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def unwrapped(element: HtmlElement) -> HtmlElement:
    """Step into wrappers that hold nothing but one other block."""
    while (
        len(element) == 1
        and element[0].tag in WRAPPERS
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    ):
        element = element[0]
    return element
