"""When what was found was written: a bar for each year, month or day of the span it covers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext, pgettext

from archive.days import DAY, MONTH, short_month_name, written
from archive.search.query import Filter, Query, Writer, to_text

_MOST_YEARS = 30
_MOST_DECADES = 14


class Bar(NamedTuple):
    """So many hits of one time: `label` is short, `name` whole, `text` the query for it alone.

    `group` is what stands above the labels: the year of months, the month of days.
    """

    label: str
    name: str
    group: str
    total: int
    text: str


class Timeline(NamedTuple):
    """Two bars or more, one for each `unit` from the earliest to the latest hit, without a gap.

    `beside`: hits that stand in none of them, for want of a date that is known so well.
    """

    unit: str
    bars: tuple[Bar, ...]
    beside: int

    @property
    def most(self) -> int:
        """The count of the tallest bar."""
        return max(bar.total for bar in self.bars)


class _Unit(NamedTuple):
    """A unit of time: of dates with their counts, the numbers of those that are known so well.

    Where there would be more than `most` bars a longer unit is taken, or of the longest the latest
    bars; days are of one month only. `described` gives a number's short label, its name, its
    group, and the condition that holds it.
    """

    name: str
    numbers_of: Callable[[Iterable[tuple[int, int]]], Iterable[tuple[int, int]]]
    described: Callable[[int], tuple[str, str, str, Filter]]
    most: int


def timeline_of(query: Query, dates: Mapping[int, int], total: int) -> Timeline | None:
    """The timeline of `total` hits, of which `dates` says how many are of each date.

    Dates are YYYYMMDD, 0 standing for what is not known of them. The shortest unit is taken that
    fits and that half of the dates are known by; None where all are of one time.
    """
    dated = sum(dates.values())
    writer = Writer(query)
    for unit in _UNITS:
        counts: defaultdict[int, int] = defaultdict(int)
        for number, count in unit.numbers_of(dates.items()):
            counts[number] += count
        known = sum(counts.values())
        if len(counts) > 1 and 2 * known >= dated and _fits(unit, counts):
            last = max(counts)
            numbers = range(max(min(counts), last - unit.most + 1), last + 1)
            bars = tuple(_bar(writer, unit, number, counts[number]) for number in numbers)
            return Timeline(unit.name, bars, max(0, total - sum(bar.total for bar in bars)))
    return None


def _fits(unit: _Unit, counts: Mapping[int, int]) -> bool:
    first, last = min(counts), max(counts)
    is_of_one_month = unit.name != "day" or first // 100 == last // 100
    return is_of_one_month and (last - first < unit.most or unit is _UNITS[-1])


def _bar(writer: Writer, unit: _Unit, number: int, count: int) -> Bar:
    label, name, group, condition = unit.described(number)
    narrowed = _narrowed(writer.query, condition)
    is_wider = narrowed is writer.query
    text = writer.adding(condition) if is_wider else to_text(narrowed.adding(condition))
    return Bar(label, name, group, count, text)


def _narrowed(query: Query, condition: Filter) -> Query:
    """The query without those of its conditions that this one makes needless."""
    first, last = condition.days()
    for each in query.filters:
        if each.name in ("year", "on"):
            start, end = each.days()
            if (start or 0) <= (first or 0) and (end is None or (last or 0) <= end):
                query = query.without(each)
    return query


def _as_day(number: int) -> tuple[str, str, str, Filter]:
    day = date(number // 10_000, number // 100 % 100, number % 100)
    return f"{day.day}", written(day, DAY), written(day, MONTH), Filter("on", day.isoformat())


def _as_month(number: int) -> tuple[str, str, str, Filter]:
    first = date(number // 12, number % 12 + 1, 1)
    group, condition = f"{first.year}", Filter("on", first.isoformat()[:7])
    return short_month_name(first.month), written(first, MONTH), group, condition


def _as_year(number: int) -> tuple[str, str, str, Filter]:
    return f"{number}", f"{number}", "", Filter("year", f"{number:04}")


def _as_decade(number: int) -> tuple[str, str, str, Filter]:
    first, last = max(1, number * 10), number * 10 + 9
    label = pgettext("decade", "%(year)ss") % {"year": first}
    name = gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    return label, name, "", Filter("year", f"{first:04}..{last:04}")


_UNITS = (
    _Unit("day", lambda dates: ((on, n) for on, n in dates if on % 100), _as_day, 31),
    _Unit(
        "month",
        lambda dates: (
            (on // 10_000 * 12 + on // 100 % 100 - 1, n) for on, n in dates if on // 100 % 100
        ),
        _as_month,
        24,
    ),
    _Unit("year", lambda dates: ((on // 10_000, n) for on, n in dates), _as_year, _MOST_YEARS),
    _Unit(
        "decade", lambda dates: ((on // 100_000, n) for on, n in dates), _as_decade, _MOST_DECADES
    ),
)
