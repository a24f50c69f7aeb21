"""What platforms mark of a post besides who and what: points, and values that attributes state."""

import re
from itertools import islice

from lxml import html
from lxml.html import HtmlElement

from archive.lib.dates import Moment
from archive.lib.text import collapse
from archive.parsing.drafts import PersonDraft
from archive.parsing.pages import timestamps
from archive.parsing.pages.markup import inner_html
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.names import tidy_name
from archive.parsing.pages.timestamps import Setting

LONGEST_LINE = 600
# What pings begin with, and what they and their lists are called; how far above those stand.
PING = re.compile(r"\W*(pingback|trackback)", re.I)
PINGS = re.compile(r"(pingback|trackback|ping(?=s?(?:[\s_-]|$)))")
LISTS = 3
POINTS = re.compile(r"([+-]?\d{1,9})((?:[.,]\d{3})*)(?!\d)(\.\d)?\s?([km]\b)?", re.I)


def told_at(outline: Outline, number: int, names: str) -> str:
    """Give what the first of these attributes of an element says, or the words in it."""
    values = (outline.nodes[number].get(name, "").strip() for name in names.split())
    return next(filter(None, values), "") or outline.words(number, 20)


def person(shown: str) -> PersonDraft | None:
    """Give the person of a name."""
    name = tidy_name(shown)
    return PersonDraft(name) if name else None


def named_in_line(
    outline: Outline, number: int, before: int | None, pattern: re.Pattern[str]
) -> str:
    """Give the name that a pattern finds in an element's words, cut at `before`."""
    start, stop = outline.starts[number], outline.stops[number]
    if before is not None and before != number and outline.holds(number, before):
        stop = outline.starts[before]
    match = pattern.search(collapse(outline.text[start : min(stop, start + LONGEST_LINE)]))
    return tidy_name(match[1] or "") if match else ""


def ping_named(outline: Outline, number: int) -> str:
    """Give what kind of ping an element's first words or its name tell, or those of its list."""
    around = [number, *islice(outline.above(number), LISTS)]
    told = PING.match(outline.words(number, 60)) or PINGS.search(
        " ".join(outline.labels[one] for one in around)
    )
    return "" if not told else "pingback" if told[1].lower() == "pingback" else "trackback"


def moment_in(node: HtmlElement, names: str, setting: Setting) -> Moment | None:
    """Give the moment that the first of these attributes states."""
    values = (node.get(name, "") for name in names.split())
    told = (timestamps.of_number(one) or timestamps.of_value(one, setting) for one in values if one)
    return next((moment for moment in told if moment), None)


def points(shown: str) -> int | None:
    """Give the number of points in a few words: "+12", "1,204 likes", "1.2K"."""
    match = POINTS.search(shown.replace("\u2212", "-"))
    if match is None:
        return None
    whole, thousands, part, times = match.groups()
    number = float((whole + thousands.replace(",", "").replace(".", "")) + (part or ""))
    return int(number * {"k": 1000, "m": 1_000_000}.get((times or "").lower(), 1))


def unsigned(body_html: str, end: re.Pattern[str]) -> str:
    """Give a text without the signature that begins where `end` is found."""
    match = end.search(body_html)
    if match is None:
        return body_html
    return inner_html(html.fragment_fromstring(body_html[: match.start()], create_parent="div"))
