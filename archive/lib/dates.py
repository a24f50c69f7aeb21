"""Moments as sources state them: an instant, how precise it is, and the zone it was told in.

DESIGN section 2, "Times": `at` is aware UTC; where the source gives no zone, the wall-clock time
is stored as if it were UTC and shown without one.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from archive.lib.clock_times import Clock, offset_minutes
from archive.lib.date_parts import Calendar, calendar_of, month_of, tidied, year_of
from archive.lib.date_shapes import Written, clock_in, dates_in, month_in
from archive.lib.relative_times import day_in, since_in

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
_DAYS_OF_EVERY_MONTH = 28
_LONGEST_REMEMBERED = 400
# Languages in which numbers are read by another calendar, or in another order.
_CALENDARS = ("", "fa", "th", "ko")
_YEAR_ALONE = re.compile(r"\W{0,12}(\d{4})\s?[年년]?\W{0,12}")


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
    characters is no date. Costs some ten microseconds; answers are remembered.
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
        or _absolute(line, language, day_first=day_first)
        or (_relative(line, language, captured_at) if captured_at else None)
    )


def _absolute(line: str, language: str, *, day_first: bool | None) -> Moment | None:
    for written in _dates_in(line):
        date = calendar_of(written, language, day_first=day_first)
        moment = _moment(date, written.clock or clock_in(line, written)) if date else None
        if moment:
            return moment
    if month := month_in(line):
        date = month_of(month, language)
        return _moment(date, None) if date else None
    alone = _YEAR_ALONE.fullmatch(line)
    date = year_of(alone[1], language) if alone else None
    return _moment(date, None) if date else None


def moments_in(
    text: str, *, language: str = "", day_first: bool | None = None
) -> tuple[Moment, ...]:
    """The dates of a text of any length, each with the time of day beside it; no relative times.

    What they are read by, and what is not made up, is as for `moment_from_text`. Linear; answers
    are remembered for texts that are not long.
    """
    read = _moments_in if len(text) <= _LONGEST_REMEMBERED else _moments_in.__wrapped__
    return read(text, language, day_first=day_first)


@lru_cache(maxsize=8192)
def _moments_in(text: str, language: str, *, day_first: bool | None) -> tuple[Moment, ...]:
    dated = (
        (calendar_of(one, language, day_first=day_first), one.clock) for one in _dates_in(text)
    )
    moments = (_moment(date, clock) for date, clock in dated if date)
    return tuple(moment for moment in moments if moment)


def find_dates(text: str) -> list[tuple[int, int]]:
    """From where to where the dates of a text stand, each with its day of the week and its time.

    Whatever `moment_from_text` can read of a day is found, in whichever language. The text may
    have any length; costs time linear in it.
    """
    find = _dates_in if len(text) <= _LONGEST_REMEMBERED else _dates_in.__wrapped__
    return [(written.start, written.stop) for written in find(text)]


@lru_cache(maxsize=8192)
def _dates_in(text: str) -> tuple[Written, ...]:
    return tuple(written for written in dates_in(text) if _may_exist(written))


def _may_exist(written: Written) -> bool:
    parts = written.parts
    if int(parts.get("d", 31)) <= _DAYS_OF_EVERY_MONTH and "y" in parts:
        return True
    for language in _CALENDARS:
        date = calendar_of(written, language, day_first=None)
        if date and _moment(date, None):
            return True
    return False


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
    if len(line) > _LONGEST_RELATIVE:
        return None
    seen = captured_at.astimezone(UTC).replace(microsecond=0)
    if since := since_in(line, language):
        found = since.before(seen)
        return _as_coarse_as_said(found, since.finest) if found else None
    if near := day_in(line, seen, language):
        day, clock = near
        # The page's own clock, in a zone it does not tell.
        return _at_clock(day, clock) if clock else Moment(day, "day")
    return None


def _as_coarse_as_said(found: datetime, unit: str) -> Moment:
    if unit in "sm":
        return Moment(found.replace(second=0), "minute", 0)
    day = found.replace(hour=0, minute=0, second=0)
    if unit in "hd":
        return Moment(day, "day")
    # Weeks are counted as roughly as months.
    return Moment(day.replace(day=1), "month") if unit in "wM" else Moment(_new_year(day), "year")


def _new_year(day: datetime) -> datetime:
    return day.replace(month=1, day=1)
