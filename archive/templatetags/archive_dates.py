"""Times as their source gave them: its own clock, its own precision, its zone where it had one.

Rule of DESIGN section 3: `…_at` is UTC; with an offset the source's clock is `at + offset`; without
one the stored time is the clock itself and is shown without a zone.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django import template
from django.utils.dates import MONTHS
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive.days import DAY, DAY_OF_YEAR, MONTH, SHORT_DAY, SHORT_MONTH, written
from archive.templatetags.archive_html import time_element

register = template.Library()

_WITH_CLOCK = frozenset({"minute", "second"})
# How much of "2019-03-12T18:02:31" is known.
_LENGTHS = {"year": 4, "month": 7, "day": 10, "minute": 16, "second": 19}


@dataclass(frozen=True, slots=True)
class Shown:
    """A time in parts: `machine` for the attribute of `<time>`; `clock` and `zone` may be empty."""

    machine: str
    day: str
    short_day: str
    clock: str
    zone: str

    @property
    def whole(self) -> str:
        """All that is known: "12 March 2019, 18:02 (UTC+1)"."""
        words = self.day
        if self.clock:
            words = gettext("%(day)s, %(clock)s") % {"day": self.day, "clock": self.clock}
        return f"{words} ({self.zone})" if self.zone else words


def shown(at: datetime | None, precision: str, offset_minutes: int | None) -> Shown | None:
    """The parts of a stored time, or None where there is none."""
    if at is None:
        return None
    wall = _moved(at.astimezone(UTC), offset_minutes or 0)
    has_clock = precision in _WITH_CLOCK
    return Shown(
        machine=_machine(wall, precision, offset_minutes),
        day=_words(wall, precision, (DAY, MONTH)),
        short_day=_words(wall, precision, (SHORT_DAY, SHORT_MONTH)),
        clock=f"{wall.hour:02d}:{wall.minute:02d}" if has_clock else "",
        zone=_zone(offset_minutes) if has_clock else "",
    )


def _words(
    wall: datetime, precision: str, forms: tuple[str, str], language: str | None = None
) -> str:
    if precision == "year":
        return f"{wall.year:04d}"
    of_day, of_month = forms
    return written(wall, of_month if precision == "month" else of_day, language)


def _machine(wall: datetime, precision: str, offset_minutes: int | None) -> str:
    """For the attribute `datetime`: HTML's date and time strings, as far as it is known."""
    known = wall.isoformat()[: _LENGTHS.get(precision, _LENGTHS["day"])]
    return known + _offset(offset_minutes) if precision in _WITH_CLOCK else known


def _moved(at: datetime, minutes: int) -> datetime:
    try:
        return at + timedelta(minutes=minutes) if minutes else at
    except OverflowError:  # year 1 or 9999: better the instant than no page
        return at


def _offset(minutes: int | None) -> str:
    if minutes is None:
        return ""
    sign, size = "-" if minutes < 0 else "+", abs(minutes)
    return f"{sign}{size // 60:02d}:{size % 60:02d}" if minutes else "Z"


def _zone(minutes: int | None) -> str:
    if not minutes:
        return "" if minutes is None else "UTC"
    sign, (hours, rest) = "−" if minutes < 0 else "+", divmod(abs(minutes), 60)  # noqa: RUF001
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"


@register.simple_tag
def moment(
    at: datetime | None, precision: str, offset_minutes: int | None, classes: str = ""
) -> SafeString | str:
    """`<time>` with all that is known; nothing where there is no time."""
    parts = shown(at, precision, offset_minutes)
    return time_element(parts.machine, parts.whole, classes) if parts else ""


@register.simple_tag
def day(
    at: datetime | None,
    precision: str,
    offset_minutes: int | None,
    classes: str = "",
    language: str | None = None,
) -> SafeString | str:
    """`<time>` with the day alone, its month cut to three letters; nothing without a time.

    `language` is the page's, where it is at hand.
    """
    if at is None:
        return ""
    wall = _moved(at.astimezone(UTC), offset_minutes or 0)
    words = _words(wall, precision, (SHORT_DAY, SHORT_MONTH), language)
    return time_element(_machine(wall, precision, offset_minutes), words, classes)


@register.simple_tag
def instant(at: datetime | None) -> SafeString | str:
    """`<time>` of a moment of our own clock or a capture's, to the minute, in UTC."""
    return moment(at, "minute", 0)


@register.filter
def calendar_day(value: date | None) -> str:
    """A date in words, "12 March 2019"; nothing without one."""
    return "" if value is None else written(value, DAY)


@register.filter
def calendar_month(value: date | None) -> str:
    """A date's month in words, "March 2019"; nothing without one."""
    return "" if value is None else written(value, MONTH)


def day_of_year(value: date) -> str:
    """A date without its year, "12 March"."""
    return written(value, DAY_OF_YEAR)


def month_name(month: int) -> str:
    """The name of a month, 1 to 12, as it stands alone."""
    return str(MONTHS[month])
