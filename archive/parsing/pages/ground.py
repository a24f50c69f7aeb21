"""The part of a page on which its article is looked for, told from the thread and from the rest."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from archive.lib.html import strip_tags
from archive.parsing.pages import surroundings
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.outline import NO_LETTERS, Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.running import Lines, lines_of
from archive.parsing.pages.threads.thread import Thread

# How comments known without their elements are looked for in the page: by their first letters.
PROBE = 60
SHORTEST_PROBE = 12
LONGEST_SOUGHT = 2000
MOST_SOUGHT = 2000
MOST_ABOUT = 400  # letters of name, date and buttons about a comment


@dataclass(frozen=True)
class Ground:
    """A page and what its article is not.

    `said` covers the comments, `talk` the whole section that holds them, `beside` what stands
    about the article; `lines` are the page's but those of all three. `opening` is the post that
    the thread answers, where it is built like one of its posts.
    """

    page: Page
    headline: int | None
    opening: int | None
    said: bytearray
    talk: bytearray
    beside: bytearray
    lines: Lines

    @property
    def outline(self) -> Outline:
        """The page's outline."""
        return self.page.outline

    @cached_property
    def passed(self) -> bytearray:
        """The mask over all that is not the article's."""
        return either(self.talk, self.beside)

    def shown(self, numbers: Iterable[int]) -> list[int]:
        """Give those of the elements that stand neither in the thread nor beside the article."""
        return [number for number in numbers if not self.passed[number]]

    @cached_property
    def properties(self) -> dict[str, list[int]]:
        """The elements of the page by the names in their `itemprop`, in document order."""
        found: dict[str, list[int]] = {}
        for number, names in self.having("itemprop"):
            for name in names:
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def relations(self) -> dict[str, list[int]]:
        """The links of the page by the words in their `rel`, in document order."""
        found: dict[str, list[int]] = {}
        for number, names in self.having("rel"):
            for name in names:
                found.setdefault(name.lower(), []).append(number)
        return found

    def having(self, name: str) -> Iterator[tuple[int, list[str]]]:
        """Yield the elements that have an attribute, with the words of its value."""
        numbers = self.outline.numbers
        for node in self.page.tree.xpath(f"//*[@{name}]"):
            if node in numbers:
                yield numbers[node], attribute(node, name).split()


def ground_of(page: Page, thread: Thread | None, cut: list[int], headline: int | None) -> Ground:
    """Tell what on a page is not its article; `cut` are the comments. A few passes over it."""
    outline = page.outline
    opening = thread.opening if thread else None
    first = None if opening is None else outline.numbers.get(opening)
    said = outline.covered(cut)
    talk = surroundings.thread_mask(outline, cut, first)
    lines = lines_of(outline, talk)
    kept = [*cut, *(number for number in (headline, first) if number is not None)]
    beside = outline.covered(surroundings.beside(outline, lines, kept))
    lines = lines.without(outline, beside)
    return Ground(page, headline, first, said, talk, beside, lines)


def cut_of(outline: Outline, thread: Thread | None) -> list[int]:
    """Give the elements that hold the comments: as told, else by what the comments say.

    A thread read from scripts of the page is often shown on it too.
    """
    if thread is None:
        return []
    if thread.cut:
        return numbers_of(outline, thread.cut)
    places = []
    for comment in thread.comments[:MOST_SOUGHT]:
        text = strip_tags(comment.body_html[:LONGEST_SOUGHT])
        letters = NO_LETTERS.sub("", text.casefold())[:PROBE]
        place = outline.letters.find(letters) if len(letters) >= SHORTEST_PROBE else -1
        if place >= 0:
            places.append(place)
    places.sort()
    return sorted({item_at(outline, places, place) for place in places})


def item_at(outline: Outline, places: list[int], place: int) -> int:
    """Give the largest element about a place, counted in letters, that holds no other of them."""
    number = bisect_right(outline.first, place) - 1
    while number > 0 and outline.last[number] <= place:
        number = outline.parents[number]
    while (above := outline.parents[number]) > 0:
        first, last = outline.first[above], outline.last[above]
        others = bisect_left(places, last) - bisect_left(places, first) > 1
        if others or outline.size(above) > outline.size(number) + MOST_ABOUT:
            break
        number = above
    return number


def numbers_of(outline: Outline, nodes: Iterable[object]) -> list[int]:
    """Give the numbers of these elements, in document order."""
    return sorted(outline.numbers[node] for node in nodes if node in outline.numbers)


def either(one: bytearray, other: bytearray) -> bytearray:
    """Give the mask that covers what either of two covers."""
    size = len(one)
    return bytearray((int.from_bytes(one) | int.from_bytes(other)).to_bytes(size))
