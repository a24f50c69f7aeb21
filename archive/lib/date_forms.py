"""The grammar of dates: the forms in which the languages of the world write them.

Regular expressions over the signs of a line (see date_tokens), none of which can run long: all
repetitions are bounded. A form is the letters of its parts, in order, and its expression.
"""

import re
import sys
from functools import lru_cache

from archive.lib.date_tokens import any_of, classes_by_sign

Found = re.Match[str]
_LONGEST_REMEMBERED = 200  # tokens

_D, _M, _Y = any_of("day"), any_of("month"), any_of("year")
_MONTH_NUMBER, _TWO_DIGITS, _NUMBER = any_of("month number"), any_of("two digits"), any_of("number")
_LINK, _TO_TIME, _WEEKDAY = any_of("link"), any_of("to time"), any_of("weekday")
_YEAR_WORD, _YEAR_UNIT, _DAY_UNIT = any_of("year word"), any_of("year unit"), any_of("day unit")
_HOUR, _MINUTE, _SECOND = any_of("clock hour"), any_of("minute"), any_of("second")
_HOUR_WORD, _ANY_MINUTE = any_of("hour word"), any_of("any minute")
_HALF, _ZONE, _ORDINAL = any_of("half"), any_of("zone"), any_of("ordinal")
_NO_DATE, _OTHER = any_of("no date"), any_of("other")

# "3rd", "3.", "3:e", "3(a)"; "2014ko", "2014(e)ko".
_NTH = rf"(?:{_ORDINAL}|[-:]{_ORDINAL}|\({_ORDINAL}\)|\.)?"
_YTH = rf"(?:-?{_ORDINAL}|\({_ORDINAL}\){_ORDINAL}?)?"
_DAY, _MONTH, _SHORT_YEAR = rf"({_D}){_NTH}", rf"({_M})", rf"({_TWO_DIGITS})"
_ERA = rf"({any_of('era')}) ?({any_of('years of an era')}) ?{_YEAR_UNIT} ?{_MONTH}"
_YEAR = rf"(?:{_YEAR_WORD}\.? ?)?({_Y}){_YTH}(?: ?(?:{_YEAR_WORD}\.?|{_YEAR_UNIT}))?"
_OF = rf"(?:{_LINK}'? ?)?"
_TIME = rf"{_HOUR}:{_MINUTE}(?::{_SECOND})?(?: ?{_HALF}\.?)?"
_IN_ZONE = rf"(?: [+-]{_NUMBER}| {_ZONE}(?:[+-]{_NUMBER}(?::{_MINUTE})?)?)?"
_BEFORE_TIME = rf"(?=[ ,|@-]{{1,3}}(?:{_TO_TIME}\.? ?)?{_HOUR}[.:]{_MINUTE})"
# Numbers joined by points, strokes or hyphens are many things: here no part of a longer row, of
# an amount or an address, and not introduced as a version or a telephone number.
_FREE = rf"(?<!{_NUMBER}[-./:])(?<![#$€£_=&%/+])(?<!{_NO_DATE})(?<!{_NO_DATE} )(?<!{_NO_DATE}[.:] )"
_ENDS = rf"(?![-./:]{_NUMBER}(?!:{_MINUTE}))(?![#$€£%_=/])"

