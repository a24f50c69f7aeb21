"""Where a page's running text stands: its lines, and how much of each is prose.

A line is what stands between two breaks of an outline's text: a paragraph, a heading, a cell, a
menu's entry. Prose is told from furniture by what any language shows: it is longer, it has
punctuation, and few of its letters are links.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from archive.parsing.pages.outline import BREAK, Outline

PUNCTUATION = re.compile(r"[.!?…,;:\u3002\uff01\uff1f\u3001\uff0c\u0964\u061f\u06d4\u060c]")
# Scripts that write a word in one or two characters.
DENSE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
SHORTEST = 25
SHORTEST_DENSE = 8
MOST_LINKED = 0.5
MOST_READ = 1000
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class Lines:
    """The lines of a page that hold text, in order, and sums over those before each.

    `sizes` are characters without white space, `linked` those of them in links, `prose` those
    that are running text; all three are 0 for a line that is passed over.
    """

    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)
    size_before: list[int] = field(default_factory=list)
    prose_before: list[int] = field(default_factory=list)

    def without(self, outline: Outline, mask: bytearray) -> "Lines":
        """Give the same without the lines in elements that a mask covers."""
        kept = [place for part in gaps(spans(outline, mask)) for place in self.between(*part)]
        starts, stops, sizes, linked, prose = (
            [values[place] for place in kept]
            for values in (self.starts, self.stops, self.sizes, self.linked, self.prose)
        )
        return summed(starts, stops, sizes, linked, prose)

    def between(self, start: int, stop: int) -> range:
        """Give the numbers of the lines that begin within a part of the page's text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, stop))

    def prose_in(self, start: int, stop: int) -> int:
        """Give how much running text begins within a part of the page's text."""
        lines = self.between(start, stop)
        return self.prose_before[lines.stop] - self.prose_before[lines.start]

    def size_in(self, start: int, stop: int) -> int:
        """Give how many characters begin within a part of the page's text."""
        lines = self.between(start, stop)
        return self.size_before[lines.stop] - self.size_before[lines.start]


def lines_of(outline: Outline, passed: bytearray) -> Lines:
    """Read the lines of a page but those in elements that the mask `passed` covers."""
    starts, stops, sizes = [], [], []
    for start, stop in gaps(spans(outline, passed), len(outline.text)):
        place = start
        for piece in outline.text[start:stop].split(BREAK):
            if piece and not piece.isspace():
                starts.append(place)
                stops.append(place + len(piece))
                sizes.append(len("".join(piece.split())))
            place += len(piece) + 1
    lines = Lines(starts, stops, sizes)
    lines.linked = linked_in(outline, lines)
    prose = [0] * len(starts)
    titled = set(heading_lines(outline, lines))
    for part in paragraphs(outline, lines):
        if part.start not in titled:
            size, linked = (
                sum(sizes[part.start : part.stop]),
                sum(lines.linked[part.start : part.stop]),
            )
            text = outline.text[starts[part.start] : stops[part.stop - 1]]
            worth = worth_of(text, size, linked)
            for line in part:
                prose[line] = worth * (sizes[line] - lines.linked[line]) // 2
    return summed(starts, stops, sizes, lines.linked, prose)


def paragraphs(outline: Outline, lines: Lines) -> Iterator[range]:
    """Yield the runs of lines that only line breaks part: the verses of a poem are one."""
    breaks = [outline.starts[number] for number in outline.by_tag.get("br", ())]
    first = 0
    for line in range(1, len(lines.starts) + 1):
        if line < len(lines.starts):
            start, stop = lines.stops[line - 1], lines.starts[line]
            parted = outline.text.count(BREAK, start, stop)
            if parted == 2 * (bisect_left(breaks, stop) - bisect_left(breaks, start)):
                continue
        yield range(first, line)
        first = line


def summed(
    starts: list[int], stops: list[int], sizes: list[int], linked: list[int], prose: list[int]
) -> Lines:
    """Give lines with the sums over those before each."""
    size_before, prose_before = ([0, *accumulate(values)] for values in (sizes, prose))
    return Lines(starts, stops, sizes, linked, prose, size_before, prose_before)


