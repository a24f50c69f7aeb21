"""Words for dates, made dates of: today, last-week, 30-days-ago. Today is told, never looked up."""

import re
from collections.abc import Callable
from datetime import date, timedelta

_AGO = re.compile(r"(\d{1,5})-(day|week|month|year)s?-ago", re.ASCII)


def _day(today: date, back: int) -> str:
    return (today - timedelta(days=back)).isoformat()


def _week(today: date, back: int) -> str:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return f"{monday.isoformat()}..{(monday + timedelta(days=6)).isoformat()}"


def _month(today: date, back: int) -> str:
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1).isoformat()[:7]


def _year(today: date, back: int) -> str:
    return date(today.year - back, 1, 1).isoformat()[:4]


_UNITS: dict[str, Callable[[date, int], str]] = {
    "day": _day,
    "week": _week,
    "month": _month,
    "year": _year,
}
# Each word with its unit and how many of them lie between it and now.
NAMED: dict[str, tuple[str, int]] = {
    "today": ("day", 0),
    "yesterday": ("day", 1),
    "this-week": ("week", 0),
    "last-week": ("week", 1),
    "this-month": ("month", 0),
    "last-month": ("month", 1),
    "this-year": ("year", 0),
    "last-year": ("year", 1),
}


def dated(value: str, today: date | None) -> str:
    """A value with its words made dates; as it is where there are none, or today is not known.

    A day, month or year, or the week from Monday to Sunday: `3-weeks-ago` is all of that week.
    """
    if today is None:
        return value
    return "..".join(_dated(end, today) for end in value.split("..", 1))


def _dated(text: str, today: date) -> str:
    word = text.lower().replace(" ", "-")
    ago = _AGO.fullmatch(word)
    unit, back = (ago[2], int(ago[1])) if ago else NAMED.get(word, ("", 0))
    if not unit:
        return text
    try:
        return _UNITS[unit](today, back)
    except (ValueError, OverflowError):  # before the year 1
        return text
