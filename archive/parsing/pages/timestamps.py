"""Moments on a page: in attributes meant for machines, else in the words readers see."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml.html import HtmlElement

from archive.lib import dates
from archive.lib.dates import Moment
from archive.parsing.pages.markup import attribute, text_of

LONGEST_TEXT = 400
LONGEST_DATE = 80
PROPERTIES = re.compile(r"^(?:date\w*|uploadDate|commentTime|pubdate|published|modified)$", re.I)
ISO = re.compile(
    r"\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?)?"
)
WHOLE_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
# From 2001 on: ten digits of seconds, thirteen of thousandths.
UNIX_TIME = re.compile(r"1\d{9}(?:\d{3})?")
# 3/14/2012, 14-3-2012: with dots the day always comes first.
IN_DIGITS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Setting:
    """What dates on a page are read by: its language, its habits, when it was saved (aware)."""

    language: str = ""
    captured_at: datetime | None = None
    day_first: bool | None = None  # as the page's other dates show; None where they do not


def order_in(text: str) -> bool | None:
    """Say whether the day comes first in a text's dates of digits; None where they do not tell.

    One date whose day is above 12 tells it for all, whatever language the page declares: many
    blogs never set theirs. Dates that contradict each other tell nothing. One pass over the text.
    """
    told = set()
    for match in IN_DIGITS.finditer(text):
        first, second = int(match[1]), int(match[3])
        if (first > 12) != (second > 12) and max(first, second) <= 31:
            before = text[match.start() - 1 : match.start()]
            if not before or before not in "0123456789/.-":
                told.add(first > 12)
    return told.pop() if len(told) == 1 else None


def machine_readable(element: HtmlElement) -> bool:
    """Whether an element carries a date meant for machines."""
    if element.tag == "time" and (element.get("datetime") or text_of(element)):
        return True
    if PROPERTIES.match(attribute(element, "itemprop")):
        return True
    return bool(WHOLE_ISO.match(attribute(element, "title")))


def of_element(element: HtmlElement, setting: Setting, without: str = "") -> Moment | None:
    """Give the moment an element states: its machine-readable value, else its text.

    `without` is a name that stands in the same text and is no part of the date.
    """
    for name in ("datetime", "content", "title"):
        value = attribute(element, name).strip()
        if value and (moment := of_value(value, setting)):
            return moment
    shown = text_of(element)
    return of_text(shown.replace(without, " ", 1) if without else shown, setting)


def of_value(value: str, setting: Setting) -> Moment | None:
    """Give the moment in a machine-readable value, or in one that only should have been."""
    match = ISO.match(value.strip())
    if match and (moment := dates.moment_from_iso(match[0].strip())):
        return moment
    return of_text(value, setting)


def of_text(shown: str, setting: Setting) -> Moment | None:
    """Give the first date in a text, with its time of day if it has one.

    "2 hours ago" counts only where the setting tells when the page was saved. A year alone is
    no date: any number of four digits would be one.
    """
    language, day_first = setting.language, setting.day_first
    told = dates.moments_in(shown[:LONGEST_TEXT], language=language, day_first=day_first)
    moment = next((moment for moment in told if moment.precision != "year"), None)
    if moment is None and len(shown) <= LONGEST_DATE:
        moment = dates.moment_from_text(
            shown, language=language, captured_at=setting.captured_at, day_first=day_first
        )
    return moment if moment and moment.precision != "year" else None


def tells_date(text: str) -> bool:
    """Whether a text holds a date, in figures or words of any language, with its year."""
    return bool(dates.find_dates(text))


def without_dates(text: str, instead: str = "") -> str:
    """Give a text with something else in the place of each date and its time of day."""
    done, kept = 0, []
    for start, stop in dates.find_dates(text):
        kept += [text[done:start], instead]
        done = stop
    return "".join(kept) + text[done:]


def around(line: str) -> tuple[str, str]:
    """Give what stands before and after the first date in a line; the whole where there is none."""
    start, stop = next(iter(dates.find_dates(line)), (len(line), len(line)))
    return line[:start], line[stop:]


def of_number(value: str) -> Moment | None:
    """Give the moment of a Unix time as attributes carry it: seconds, or thousandths of them."""
    if not UNIX_TIME.fullmatch(value.strip()):
        return of_value(value, Setting()) if WHOLE_ISO.match(value.strip()) else None
    seconds = int(value) / (1000 if len(value.strip()) == 13 else 1)
    return Moment(datetime.fromtimestamp(int(seconds), UTC), "second", 0)
