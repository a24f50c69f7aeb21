"""Where a page says when: the points around which the posts of a thread are looked for.

A date in a line of its own, or nearly so, dates what stands about it; one in running prose dates
nothing. So are times of day and "3 hours ago", which tell where posts are even where they do not
tell when.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from archive.lib.dates import find_dates
from archive.lib.relative_times import HINTS, HINTS_WITHIN, find_relative
from archive.parsing.pages import timestamps
from archive.parsing.pages.outline import BREAK, Outline

# Cheap signs of a date or a time of day, to find the few lines worth a closer look. They begin
# with one class of characters, or with words alone, so that most of a text is passed over fast.
DIGITS = re.compile(
    r"[\d](?:\d{3}(?!\d)|\d?[./-]\d{1,2}[./-]\d\d|\d?[:.h]\d\d(?!\d)|\d?\s?[時时시])", re.A
)
OTHER_DIGITS = re.compile(r"[٠-٩۰-۹०-९๐-๙]{4}")
LINE_ENDS = re.compile(rf"[\n\t{BREAK}]")
BESIDE_WORDS = ".,:;!?()[]|·•–—-\"'"
# "5m", "3 hrs" alone in its element.
SHORT_SPAN = re.compile(r"\d{1,3}\s?(?:[smhdwy]|min|mins|hrs?|mo)(?!\w)", re.A)
CLOCK_ALONE = re.compile(r"\W*\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?|uhr|h)?\W*", re.I)
LONGEST_LINE = 200
LONGEST_PART = 80
# Beside "yesterday" or "2 hours ago": a name and a clock, not a sentence.
MOST_BESIDE = 32
MOST_AROUND = 120
# Signs of dates that are looked at, and dates, at most; a long thread has a few for each post.
MOST = 100_000
# "datetime", "data-time", "data-comment-timestamp", with a value that is a date or a Unix time.
TIMED = re.compile(r"time|date|created|posted")
# Attributes shown to who points at an element: the date behind "2 hours ago".
TIPS = ("title", "data-tippy-content", "data-original-title", "data-tooltip", "aria-label")
TIME_VALUE = re.compile(r"\s*(?:\d{4}-\d\d-\d\d|1\d{9}(?:\d{3})?\s*$)")


@dataclass(frozen=True, slots=True)
class When:
    """The element that says when, and where in the page's text it says so."""

    number: int
    start: int
    stop: int


def whens(outline: Outline) -> list[When]:
    """Give the places of a page that say when, in document order, each element once."""
    found = {when.number: when for when in shown(outline)}
    for number in machine_readable(outline):
        found.setdefault(number, When(number, outline.starts[number], outline.stops[number]))
    ordered = sorted(found.values(), key=lambda when: when.number)
    return without_repeats(ordered[:MOST], outline)


def without_repeats(found: list[When], outline: Outline) -> list[When]:
    """Leave out what only repeats: an element that says when, in another that says it too."""
    holders = {above for when in found for above in islice(outline.above(when.number), 3)}
    return [
        when
        for place, when in enumerate(found)
        if when.number not in holders
        or not any(
            outline.holds(when.number, other.number) for other in found[place + 1 : place + 3]
        )
    ]


def shown(outline: Outline) -> Iterator[When]:
    """Yield what readers see."""
    text, done, known = outline.text, -1, dict[int, int]()
    for place in hints(text):
        if place < done:
            continue
        start, stop = line_about(text, place)
        number = deepest_at(outline, place, known)
        inner = outline.starts[number], outline.stops[number]
        is_part = inner[1] - inner[0] <= LONGEST_PART
        if stop - start > LONGEST_LINE and not is_part:
            continue
        if is_part and inner[1] - inner[0] < stop - start and tells_when(text[slice(*inner)]):
            if not is_clock_of_line(text, inner, start, stop):
                start, stop = inner
            else:
                number, (start, stop) = around(outline, number, stop), stripped(text, start, stop)
        elif tells_when(text[start:stop]):
            start, stop = stripped(text, start, stop)
        else:
            continue
        done = stop
        yield When(number, start, stop)


