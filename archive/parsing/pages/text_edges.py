"""Where an article's text begins and ends: its lead, the credits above it, what follows it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from archive.lib.addresses import host_of, is_web
from archive.lib.text import fold
from archive.parsing.pages import timestamps
from archive.parsing.pages.count_words import count_in
from archive.parsing.pages.furniture import BY_LINE, CREDIT, ENDING, SURE_ENDING
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import BLOCKS, attribute, inner_html
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.running import Lines, element_at, heading_lines, prose_in

SHORTEST_LEAD = 40
MOST_LEAD = 0.4
LONGEST_BYLINE = 160
LONGEST_BESIDE_NAME = 24
LONGEST_BESIDE_DATE = 40
SIGNING = ("p", "em", "i")  # a name in such closes the text itself
SENTENCE_ENDS = (".", "!", "?", "…", "\u3002")
MOST_CREDITS = 6
MOST_ABOUT_AUTHOR = 500
LONGEST_ENDING = 60
MOST_LEFT = 0.4
FEW_LEFT = 0.02
PROSE_AFTER = 0.75
LINKS_AFTER = 0.2
MOST_TRAILING = 200  # lines
FEWEST_TRAILING = 2
FEWEST_BEHIND_NAME = 3  # lines, with that of the name: alone it signs the text
MOSTLY_LINKS = 0.8
LONGEST_BUTTON = 20
# An address that carries another: that of the page, to be shared.
SHARING = re.compile(
    r"[?&](?:u|url|link|href|text|body|status|share)=|^(?:mailto|whatsapp|tg):", re.I
)


def lead(ground: Ground, core: int) -> str:
    """Give the markup of what is told between the headline and an article's element apart."""
    outline, lines, headline = ground.outline, ground.lines, ground.headline
    if headline is None or outline.holds(core, headline) or headline > core:
        return ""
    span = lines.between(outline.stops[headline], outline.starts[core])
    total = prose_in(outline, lines, core)
    told: dict[int, str] = {}
    seen = outline.letters_of(core)
    for line in span:
        if lines.prose[line] < SHORTEST_LEAD or is_about(outline, lines, line):
            continue
        number = element_at(outline, lines, line)
        while outline.tags[number] not in BLOCKS and outline.parents[number] > 0:
            number = outline.parents[number]
        if outline.letters_of(number) not in seen:
            told[number] = inner_html(outline.nodes[number])
            seen += outline.letters_of(number)
    if sum(map(outline.size, told)) > MOST_LEAD * total:
        return ""
    return "".join(f"<p>{markup}</p>" for markup in told.values())


def is_about(outline: Outline, lines: Lines, line: int) -> bool:
    """Whether a line tells who wrote and when, and nothing else."""
    text = outline.text[lines.starts[line] : lines.stops[line]]
    return len(text) <= LONGEST_BYLINE and timestamps.tells_date(text)


def credits_before(ground: Ground, core: int, names: frozenset[str]) -> Iterator[int]:
    """Yield the first lines of an article's element that only tell who wrote it, and when."""
    outline, lines = ground.outline, ground.lines
    names |= {fold(ground.title)}
    start = outline.starts[core]
    if ground.headline is not None and outline.holds(core, ground.headline):
        start = outline.stops[ground.headline]
    span = lines.between(start, outline.stops[core])
    for line in span[:MOST_CREDITS]:
        text = " ".join(outline.text[lines.starts[line] : lines.stops[line]].split())
        if is_credit(text, names):
            yield line
        elif lines.prose[line] > LONGEST_BYLINE:
            return


def is_credit(text: str, names: frozenset[str]) -> bool:
    """Whether a line tells of an article, not what it says: who, when, how long, how often read."""
    if len(text) > LONGEST_BYLINE or text.endswith(SENTENCE_ENDS):
        return False
    if fold(text) in names or not any(map(str.isalpha, text)) or CREDIT.match(text):
        return True
    if len(text) <= LONGEST_ENDING and count_in(text) is not None:
        return True
    rest, has_date = timestamps.without_dates(text, " "), timestamps.tells_date(text)
    left = fold(rest)
    for name in names:
        left = left.replace(name, "")
    named = len(left) < len(fold(rest))
    if named or BY_LINE.match(text):
        return has_date or len(left) <= LONGEST_BESIDE_NAME
    return has_date and len(left) <= LONGEST_BESIDE_DATE


