"""An article's headline: what the page shows as one and what it claims, brought to agree."""

import re
import sys
from collections.abc import Iterator

from archive.lib import addresses
from archive.lib.html import strip_tags
from archive.lib.text import collapse, fold
from archive.parsing.pages import structured, timestamps
from archive.parsing.pages.outline import BREAK, Outline
from archive.parsing.pages.page import Page

SEPARATOR = re.compile(r"\s+[|\u2013—·•»«\-:]+\s+|\s*[|»]\s*")
EDGES = " |\u2013—·•»«-:"
HEADLINE = re.compile(
    r"\b(?:entry|post|article|story|page|asset|content|news|topic|thread)[-_]{0,2}"
    r"(?:title|headline|name|head)\b|\bheadline\b"
)
# A link to a site's front page: its name's link, not an article's.
HOME = re.compile(r"^(?:https?://[^/]+)?/?(?:index\.\w+)?$")
SHARE_OF_TITLE = 0.4
LONGEST_TITLE = 300
MOST_HEADINGS = 80
SHORTEST_RUN = 6
FEWEST_WORDS = 3
LEAST_BENEATH = 25  # letters between the headings of a site and of its article
MOST_PARTS = 8
PARTED = re.compile(r"\s+[|\u2013—·•»«/\-:]+\s+|\s*[|»]\s*|:\s+")
RUNNING_ON = frozenset({"h1", "h2", "h3", "h4", "p"})


def title_of(page: Page, said: bytearray) -> tuple[str, int | None]:
    """Give the headline and the element that shows it, None where none does.

    It is the visible heading that the page's own titles repeat, else what the page claims; then
    any element that shows just that, or the part of it before the site's name, is its place.
    `said` covers the comments, in which no headline stands.
    """
    claimed = claims(page)
    told = fold(" ".join(claimed))
    shown = {n: heading_text(page.outline, n, told) for n in headings(page.outline, said)}
    names = frozenset(fold(name) for name in site_names(page))
    found = repeated(page, claimed, shown, names)
    if found is not None:
        whole = fold(page.window_title)
        is_part = len(fold(shown[found])) < SHARE_OF_TITLE * len(whole)
        text, number = elsewhere(page, claimed, names, said) if is_part else ("", None)
        # Sites name themselves last; a heading that is the end of the title may be their name.
        is_before = whole.find(fold(text)) < whole.find(fold(shown[found]))
        if number is not None and number not in shown and is_before:
            return text, number
        return shown[found], found
    if not claimed:
        first = next(iter(shown), None)
        return ("", None) if first is None else (shown[first], first)
    text, number = elsewhere(page, claimed, names, said)
    if number is None and (only := only_headline(page.outline, shown, names)) is not None:
        return shown[only], only
    return text, number


def only_headline(outline: Outline, shown: dict[int, str], names: frozenset[str]) -> int | None:
    """Give a page's one first-rate heading, if it is a phrase: windows may say it otherwise."""
    found = [n for n, text in shown.items() if outline.tags[n] == "h1" and fold(text) not in names]
    is_phrase = len(found) == 1 and len(shown[found[0]].split()) >= FEWEST_WORDS
    return found[0] if is_phrase else None


def claims(page: Page) -> list[str]:
    """Give the titles the page states, the most trusted first: JSON-LD, meta, the window's."""
    thing = page.article_thing
    stated = [structured.first(thing.get("headline") or thing.get("name"))]
    stated += page.meta.get("og:title", [])[:1] + page.meta.get("twitter:title", [])[:1]
    told = (collapse(strip_tags(value)) for value in [*stated, page.window_title] if value)
    return [title for title in told if title]


def repeated(
    page: Page, claimed: list[str], shown: dict[int, str], names: frozenset[str]
) -> int | None:
    """Give the heading that what the page claims repeats, the longest; None where none is."""
    folded = [fold(title) for title in claimed]
    own = {number: fold(text) for number, text in shown.items()}
    known = {
        number: text
        for number, text in own.items()
        if text and text not in names and any(text in title for title in folded)
    }
    stated = [page.window_title, *page.meta.get("og:title", [])[:1]]
    named = {fold(part) for title in stated for part in PARTED.split(title)}
    parts = {number: text for number, text in known.items() if text in named}
    if len(set(parts.values())) > 1:
        first = begun_with(page, parts)
        return above_most(page.outline, parts) if first is None else first
    best = max(known, key=lambda number: len(own[number]), default=None)
    if best is None:
        return None
    shortest = min(
        (fold(without_site(title, names, page.window_title)) for title in claimed), key=len
    )
    is_whole = best in parts or len(own[best]) >= SHARE_OF_TITLE * len(shortest)
    return best if is_whole else None


def begun_with(page: Page, parts: dict[int, str]) -> int | None:
    """Give of several headings the one that og:title begins with, else the first-rate one that the
    window's title begins with, if text follows it; None where there is none."""
    outline = page.outline
    for title in page.meta.get("og:title", [])[:1]:
        for number, text in parts.items():
            if fold(title).startswith(text):
                return number
    window = fold(page.window_title)
    for number, text in parts.items():
        if outline.tags[number] == "h1" and window.startswith(text):
            after = min((outline.first[n] for n in parts if n > number), default=sys.maxsize)
            if after - outline.last[number] > LEAST_BENEATH:
                return number
    return None


