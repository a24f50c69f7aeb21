"""Dates as people write them in a query: a year, a month or a day, and spans of them.

A day is the integer YYYYMMDD of a calendar without a zone, so that days sort as numbers; a
span is (first day, last day), both inclusive, None where it is open. Words such as `last-month`
are made dates by `archive.search.query.relative` before anything here sees them.
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
    """`2012-6-1` as `2012-06-01`, a span with the earlier end first; None where it is neither."""
    first, dots, last = text.partition("..")
    if not dots:
        return _normal_single(text)
    ends = [_normal_single(end) for end in (first, last)]
    if ends[0] is None or ends[1] is None:
        return None
    known = sorted((ends[0], ends[1]), key=lambda end: (_first_of(end), _last_of(end)))
    return known[0] if known[0] == known[1] else "..".join(known)


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
    """Every day before a period begins."""
    first = _first_day(value.partition("..")[0])
    if first is None or first == date.min:
        return (None, 0)
    return (None, day_number(first - timedelta(days=1)))


def days_after(value: str) -> Span:
    """Every day after a period has ended."""
    first, dots, last = value.partition("..")
    return (_last_of(last if dots else first) + 1, None)


def days_of(value: str) -> Span:
    """The days of a period, and all between where it has two ends."""
    first, dots, last = value.partition("..")
    return (_first_of(first), _last_of(last if dots else first))


def _normal_single(text: str) -> str | None:
    match = _PERIOD.fullmatch(text)
    if not match or _first_day(text) is None:
        return None
    year, *rest = match.groups()
    return "-".join([year, *(f"{int(part):02}" for part in rest if part)])


def _first_of(value: str) -> int:
    first = _first_day(value)
    return 99_991_232 if first is None else day_number(first)


def _last_of(value: str) -> int:
    """The last number that a day of the period may have; months are given 31 days."""
    first = _first_day(value)
    if first is None:
        return 99_991_231
    if len(value) == len("2012"):
        return first.year * 10_000 + 1231
    if len(value) == len("2012-06"):
        return first.year * 10_000 + first.month * 100 + 31
    return day_number(first)


def _first_day(text: str) -> date | None:
    match = _PERIOD.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