def ending(
    ground: Ground, core: int, gone: bytearray, names: frozenset[str]
) -> tuple[int, bool] | None:
    """Give the element from which on nothing in `core` is of the article, or after which.

    A short line of words that everywhere head what follows an article ends it, or the author's
    name above what is said of them, where little running text or mostly links come after it; so
    do links alone, to the site itself or to share it by. The second value is whether the element
    itself stays. None where all is of the article.
    """
    outline, lines = ground.outline, ground.lines
    span = lines.between(outline.starts[core], outline.stops[core])
    total = lines.prose_before[span.stop] - lines.prose_before[span.start]
    titled = set(heading_lines(outline, lines)) if span else set()
    linked_before = [0, *accumulate(lines.linked)]
    for line in span:
        left = lines.prose_before[span.stop] - lines.prose_before[line]
        if lines.sizes[line] > LONGEST_ENDING or left > MOST_LEFT * total:
            continue
        number = element_at(outline, lines, line)
        text = " ".join(outline.text[lines.starts[line] : lines.stops[line]].split())
        if gone[number] or not is_end(outline, number, text, names, left):
            continue
        if fold(text) in names and not left and span.stop - line < FEWEST_BEHIND_NAME:
            continue
        is_sure = fold(text) in names or (line in titled and SURE_ENDING.match(text))
        size = lines.size_before[span.stop] - lines.size_before[line]
        linked = linked_before[span.stop] - linked_before[line]
        is_prose = left > max(PROSE_AFTER * size, FEW_LEFT * total) and linked < LINKS_AFTER * size
        if is_sure or not is_prose:
            return boundary(outline, core, number, lines.starts[line])
    first = trailing_links(ground, span, gone)
    if first is None:
        return None
    return boundary(outline, core, element_at(outline, lines, first), lines.starts[first])


def trailing_links(ground: Ground, span: range, gone: bytearray) -> int | None:
    """Give the first of the lines at the end that are links alone, if there are several."""
    outline, lines = ground.outline, ground.lines
    links = outline.by_tag.get("a", [])
    places = [outline.starts[link] for link in links]
    first, count, own = None, 0, 0
    for line in reversed(span[-MOST_TRAILING:]):
        start, stop = lines.starts[line], lines.stops[line]
        if gone[element_at(outline, lines, line)]:
            continue
        if lines.linked[line] > MOSTLY_LINKS * lines.sizes[line]:
            here = links[bisect_left(places, start) : bisect_left(places, stop)]
            leads_on = all(is_own(ground, link) for link in here)
            if not leads_on and lines.sizes[line] > LONGEST_BUTTON:
                break
            first, count, own = line, count + 1, own + leads_on
        elif lines.prose[line] or lines.sizes[line] > LONGEST_BUTTON:
            break
    return first if count >= FEWEST_TRAILING and 2 * own >= count else None


def is_own(ground: Ground, link: int) -> bool:
    """Whether a link leads to the site itself, or to where its readers share it."""
    href = attribute(ground.outline.nodes[link], "href")
    if SHARING.search(href) or not is_web(href):
        return True
    return host_of(href) == host_of(ground.page.address)


def is_end(outline: Outline, number: int, text: str, names: frozenset[str], left: int) -> bool:
    """Whether a line heads what follows an article, or what is said of its author."""
    if fold(text) in names:
        is_signed = outline.tags[number] in SIGNING or not text[:1].isalpha()
        return left <= MOST_ABOUT_AUTHOR and not is_signed
    return bool(ENDING.match(text)) or count_in(text) is not None


def boundary(outline: Outline, core: int, number: int, place: int) -> tuple[int, bool]:
    """Give the element to cut at for a line: the one it begins, else the one it stands after."""
    if number != core and not outline.text[outline.starts[number] : place].strip():
        return number, False
    before = bisect_right(outline.starts, place) - 1
    while outline.parents[before] >= core and outline.stops[outline.parents[before]] <= place:
        before = outline.parents[before]
    is_kept = outline.size(before) > 0 or before == core
    return before, is_kept
