"""The part of a page on which its article is looked for, told from the thread and from the rest."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from archive.lib.html import strip_tags
from archive.parsing.drafts import CommentDraft
from archive.parsing.pages import surroundings, titles
from archive.parsing.pages.outline import NO_LETTERS, Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.running import Lines, lines_of
from archive.parsing.pages.threads.thread import Thread

# How comments known without their elements are looked for in the page: by their first letters.
PROBE = 60
SHORTEST_PROBE = 12
LONGEST_SOUGHT = 2000
MOST_SOUGHT = 2000
NEAR_LINES = 12
BEFORE_FARTHER = 1.5
BEHIND_WORTH = 0.6
MOST_ABOUT = 400  # letters of name, date and buttons about a comment


@dataclass(frozen=True)
class Ground:
    """A page, its headline, and what its article is not.

    `said` covers the comments, `talk` the whole section that holds them, `beside` what stands
    about the article; `around` the elements about a text that may tell who wrote it, and when.
    `lines` are the article's, without all of these, `about` with those around it. `opening` is
    the post that the thread answers, where it is built like one of its posts.
    """

    page: Page
    title: str
    headline: int | None
    opening: int | None
    said: bytearray
    talk: bytearray
    beside: bytearray
    around: bytearray
    about: Lines
    lines: Lines

    @property
    def outline(self) -> Outline:
        """The page's outline."""
        return self.page.outline

    @cached_property
    def passed(self) -> bytearray:
        """The mask over all that is not the article's text."""
        return either(either(self.talk, self.beside), self.around)

    def shown(self, numbers: Iterable[int]) -> list[int]:
        """Give those of the elements that stand neither in the thread nor beside the article."""
        talk, beside = self.talk, self.beside
        return [number for number in numbers if not (talk[number] or beside[number])]

    def edges(self, core: range) -> list[int]:
        """Give the lines of `about` at which the headline, the text, and what follows it begin.

        An element that holds the headline as well tells nothing by where it begins.
        """
        outline = self.outline
        places = [outline.stops[core.start]]
        if self.headline not in core:
            places.insert(0, outline.starts[core.start])
        if self.headline is not None:
            places.insert(0, outline.starts[self.headline])
        return [self.about.between(0, place).stop for place in places]

    def nearness(self, number: int, core: range) -> float:
        """Say how near an element is to the headline or the text: 1 near, 0 far; less behind it.

        `core` are the elements of the text. What follows the thread is near to nothing.
        """
        place = self.about.between(0, self.outline.starts[number]).stop
        *starts, end = self.edges(core)
        near = max(closeness(place - edge) for edge in starts)
        thread = self.said.find(1)
        is_behind = place >= end and (thread < 0 or number < thread)
        return max(near, BEHIND_WORTH * closeness(place - end) if is_behind else 0)

    @cached_property
    def properties(self) -> dict[str, list[int]]:
        """The elements of the page by the names in their `itemprop`, in document order."""
        found: dict[str, list[int]] = {}
        for number, names in self.outline.having("itemprop"):
            for name in names.split():
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def relations(self) -> dict[str, list[int]]:
        """The links of the page by the words in their `rel`, in document order."""
        found: dict[str, list[int]] = {}
        for number, names in self.outline.having("rel"):
            for name in names.lower().split():
                found.setdefault(name, []).append(number)
        return found


def closeness(lines: int) -> float:
    """Give 1 for lines that meet, 0 for those far apart; before the other is farther."""
    distance = lines if lines >= 0 else -BEFORE_FARTHER * lines
    return 1 - min(distance, NEAR_LINES) / NEAR_LINES


def ground_of(page: Page, thread: Thread | None) -> Ground:
    """Tell what on a page is not its article. A few passes over the outline."""
    outline = page.outline
    cut = cut_of(outline, thread)
    said = outline.covered(cut)
    title, headline = titles.title_of(page, said)
    opening = thread.opening if thread else None
    first = None if opening is None else outline.numbers.get(opening)
    if thread is None:
        talk = outline.covered(surroundings.named_sections(outline, headline))
    else:
        talk = surroundings.thread_mask(outline, cut, first)
    lines = lines_of(outline, talk)
    kept = [*cut, *(number for number in (headline, first) if number is not None)]
    surely, perhaps = surroundings.beside(outline, lines, kept)
    beside, around = outline.covered(surely), outline.covered(perhaps)
    about = lines.without(outline, beside)
    masks = (said, talk, beside, around)
    return Ground(page, title, headline, first, *masks, about, about.without(outline, around))


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
        letters = first_letters(comment)
        place = outline.letters.find(letters) if letters else -1
        if place >= 0:
            places.append(place)
    places.sort()
    return sorted({item_at(outline, places, place) for place in places})


def first_letters(comment: CommentDraft) -> str:
    """Give the letters a comment begins with; empty for one too short to be told by them."""
    text = strip_tags(comment.body_html[:LONGEST_SOUGHT])
    letters = NO_LETTERS.sub("", text.casefold())[:PROBE]
    return letters if len(letters) >= SHORTEST_PROBE else ""


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