# Every form a date has: its parts in order (d day, m month, y year, j two digits of a year,
# 1 and 2 what is day and month, e an era, q a year of it), and the signs that it is told by.
_DATES = (
    ("mdy", "month", rf"{_MONTH}\.? {_DAY},? {_TIME}{_IN_ZONE} ({_Y})"),
    ("dmy", "day", rf"{_DAY} {_MONTH}\.?,? {_TIME}{_IN_ZONE} ({_Y})"),
    (
        "dmy",
        "day",
        rf"{_DAY}(?:,? ?|[-/]| - ){_OF}{_MONTH}[.,]?(?: ?[-/.] ?|,? ?)(?:{_LINK} )?{_YEAR}",
    ),
    ("dmj", "day", rf"{_DAY}[-/. ]?{_OF}{_MONTH}[.,]? ?'{_SHORT_YEAR}"),
    ("dmj", "day", rf"{_FREE}({_D})(?P<s1>[-/.]){_MONTH}\.?(?P=s1){_SHORT_YEAR}{_ENDS}"),
    ("dmj", "day", rf"{_DAY} ?{_MONTH}\.? {_SHORT_YEAR}(?:{_BEFORE_TIME}|(?=[ .,)]*$))"),
    (
        "mdy",
        "month",
        rf"{_MONTH}(?:\.? ?|[-/]){_OF}{_DAY}(?:{_DAY_UNIT})?(?:, ?| |[-/]){_OF}{_YEAR}",
    ),
    ("mdj", "month", rf"{_MONTH}\.? {_DAY},? '{_SHORT_YEAR}"),
    ("mdj", "month", rf"{_MONTH}\.? {_DAY}, {_SHORT_YEAR}{_BEFORE_TIME}"),
    (
        "ymd",
        "year",
        rf"({_Y}){_YTH}[.,]?,?(?: ?{_YEAR_WORD}\.?| ?{_YEAR_UNIT})?(?:[-/]|, ?| ?){_OF}"
        rf"{_MONTH}(?:\.? ?|[-/]){_DAY}(?: ?{_DAY_UNIT})?(?!,? {_Y})(?!:{_NUMBER})",
    ),
    ("ydm", "year", rf"({_Y})\.?,? ?{_YEAR_WORD}\.?,? ?{_DAY} ?{_MONTH}"),
    ("dmy", "day", rf"({_D})[./-]? ?({any_of('roman')})[./-]? ?({_Y})"),
    ("ymd", "year", rf"({_Y})[./-] ?({any_of('roman')})[./-] ?({_D})\.?"),
    ("eqmd", "era", rf"{_ERA} ?({_D})"),
    (
        "ymd",
        "year",
        rf"{_FREE}({_Y}) ?(?P<s2>[-/.]) ?({_MONTH_NUMBER}) ?(?P=s2) ?({_D}){_ENDS}"
        rf"(?: ?{_DAY_UNIT})?",
    ),
    (
        "12y",
        "day",
        rf"{_FREE}({_D}) ?(?P<s3>[-/.]) ?({_D}) ?(?P=s3) ?({_Y}){_ENDS}(?: ?{_YEAR_WORD}\.?)?",
    ),
    (
        "12j",
        "day",
        rf"{_FREE}({_D}) ?(?P<s4>[-/.]) ?({_D}) ?(?P=s4) ?{_SHORT_YEAR}{_ENDS}(?!{_OTHER})",
    ),
    (
        "jmd",
        "two digits",
        rf"{_FREE}{_SHORT_YEAR}(?P<s5>\. |[-/])({_MONTH_NUMBER})(?P=s5)({_D}){_ENDS}",
    ),
)
_CLOCKS = (
    # Parts: h hour, m minute, s second, a half of the day behind it, u a word for hours.
    (
        "hmsaau",
        "clock hour",
        rf"(?<!{any_of('years of an era')}[.:])({_HOUR}):({_MINUTE})"
        rf"(?::({_SECOND})(?:[.,]{_NUMBER})?)?"
        # Not in German "um 8:40 am 12. März".
        rf"(?!:?{_NUMBER})(?: ?(?!{any_of('am')} {_D}\.)({_HALF})\.?|({any_of('half letter')}))?"
        rf"(?: ?({_HOUR_WORD})\.?)?",
    ),
    (
        "hmsau.",
        "clock hour",
        rf"(?<!{_NUMBER}[.:,/-])({_HOUR})\.({_MINUTE})(?:\.({_SECOND}))?(?!\.?{_NUMBER})"
        rf"(?! ?[€$£])(?: ?({_HALF})\.?)?(?: ?({_HOUR_WORD})\.?)?",
    ),
    (
        "hms",
        "clock hour",
        rf"({_HOUR}) ?{any_of('hour unit')}(?: ?({_ANY_MINUTE}) ?{any_of('minute unit')}"
        rf"(?: ?({_ANY_MINUTE}) ?{any_of('second unit')})?)?",
    ),
    ("hm", "clock hour", rf"(?<!{_NUMBER}[.:,])({_HOUR}) ?{_HOUR_WORD}\.?(?: ?({_MINUTE}))?"),
    ("ha", "clock hour", rf"(?<!{_NUMBER}[.:,])({_HOUR}) ?({any_of('plain half')})\.?"),
)
# A month and its year, where no day is told.
_MONTHS_ALONE = (
    (
        "my",
        "month",
        rf"(?<!{_NUMBER}[ ./-])(?<!{_NUMBER}\. ){_MONTH}(?:[.,]? |[-/]|\.){_OF}{_YEAR}",
    ),
    (
        "ym",
        "year",
        rf"({_Y}){_YTH}(?: ?{_YEAR_UNIT}|\.?(?: ?{_YEAR_WORD}\.?)?)(?: |[-/])?{_MONTH}"
        rf"(?!.?{_NUMBER})",
    ),
    ("eqm", "era", rf"{_ERA}(?! ?{_D})"),
    ("my", "month number", rf"{_FREE}({_MONTH_NUMBER})[-/.]({_Y}){_ENDS}"),
    ("ym", "year", rf"{_FREE}({_Y})[-/]({_MONTH_NUMBER}){_ENDS}"),
)


