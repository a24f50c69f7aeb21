"""Times told from the day a page was seen: "2 hours ago", "gestern, 14:05", "Monday at 9:30"."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from archive.lib.clock_times import Clock
from archive.lib.data.small_words import AND, HEDGES, LEAD_INS
from archive.lib.data.time_spans import (
    AGO,
    DAYS_NEAR,
    MOMENTS,
    NUMBER_WORDS,
    TWICE,
    UNITS,
    UNITS_AGO,
    WIDELY_READ,
)
from archive.lib.date_shapes import time_and_rest
from archive.lib.date_tokens import tokens_of
from archive.lib.date_words import CLASSES, WEEKDAYS, base_language, fold

_LETTERS = "smhdwMy"  # seconds, minutes, hours, days, weeks, months, years
_SPANS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_MONTHS = {"M": 1, "y": 12}
_MOST_WORDS = 4  # in what says "ago", in a unit's name
_LONGEST_NUMBER = 4  # digits
_MOST_UNITS = 4  # "1 year, 2 months, 3 days"
_LONGEST_TEXT = 400  # characters
# In a name, or another language's word, "yesterday" of a rarer language may be hidden.
_WIDELY_READ = frozenset(WIDELY_READ.split())
_MOST_WORDS_OF_DAY = 8
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
# Their words for "ago" are common words of other languages.
_RARE = ("br", "cy", "ga", "fy", "af", "mt", "lb", "fo", "eo", "ast")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
# "5m", "3hrs": told to be an age by standing alone.
_BARE = re.compile(r"\W*(\d{1,3})(?:(s|min|mins|hr|hrs|mo|mos)|\s?([mhdwy]|hr|hrs))\W*", re.I)
_HEDGES, _AND, _LEAD_INS = (
    frozenset(map(fold, words.split())) for words in (HEDGES, AND, LEAD_INS)
)


@dataclass(frozen=True, slots=True)
class Since:
    """How long ago something was, and from where to where its text says so, in characters.

    `finest` is the letter of the smallest unit that is named.
    """

    start: int
    stop: int
    span: timedelta
    months: int
    finest: str

    def before(self, seen: datetime) -> datetime | None:
        """The time so long before; None where no calendar reaches."""
        try:
            months = seen.year * 12 + seen.month - 1 - self.months
            year, month = divmod(months, 12)
            day = min(seen.day, _days_in(year, month + 1)) if self.months else seen.day
            return seen.replace(year=year, month=month + 1, day=day) - self.span
        except (ValueError, OverflowError):
            return None


# The words and numbers of a text as they are compared, and where each begins and ends.
_Words = tuple[list[str], list[int], list[int]]


def _days_in(year: int, month: int) -> int:
    following = datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001  # days alone
    return (following - timedelta(days=1)).day


def _joined(text: str) -> str:
    return fold(text.replace("_", ""))


def _index(table: dict[str, str], keys: str | range) -> dict[str, dict[str, str]]:
    index: dict[str, dict[str, str]] = {}
    for language, groups in table.items():
        for key, forms in zip(keys, groups.split("|"), strict=True):
            for form in forms.split():
                index.setdefault(_joined(form), {}).setdefault(language, str(key))
    return index


_UNITS = _index(UNITS, _LETTERS)
_TWICE = _index(TWICE, _LETTERS)
for _word, _named in _TWICE.items():
    _UNITS.setdefault(_word, {}).update(_named)
_DAYS = _index(DAYS_NEAR, range(3))
_AGO: dict[tuple[str, str], set[str]] = {}
for _language, _patterns in AGO.items():
    for _pattern in _patterns.split():
        _before, _, _behind = _pattern.partition("#")
        _AGO.setdefault((_joined(_before), _joined(_behind)), set()).add(_language)
_PREFIXES = {before for before, _ in _AGO if before}
_SUFFIXES = {behind for _, behind in _AGO if behind}
# "ชั่วโมงที่แล้ว": scripts without spaces join the unit and "ago", as inflection may.
_PARTED = {
    unit + suffix: [unit, suffix]
    for suffix in _SUFFIXES
    for language in _AGO.get(("", suffix), ())
    for unit in map(_joined, UNITS[language].replace("|", " ").split())
}
for _word in _index(UNITS_AGO, _LETTERS):
    _PARTED[_word] = [_word, fold("ezelőtt")]
_NUMBERS = {fold(word): n for n, words in NUMBER_WORDS.items() for word in words.split()}
_NOW = {_joined(phrase.replace(" ", "")) for phrase in MOMENTS.split("|")}


def _words_of(text: str) -> _Words:
    """The words and numbers of a text, as they are compared, and where each begins and ends."""
    words: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    place = 0
    for token in tokens_of(text):
        if word := fold(token):
            parts = _PARTED.get(word, [word])
            words += parts
            starts += [place] * len(parts)
            stops += [place + len(token)] * len(parts)
        place += len(token)
    return words, starts, stops


def _words_in(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _words_of(phrase.replace("_", " "))[0])


# Without one of these there is no time since, no day near.
_WORDS_OF_AGO = _words_in(" ".join(AGO.values()).replace("#", " ").split())
_WORDS_OF_DAYS = _words_in("|".join(DAYS_NEAR.values()).replace("|", " ").split())


def _hints() -> Iterator[str]:
    for language, patterns in AGO.items():
        if language not in _RARE:
            for pattern in patterns.split():
                before, _, behind = pattern.partition("#")
                yield behind or before
    for language, days in DAYS_NEAR.items():
        if language in _WIDELY_READ:
            yield from (day for day in days.replace("|", " ").split() if len(day) > 2)
    yield from (form for forms in UNITS_AGO.values() for form in forms.split("|"))
    yield from (now.replace(" ", "_") for now in MOMENTS.split("|") if " " in now)


# Words that every text but "5m" has which `find_relative` finds anything in, in lower case; those
# of scripts without spaces may stand within longer words.
HINTS = tuple(dict.fromkeys(hint.replace("_", " ") for hint in _hints()))
HINTS_WITHIN = tuple(hint for hint in HINTS if _UNSPACED.match(hint))


def since_in(text: str, language: str = "") -> Since | None:
    """The first "2 hours ago" of a short text, in any language that says it; or "2h" alone.

    None for a text of more than 400 characters.
    """
    return _since(text, _words_of(text), language) if len(text) <= _LONGEST_TEXT else None


def _since(text: str, told: _Words, language: str) -> Since | None:
    if bare := _BARE.fullmatch(text):
        unit = (bare[2] or bare[3]).lower()
        letter = "M" if unit[:2] == "mo" else unit[0]
        return _summed([(int(bare[1]), letter)], 0, len(text))
    words, starts, stops = told
    if "".join(words) in _NOW:
        return Since(0, len(text), timedelta(), 0, "s")
    if _WORDS_OF_AGO.isdisjoint(words):
        return None
    base = base_language(language)
    for place in range(len(words)):
        spans, stop = _spans_at(words, place)
        if spans and (found := _ago(words, place, stop, spans, base)):
            return replace(found, start=starts[found.start], stop=stops[found.stop - 1])
    return None


@lru_cache(maxsize=4096)
def find_relative(text: str) -> tuple[int, int] | None:
    """From where to where a short text first tells a time from the day it was seen, or None.

    "3 hours ago" in any language; "yesterday" in those that are widely read, if its word has some
    letters; "Monday at 9:30" where nothing else stands there. None for more than 400 characters.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    told = words, starts, stops = _words_of(text)
    if since := _since(text, told, ""):
        return since.start, since.stop
    for place in range(len(words)) if not _WORDS_OF_DAYS.isdisjoint(words) else ():
        day, count = _longest(words, place, _DAYS)
        if len(day) > day.isascii() + 1 and not _WIDELY_READ.isdisjoint(_DAYS[day]):
            return starts[place], stops[place + count - 1]
    if len(words) > _MOST_WORDS_OF_DAY or not any(map(str.isdecimal, words)):
        return None
    _, clock = day_in(text, _ANY_DAY) or (None, None)
    return (0, len(text)) if clock else None


