"""What day the parts of a written date mean, in the language and habits of their page."""

import unicodedata
from dataclasses import dataclass

from archive.lib import persian_calendar
from archive.lib.date_shapes import Written
from archive.lib.date_tokens import BUDDHIST_YEARS, MAX_YEAR, MIN_YEAR
from archive.lib.date_words import ERAS, base_language, is_name_of_month, month_number
from archive.lib.text import collapse

_DAY_FIRST_ENGLISH = ("gb", "uk", "au", "nz", "ie", "in", "za", "sg", "mt")
_BUDDHIST_LANGUAGES = ("th", "lo", "km")
_BUDDHIST_ERA_YEARS = 543  # the Thai calendar counts from 543 BC
# Years of two digits by that calendar: 2543 to 2599 are 2000 to 2056.
_FIRST_BUDDHIST = 43
# Written year first, also where the year has two digits; day and month are then in no known order
# where it comes last.
_YEAR_FIRST_LANGUAGES = ("ja", "ko", "zh", "hu", "mn", "eu", "lt")
_ORDER_UNKNOWN_LANGUAGES = ("ja", "ko", "zh")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date as written, as far as it goes; not yet checked to exist."""

    year: int
    month: int | None = None
    day: int | None = None


def tidied(text: str) -> str:
    """One line, compatibility forms and digits of all scripts as plain ones, no bidi marks."""
    line = collapse(unicodedata.normalize("NFKC", text))
    return line if line.isascii() else "".join(map(_plain, line))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def calendar_of(written: Written, language: str, *, day_first: bool | None) -> Calendar | None:
    """The day that a written date means; the year alone where the order of its numbers is unknown.

    `language` is BCP 47 or empty; `day_first` what is known of the page, else the language tells.
    """
    parts = written.parts
    if "1" in parts:
        return _in_digits(parts, language, day_first=day_first)
    if "q" in parts:
        year = ERAS[parts["e"].strip()] + (1 if parts["q"] == "元" else int(parts["q"]))
    elif "j" in parts:
        return _short_year_with_month(parts, language)
    else:
        year = int(parts["y"])
    return _with_month(year, parts, language)


def _with_month(year: int, parts: dict[str, str], language: str) -> Calendar | None:
    day = int(parts["d"]) if "d" in parts else None
    base = base_language(language)
    if persian_calendar.is_year(year):
        month = persian_calendar.month_number(parts["m"])
        if parts["m"].isdecimal() and base == "fa":
            month = int(parts["m"])
        return _from_persian(year, month, day)
    month = month_number(parts["m"], base)
    if year in BUDDHIST_YEARS and (base in _BUDDHIST_LANGUAGES or _is_thai(parts["m"])):
        year -= _BUDDHIST_ERA_YEARS
    if month is None or not MIN_YEAR <= year <= MAX_YEAR:
        return None
    # A word that names one month here and another there does not tell which.
    return _checked(year, month or None, day if month else None)


def _from_persian(year: int, month: int | None, day: int | None) -> Calendar | None:
    date = persian_calendar.to_gregorian(year, month, day) if month and day else None
    return Calendar(date.year, date.month, date.day) if date else None


def _is_thai(word: str) -> bool:
    return "\u0e00" <= word[0] <= "\u0eff"


def _short_year_with_month(parts: dict[str, str], language: str) -> Calendar | None:
    """A date with a year of two digits whose month stands between, or in words."""
    short, word = int(parts["j"]), parts["m"]
    year = century(short)
    if _is_thai(word) and short >= _FIRST_BUDDHIST:
        year = 2500 + short - _BUDDHIST_ERA_YEARS
    elif persian_calendar.month_number(word):
        year = 1300 + short if short > 50 else 1400 + short
    elif word.isdecimal() and short <= 31 and base_language(language) not in _YEAR_FIRST_LANGUAGES:
        return None
    return _with_month(year, {**parts, "y": str(year)}, language)


def _in_digits(parts: dict[str, str], language: str, *, day_first: bool | None) -> Calendar | None:
    first, second = int(parts["1"]), int(parts["2"])
    base = base_language(language)
    if "j" in parts:
        year = century(int(parts["j"]))
        if base in _YEAR_FIRST_LANGUAGES and (turned := _turned(parts)):
            return turned
    else:
        year = int(parts["y"])
        if year in BUDDHIST_YEARS and base in _BUDDHIST_LANGUAGES:
            year -= _BUDDHIST_ERA_YEARS
    if persian_calendar.is_year(year):
        return _from_persian(year, second, first) if base == "fa" else None
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    is_day_first = _order(first, second, language, day_first=day_first, joint=parts["."])
    if is_day_first is None:
        return Calendar(year) if max(first, second) <= 12 else None
    return _checked(year, *((second, first) if is_day_first else (first, second)))


def _turned(parts: dict[str, str]) -> Calendar | None:
    return _checked(century(int(parts["1"])), int(parts["2"]), int(parts["j"]))


def _order(
    first: int, second: int, language: str, *, day_first: bool | None, joint: str
) -> bool | None:
    """Whether the day comes first: as the numbers tell, the page, the signs, the language."""
    if (first > 12) != (second > 12) or first == second:
        return first > 12 or first == second
    if day_first is not None:
        return day_first
    if joint == ".":
        return True
    base, _, region = language.lower().replace("_", "-").partition("-")
    if base == "en":
        return region in _DAY_FIRST_ENGLISH
    return True if base and base_language(base) not in _ORDER_UNKNOWN_LANGUAGES else None


def century(two_digits: int) -> int:
    """The year that two digits stand for: 1970 to 2069, nearly as POSIX strptime has it."""
    return two_digits + (2000 if two_digits < 70 else 1900)


def _checked(year: int, month: int | None, day: int | None) -> Calendar | None:
    if month is not None and not 1 <= month <= 12:
        return None
    return Calendar(year, month, day)


def month_of(written: Written, language: str) -> Calendar | None:
    """The month that a month and a year mean; words that mean other things must be the page's."""
    word = written.parts["m"]
    if not word.isdecimal() and not is_name_of_month(word, base_language(language)):
        return None
    return calendar_of(written, language, day_first=None)


def year_of(number: str, language: str) -> Calendar | None:
    """The year that four digits stand for."""
    year = int(number)
    if year in BUDDHIST_YEARS and base_language(language) in _BUDDHIST_LANGUAGES:
        year -= _BUDDHIST_ERA_YEARS
    return Calendar(year) if MIN_YEAR <= year <= MAX_YEAR else None
