"""What the elements of a page are and hold: read in one pass, then asked by number.

Reading a page asks thousands of small questions of its elements. Each is answered here from
lists made once, so that its cost does not depend on how much stands beneath an element: the text
of every element is a slice of the page's text, all that stands in it is a range of numbers.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, MutableSequence
from dataclasses import dataclass, field
from itertools import chain

from lxml.html import HtmlElement

from archive.parsing.pages.markup import BLOCKS, UNREAD

NO_LETTERS = re.compile(r"[\W_]+")
# Between blocks in an outline's text: white space, and none that a page's own text can hold.
BREAK = "\x1e"
# The small print beside a word that tells how to read it: tools drop or keep it.
RUBY = frozenset({"rt", "rp"})
LONGEST_LABEL = 2000  # characters; each is searched for some twenty patterns
# Attributes that some elements bear and many ask for.
HINTS = ("data-component", "data-testid", "data-test", "data-module", "data-block", "role")
ASKED = (
    *(*HINTS, "itemprop", "itemtype", "itemscope", "rel", "style", "hidden", "title", "datetime"),
    "contenteditable",
)
# The kinds of elements that make a difference to a text.
TOLD = UNREAD | RUBY | BLOCKS

# Of so many elements the lists of numbers are packed: a tenth of their size, if slower to ask.
LARGE = 100_000


@dataclass(slots=True)
class Outline:
    """The elements below a root in document order; an element's number is its place there.

    `ends[i]` is the number after the last element within `i`; `text[starts[i]:stops[i]]` is its
    readable text, blocks parted by BREAK; `letters[first[i]:last[i]]` are that text's
    letters and digits, case-folded. Comments and processing instructions have no number.
    """

    nodes: list[HtmlElement] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)  # id and classes (kinds of custom elements too)
    parents: MutableSequence[int] = field(default_factory=list)  # -1 above the root
    ends: MutableSequence[int] = field(default_factory=list)
    starts: MutableSequence[int] = field(default_factory=list)
    stops: MutableSequence[int] = field(default_factory=list)
    first: MutableSequence[int] = field(default_factory=list)
    last: MutableSequence[int] = field(default_factory=list)
    text: str = ""
    letters: str = ""
    numbers: dict[HtmlElement, int] = field(default_factory=dict)
    by_tag: dict[str, list[int]] = field(default_factory=dict)
    by_label: dict[str, list[int]] = field(default_factory=dict)
    matches: dict[re.Pattern[str], list[int]] = field(default_factory=dict)
    attributes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def words(self, number: int, limit: int = 0) -> str:
        """Give an element's readable text on one line; with `limit`, only its beginning."""
        start, stop = self.starts[number], self.stops[number]
        return " ".join(self.text[start : min(stop, start + 4 * limit) if limit else stop].split())

    def size(self, number: int) -> int:
        """Give how many letters and digits an element holds."""
        return self.last[number] - self.first[number]

    def letters_of(self, number: int) -> str:
        """Give an element's letters and digits, case-folded."""
        return self.letters[self.first[number] : self.last[number]]

    def within(self, number: int) -> range:
        """Give the numbers of the elements below an element."""
        return range(number + 1, self.ends[number])

    def holds(self, outer: int, inner: int) -> bool:
        """Whether `inner` is `outer` or stands in it."""
        return outer <= inner < self.ends[outer]

    def above(self, number: int) -> Iterator[int]:
        """Yield the numbers of the elements above one, nearest first."""
        number = self.parents[number]
        while number >= 0:
            yield number
            number = self.parents[number]

    def children(self, number: int) -> Iterator[int]:
        """Yield the numbers of an element's own children."""
        child, end = number + 1, self.ends[number]
        while child < end:
            yield child
            child = self.ends[child]

    def tagged(self, tag: str, number: int = 0) -> list[int]:
        """Give the numbers of the elements of one kind below an element, in document order."""
        return self.tagged_in(tag, number + 1, self.ends[number])

    def tagged_in(self, tag: str, start: int, end: int) -> list[int]:
        """Give the numbers of the elements of one kind from `start` on, before `end`."""
        known = self.by_tag.get(tag, [])
        return known[bisect_left(known, start) : bisect_left(known, end)]

    def labelled(self, pattern: re.Pattern[str], number: int = -1) -> list[int]:
        """Give the elements whose id or a class matches `pattern`: all, or those below one.

        Each label is searched once for all who bear it, between spaces: where a token may begin or
        end at white space, `^` and `$` are not needed. Answers are remembered.
        """
        if not self.by_label:
            for one, label in enumerate(self.labels):
                self.by_label.setdefault(label, []).append(one)
        if pattern not in self.matches:
            found = [ones for label, ones in self.by_label.items() if pattern.search(f" {label} ")]
            self.matches[pattern] = sorted(chain.from_iterable(found))
        known = self.matches[pattern]
        if number < 0:
            return list(known)
        return known[bisect_left(known, number + 1) : bisect_left(known, self.ends[number])]

    def having(self, name: str) -> list[tuple[int, str]]:
        """Give the elements that bear one of the attributes in ASKED, and its value, in order."""
        if not self.attributes:
            self.attributes = {asked: [] for asked in ASKED}
            known = self.attributes.get
            for number, node in enumerate(self.nodes):
                for asked, value in node.items():
                    if (found := known(asked)) is not None:
                        found.append((number, value))
        return self.attributes[name]

    def hinted(self, pattern: re.Pattern[str]) -> list[int]:
        """Give the elements that scripts' components name so; where classes are hashes it helps."""
        return [
            number
            for name in HINTS
            for number, value in self.having(name)
            if pattern.search(value.lower())
        ]

    def at(self, place: int) -> int:
        """Give the innermost element in whose text a place lies."""
        number = bisect_right(self.starts, place) - 1
        while number > 0 and self.stops[number] <= place:
            number = self.parents[number]
        return max(number, 0)

    def own_text(self, number: int) -> str:
        """Give the text that stands in an element itself, in none of its children."""
        position, pieces = self.starts[number], []
        for child in self.children(number):
            pieces.append(self.text[position : self.starts[child]])
            position = self.stops[child]
        return " ".join(" ".join([*pieces, self.text[position : self.stops[number]]]).split())

    def covered(self, numbers: Iterable[int]) -> bytearray:
        """Give a mask over all elements: 1 for those given and all within them."""
        mask = bytearray(len(self.nodes))
        for number in numbers:
            end = self.ends[number]
            mask[number:end] = b"\x01" * (end - number)
        return mask


