"""Moments as sources state them: an instant, how precise it is, and the zone it was told in.

DESIGN section 2, "Times": `at` is aware UTC; where the source gives no zone, the wall-clock time
is stored as if it were UTC and shown without one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

import dateparser  # type: ignore[import-untyped]  # no stubs among our packages

from archive.lib.date_parts import (
    Calendar,
    Clock,
    base_language,
    offset_minutes,
    take_clock,
    take_named_date,
    take_numeric_date,
    tidied,
)

Precision = Literal["year", "month", "day", "minute", "second"]

# How much of 2014-01-15T10:30:05 a precision shows, in characters.
_SHOWN = {"year": 4, "month": 7, "day": 10, "minute": 16, "second": 19}
_ISO_COARSE = re.compile(r"(\d{4})(?:-(\d\d))?", re.A)
_ISO = re.compile(
    r"(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,12})?)?"
    r"\s?(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.I | re.A,
)
_LONGEST_TEXT = 160  # characters: a longer one is prose, not a date
_LONGEST_RELATIVE = 60
_LEAD_IN = re.compile(
    r"^\W*(?:(?:posted|published|updated|written|submitted|edited|added|said|on|at|um|le|date)"
    r"\b[\s:,-]*)*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, as precisely as its source says.

    `offset_minutes` is the source's own zone, minutes east of UTC; None where it gave none.
    """

    at: datetime
    precision: Precision
    offset_minutes: int | None = None

    def isoformat(self) -> str:
        """ISO 8601 as far as the precision goes; see `format_moment`."""
        return format_moment(self.at, self.precision, self.offset_minutes)


def format_moment(at: datetime, precision: str, offset_minutes: int | None) -> str:
    """`2014`, `2014-01`, `2014-01-15`, `2014-01-15T10:30`, `2014-01-15T10:30:05`.

    `at` is aware UTC; the wall clock of the source is shown. A time carries the source's offset
    (`+02:00`, `+00:00`), and no suffix where the zone is unknown.
    """
    text = _wall_clock(at, offset_minutes).isoformat(timespec="seconds")[: _SHOWN[precision]]
    if offset_minutes is None or precision not in ("minute", "second"):
        return text
    hours, minutes = divmod(abs(offset_minutes), 60)
    return f"{text}{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"


def _wall_clock(at: datetime, offset_minutes: int | None) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None) + timedelta(minutes=offset_minutes or 0)


def moment_from_iso(text: str) -> Moment | None:
    """A date or time in ISO 8601 or RFC 3339, extended or basic; None for anything else.

    Also without day or month, with a space for the T. Fractions of a second are dropped, a leap
    second is the one before it; dates that do not exist give None.
    """
    coarse = _ISO_COARSE.fullmatch(text.strip())
    if coarse:
        return _moment(Calendar(int(coarse[1]), int(coarse[2]) if coarse[2] else None), None)
    found = _ISO.fullmatch(text.strip())
    if not found:
        return None
    year, _, month, day, hour, minute, second, zone = found.groups()
    date = Calendar(int(year), int(month), int(day))
    if hour is None:
        return _moment(date, None)
    offset = offset_minutes(zone) if zone else None
    if zone and offset is None:
        return None
    return _moment(date, Clock(int(hour), int(minute), int(second) if second else None, offset))


def moment_from_text(
    text: str,
    *,
    language: str = "",
    day_first: bool | None = None,
    captured_at: datetime | None = None,
) -> Moment | None:
    """A date as people write it ("15 janvier 2014 à 10h30"), as precisely as it is written.

    Nothing is filled in: a text without a year gives None, one without a time a day. `language`
    (BCP 47) helps with names of months and decides, where `day_first` does not, which number of
    "3/4/2012" is the day; where neither is known that gives the year alone. "2 hours ago" needs
    `captured_at` (aware). Words around the date are passed over; a text of more than 160
    characters is no date. Costs microseconds for most, milliseconds for a month's name first met,
    up to a second once for what names a month in none of the common languages: dateparser reads
    their tables then. Answers are remembered.
    """
    if len(text) > 4 * _LONGEST_TEXT:
        return None
    return _from_text(text, language, captured_at, day_first=day_first)


