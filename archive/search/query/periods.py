"""Dates as people write them in a query: a year, a month or a day, and spans of years.

A day is the integer YYYYMMDD of a calendar without a zone, so that days sort as numbers; a
span is (first day, last day), both inclusive, None where it is open.
"""

import re
from datetime import date, timedelta

Span = tuple[int | None, int | None]

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_YEARS = re.compile(r"(\d{4})?(\.\.)?(\d{4})?", re.ASCII)


def day_number(day: date) -> int:
    """YYYYMMDD."""
    return day.year * 10_000 + day.month * 100 + day.day


def normal_period(text: str) -> str | None:
    """`2012-6-1` as `2012-06-01`; None where it is no year, month or day."""
    match = _PERIOD.fullmatch(text)
    if not match or _first_day(text) is None:
        return None
    year, *rest = match.groups()
    return "-".join([year, *(f"{int(part):02}" for part in rest if part)])


def normal_years(text: str) -> str | None:
    """`2014..2012` as `2012..2014`, `2012..2012` as `2012`; None where it is no span of years."""
    match = _YEARS.fullmatch(text)
    if not match:
        return None
    first, dots, last = match.groups()
    years = [year for year in (first, last) if year]
    if not years or "0000" in years or (len(years) == 2 and not dots):
        return None
    if not dots or (len(years) == 2 and first == last):
        return years[0]
    return "..".join(sorted(years)) if len(years) == 2 else text


def days_of_years(value: str) -> Span:
    """The days of `2012`, `2012..2014`, `2012..` or `..2014`."""
    first, dots, last = value.partition("..")
    last = last if dots else first
    return (
        int(first) * 10_000 + 101 if first else None,
        int(last) * 10_000 + 1231 if last else None,
    )


def days_before(value: str) -> Span:
    """Every day before a year, month or day begins."""
    first = _first_day(value)
    if first is None or first == date.min:
        return (None, 0)
    return (None, day_number(first - timedelta(days=1)))


def days_after(value: str) -> Span:
    """Every day after a year, month or day has ended."""
    first = _first_day(value)
    if first is None:
        return (99_991_232, None)
    if len(value) == len("2012"):
        return (first.year * 10_000 + 1232, None)
    if len(value) == len("2012-06"):
        return (first.year * 10_000 + first.month * 100 + 32, None)
    return (day_number(first) + 1, None)


def _first_day(text: str) -> date | None:
    match = _PERIOD.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