Form = tuple[str, str, str]
Letters = dict[str, list[tuple[str, int]]]


def _joined(forms: tuple[Form, ...], begin: frozenset[str]) -> tuple[re.Pattern[str], Letters]:
    """One expression for the forms that begin with one of the classes, and where their parts are.

    The parts are letters, each with the group that holds it, by the group of the whole form.
    """
    tried = [(f"f{n}", form) for n, form in enumerate(forms) if form[1] in begin]
    joined = re.compile("|".join(f"(?P<{name}>{pattern})" for name, (_, _, pattern) in tried))
    named = set(joined.groupindex.values())
    letters: Letters = {}
    for name, (parts, _, _) in tried:
        first = joined.groupindex[name] + 1
        rest = (group for group in range(first, joined.groups + 1) if group not in named)
        letters[name] = list(zip(parts, rest, strict=False))
    return joined, letters


class Grammar:
    """Forms to be found in a line of signs, at each place those alone that can begin there."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        begins = {begin for _, begin, _ in forms}
        made: dict[frozenset[str], tuple[re.Pattern[str], Letters]] = {}
        self._by_sign: dict[str, tuple[re.Pattern[str], Letters]] = {}
        for sign, classes in classes_by_sign().items():
            if begin := classes & begins:
                made[begin] = made.get(begin) or _joined(forms, begin)
                self._by_sign[sign] = made[begin]
        self._begins = re.compile(f"[{''.join(self._by_sign)}]")
        self._remembered = lru_cache(maxsize=4096)(self._found)

    def found(self, signs: str, start: int = 0, stop: int = sys.maxsize) -> tuple[Found, ...]:
        """What is found between two places, from left to right, none in another.

        Remembered for short lines: the dates of a page's comments have few shapes.
        """
        is_short = len(signs) <= _LONGEST_REMEMBERED
        return (self._remembered if is_short else self._found)(signs, start, stop)

    def _found(self, signs: str, start: int, stop: int) -> tuple[Found, ...]:
        found: list[Found] = []
        done = start
        for begin in self._begins.finditer(signs, start, stop):
            place = begin.start()
            if place >= done and (one := self._by_sign[begin[0]][0].match(signs, place, stop)):
                done = one.end()
                found.append(one)
        return tuple(found)

    def letters(self, found: Found) -> list[tuple[str, int]]:
        """The letters of the parts of what was found, each with the group that holds it."""
        return self._by_sign[found[0][0]][1][found.lastgroup or ""]


DATE, CLOCK, MONTH_ALONE = Grammar(_DATES), Grammar(_CLOCKS), Grammar(_MONTHS_ALONE)
# Forms that versions and results of matches have too; a time that a number with a point may be.
DOUBTFUL_DATES = {f"f{n}" for n, (names, _, _) in enumerate(_DATES) if names in ("12j", "jmd")}
DOTTED_CLOCKS = {f"f{n}" for n, (names, _, _) in enumerate(_CLOCKS) if names == "hmsau."}

# What may stand between a date and the time of day that belongs to it.
_JOINING = any_of("to time", "weekday", "year word", "link", "day unit", "ordinal")
GAP = re.compile(rf"(?:[ ,;:.|/@()\[\]*-]|{_JOINING}){{0,12}}")
GAP_TO_DOTTED = re.compile(rf"(?:[ ,-]|(?:{_TO_TIME}|{_WEEKDAY}|{_YEAR_WORD})\.?|\.(?= )){{1,6}}")
CALLED_TIME = re.compile(rf"{_TO_TIME}\.? ?\Z")
# "下午2:05", "PM 2:05".
HALF_BEFORE = re.compile(rf"{any_of('half before', 'plain half')} ?\Z")
# Not "on", which is a Wednesday in Swedish.
_DAY_NAME = any_of("weekday", but=("to time", "link"))
WEEKDAY_BEFORE = re.compile(rf"{_DAY_NAME}(?:[ -]{_WEEKDAY})?\.?,? ?\Z")
KNOWN_BEFORE = re.compile(rf"(?:\A|[,:;|(@\[]|{_TO_TIME}|{_WEEKDAY}|{_LINK}) ?\Z")