def worth_of(text: str, size: int, linked: int) -> int:
    """Give how much a paragraph's characters count as running text, in halves.

    None where they are few or mostly links, half of them where they have no punctuation.
    """
    own = size - linked
    if own < SHORTEST_DENSE or linked > MOST_LINKED * size:
        return 0
    is_dense = bool(DENSE.search(text))
    if own < SHORTEST and not is_dense:
        return 0
    return 2 if PUNCTUATION.search(text) else 1


def spans(outline: Outline, mask: bytearray) -> list[tuple[int, int]]:
    """Give the parts of the page's text in the elements a mask covers, in order."""
    found: list[tuple[int, int]] = []
    number = mask.find(1)
    while number >= 0:
        found.append((outline.starts[number], outline.stops[number]))
        number = mask.find(1, outline.ends[number])
    return found


def gaps(over: list[tuple[int, int]], end: int = sys.maxsize) -> Iterator[tuple[int, int]]:
    """Yield the parts between these parts, from the beginning to `end`."""
    place = 0
    for start, stop in over:
        yield place, start
        place = max(place, stop)
    yield place, end


def linked_in(outline: Outline, lines: Lines) -> list[int]:
    """Give how many characters of each line stand in links."""
    found = [0] * len(lines.starts)
    done = 0
    for link in outline.by_tag.get("a", ()):
        start, stop = max(outline.starts[link], done), outline.stops[link]
        if start >= stop or "href" not in outline.nodes[link].attrib:
            continue
        done = stop
        line = max(bisect_right(lines.starts, start) - 1, 0)
        while line < len(found) and lines.starts[line] < stop:
            part = outline.text[max(start, lines.starts[line]) : min(stop, lines.stops[line])]
            found[line] += len("".join(part.split()))
            line += 1
    return found


def heading_lines(outline: Outline, lines: Lines) -> list[int]:
    """Give the numbers of the lines that are headings."""
    return [
        line
        for tag in HEADINGS
        for number in outline.by_tag.get(tag, ())
        for line in lines.between(outline.starts[number], outline.stops[number])
    ]


def prose_in(outline: Outline, lines: Lines, number: int) -> int:
    """Give how much running text an element holds."""
    return lines.prose_in(outline.starts[number], outline.stops[number])


def size_in(outline: Outline, lines: Lines, number: int) -> int:
    """Give how many characters an element holds."""
    return lines.size_in(outline.starts[number], outline.stops[number])


def element_at(outline: Outline, lines: Lines, line: int) -> int:
    """Give the innermost element in which the first character of a line stands."""
    text = outline.text[lines.starts[line] : lines.stops[line]]
    return outline.at(lines.starts[line] + len(text) - len(text.lstrip()))


def block_of(outline: Outline, lines: Lines, line: int) -> Iterator[int]:
    """Yield the outermost element that holds a line and no other, if there is one."""
    start, stop = lines.starts[line], lines.stops[line]
    found = None
    number = element_at(outline, lines, line)
    while number >= 0 and outline.starts[number] >= start - 1 and outline.stops[number] <= stop + 1:
        found = number
        number = outline.parents[number]
    if found is not None:
        yield found


def pieces_of(
    outline: Outline, lines: Lines, line: int, without: Collection[int] = ()
) -> list[str]:
    """Give a line's text in the pieces that its elements part it into, without some of those.

    Pages often leave the space between a name and a date to their style sheets. Of a long line
    only the beginning is read.
    """
    start = lines.starts[line]
    stop = min(lines.stops[line], start + MOST_READ)
    holder = element_at(outline, lines, line)
    if holder in without:
        return []
    edges, place = [], start
    for number in range(bisect_left(outline.starts, start), bisect_left(outline.starts, stop)):
        if outline.starts[number] < place or number == holder:
            continue
        edges.append((place, outline.starts[number]))
        place = outline.starts[number]
        if number in without or outline.stops[number] < stop:
            end = min(outline.stops[number], stop)
            if number not in without:
                edges.append((place, end))
            place = end
    edges.append((place, stop))
    texts = (" ".join(outline.text[first:last].split()) for first, last in edges)
    return [text for text in texts if text]
