"""A line of text as tokens, and each token's sign: a character that says what it may be in a date.

The signs of a line are a string as long as its tokens are many, in which regular expressions find
dates in any language (see date_shapes). Linear, and mostly in C: a token is judged once.
"""

import re
import unicodedata
from collections.abc import Iterable

from archive.lib.date_words import CLASSES, ERAS, ROMAN_MONTHS, ZONES_MINUTES, fold
from archive.lib.persian_calendar import FIRST_YEAR, LAST_YEAR

MIN_YEAR, MAX_YEAR = 1500, 2200  # beyond them a number of four digits is hardly a year
BUDDHIST_YEARS = range(2400, 2700)  # as the Thai calendar counts

# Marks of direction and joining, which are not seen.
_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
# A letter, then anything but a digit, a space or punctuation: Thai and Hindi write vowels as
# marks, which are no letters to `re`. Not in scripts without spaces between words.
_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_WORD = (
    _LETTER + r"[^\s\d\x00-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf"
    r"\u2010-\u205e\u060c\u0964\u2060-\u2069\u3000-\u9fff\uac00-\ud7af\uff00-\uff0f]*"
)
_THAI_MONTHS = (
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)(?:\.|(?![ก-๎]))"
)
_LAO_MONTHS = r"(?:ມ\.ກ|ກ\.ພ|ມ\.ນ|ມ\.ສ|ພ\.ພ|ມິ\.ຖ|ກ\.ລ|ສ\.ຫ|ກ\.ຍ|ຕ\.ລ|ພ\.ຈ|ທ\.ວ)\.?"
# Single letters with points: "a.m.", "p. m.", "ق.ظ".
_INITIALS = rf"{_LETTER}\.\s?{_LETTER}\.|{_LETTER}\.{_LETTER}(?!\w)"
_VIETNAMESE_MONTH = (
    r"(?=[Tt])[Tt][Hh](?:[Áá][Nn])?[Gg]\.?\s{1,2}(?:\d{1,2}(?!\d)"
    r"|[Mm]ười(?:\s(?:[Mm]ột|[Hh]ai))?|[Mm]ột|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám"
    r"|[Cc]hín)"
)
_DAYS = (
    r"[月火水木金土日]曜日?|[월화수목금토일]요일|(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]"
    r"|[(\uff08][一二三四五六日月火水木金土월화수목금토일][)\uff09]"
)
_CHINESE_DAY = re.compile(_DAYS)
_CHINESE = (
    rf"(?:十[一二]?|[一二三四五六七八九正])月(?!曜)|{_DAYS}|上午|下午|午前|午後|午后|凌晨|早上|清晨|中午|晚上"
    "|傍晚|오전|오후|새벽|아침|저녁|" + "|".join(ERAS)
)
# In plain English nothing is read otherwise than by the longer expression, only faster.
_ASCII_TOKEN = re.compile(
    r"[A-Za-z](?:\.\s?[A-Za-z]\.|\.[A-Za-z](?!\w)|[A-Za-z]*)"
    r"|[0-9]+|\s+|."
)
_UNSEEN_MARKS = re.compile(_UNSEEN)
_TOKEN = re.compile(
    "(?:"
    rf"(?=[A-Za-z])(?:{_VIETNAMESE_MONTH}|{_INITIALS}|{_WORD})"
    r"|\d(?:\d?\s?[月월](?!曜|요)|\d*)"
    r"|\s+"
    rf"|(?=[^\x00-\x7f])(?:(?:كانون|تشرين)\s(?:الثاني|الأول|الاول)|{_THAI_MONTHS}|{_LAO_MONTHS}"
    rf"|{_CHINESE}|{_INITIALS}|{_WORD})"
    rf"|(?=\()(?:{_DAYS})"
    "|.)" + _UNSEEN,
    re.S,
)
_PUNCTUATION = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u207b\u05be\u30fc", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc`\u00b4\u2032", "'"),
    **dict.fromkeys("\u060c\u3001\u055d", ","),
    **dict.fromkeys("\u3002\u0589", "."),
    **dict.fromkeys(
        "|\u00b7\u2022\u00bb\u00ab\u203a\u2039\u2219\u22c5\u25cf\u25aa>\u2192\u30fb", "|"
    ),
}
_OWN_SIGNS = frozenset(" .,:;/-'()|@+[]#$€£%&=_*\"?")
# What is told by one character: units behind numbers, where Chinese, Japanese and Korean write no
# words. And the eras that years are counted in, the first of each "元".
_ALONE = {
    **dict.fromkeys("年년", "year unit"),
    **dict.fromkeys("日号號일", "day unit"),
    **dict.fromkeys("时時點点시", "hour unit"),
    **dict.fromkeys("分분", "minute unit"),
    **dict.fromkeys("秒초", "second unit"),
    **dict.fromkeys(ERAS, "era"),
    "元": "years of an era",
}
_LONGEST_TOKEN = 32
_MOST_KNOWN = 20_000

