"""What a page says about its thread as a whole: how many comments, and whether it is open."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from archive.parsing.pages import structured
from archive.parsing.pages.count_words import (
    ABOUT_THREAD,
    ANSWER,
    BARE_COUNT,
    CLOSED,
    CLOSING,
    LEVELS_NAMED,
    LONGEST_HEADING,
    LONGEST_LABEL,
    LONGEST_NOTICE,
    THOUGHTS,
    count_in,
)
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.outline import BREAK, Outline

HEADINGS = ("h2", "h3", "h4", "h5")


def declared_count(ground: Ground) -> int | None:
    """Give how many comments the page says there are; None where it does not say.

    What readers see above the thread goes before structured data, and that before links.
    """
    shown = next(shown_counts(ground), None)
    if shown is not None:
        return shown
    stated = structured_count(ground)
    return stated if stated is not None else next(linked_counts(ground), None)


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
    outline = ground.outline
    if is_closed(ground):
        return "closed"
    for form in outline.by_tag.get("form", ()):
        action = attribute(outline.nodes[form], "action").lower()
        is_named = ANSWER.search(outline.labels[form]) or ANSWER.search(action)
        if is_named and outline.tagged("textarea", form):
            return "open"
    return "unknown"


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
