"""The calendar of Iran and Afghanistan, whose year begins at the spring equinox.

Months 1 to 6 have 31 days, 7 to 11 have 30, the last 29, in leap years 30. The leap years of our
times follow a cycle of 33: https://en.wikipedia.org/wiki/Solar_Hijri_calendar .
"""

from datetime import date, timedelta

# Years for which the cycle holds, 1879 to 2093.
FIRST_YEAR, LAST_YEAR = 1258, 1472
CYCLE_YEARS = 33
LEAP_YEARS = (1, 5, 9, 13, 17, 22, 26, 30)  # of each cycle
NEW_YEAR_1400 = date(2021, 3, 21)

_NAMES = (
    ("فروردین", "حمل"),
    ("اردیبهشت", "ثور"),
    ("خرداد", "جوزا"),
    ("تیر", "سرطان"),
    ("مرداد", "امرداد", "اسد"),
    ("شهریور", "سنبله"),
    ("مهر", "میزان"),
    ("آبان", "ابان", "عقرب"),
    ("آذر", "اذر", "قوس"),
    ("دی", "جدی"),
    ("بهمن", "دلو"),
    ("اسفند", "حوت"),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
# Arabic letters that Persian keyboards once gave for the Persian ones.
_RESPELLED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})


def month_number(name: str) -> int | None:
    """Which month a word names, 1 to 12; None where it names none of this calendar."""
    return MONTHS.get(name.translate(_RESPELLED))


def is_year(year: int) -> bool:
    """Whether a number can be a year of this calendar that a page is dated by."""
    return FIRST_YEAR <= year <= LAST_YEAR


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """The day as the rest of the world counts it; None for a day that does not exist."""
    if not (is_year(year) and 1 <= month <= 12 and 1 <= day <= days_in(year, month)):
        return None
    days = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    days += 365 * (year - 1400) + leap_years_before(year) - leap_years_before(1400)
    return NEW_YEAR_1400 + timedelta(days=days + day - 1)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    if month <= 6:
        return 31
    return 30 if month < 12 or year % CYCLE_YEARS in LEAP_YEARS else 29


def leap_years_before(year: int) -> int:
    """How many leap years the cycle had before a year."""
    cycles, place = divmod(year, CYCLE_YEARS)
    return len(LEAP_YEARS) * cycles + sum(leap < place for leap in LEAP_YEARS)
