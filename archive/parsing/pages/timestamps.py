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
WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\b[.,]?", re.I)
CLOCK = r"\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?"
ZONE = r"(?:\s?(?:Z|UTC|GMT|[ECMP][SD]T)\b)?(?:\s?[+-]\d\d:?\d\d)?"
TIME = rf"{CLOCK}{ZONE}|\d{{1,2}}\s?[ap]m\b"
WORD = r"[^\W\d_]{2,12}\.?"
DAY = r"\d{1,2}(?:\.|º|ª|st|nd|rd|th|er)?"
# 3/14/2012, 14-3-2012: with dots the day always comes first.
IN_DIGITS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
# A date as readers write it, then perhaps a time of day within a few characters.
DATE = re.compile(
    rf"(?:(?:(?<!\w)\d{{4}}\s?[-/.年년]\s?\d{{1,2}}\s?[-/.月월]\s?\d{{1,2}}[日일]?)"
    rf"|(?:\d{{1,2}}[-/.]\s?\d{{1,2}}[-/.]\s?(?:\d{{4}}|\d{{2}})(?!\d))"
    rf"|(?:{DAY}\s+(?:de\s+|of\s+)?{WORD},?\s+(?:de\s+|del\s+)?\d{{4}})"
    rf"|(?:{DAY}-{WORD}-\d{{4}})"
    rf"|(?:{WORD}\s+{DAY},?\s+\d{{4}})"
    rf"|(?:(?<!\w)\d{{4}}[.,]?\s+{WORD}\s+{DAY}))"
    rf"(?:[^\d<>]{{1,14}}?(?:{TIME}))?",
    re.I,
)
# The same after a time; "06.11" in "06.11.2022 um 14:20" is none.
TIME_FIRST = re.compile(rf"(?<!\w)(?:{TIME})(?![./-]\d)[^\d<>]{{1,12}}?{DATE.pattern}", re.I)


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
    seen = shown[:LONGEST_TEXT]
    matches = [match for pattern in (TIME_FIRST, DATE) for match in pattern.finditer(seen)]
    for match in sorted(matches, key=lambda match: match.start()):
        moment = dates.moment_from_text(
            match[0], language=setting.language, day_first=setting.day_first
        )
        if moment and moment.precision != "year":
            return moment
    if len(shown) > LONGEST_DATE:
        return None
    moment = dates.moment_from_text(
        WEEKDAY.sub("", shown),
        language=setting.language,
        captured_at=setting.captured_at,
        day_first=setting.day_first,
    )
    return moment if moment and moment.precision != "year" else None


def around(line: str) -> tuple[str, str]:
    """Give what stands before and after the first date in a line; the whole where there is none."""
    matches = [match for pattern in (TIME_FIRST, DATE) if (match := pattern.search(line))]
    if not matches:
        return line, ""
    found = min(matches, key=lambda match: match.start())
    return line[: found.start()], line[found.end() :]


def of_number(value: str) -> Moment | None:
    """Give the moment of a Unix time as attributes carry it: seconds, or thousandths of them."""
    if not UNIX_TIME.fullmatch(value.strip()):
        return of_value(value, Setting()) if WHOLE_ISO.match(value.strip()) else None
    seconds = int(value) / (1000 if len(value.strip()) == 13 else 1)
    return Moment(datetime.fromtimestamp(int(seconds), UTC), "second", 0)
