"""The grammar of dates: the forms in which the languages of the world write them.

Regular expressions over the signs of a line (see date_tokens), none of which can run long: all
repetitions are bounded. A form is the letters of its parts, in order, and its expression.
"""

import re
from dataclasses import dataclass

from archive.lib.date_tokens import any_of

_D, _M, _Y = any_of("day"), any_of("month"), any_of("year")
_MONTH_NUMBER, _TWO_DIGITS, _NUMBER = any_of("month number"), any_of("two digits"), any_of("number")
_LINK, _TO_TIME, _WEEKDAY = any_of("link"), any_of("to time"), any_of("weekday")
_YEAR_WORD, _YEAR_UNIT, _DAY_UNIT = any_of("year word"), any_of("year unit"), any_of("day unit")
_HOUR, _MINUTE, _SECOND = any_of("clock hour"), any_of("minute"), any_of("second")
_HALF, _ZONE, _ORDINAL = any_of("half"), any_of("zone"), any_of("ordinal")
_NO_DATE = any_of("no date")

# "3rd", "3.", "3:e", "3(a)"; "2014ko", "2014(e)ko".
_NTH = rf"(?:{_ORDINAL}|[-:]{_ORDINAL}|\({_ORDINAL}\)|\.)?"
_YTH = rf"(?:-?{_ORDINAL}|\({_ORDINAL}\){_ORDINAL}?)?"
_DAY, _MONTH = rf"({_D}){_NTH}", rf"({_M})"
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
    ("mdy", rf"{_MONTH}\.? {_DAY},? {_TIME}{_IN_ZONE} ({_Y})"),
    ("dmy", rf"{_DAY} {_MONTH}\.?,? {_TIME}{_IN_ZONE} ({_Y})"),
    ("dmy", rf"{_DAY}(?:,? ?|[-/]| - ){_OF}{_MONTH}[.,]?(?: ?[-/.] ?|,? ?)(?:{_LINK} )?{_YEAR}"),
    ("dmj", rf"{_DAY}[-/. ]?{_OF}{_MONTH}[.,]? ?'({_TWO_DIGITS})"),
    ("dmj", rf"{_FREE}({_D})(?P<s1>[-/.]){_MONTH}\.?(?P=s1)({_TWO_DIGITS}){_ENDS}"),
    ("dmj", rf"{_DAY} ?{_MONTH}\.? ({_TWO_DIGITS})(?:{_BEFORE_TIME}|(?=[ .,)]*$))"),
    ("mdy", rf"{_MONTH}(?:\.? ?|[-/]){_OF}{_DAY}(?:{_DAY_UNIT})?(?:, ?| |[-/]){_OF}{_YEAR}"),
    ("mdj", rf"{_MONTH}\.? {_DAY},? '({_TWO_DIGITS})"),
    ("mdj", rf"{_MONTH}\.? {_DAY}, ({_TWO_DIGITS}){_BEFORE_TIME}"),
    (
        "ymd",
        rf"({_Y}){_YTH}[.,]?,?(?: ?{_YEAR_WORD}\.?| ?{_YEAR_UNIT})?(?:[-/]|, ?| ?){_OF}"
        rf"{_MONTH}(?:\.? ?|[-/]){_DAY}(?: ?{_DAY_UNIT})?(?!,? {_Y})(?!:{_NUMBER})",
    ),
    ("ydm", rf"({_Y})\.?,? ?{_YEAR_WORD}\.?,? ?{_DAY} ?{_MONTH}"),
    ("dmy", rf"({_D})[./-]? ?({any_of('roman')})[./-]? ?({_Y})"),
    ("ymd", rf"({_Y})[./-] ?({any_of('roman')})[./-] ?({_D})\.?"),
    ("eqmd", rf"({any_of('era')}) ?({any_of('years of an era')}) ?{_YEAR_UNIT} ?{_MONTH} ?({_D})"),
    (
        "ymd",
        rf"{_FREE}({_Y}) ?(?P<s2>[-/.]) ?({_MONTH_NUMBER}) ?(?P=s2) ?({_D}){_ENDS}"
        rf"(?: ?{_DAY_UNIT})?",
    ),
    (
        "12y",
        rf"{_FREE}({_D}) ?(?P<s3>[-/.]) ?({_D}) ?(?P=s3) ?({_Y}){_ENDS}(?: ?{_YEAR_WORD}\.?)?",
    ),
    ("12j", rf"{_FREE}({_D}) ?(?P<s4>[-/.]) ?({_D}) ?(?P=s4) ?({_TWO_DIGITS}){_ENDS}"),
    ("jmd", rf"{_FREE}({_TWO_DIGITS})(?P<s5>\. |[-/])({_MONTH_NUMBER})(?P=s5)({_D}){_ENDS}"),
)
_CLOCKS = (
    # Parts: b half of the day before, h hour, m minute, s second, a half of the day after.
    (
        "bhmsaa",
        rf"(?:({any_of('half before', 'plain half')}) ?)?(?<!{_NUMBER}[.:])({_HOUR}):({_MINUTE})"
        rf"(?::({_SECOND})(?:[.,]{_NUMBER})?)?(?!:?{_NUMBER})"
        # German: "um 8:40 am 12. März".
        rf"(?: ?(?!{any_of('am')} {_D}\.)({_HALF})\.?|({any_of('half letter')}))?"
        rf"(?: ?{any_of('hour word')}\.?)?",
    ),
    (
        "bhmsau",
        rf"(?:({any_of('half before')}) ?)?(?<!{_NUMBER}[.:,/-])({_HOUR})\.({_MINUTE})"
        rf"(?:\.({_SECOND}))?(?!\.?{_NUMBER})(?: ?({_HALF})\.?)?(?: ?({any_of('hour word')})\.?)?",
    ),
    (
        "bhms",
        rf"(?:({any_of('half before')}) ?)?({_HOUR}) ?{any_of('hour unit')}"
        rf"(?: ?({any_of('any minute')}) ?{any_of('minute unit')}"
        rf"(?: ?({any_of('any minute')}) ?{any_of('second unit')})?)?",
    ),
    ("hm", rf"(?<!{_NUMBER}[.:,])({_HOUR}) ?{any_of('hour word')}\.?(?: ?({_MINUTE}))?"),
    ("ha", rf"(?<!{_NUMBER}[.:,])({_HOUR}) ?({any_of('plain half')})\.?"),
)
# A month and its year, where no day is told.
_MONTHS_ALONE = (
    ("my", rf"(?<!{_NUMBER}[ ./-])(?<!{_NUMBER}\. ){_MONTH}(?:[.,]? |[-/]|\.){_OF}{_YEAR}"),
    (
        "ym",
        rf"({_Y}){_YTH}(?: ?{_YEAR_UNIT}|\.?(?: ?{_YEAR_WORD}\.?)?)(?: |[-/])?{_MONTH}"
        rf"(?!.?{_NUMBER})",
    ),
    ("eqm", rf"({any_of('era')}) ?({any_of('years of an era')}) ?{_YEAR_UNIT} ?{_MONTH}(?! ?{_D})"),
    ("my", rf"{_FREE}({_MONTH_NUMBER})[-/.]({_Y}){_ENDS}"),
    ("ym", rf"{_FREE}({_Y})[-/]({_MONTH_NUMBER}){_ENDS}"),
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """One expression for all forms; and by the group of each form, the letters of its parts.

    Beside each letter stands the group that holds it.
    """

    pattern: re.Pattern[str]
    letters: dict[str, list[tuple[str, int]]]


def _grammar(forms: tuple[tuple[str, str], ...]) -> Grammar:
    joined = re.compile("|".join(f"(?P<f{n}>{pattern})" for n, (_, pattern) in enumerate(forms)))
    named = set(joined.groupindex.values())
    letters: dict[str, list[tuple[str, int]]] = {}
    for n, (names, _) in enumerate(forms):
        first = joined.groupindex[f"f{n}"] + 1
        rest = (group for group in range(first, joined.groups + 1) if group not in named)
        letters[f"f{n}"] = list(zip(names, rest, strict=False))
    return Grammar(joined, letters)


DATE, CLOCK, MONTH_ALONE = _grammar(_DATES), _grammar(_CLOCKS), _grammar(_MONTHS_ALONE)
# Forms that versions and results of matches have too; a time that a number with a point may be.
DOUBTFUL_DATES = {f"f{n}" for n, (names, _) in enumerate(_DATES) if names in ("12j", "jmd")}
DOTTED_CLOCKS = {f"f{n}" for n, (names, _) in enumerate(_CLOCKS) if names == "bhmsau"}

# What may stand between a date and the time of day that belongs to it.
_JOINING = any_of("to time", "weekday", "year word", "link", "day unit", "ordinal")
GAP = re.compile(rf"(?:[ ,;:.|@()\[\]*-]|{_JOINING}){{0,9}}")
GAP_TO_DOTTED = re.compile(rf"(?:[ ,-]|(?:{_TO_TIME}|{_WEEKDAY}|{_YEAR_WORD})\.?|\.(?= )){{1,6}}")
CALLED_TIME = re.compile(rf"{_TO_TIME}\.? ?\Z")
WEEKDAY_BEFORE = re.compile(rf"{_WEEKDAY}(?:[ -]{_WEEKDAY})?\.?,? ?\Z")
KNOWN_BEFORE = re.compile(rf"(?:\A|[,:;|(@\[]|{_TO_TIME}|{_WEEKDAY}|{_LINK}) ?\Z")
