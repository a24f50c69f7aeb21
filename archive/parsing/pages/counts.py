"""What a page says about its thread as a whole: how many comments, and whether it is open."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Literal

from archive.parsing.pages import structured
from archive.parsing.pages.count_words import (
    ABOUT_THREAD,
    ANSWER,
    ANSWERS,
    BARE_COUNT,
    CLOSED,
    CLOSING,
    LEVELS_NAMED,
    LONGEST_HEADING,
    LONGEST_LABEL,
    LONGEST_NOTICE,
    PARTED,
    THOUGHTS,
    UNANSWERING,
    bare_count_in,
    count_in,
)
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.outline import BREAK, Outline

HEADINGS = ("h2", "h3", "h4", "h5")
# How much text above the first comment can be the head of its thread.
LONGEST_HEAD = 600
# Lines about the headline and about the text's end that may tell of the article.
ABOUT_HEADLINE = range(-2, 6)
ABOUT_END = range(-2, 4)
# Letters between a place to write and the thread: a label or two, a note on manners.
MOST_BETWEEN = 400
LEVELS_ABOUT_FIELD = 6
MOST_FIELDS = 500


def declared_count(ground: Ground, core: range) -> int | None:
    """Give how many comments the page says there are; None where it does not say.

    What readers see above the thread goes before structured data, that before links, and these
    before lines about the article. `core` are the elements of the text.
    """
    shown = next(chain(shown_counts(ground), counts_above(ground, core)), None)
    if shown is not None:
        return shown
    stated = structured_count(ground)
    if stated is not None:
        return stated
    return next(chain(linked_counts(ground), counts_about(ground, core)), None)


def shown_counts(ground: Ground) -> Iterator[int]:
    """Yield the counts in headings and in elements named for comments, in page order."""
    outline = ground.outline
    headings = {number for tag in HEADINGS for number in outline.by_tag.get(tag, ())}
    named = {
        number
        for number in outline.labelled(ABOUT_THREAD)
        if outline.tags[number] not in ("a", "body", "html")
    }
    for number in sorted(headings | named):
        if ground.said[number] or ground.beside[number]:
            continue
        limit = LONGEST_HEADING if number in headings else LONGEST_LABEL
        if not 0 < outline.size(number) <= limit:
            continue
        shown = outline.words(number)
        if len(shown) > limit:
            continue
        if BARE_COUNT.search(outline.labels[number]) and re.fullmatch(r"\d{1,6}", shown):
            yield int(shown)
        elif (count := count_in(shown)) is not None:
            yield count
        elif (match := THOUGHTS.search(shown)) and is_of_thread(outline, number):
            yield int(re.sub(r"\D", "", match[1]))


def counts_above(ground: Ground, core: range) -> Iterator[int]:
    """Yield the counts in the lines between the text and the first comment, the nearest first.

    Many heads of threads are no headings and are named for nothing.
    """
    outline, first = ground.outline, ground.said.find(1)
    if first < 0:
        return
    stop, end = outline.starts[first], outline.stops[core.start]
    start = max(stop - LONGEST_HEAD, end if end <= stop else 0)
    place, below = stop, ""
    for line in reversed(outline.text[start:stop].split(BREAK)):
        place -= len(line) + 1
        shown = " ".join(line.split())
        if not shown or len(shown) > LONGEST_LABEL or ground.beside[outline.at(place + 1)]:
            continue
        count = count_in(shown)
        if count is None:
            count = bare_count_in(f"{shown} {below}" if below.isdecimal() else shown)
        if count is not None:
            yield count
        below = shown


def counts_about(ground: Ground, core: range) -> Iterator[int]:
    """Yield the counts in lines that tell of the article, about its headline and its end.

    Such a line tells several things, "Ada · 4 May 2012 · 13 comments", or nothing but the count.
    One behind the thread may count what forums do, the opening post with its answers.
    """
    text, about, first = ground.outline.text, ground.about, ground.said.find(1)
    *starts, end = ground.edges(core)
    near = {start + step for start in starts for step in ABOUT_HEADLINE}
    near |= {end + step for step in ABOUT_END}
    before = about.between(0, len(text) if first < 0 else ground.outline.starts[first])
    for line in sorted(near.intersection(before)):
        if about.sizes[line] <= LONGEST_HEADING:
            parts = PARTED.split(" ".join(text[about.starts[line] : about.stops[line]].split()))
            for part in parts:
                count = count_in(part) if len(parts) > 1 else bare_count_in(part)
                if count is not None and len(part) <= LONGEST_LABEL:
                    yield count


def is_of_thread(outline: Outline, number: int) -> bool:
    """Whether an element, or one closely around it, is named for comments."""
    near = (number, *islice(outline.above(number), LEVELS_NAMED))
    return any(
        ABOUT_THREAD.search(outline.labels[one])
        for one in near
        if outline.tags[one] not in ("body", "html")
    )


def structured_count(ground: Ground) -> int | None:
    """Give the count in JSON-LD or microdata: commentCount, or interactions that are comments."""
    thing = ground.page.article_thing
    values = structured.strings(thing.get("commentCount"))
    statistics = thing.get("interactionStatistic")
    for one in statistics if isinstance(statistics, list) else [statistics]:
        if isinstance(one, dict) and "Comment" in str(one.get("interactionType")):
            values += structured.strings(one.get("userInteractionCount"))
    for name in ("commentCount", "interactionCount"):
        for number in ground.properties.get(name, ()):
            content = attribute(ground.outline.nodes[number], "content")
            value = content or ground.outline.words(number, LONGEST_LABEL)
            if name == "commentCount" or "UserComments" in value:
                values.append(value.removeprefix("UserComments:"))
    numbers = (value.strip() for value in values)
    return next((int(number) for number in numbers if re.fullmatch(r"\d{1,7}", number)), None)


def linked_counts(ground: Ground) -> Iterator[int]:
    """Yield counts in links to this page's own thread, not to that of another article."""
    outline = ground.outline
    own = ground.page.address.split("#")[0].rstrip("/")
    for link in outline.by_tag.get("a", ()):
        href = attribute(outline.nodes[link], "href")
        if "#" not in href or ground.said[link] or ground.beside[link]:
            continue
        place, _, fragment = href.partition("#")
        is_here = place == "" or (own and place.rstrip("/") == own)
        if is_here and ANSWER.search(fragment.lower()):
            shown = outline.words(link, LONGEST_LABEL)
            count = count_in(shown)
            if count is None and re.fullmatch(r"\d{1,6}", shown):
                count = int(shown)
            if count is not None:
                yield count