def outline_of(root: HtmlElement) -> Outline:
    """Read the tree below `root`. One pass: about 3 µs an element."""
    outline = Outline()
    writer = _Writer(outline)
    path: list[tuple[int, HtmlElement]] = []  # the elements begun and not yet ended
    numbers = outline.numbers
    for node in root.iter():
        above = node.getparent() if path else None
        while path and path[-1][1] is not above:
            writer.leave(*path.pop(), root)
        if isinstance(node.tag, str):
            numbers[node] = number = len(outline.nodes)
            path.append((number, node))
            writer.enter(number, node, path[-2][0] if len(path) > 1 else -1)
        elif node.tail and not writer.hidden:
            writer.write(node.tail)
    while path:
        writer.leave(*path.pop(), root)
    outline.text, outline.letters = "".join(writer.text), "".join(writer.letters)
    if len(outline.nodes) > LARGE:
        for name in ("parents", "ends", "starts", "stops", "first", "last"):
            setattr(outline, name, array("i", getattr(outline, name)))
    return outline


class _Writer:
    """An outline's texts being put together, and how far they have come."""

    __slots__ = ("hidden", "letters", "letters_size", "outline", "ruby", "size", "text")

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.hidden = self.ruby = 0  # how many of the elements above hide their text
        self.text: list[str] = []
        self.letters: list[str] = []
        self.size = self.letters_size = 0

    def enter(self, number: int, node: HtmlElement, parent: int) -> None:
        """Begin an element."""
        outline, tag = self.outline, node.tag
        outline.nodes.append(node)
        outline.tags.append(tag)
        own = f" {tag}" if "-" in tag else ""  # a custom element's kind says as much as a class
        label = f"{node.get('id', '')} {node.get('class', '')}"[:LONGEST_LABEL]
        outline.labels.append(f"{label}{own}".lower())
        outline.parents.append(parent)
        outline.by_tag.setdefault(tag, []).append(number)
        if tag in TOLD:
            self.hidden += tag in UNREAD
            self.ruby += tag in RUBY
            if tag in BLOCKS and not self.hidden:
                self.text.append(BREAK)
                self.size += 1
        outline.starts.append(self.size)
        outline.first.append(self.letters_size)
        outline.ends.append(0)
        outline.stops.append(0)
        outline.last.append(0)
        if (written := node.text) and not self.hidden:
            self.write(written)

    def leave(self, number: int, node: HtmlElement, root: HtmlElement) -> None:
        """End an element, and take in what follows it."""
        outline = self.outline
        outline.ends[number] = len(outline.nodes)
        outline.stops[number] = self.size
        outline.last[number] = self.letters_size
        tag = outline.tags[number]
        if tag in TOLD:
            self.hidden -= tag in UNREAD
            self.ruby -= tag in RUBY
            if tag in BLOCKS and not self.hidden:
                self.text.append(BREAK)
                self.size += 1
        if node is not root and (written := node.tail) and not self.hidden:
            self.write(written)

    def write(self, written: str) -> None:
        """Take in a text; white space alone is one space."""
        if written.isspace():
            self.text.append(" ")
            self.size += 1
            return
        self.text.append(written)
        self.size += len(written)
        if not self.ruby:
            letters = NO_LETTERS.sub("", written.casefold())
            self.letters.append(letters)
            self.letters_size += len(letters)
