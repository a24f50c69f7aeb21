"""Where dates and times of day stand in a text, in whatever language it is.

A text is read as tokens, and these as signs (date_tokens), in which the forms of dates are looked
for (date_forms). Linear in the text; what holds no year is passed over fast.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from archive.lib.clock_times import Clock, clock_of, zone_at
from archive.lib.date_forms import (
    CALLED_TIME,
    CLOCK,
    DATE,
    DOTTED_CLOCKS,
    DOUBTFUL_DATES,
    GAP,
    GAP_TO_DOTTED,
    HALF_BEFORE,
    KNOWN_BEFORE,
    MONTH_ALONE,
    WEEKDAY_BEFORE,
    Found,
    Grammar,
)
from archive.lib.date_tokens import plain, signs_of, tokens_of

# A date holds a year: four digits; two after other numbers, a word and a hyphen or an apostrophe,
# or before a time of day or the end; or an era's.
_YEARS = re.compile(
    r"\d{4}(?!\d)|\d\s?[-./]\s?\d\d?\s?[-./]\s?\d|(?:[^\W\d]\.?[-./]|['\u2019])\d\d(?!\d)|年"
    r"|(?<=\D\s)\d\d(?:[ .,)]*$|[ ,|@-]{1,3}\D{0,8}?\d\d?[.:]\d\d)"
)
_SHORT = 160
_ABOUT = 64  # characters on either side of a year, in a longer text


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands in a text: from where to where, its parts by letter, the time beside it.

    The letters are those of the forms; beside them "." for what joins the numbers.
    """

    start: int
    stop: int
    parts: dict[str, str]
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class _Time:
    """A time of day in a line: its tokens, those of its zone too, and what it is."""

    start: int
    stop: int
    after_zone: int
    clock: Clock
    is_dotted: bool
    has_am: bool


class _Line:
    """A text with its tokens and their signs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.signs = signs_of(self.tokens)
        self.ends = list(accumulate(map(len, self.tokens)))

    def at(self, token: int) -> int:
        """Where a token begins, in characters."""
        return self.ends[token - 1] if token else 0

    def token_after(self, place: int) -> int:
        """The first token that begins at a place or later, counted in characters."""
        return bisect_left(self.ends, place) + 1 if place else 0

    def parts(self, match: Found, grammar: Grammar) -> dict[str, str]:
        """The parts of a date or time that was found, by letter."""
        pairs = grammar.letters(match)
        return {
            letter: plain(self.tokens[match.start(n)]) for letter, n in pairs if match.start(n) >= 0
        }


def dates_in(text: str) -> tuple[Written, ...]:
    """The dates of a text, in order, each with the time of day beside it.

    They have a day, a month and a year, which yet may not exist.
    """
    if not _YEARS.search(text):
        return ()
    if len(text) <= _SHORT:
        return tuple(_found(_Line(text)))
    return tuple(
        _moved(written, start)
        for start, stop in _about_years(text)
        for written in _found(_Line(text[start:stop]))
    )


def _about_years(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which dates may stand, none twice."""
    start, stop = 0, 0
    for match in _YEARS.finditer(text):
        first = max(0, match.start() - _ABOUT)
        if first > stop and stop:
            yield start, stop
        if first > stop or not stop:
            start = first
        stop = match.end() + _ABOUT
    yield start, stop


def _moved(written: Written, by: int) -> Written:
    return Written(written.start + by, written.stop + by, written.parts, written.clock)


def _found(line: _Line) -> Iterator[Written]:
    dates = DATE.found(line.signs)
    done = 0  # the first token that no earlier date has taken
    for date, following in zip_longest(dates, dates[1:]):
        until = following.start() if following else len(line.signs)
        time = _time_of(line, date, done, until)
        if not _is_plausible(line, date, has_time=time is not None):
            continue
        start, stop = date.span()
        if before := WEEKDAY_BEFORE.search(line.signs, max(done, start - 6), start):
            start = before.start()
        if time:
            start, stop = min(start, time.start), max(stop, time.after_zone)
        parts = line.parts(date, DATE)
        parts["."] = "".join(line.tokens[date.start() + 1 : date.start() + 3]).strip()[:1]
        done = stop
        yield Written(line.at(start), line.at(stop), parts, time.clock if time else None)