def _spans_at(words: list[str], place: int) -> tuple[list[tuple[int, str]], int]:
    """The numbers and units that begin at a word, and where they end: "1 hour, 5 minutes"."""
    spans: list[tuple[int, str]] = []
    while place < len(words) and len(spans) < _MOST_UNITS:
        at = place + (bool(spans) and words[place] in _AND)
        count = _number(words[at]) if at < len(words) else None
        if count is None and spans:
            break
        unit, length = _longest(words, at + (count is not None), _UNITS)
        if not unit or (count is None and place and not _may_precede(words[place - 1])):
            break
        spans.append((1 + (unit in _TWICE) if count is None else count, unit))
        place = at + (count is not None) + length
        if count is None:
            break
    return spans, place


def _may_precede(word: str) -> bool:
    """Whether a unit behind a word counts one of it: "vor Tagen", "posted day ago"."""
    return word in _PREFIXES or word in _HEDGES or word in _LEAD_INS or _joins(word)


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= _LONGEST_NUMBER else None
    return _NUMBERS.get(word)


def _longest(words: list[str], start: int, known: Container[str]) -> tuple[str, int]:
    """The longest run of words from a place on that is known when joined, and of how many."""
    for count in range(min(_MOST_WORDS, len(words) - start), 0, -1):
        run = "".join(words[start : start + count])
        if run in known:
            return run, count
    return "", 0