def above_most(outline: Outline, parts: dict[int, str]) -> int:
    """Give of several headings that make up the window's title the one with most text beneath it.

    The site's name stands above the article's with hardly anything between, or at the page's end.
    """
    first: dict[str, int] = {}
    for number in sorted(parts):
        first.setdefault(parts[number], number)
    numbers = sorted(first.values())
    ends = [*(outline.first[number] for number in numbers[1:]), len(outline.letters)]
    beneath = {
        number: end - outline.last[number] for number, end in zip(numbers, ends, strict=True)
    }
    return max(beneath, key=lambda number: beneath[number])


def elsewhere(
    page: Page, claimed: list[str], names: frozenset[str], said: bytearray
) -> tuple[str, int | None]:
    """Give the title the page claims, as far as an element that is no heading shows it.

    Of a title such as "Board - Topic - Page" that is the longest run of its parts which stands
    somewhere on the page alone, and is not the link to the front page.
    """
    outline = page.outline
    title = without_site(claimed[0], names, page.window_title)
    wanted = dict.fromkeys([title, *claimed, *runs(claimed[-1])])
    for text in sorted(wanted, key=len, reverse=True):
        folded = fold(text)
        if folded in names or len(folded) < SHORTEST_RUN:
            continue
        number = shows(outline, folded, said)
        if number is not None and not leads_home(outline, number):
            return text, number
    return title, None


def runs(title: str) -> list[str]:
    """Give the parts of a window's title, and what several neighbours of them are together."""
    if len(title) > LONGEST_TITLE:
        return []
    edges = [(match.start(), match.end()) for match in PARTED.finditer(title)]
    starts = [0, *(stop for _, stop in edges)][:MOST_PARTS]
    stops = [*(start for start, _ in edges), len(title)][:MOST_PARTS]
    return [title[start:stop].strip() for start in starts for stop in stops if stop > start]


def leads_home(outline: Outline, number: int) -> bool:
    """Whether an element is, holds or stands in a link to the site's front page."""
    above = [one for one, _ in zip(outline.above(number), range(2), strict=False)]
    links = [one for one in (number, *above) if outline.tags[one] == "a"]
    links += outline.tagged("a", number)
    return any(is_home(outline, link) for link in links)


def shows(outline: Outline, sought: str, said: bytearray) -> int | None:
    """Give the first element whose text is just this (folded), the innermost; None for none.

    One among the comments counts only where no other does: a forum's first post may show it.
    """
    letters = "".join(sought.split())
    place = outline.letters.find(letters) if letters else -1
    if place < 0:
        return None
    found = among = None
    for number, start in enumerate(outline.first):
        if start > place and found is not None:
            break
        if outline.last[number] - start != len(letters) or outline.tags[number] == "title":
            continue
        if outline.letters_of(number) == letters:
            if not said[number]:
                found, place = number, start
            elif among is None or start == outline.first[among]:
                among = number
    return among if found is None else found


def headings(outline: Outline, said: bytearray) -> Iterator[int]:
    """Yield likely headlines, the likeliest kind first; not those that name the site."""
    marked = [number for number, names in outline.having("itemprop") if "headline" in names.split()]
    kinds = [marked, outline.by_tag.get("h1", []), outline.labelled(HEADLINE)]
    kinds += [outline.by_tag.get("h2", []), outline.by_tag.get("h3", [])]
    for number in dict.fromkeys(number for kind in kinds for number in kind[:MOST_HEADINGS]):
        if said[number] or not 0 < outline.size(number) <= LONGEST_TITLE:
            continue
        if not any(is_home(outline, link) for link in outline.tagged("a", number)):
            yield number


def is_home(outline: Outline, link: int) -> bool:
    """Whether a link leads to the site's front page."""
    href = outline.nodes[link].get("href")
    return href is not None and bool(HOME.match(href))


def heading_text(outline: Outline, number: int, told: str) -> str:
    """Give a heading's text, or the first of its lines where `told` (folded) has that alone.

    Where broken markup put another heading into it, or the template a date, only what is before
    counts.
    """
    own = collapse(outline.nodes[number].text or "")
    within = any(outline.tags[child] in RUNNING_ON for child in outline.children(number))
    if within and own:
        return own
    whole = outline.words(number)
    is_told = bool(own) and fold(own) in told and fold(whole) not in told
    if is_told and timestamps.tells_date(whole.removeprefix(own)):
        return own
    lines = outline.text[outline.starts[number] : outline.stops[number]].split(BREAK)
    first = next((" ".join(line.split()) for line in lines if line.strip()), "")
    is_first = first != whole and fold(first) in told and fold(whole) not in told
    return first if is_first else whole


def without_site(title: str, names: frozenset[str], window_title: str) -> str:
    """Take the site's name (one of the folded `names`) from a title's end, or from its start."""
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if fold(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(EDGES)
    if fold(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(EDGES)
    is_tail = title == window_title and len(parts[-1]) < 0.5 * len(title)
    return title[: title.rindex(parts[-1])].rstrip(EDGES) if is_tail else title


def site_names(page: Page) -> list[str]:
    """Give the names by which the page calls its site."""
    names = page.meta.get("og:site_name", []) + page.meta.get("application-name", [])
    for thing in page.things:
        if structured.types(thing) & {"WebSite", "Organization", "NewsMediaOrganization", "Blog"}:
            names += structured.strings(thing.get("name"))
        names += structured.strings(thing.get("publisher"), "name")
    host = addresses.host_of(page.address) if page.address else ""
    return [name for name in [*names, host, host.removeprefix("www.")] if name]
