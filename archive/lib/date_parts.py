"""The pieces of a written date: a clock time, its zone, a calendar date, in many languages.

Each `take_…` gives what it found and the text without it. Expressions are linear; dateparser is
asked once per month's name and language, for it takes a millisecond a call.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import dateparser  # type: ignore[import-untyped]  # no stubs among our packages

from archive.lib import persian_calendar
from archive.lib.text import collapse

MIN_YEAR, MAX_YEAR = 1500, 2200  # beyond them a number of four digits is hardly a year

# Tried where a page does not say its language, or says it wrongly. Order matters where one word
# names two months (listopad: November in Polish and Czech, October in Croatian).
_COMMON_LANGUAGES = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "ru", "pl", "cs", "sv", "da", "nb", "fi", "tr"),
    *("uk", "ro", "hu", "el", "id", "vi", "ar", "he", "fa", "hi", "th", "ca", "hr", "sk", "bg"),
)
_RENAMED = {"iw": "he", "in": "id", "no": "nb", "nn": "nb", "cn": "zh", "jp": "ja"}
_DAY_FIRST_ENGLISH = ("gb", "uk", "au", "nz", "ie", "in", "za", "sg", "mt")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
# RFC 2822 section 4.3 for North America; the others are not used for two zones at once.
_ZONES_MINUTES = {
    **{"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120},
    **{"MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540, "KST": 540},
    **{"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360},
    **{"PST": -480, "PDT": -420, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780},
}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911}
_BUDDHIST_ERA_YEARS = 543  # the Thai calendar counts from 543 BC

_NOON_MARKS = {
    **dict.fromkeys(("am", "上午", "午前", "오전", "凌晨", "早上", "ص", "صباحا", "πμ"), "am"),
    **dict.fromkeys(("pm", "下午", "午後", "오후", "中午", "晚上", "م", "مساء", "μμ"), "pm"),
    **{"قظ": "am", "بظ": "pm"},
}
_BEFORE = r"(?:(?P<before>上午|下午|午前|午後|오전|오후|凌晨|早上|中午|晚上)\s?)?"
_AFTER = r"(?:\s?(?P<after>[ap]\.?\s?m\b\.?|صباحا|مساء|[صم](?!\w)|[قب]\.?\s?ظ\.?|[πμ]\.?\s?μ\.?))?"
_CLOCKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_BEFORE}(?<![\d:.])(?P<h>\d{{1,2}}):(?P<m>\d\d)"
        rf"(?::(?P<s>\d\d)(?:[.,]\d{{1,9}})?)?(?![\d:]){_AFTER}",
        rf"{_BEFORE}(?<!\d)(?P<h>\d{{1,2}})\s?[時时点點시]"
        r"(?:\s?(?P<m>\d{1,2})\s?[分분](?:\s?(?P<s>\d{1,2})\s?[秒초])?)?",
        r"(?<![\d.])(?P<h>\d{1,2})\s?h(?:rs|eures?)?\s?(?P<m>\d\d)?(?![\w])",
        r"(?<![\d.])(?P<h>\d{1,2})\.(?P<m>\d\d)(?=\s?uhr)",
        rf"(?<![\d.])(?P<h>\d{{1,2}})\.(?P<m>\d\d)(?=\s?[ap]\.?m){_AFTER}",
        r"(?:(?<=kl|lo|re|às|um)|(?<=alle))\.?\s?(?P<h>\d{1,2})\.(?P<m>\d\d)(?!\.?\d)",
        r"(?<![\d.])(?P<h>\d{1,2})(?=\s?[ap]\.?m)(?P<m>)\s?(?P<after>[ap]\.?m\b\.?)",
    )
)
_DOTTED_CLOCK = re.compile(r"(?<![\d.])(?P<h>\d{1,2})\.(?P<m>\d\d)(?!\.?\d)")
_ZONE = re.compile(
    r"[\s,]{0,2}\(?(?:(?P<name>[A-Z]{2,4}|(?<=\d)Z)\b\s?)?(?P<offset>[+-]\d{1,2}(?::?\d\d)?(?!\d))?"
    r"(?:\s?\([A-Z]{2,5}\))?\)?"
)

_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})(?:\s?[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일号號]?|\s?[月월]"
    r"|(?=[-/]?$))"
)
_ERA = re.compile(
    rf"({'|'.join(_ERAS)})\s?(\d{{1,3}}|元)\s?年\s?(\d{{1,2}})\s?月(?:\s?(\d{{1,2}})\s?日)?"
)
_YEAR_LAST = re.compile(
    r"(?<![\d.:/-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d:]|[-/]\d)"
)
_MONTH_AND_YEAR = re.compile(r"(?<![\d.:/-])(\d{1,2})[-/.](\d{4})(?![\d:]|[-/]\d)")
_VIETNAMESE = re.compile(r"(\d{1,2})\s+th(?:áng|g)\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})(?!\d)", re.I)
_YEAR_ALONE = re.compile(r"\W{0,12}(\d{4})\s?[年년]?\W{0,12}")

# A letter, then anything but a digit, a space or punctuation: Thai and Hindi write vowels as marks,
# which are no letters to `re`.
_WORD = r"(?P<word>[^\W\d_][^\s\d!-/:-@\[-`{-~\u2010-\u205e\u060c\u0964\u3001\u3002]*)"
_LINK = r"(?:\s?(?:de|del|of|den)(?=\s)|\s?d['\u2019])?"
_NAMED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})\.\sgada\s(?P<d>\d{1,2})\.\s" + _WORD,
        rf"(?<![\d:])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|re|\.|º|ª|η)?{_LINK}[\s-]?{_WORD}\.?"
        r"(?:\s(?:de|del|di|m\.|ค\.ศ\.|พ\.ศ\.))?[,،]?[\s-]?(?P<y>\d{4}|(?<=-)\d\d)(?![\d:])",
        rf"{_WORD}\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?,?\s(?:of\s)?(?P<y>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<y>\d{{4}})(?:\.|\sm\.)?[\s-]{_WORD}\.?[\s-](?P<d>\d{{1,2}})(?![\d:])",
        rf"{_WORD}\.?(?:\s(?:de|del|di))?,?\s(?P<y>\d{{4}})(?!\d)",
    )
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; `second` is None where the text gives none."""

    hour: int
    minute: int
    second: int | None
    offset_minutes: int | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date as written, as far as it goes; not yet checked to exist."""

    year: int
    month: int | None = None
    day: int | None = None


def tidied(text: str) -> str:
    """One line, compatibility forms and digits of all scripts as plain ones, no bidi marks."""
    line = collapse(unicodedata.normalize("NFKC", text))
    if "." in line and not line.isascii():
        for short, month in _THAI_MONTHS.items():
            line = line.replace(short, month)
    return "".join(_plain(character) for character in line)


# Thai writes months short with points, which end words everywhere else.
_THAI_MONTHS = {
    "ม.ค.": "มกราคม", "ก.พ.": "กุมภาพันธ์", "มี.ค.": "มีนาคม", "เม.ย.": "เมษายน",
    "พ.ค.": "พฤษภาคม", "มิ.ย.": "มิถุนายน", "ก.ค.": "กรกฎาคม", "ส.ค.": "สิงหาคม",
    "ก.ย.": "กันยายน", "ต.ค.": "ตุลาคม", "พ.ย.": "พฤศจิกายน", "ธ.ค.": "ธันวาคม",
}  # fmt: skip


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def take_clock(text: str, *, with_dots: bool = False) -> tuple[Clock | None, str]:
    """The first time of day in the text, with the zone that follows it.

    `with_dots` also reads "18.40", which is a time only where the date is already taken out.
    """
    for pattern in (*_CLOCKS, _DOTTED_CLOCK) if with_dots else _CLOCKS:
        found = pattern.search(text)
        if not found:
            continue
        zone = _ZONE.match(text, found.end())
        offset, end = _offset(zone) if zone else (None, found.end())
        end = max(end, found.end())
        clock = _clock(found.groupdict(), offset)
        if clock:
            return clock, f"{text[: found.start()]} {text[end:]}"
    return None, text


def _clock(parts: dict[str, str | None], offset: int | None) -> Clock | None:
    hour, minute = int(parts["h"] or 0), int(parts["m"] or 0)
    second = int(written) if (written := parts.get("s")) else None
    mark = parts.get("before") or re.sub(r"[.\s]", "", parts.get("after") or "").lower()
    half = _NOON_MARKS.get(mark)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or (second or 0) > 60:
        return None
    return Clock(hour, minute, min(second, 59) if second is not None else None, offset)


def _offset(zone: re.Match[str]) -> tuple[int | None, int]:
    name, offset = zone["name"], zone["offset"]
    named = _ZONES_MINUTES.get(name) if name else 0
    if named is None or not (name or offset):
        return None, zone.start()
    beside = offset_minutes(offset) if offset else 0
    # What no zone has is no zone: "14:05-15:00" is from then until then.
    return (None, zone.start()) if beside is None else (named + beside, zone.end())


def offset_minutes(written: str) -> int | None:
    """`+02:00`, `+0200`, `-5` or `Z` as minutes east of UTC; None where no zone has it."""
    if written.upper() == "Z":
        return 0
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    total = int(hours) * 60 + int(minutes)
    if total > 14 * 60 or int(minutes) > 59:
        return None
    return -total if written[0] == "-" else total


def take_numeric_date(
    text: str, language: str, *, day_first: bool | None
) -> tuple[Calendar | None, str]:
    """The first date in digits. Where day and month cannot be told apart, the year alone."""
    for pattern, read in (
        (_ERA, _era),
        (_YEAR_FIRST, lambda found: _dated(*found.groups()) or _persian(found, language)),
        (_VIETNAMESE, lambda found: _dated(found[3], found[2], found[1])),
        (_YEAR_LAST, lambda found: _year_last(found, language, day_first=day_first)),
        (_MONTH_AND_YEAR, lambda found: _dated(found[2], found[1], None)),
    ):
        for found in pattern.finditer(text):
            date = read(found)
            if date:
                return date, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _era(found: re.Match[str]) -> Calendar | None:
    year = 1 if found[2] == "元" else int(found[2])
    return _dated(str(_ERAS[found[1]] + year), found[3], found[4])


def _persian(found: re.Match[str], language: str) -> Calendar | None:
    is_persian = base_language(language) == "fa" and found[2] and found[3]
    return _from_persian(found[1], int(found[2]), found[3]) if is_persian else None


def _from_persian(year: str, month: int, day: str) -> Calendar | None:
    date = persian_calendar.to_gregorian(int(year), month, int(day))
    return Calendar(date.year, date.month, date.day) if date else None


def _dated(year: str, month: str | None, day: str | None) -> Calendar | None:
    date = Calendar(int(year), int(month) if month else None, int(day) if day else None)
    fits = MIN_YEAR <= date.year <= MAX_YEAR and (date.month is None or 1 <= date.month <= 12)
    return date if fits and (date.day is None or 1 <= date.day <= 31) else None


def _year_last(found: re.Match[str], language: str, *, day_first: bool | None) -> Calendar | None:
    year = found[4] if len(found[4]) == 4 else _century(found[4])
    first, second = found[1], found[3]
    if day_first is None:
        day_first = True if found[2] == "." else _day_comes_first(language)
    if int(first) > 12 or first == second:
        day_first = True
    elif int(second) > 12:
        day_first = False
    if day_first is None:
        return _dated(year, None, None)
    return _dated(year, second, first) if day_first else _dated(year, first, second)


def _century(two_digits: str) -> str:
    return f"{'20' if int(two_digits) < 70 else '19'}{two_digits}"  # as POSIX strptime, nearly


def _day_comes_first(language: str) -> bool | None:
    base, _, region = language.lower().replace("_", "-").partition("-")
    if base == "en":
        return region in _DAY_FIRST_ENGLISH
    return True if base else None


def take_named_date(text: str, language: str) -> Calendar | None:
    """The first date that names its month, or a year that stands alone."""
    for pattern in _NAMED:
        for found in pattern.finditer(text):
            persian = persian_calendar.month_number(found["word"])
            if persian and "d" in pattern.groupindex:
                if date := _from_persian(found["y"], persian, found["d"]):
                    return date
                continue
            month = month_number(found["word"].lower(), base_language(language))
            if month:
                day = found.groupdict().get("d")
                year = found["y"] if len(found["y"]) == 4 else _century(found["y"])
                date = _dated(_common_era(year, language), str(month), day)
                if date:
                    return date
    alone = _YEAR_ALONE.fullmatch(text.strip())
    return _dated(_common_era(alone[1], language), None, None) if alone else None


def _common_era(year: str, language: str) -> str:
    if base_language(language) == "th" and int(year) > MAX_YEAR:
        return str(int(year) - _BUDDHIST_ERA_YEARS)
    return year


def base_language(language: str) -> str:
    """The primary subtag as dateparser names it."""
    base = re.split("[-_]", language.lower(), maxsplit=1)[0]
    return _RENAMED.get(base, base)


@lru_cache(maxsize=4096)
def month_number(word: str, language: str) -> int | None:
    """Which month the lower-case word names in the language, English, or any common one."""
    if word in _MONTHS:
        return _MONTHS[word]
    if not 2 <= len(word) <= 24:
        return None
    own = (language, "en") if language else ()
    for languages in (own, _COMMON_LANGUAGES if len(word) > 3 or not own else ()):
        parsed = _parsed(f"15 {word} 2014", languages) if languages else None
        if parsed:
            return parsed
    return None


def _parsed(text: str, languages: tuple[str, ...]) -> int | None:
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    try:
        found: datetime | None = dateparser.parse(
            text, languages=list(languages), settings=settings
        )
    except ValueError:  # a language dateparser does not know
        return None
    return found.month if found and (found.day, found.year) == (15, 2014) else None