def _ago(
    words: list[str], start: int, stop: int, spans: list[tuple[int, str]], base: str
) -> Since | None:
    """What spans of time between two words mean by the words about them, in one language."""
    while start and words[start - 1] in _HEDGES and words[start - 1] not in _PREFIXES:
        start -= 1
    counts = range(min(_MOST_WORDS, start), 0, -1)
    first = next((n for n in counts if "".join(words[start - n : start]) in _PREFIXES), 0)
    suffix, last = _longest(words, stop, _SUFFIXES)
    prefix = "".join(words[start - first : start])
    for ago in ((prefix, suffix), (prefix, ""), ("", suffix)):
        languages = _AGO.get(ago, set())
        units = [_unit(unit, languages, base) for _, unit in spans]
        if languages and all(units):
            named = [(count, unit) for (count, _), unit in zip(spans, units, strict=True)]
            return _summed(named, start - (first if ago[0] else 0), stop + (last if ago[1] else 0))
    return None


def _unit(word: str, languages: set[str], base: str) -> str:
    """Which unit a word is in one of the languages; "" where they differ, or none knows it."""
    named = {language: unit for language, unit in _UNITS[word].items() if language in languages}
    for known in (base, "en"):
        if known in named:
            return named[known]
    different = set(named.values())
    return different.pop() if len(different) == 1 else ""


def _summed(spans: list[tuple[int, str]], start: int, stop: int) -> Since:
    units = [unit for _, unit in spans]
    return Since(
        start,
        stop,
        sum((count * _SPANS[unit] for count, unit in spans if unit in _SPANS), timedelta()),
        sum(count * _MONTHS[unit] for count, unit in spans if unit in _MONTHS),
        min(units, key=_LETTERS.index),
    )


def day_in(text: str, seen: datetime, language: str = "") -> tuple[datetime, Clock | None] | None:
    """The day, and perhaps its time, that "yesterday at 10:30" and "Monday 9:30" mean.

    Nothing else may stand in the text. A day of the week needs its time beside it, and is the
    last one before the day it was seen.
    """
    clock, rest = time_and_rest(text)
    words = [word for token in rest if (word := fold(token))]
    named = [word for word in words if word not in _LEAD_INS and not _joins(word)]
    run, base = "".join(named), base_language(language)
    midnight = seen.replace(hour=0, minute=0, second=0, microsecond=0)
    for table in (_DAYS, WEEKDAYS) if clock else (_DAYS,):
        for tried in (run, "".join(words)):
            number = _meant(table.get(tried, {}), base)
            if number is None:
                continue
            ago = int(number) if table is _DAYS else (seen.isoweekday() - int(number) - 1) % 7 + 1
            return midnight - timedelta(days=ago), clock
    return None


def _joins(word: str) -> bool:
    return not CLASSES.get(word, set()).isdisjoint(("to time", "hour word", "half"))


def _meant(named: Mapping[str, str | int], base: str) -> str | int | None:
    """What a word means in the page's language, or in English; else in any, where that is unknown.

    A page that declares English may be in another language: many never set it.
    """
    for known in (base, "en"):
        if known in named:
            return named[known]
    different = set(named.values())
    return different.pop() if len(different) == 1 and base in ("", "en") else None