def comments_state(ground: Ground) -> Literal["open", "closed", "unknown"]:
    """Say whether the thread takes replies: by the notice that it does not, or by its form."""
    if is_closed(ground):
        return "closed"
    asked = islice(fields(ground.outline), MOST_FIELDS)
    return "open" if any(is_to_answer(ground, one) for one in asked) else "unknown"


def fields(outline: Outline) -> Iterator[int]:
    """Yield the places of a page where more than a line can be written."""
    yield from outline.by_tag.get("textarea", ())
    yield from (number for number, value in outline.having("contenteditable") if value != "false")
    yield from (number for number, role in outline.having("role") if role == "textbox")


def is_to_answer(ground: Ground, field: int) -> bool:
    """Whether what is written in a field answers the article: by its names, or by its place."""
    outline = ground.outline
    near = [field, *islice(outline.above(field), LEVELS_ABOUT_FIELD)]
    near = [number for number in near if outline.tags[number] not in ("body", "html")]
    names = [outline.labels[number] for number in near]
    if any(UNANSWERING.search(name) for name in names):
        return False
    forms = [number for number in near if outline.tags[number] == "form"]
    names = [outline.labels[form] for form in forms]
    names += [attribute(outline.nodes[form], "action").lower() for form in forms]
    if any(ANSWER.search(name) for name in names):
        return True
    return any(ANSWERS.search(outline.labels[number]) for number in near) or is_by(ground, field)


def is_by(ground: Ground, field: int) -> bool:
    """Whether a field stands among the comments, or with little between it and them."""
    first, last = ground.said.find(1), ground.said.rfind(1)
    if first < 0:
        return False
    place, outline = ground.outline.first[field], ground.outline
    before, behind = outline.first[first] - place, place - outline.last[last]
    return max(before, behind) <= MOST_BETWEEN


def is_closed(ground: Ground) -> bool:
    """Whether a line that is no comment's says that no more are taken."""
    outline = ground.outline
    text = outline.text
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose lower case is two: places would not agree
        folded = text
    for stem in CLOSING:
        place = folded.find(stem)
        while place >= 0:
            start = max(text.rfind(BREAK, 0, place) + 1, place - LONGEST_NOTICE)
            stop = text.find(BREAK, place)
            stop = min(len(text) if stop < 0 else stop, place + LONGEST_NOTICE)
            line = " ".join(text[start:stop].split())
            if CLOSED.search(line) and not ground.said[outline.at(place)]:
                return True
            place = folded.find(stem, max(stop, place + len(stem)))
    return False