def _time_of(line: _Line, date: Found, done: int, until: int) -> _Time | None:
    """The time of day that belongs to a date: within it, behind it, or before it."""
    start, stop = date.span()
    for time in _times(line, start, stop):
        if not time.is_dotted:
            return time
    before = _time_before(line, start, done)
    behind = next(_times(line, stop, until), None)
    if behind and _is_beside(line, stop, behind.start, is_dotted=behind.is_dotted):
        # Where each date stands behind its time, the next time is the next date's.
        is_next = until < len(line.signs) and _is_beside(line, behind.stop, until, is_dotted=False)
        return before if before and is_next else behind
    return before


def _time_before(line: _Line, start: int, done: int) -> _Time | None:
    """The time of day right before a date that begins at a token."""
    *_, last = (None, *_times(line, done, start))
    if last is None:
        return None
    # German: "um 8:40 am 12. März".
    if last.has_am and line.signs[start + 1 : start + 2] == ".":
        last = replace(last, clock=replace(last.clock, hour=last.clock.hour or 12))
    for end in (last.after_zone, last.stop):
        if _is_beside(line, end, start, is_dotted=last.is_dotted):
            return last
    return None


def _times(line: _Line, start: int, stop: int) -> Iterator[_Time]:
    for match in CLOCK.found(line.signs, start, stop):
        parts, first = line.parts(match, CLOCK), match.start()
        if half := HALF_BEFORE.search(line.signs, max(start, first - 2), first):
            first = half.start()
            parts["b"] = line.tokens[first]
        offset, end = zone_at(line.text, line.at(match.end()))
        clock = clock_of(parts, offset)
        if clock is None:
            continue
        is_bare = match.lastgroup in DOTTED_CLOCKS and not parts.keys() & {"a", "b", "u"}
        is_dotted = is_bare and not CALLED_TIME.search(line.signs, max(0, first - 4), first)
        after_zone = match.end() if offset is None else line.token_after(end)
        has_am = parts.get("a", "").lower() == "am"
        yield _Time(first, match.end(), after_zone, clock, is_dotted, has_am)


def _is_beside(line: _Line, start: int, stop: int, *, is_dotted: bool) -> bool:
    """Whether between two tokens stands only what joins a date and a time of day."""
    gap = GAP_TO_DOTTED if is_dotted else GAP
    return gap.fullmatch(line.signs, start, stop) is not None


def _is_plausible(line: _Line, date: Found, *, has_time: bool) -> bool:
    """Whether numbers with a year of two digits are a date and no version, result or number."""
    if date.lastgroup not in DOUBTFUL_DATES or has_time:
        return True
    numbers = [token for token in line.tokens[date.start() : date.end()] if token[0].isdecimal()]
    if ("/" in date[0] and len(numbers[2]) == 2) or all(len(number) == 2 for number in numbers):
        return True
    start = date.start()
    is_introduced = KNOWN_BEFORE.search(line.signs, max(0, start - 2), start) is not None
    return is_introduced and "-" not in date[0]


def clock_in(text: str, written: Written | None = None) -> Clock | None:
    """The first time of day in a short text, outside the date that was found in it.

    "18.40" is one only where words say so, or where all numbers about it are those of a date.
    """
    rest = text if written is None else f"{text[: written.start]} \u2016 {text[written.stop :]}"
    line = _Line(rest)
    times = list(_times(line, 0, len(line.signs)))
    allowed = [time for time in times if written is not None or not time.is_dotted]
    return allowed[0].clock if allowed else None


def time_and_rest(text: str) -> tuple[Clock | None, list[str]]:
    """The first time of day in a short text that holds no date, and the tokens besides."""
    line = _Line(text)
    time = next(_times(line, 0, len(line.signs)), None)
    if time is None:
        return None, line.tokens
    return time.clock, [*line.tokens[: time.start], *line.tokens[time.after_zone :]]


def month_in(text: str) -> Written | None:
    """The first month of a year in a short text that names no day."""
    line = _Line(text)
    for match in MONTH_ALONE.found(line.signs):
        start, stop = match.span()
        return Written(line.at(start), line.at(stop), line.parts(match, MONTH_ALONE))
    return None