_signs: dict[frozenset[str], str] = {}


def _sign(classes: Iterable[str]) -> str:
    return _signs.setdefault(frozenset(classes), chr(0xE000 + len(_signs)))


def _number_classes(digits: str) -> set[str]:
    value, length = int(digits), len(digits)
    classes = {"number"}
    if length == 4:
        is_year = MIN_YEAR <= value <= MAX_YEAR or value in BUDDHIST_YEARS
        return classes | ({"year"} if is_year or FIRST_YEAR <= value <= LAST_YEAR else set())
    if length <= 3:
        classes.add("years of an era")
    if length <= 2:
        tests = {
            "day": 1 <= value <= 31,
            "month number": 1 <= value <= 12,
            "two digits": length == 2,
            "clock hour": value <= 24,
            "minute": length == 2 and value <= 59,
            "second": length == 2 and value <= 60,
            "any minute": value <= 59,
        }
        classes |= {name for name, holds in tests.items() if holds}
    return classes


def _word_classes(token: str) -> set[str]:
    classes = set(CLASSES.get(fold(token), ()))
    if token in ROMAN_MONTHS:
        classes.add("roman")
    if token in ZONES_MINUTES or (token.isascii() and token.isupper() and 2 <= len(token) <= 4):
        classes.add("zone")
    if token in ("a", "p", "A", "P"):
        classes.add("half letter")
    return classes or {"other"}


def _classes_of(seen: str) -> set[str]:
    if seen.isdecimal():
        return _number_classes(seen)
    if seen[-1] in "月월" or (seen[0] in "Tt" and " " in seen):
        number = "".join(filter(str.isdecimal, seen))
        return {"month"} if not number or 1 <= int(number) <= 12 else {"other"}
    if seen in _ALONE:
        return {_ALONE[seen]}
    return {"weekday"} if _CHINESE_DAY.fullmatch(seen) else _word_classes(seen)


def _sign_of(token: str) -> str:
    seen = plain(token)
    if not seen or seen.isspace():
        return " "
    if len(seen) == 1 and "\u3040" <= seen <= "\ud7af" and seen not in _ALONE:
        return _OTHER
    if len(seen) == 1 and not seen.isalnum():
        usual = unicodedata.normalize("NFKC", seen)
        usual = _PUNCTUATION.get(usual, usual)
        return usual if usual in _OWN_SIGNS else "?"
    return _signs.get(frozenset(_classes_of(seen)), _OTHER)


class _Signs(dict[str, str]):
    """The sign of each token lately met."""

    def __missing__(self, token: str) -> str:
        if len(token) > _LONGEST_TOKEN:
            return " " if token.isspace() else _OTHER
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[token] = sign = _sign_of(token)
        return sign


def _know_all() -> None:
    """Give each set of classes that a token can have its sign, before patterns are made of them."""
    for classes in CLASSES.values():
        for more in ((), ("zone",), ("roman",), ("roman", "zone"), ("half letter",)):
            _sign({*classes, *more})
    for number in (*map(str, range(100)), *(f"{small:02}" for small in range(10))):
        _sign(_number_classes(number))
    for number in ("000", "0000", "2014", "10000"):
        _sign(_number_classes(number))
    for alone in (*_ALONE.values(), "weekday", "month", "other"):
        _sign({alone})
    for more in (("zone",), ("roman",), ("roman", "zone"), ("half letter",)):
        _sign(more)


_know_all()
_OTHER = _sign({"other"})
_SIGNS = _Signs()


def classes_by_sign() -> dict[str, frozenset[str]]:
    """Each sign, with the classes that a token of that sign may be of."""
    return {sign: classes for classes, sign in _signs.items()}


def plain(token: str) -> str:
    """A token without the marks that are not seen."""
    return token if token.isascii() else _UNSEEN_MARKS.sub("", token)


def any_of(*names: str, but: tuple[str, ...] = ()) -> str:
    """A regular expression for the sign of any token that may be of one of these classes.

    `but` are classes that it may not be of besides.
    """
    signs = [
        sign
        for classes, sign in _signs.items()
        if classes.intersection(names) and not classes.intersection(but)
    ]
    if not signs:
        raise LookupError(f"No token is any of {names}.")
    return f"[{''.join(signs)}]"


def tokens_of(text: str) -> list[str]:
    """The tokens of a text, which joined are the text."""
    is_plain = text.isascii() and "hg " not in text  # "thg 3" is a month in Vietnamese
    return (_ASCII_TOKEN if is_plain else _TOKEN).findall(text)


def signs_of(tokens: list[str]) -> str:
    """One character for each token, which says what it may be in a date."""
    return "".join(map(_SIGNS.__getitem__, tokens))
