from datetime import date

import pytest

from archive.lib.persian_calendar import month_number, to_gregorian


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1357, 11, 22, date(1979, 2, 11)),
        (1399, 4, 2, date(2020, 6, 22)),
        (1399, 12, 30, date(2021, 3, 20)),
        (1400, 1, 1, date(2021, 3, 21)),
        (1403, 12, 30, date(2025, 3, 20)),
        (1404, 1, 1, date(2025, 3, 21)),
        (1398, 12, 30, None),
        (1399, 7, 31, None),
        (1399, 13, 1, None),
        (2020, 1, 1, None),
    ],
)
def test_days_are_those_of_the_calendar_in_use(year, month, day, expected):
    assert to_gregorian(year, month, day) == expected


def test_every_day_of_a_century_follows_the_one_before():
    days = [
        found
        for year in range(1300, 1400)
        for month in range(1, 13)
        for day in range(1, 32)
        if (found := to_gregorian(year, month, day))
    ]
    ordinals = [day.toordinal() for day in days]
    assert ordinals == list(range(ordinals[0], ordinals[0] + len(days)))


def test_months_are_known_in_either_spelling():
    assert (month_number("تير"), month_number("تیر"), month_number("May")) == (4, 4, None)