def is_clock_of_line(text: str, inner: tuple[int, int], start: int, stop: int) -> bool:
    """Whether an element is the time of day of a date that stands beside it, in its line."""
    alone = CLOCK_ALONE.fullmatch(text[slice(*inner)])
    return alone is not None and stop - start <= LONGEST_LINE and is_dated(text[start:stop])


def is_dated(line: str) -> bool:
    """Whether a line holds a date."""
    return timestamps.tells_date(line)


def around(outline: Outline, number: int, stop: int) -> int:
    """Give the element that holds a line's end as well, or nearly; the one that begins it, else."""
    for above in (number, *islice(outline.above(number), 3)):
        if outline.stops[above] - outline.starts[above] > LONGEST_LINE:
            break
        number = above
        if outline.stops[above] >= stop:
            break
    return number


def hints(text: str) -> list[int]:
    """Give the places of a text that may belong to a date, in order."""
    patterns = (DIGITS, OTHER_DIGITS, SHORT_SPAN)
    found = [match.start() for one in patterns for match in islice(one.finditer(text), MOST)]
    lowered = text.lower() if len(text.lower()) == len(text) else text
    spaced = LINE_ENDS.sub(" ", lowered)
    present = {part for word in set(spaced.split()) for part in (word, word.strip(BESIDE_WORDS))}
    spoken = [f" {hint}" for hint in HINTS if present.issuperset(hint.split())]
    for words in (spoken, HINTS_WITHIN):
        found += [place for word in words for place in islice(places_of(word, spaced), MOST)]
    return sorted(found)[:MOST]


def places_of(word: str, text: str) -> Iterator[int]:
    """Yield where a word stands in a text, no letter after it."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not text[end : end + 1].isalpha():
            yield end - 1
        place = text.find(word, end)


def line_about(text: str, place: int) -> tuple[int, int]:
    """Give where the line about a place begins and ends; a line of letters, not of the source."""
    start = text.rfind(BREAK, max(0, place - LONGEST_LINE - 1), place) + 1
    start = start or max(0, place - LONGEST_LINE - 1)
    stop = text.find(BREAK, place, place + LONGEST_LINE + 1)
    return start, stop if stop >= 0 else min(len(text), place + LONGEST_LINE + 1)


def stripped(text: str, start: int, stop: int) -> tuple[int, int]:
    """Give the same part of a text without white space about it."""
    line = text[start:stop]
    start += len(line) - len(line.lstrip())
    return start, start + len(line.strip())


def deepest_at(outline: Outline, place: int, known: dict[int, int]) -> int:
    """Give the innermost element in whose text a place lies.

    Places come in order: `known` remembers how far up the last one behind an element led.
    """
    begun = bisect_right(outline.starts, place) - 1
    number = known.get(begun, begun)
    while number > 0 and outline.stops[number] <= place:
        number = outline.parents[number]
    known[begun] = number
    return max(number, 0)


def tells_when(line: str) -> bool:
    """Whether a short line holds a date, a time of day alone, or a time since."""
    if dates := find_dates(line):
        start, stop = dates[0]
        return len(" ".join(line.split())) - (stop - start) <= MOST_AROUND
    if CLOCK_ALONE.fullmatch(line):
        return True
    start, stop = find_relative(line) or (0, 0)
    return bool(stop) and len(line) - (stop - start) <= MOST_BESIDE


def machine_readable(outline: Outline) -> Iterator[int]:
    """Yield the elements that carry a date meant for machines."""
    for number, node in enumerate(outline.nodes):
        names = node.keys()
        if not names:
            continue
        if (
            any(TIMED.search(name) and TIME_VALUE.match(node.get(name)) for name in names)
            or any(says_when(node.get(name)) for name in TIPS if name in names)
            or timestamps.machine_readable(node)
        ):
            yield number


def says_when(tip: str | None) -> bool:
    """Whether what is shown to who points at an element is a date."""
    if not tip or len(tip) > LONGEST_PART or not DIGITS.search(tip):
        return False
    return any(len(tip) - (stop - start) <= MOST_BESIDE for start, stop in find_dates(tip)[:1])