@lru_cache(maxsize=8192)
def _from_text(
    text: str, language: str, captured_at: datetime | None, *, day_first: bool | None
) -> Moment | None:
    line = tidied(text)
    if not line or len(line) > _LONGEST_TEXT:
        return None
    return (
        moment_from_iso(line)
        or _absolute(_LEAD_IN.sub("", line, count=1), language, day_first=day_first)
        or (_relative(line, language, captured_at) if captured_at else None)
    )


def _absolute(line: str, language: str, *, day_first: bool | None) -> Moment | None:
    date, rest = take_numeric_date(line, language, day_first=day_first)
    if date:
        clock, _ = take_clock(rest, with_dots=True)
        return _moment(date, clock)
    clock, rest = take_clock(line)
    date = take_named_date(" ".join(rest.split()), language)
    return _moment(date, clock) if date else None


def _moment(date: Calendar, clock: Clock | None) -> Moment | None:
    try:
        day = datetime(date.year, date.month or 1, date.day or 1, tzinfo=UTC)
        if date.month is None or date.day is None:
            return Moment(day, "year" if date.month is None else "month")
        return _at_clock(day, clock) if clock else Moment(day, "day")
    except (ValueError, OverflowError):
        return None


def _at_clock(day: datetime, clock: Clock) -> Moment | None:
    midnight_at_end = (clock.hour, clock.minute, clock.second or 0) == (24, 0, 0)
    if (clock.hour > 23 and not midnight_at_end) or clock.minute > 59 or (clock.second or 0) > 60:
        return None
    wall = timedelta(hours=clock.hour, minutes=clock.minute, seconds=min(clock.second or 0, 59))
    at = day + wall - timedelta(minutes=clock.offset_minutes or 0)
    precision: Precision = "minute" if clock.second is None else "second"
    return Moment(at, precision, clock.offset_minutes)


def _relative(line: str, language: str, captured_at: datetime) -> Moment | None:
    """ "2 hours ago", as seen at `captured_at`: no more precise than its unit."""
    said = _LEAD_IN.sub("", line, count=1).strip(" .,;:|-")
    if not said or len(said) > _LONGEST_RELATIVE:
        return None
    seen = captured_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    found = _seen_from(said, language, seen)
    if found is None or found > seen:
        return None
    clock, rest = take_clock(said)
    # "yesterday at 10:30": the page's own clock, in a zone it does not tell. Of "2h ago" nothing
    # is left that names a day: that is no clock, but how long ago.
    if clock and _seen_from(rest.strip(), language, seen):
        return _at_clock(found.replace(hour=0, minute=0, second=0, tzinfo=UTC), clock)
    return _as_coarse_as_said(found.replace(tzinfo=UTC), seen - found.replace(tzinfo=None), said)


def _as_coarse_as_said(found: datetime, ago: timedelta, said: str) -> Moment:
    number = next(iter(re.findall(r"\d+", said)), "1")
    if ago < timedelta(hours=1):
        return Moment(found.replace(second=0), "minute", 0)
    day = found.replace(hour=0, minute=0, second=0)
    if ago < timedelta(days=1) or int(number) == ago.days:
        return Moment(day, "day")
    if ago < timedelta(days=365):
        return Moment(day.replace(day=1), "month")
    return Moment(day.replace(month=1, day=1), "year")


def _seen_from(said: str, language: str, seen: datetime) -> datetime | None:
    languages = [base_language(language), "en"] if language else ["en"]
    settings = {
        "PARSERS": ["relative-time"],
        "RELATIVE_BASE": seen,
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    try:
        found: datetime | None = dateparser.parse(said, languages=languages, settings=settings)
    except (ValueError, OverflowError):  # a language dateparser does not know; "9999999 years ago"
        return None
    return found
