"""The words that dates are written with: what each may be, and which month it names.

One word may be several things: "mar" is March and a Tuesday, "am" is before noon and German "on
the". What it is in a text, the words and numbers about it tell (see date_shapes).
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from archive.lib import persian_calendar
from archive.lib.data.month_names import MONTH_NAMES
from archive.lib.data.small_words import BESIDE_DATES, HALVES
from archive.lib.data.weekday_names import WEEKDAY_NAMES

_RENAMED = {"iw": "he", "in": "id", "no": "nb", "tl": "fil", "cn": "zh", "jp": "ja", "sh": "sr"}

# RFC 2822 section 4.3 for North America; the others are not used for two zones at once.
ZONES_MINUTES = {
    **{"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120},
    **{"MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540, "KST": 540},
    **{"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360},
    **{"PST": -480, "PDT": -420, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780},
}
ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
_ROMAN = "I II III IV V VI VII VIII IX X XI XII"
ROMAN_MONTHS = {numeral: number for number, numeral in enumerate(_ROMAN.split(), 1)}
_TENS = "十"
_CHINESE_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}
# Indian scripts and those further east put the half of the day before the time.
_FIRST_INDIAN_LETTER = "\u0900"
_VIETNAMESE_MONTHS = "một hai ba tư năm sáu bảy tám chín mười mườimột mườihai"
_VIETNAMESE_DAYS = "thứ hai ba tư năm sáu bảy chủ nhật"


# Turkish letters without their points in capitals; Arabic letters that old keyboards gave for
# Persian ones.
_RESPELLED = str.maketrans({"\u0131": "i", "ي": "ی", "ى": "ی", "ك": "ک"})


@lru_cache(maxsize=8192)
def fold(word: str) -> str:
    """A word as it is compared: lower case, without accents, points, joiners and marks about it.

    The vowels of Indian and Thai scripts stay, which other marks above and below letters are not.
    """
    if word.isascii():
        return word.lower() if word.isalnum() else "".join(filter(str.isalnum, word.lower()))
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_RESPELLED))
    return "".join(part for part in parts if part.isalnum() or _is_kept(part))


def _is_kept(part: str) -> bool:
    mark = unicodedata.combining(part)
    return unicodedata.category(part) in ("Mn", "Mc") and not (mark >= 200 or 10 <= mark <= 35)


def _numbered(names: str, separator: str = "|") -> Iterator[tuple[str, int]]:
    for number, group in enumerate(names.split(separator), 1):
        for name in group.split():
            yield name, number


def _months() -> dict[str, dict[str, int]]:
    index: dict[str, dict[str, int]] = {}
    for language, names in MONTH_NAMES.items():
        for name, number in _numbered(names):
            index.setdefault(fold(name), {}).setdefault(language, number)
    for name, number in _numbered(_VIETNAMESE_MONTHS, " "):
        for before in ("tháng", "thg"):
            index.setdefault(fold(before + name), {})["vi"] = number
    return index


_MONTHS = _months()
_PERSIAN_MONTHS = {fold(name) for name in persian_calendar.MONTHS}
_HALF_OF = {fold(word): half for half, words in HALVES.items() for word in words.split()}
_HALF_OF |= {"a": "am", "p": "pm"}
WEEKDAYS: dict[str, dict[str, int]] = {}
for _language, _names in WEEKDAY_NAMES.items():
    for _name, _number in _numbered(_names):
        WEEKDAYS.setdefault(fold(_name), {}).setdefault(_language, _number)


def _classes() -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for name, words in BESIDE_DATES.items():
        for word in words.split():
            index.setdefault(fold(word), set()).add(name)
    for word in (*_MONTHS, *_PERSIAN_MONTHS):
        index.setdefault(word, set()).add("month")
    days = [part for names in WEEKDAY_NAMES.values() for part in names.replace("-", " ").split()]
    for day in (*" ".join(days).replace("|", " ").split(), *_VIETNAMESE_DAYS.split()):
        if len(day) > 1:
            index.setdefault(fold(day), set()).add("weekday")
    for word in _HALF_OF.keys() - {"a", "p"}:
        is_before = word >= _FIRST_INDIAN_LETTER or word in ("de", "du", "oo", "os")
        index.setdefault(word, set()).update(("half", "half before") if is_before else ("half",))
    for word in ("am", "pm", "πμ", "μμ"):
        index[word].add("plain half")
    index["am"].add("am")
    return index


CLASSES = _classes()


def base_language(language: str) -> str:
    """The primary subtag, by its newer name."""
    base = language.lower().replace("_", "-").partition("-")[0]
    return _RENAMED.get(base, base)


@lru_cache(maxsize=4096)
def month_number(word: str, language: str) -> int | None:
    """Which month a word names in the language, else in English, else in any that names one.

    `language` is a primary subtag; 0 stands for a word that names different months in different
    languages, none of them this; None for a word that names no month of the common calendar.
    """
    if numeral := ROMAN_MONTHS.get(word):
        return numeral
    digits = "".join(filter(str.isdecimal, word))
    if digits:
        return int(digits)
    if word[-1:] in "月월" and word:
        number = _chinese(word.rstrip("月월 "))
        return number or None
    named = _MONTHS.get(fold(word), {})
    for known in (language, "nb" if language == "nn" else "en"):
        if known in named:
            return named[known]
    different = set(named.values())
    return different.pop() if len(different) == 1 else (0 if different else None)


def _chinese(numeral: str) -> int:
    tens, _, ones = numeral.rpartition(_TENS)
    if _TENS not in numeral:
        return 1 if numeral == "正" else _CHINESE_DIGITS.get(ones, 0)
    return 10 + _CHINESE_DIGITS.get(ones, 0) if not tens else 0


def is_name_of_month(word: str, language: str) -> bool:
    """Whether a word names a month plainly enough to do so without a day beside it."""
    named = _MONTHS.get(fold(word), {})
    return language in named or "en" in named or len(fold(word)) > 4 or not word.isalpha()


def half_of_day(word: str) -> str:
    """Give "am" or "pm" for a word that means so; "" for another."""
    return _HALF_OF.get(fold(word), "") if word else ""
