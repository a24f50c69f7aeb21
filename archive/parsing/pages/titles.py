"""An article's headline: what the page shows as one and what it claims, brought to agree."""

import re
from collections.abc import Iterator

from archive.lib import addresses
from archive.lib.html import strip_tags
from archive.lib.text import collapse, fold
from archive.parsing.pages import structured
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.outline import Outline
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
RUNNING_ON = frozenset({"h1", "h2", "h3", "h4", "p"})


def title_of(page: Page, said: bytearray) -> tuple[str, int | None]:
    """Give the headline and the element that shows it, None where none does.

    It is the visible heading that the page's own titles repeat, else what the page claims; then
    any element that shows just that, or the part of it before the site's name, is its place.
    `said` covers the comments, in which no headline stands.
    """
    claimed = claims(page)
    shown = {number: heading_text(page.outline, number) for number in headings(page.outline, said)}
    names = frozenset(fold(name) for name in site_names(page))
    found = repeated(page, claimed, shown, names)
    if found is not None:
        return shown[found], found
    if claimed:
        return elsewhere(page, claimed, names, said)
    first = next(iter(shown), None)
    return ("", None) if first is None else (shown[first], first)


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
    known = [
        number
        for number, text in own.items()
        if text and text not in names and any(text in title for title in folded)
    ]
    best = max(known, key=lambda number: len(own[number]), default=None)
    if best is None:
        return None
    shortest = min(
        (fold(without_site(title, names, page.window_title)) for title in claimed), key=len
    )
    named = {fold(part) for part in SEPARATOR.split(page.window_title)}
    is_whole = own[best] in named or len(own[best]) >= SHARE_OF_TITLE * len(shortest)
    return best if is_whole else None


def elsewhere(
    page: Page, claimed: list[str], names: frozenset[str], said: bytearray
) -> tuple[str, int | None]:
    """Give the title the page claims, as far as an element that is no heading shows it."""
    outline = page.outline
    title = without_site(claimed[0], names, page.window_title)
    wanted = {fold(title): title}
    parts = SEPARATOR.split(claimed[-1])
    for count in range(len(parts) - 1, 0, -1):
        part = claimed[-1][: claimed[-1].index(parts[count - 1]) + len(parts[count - 1])]
        if len(fold(part)) >= SHARE_OF_TITLE * len(fold(title)):
            wanted.setdefault(fold(part), part)
    for sought, text in wanted.items():
        number = shows(outline, sought, said)
        if number is not None:
            return text, number
    return title, None


def shows(outline: Outline, sought: str, said: bytearray) -> int | None:
    """Give the first element whose text is just this (folded), the innermost; None for none."""
    letters = "".join(sought.split())
    place = outline.letters.find(letters) if letters else -1
    if place < 0:
        return None
    found = None
    for number, start in enumerate(outline.first):
        if start > place and found is not None:
            break
        is_long = outline.last[number] - start == len(letters) and not said[number]
        if is_long and outline.letters_of(number) == letters and outline.tags[number] != "title":
            found = number
    return found


def headings(outline: Outline, said: bytearray) -> Iterator[int]:
    """Yield likely headlines, the likeliest kind first; not those that name the site."""
    marked = [
        outline.numbers[node]
        for node in outline.nodes[0].xpath("//*[contains(@itemprop, 'headline')]")
        if node in outline.numbers
    ]
    kinds = [marked, outline.by_tag.get("h1", []), outline.labelled(HEADLINE)]
    kinds += [outline.by_tag.get("h2", []), outline.by_tag.get("h3", [])]
    for number in dict.fromkeys(number for kind in kinds for number in kind[:MOST_HEADINGS]):
        if said[number] or not 0 < outline.size(number) <= LONGEST_TITLE:
            continue
        links = (attribute(outline.nodes[link], "href") for link in outline.tagged("a", number))
        if not any(HOME.match(href) for href in links):
            yield number


def heading_text(outline: Outline, number: int) -> str:
    """Give a heading's text; where broken markup put another heading into it, what is before."""
    own = collapse(outline.nodes[number].text or "")
    within = any(outline.tags[child] in RUNNING_ON for child in outline.children(number))
    return own if within and own else outline.words(number)


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
