"""What can be a person's name on a page, and what stands about it in bylines."""

import re
from functools import lru_cache

from archive.lib.relative_times import find_relative
from archive.parsing.pages import timestamps
from archive.parsing.pages.threads.words import (
    AFTER_NAME,
    BEFORE_NAME,
    CONNECTING,
    CONTROL,
    SAYS_END,
)

LONGEST_NAME = 500
# Marks right at both ends belong to a name: "-x-".
EMBRACED = re.compile(r"([·•–—-])\w(?:.*\w)?\1")
CLOCK = re.compile(r"\d[:.]\d\d(?!\d)|\d\s?[ap]\.?m\b", re.I)
# "1 year", "3 hrs": a time since, without the word for it.
SPAN = re.compile(r"\b\d{1,3}\s(?:min|hour|hr|day|week|month|year|yr)s?\b", re.I)
# The number of an account after its name, a day of the week before a date.
ADDRESS = re.compile(r"\s*<[^<>]{0,80}(?:@|\bat\b)[^<>]{0,80}>")  # of mail, after a name
NUMBERED = re.compile(r"\s*\(\s*\d{2,}\s*\)\s*$")
# What Drupal puts after the name of somebody without an account.
UNVERIFIED = re.compile(
    r"\s*\((?:not verified|nicht überprüft|non vérifié|no verificado|não verificado|non verificato"
    r"|niet gecontroleerd|не проверено|niezweryfikowany|ej verifierad|ikke verificeret|未验证)\)$",
    re.I,
)
# Days of the week, and what joins them to a date and a post's number: no names.
WEEKDAY = re.compile(
    r"(?:\W*\d{1,4}\W+)?\W*(?:(?:le|el|il|on|am|w|v|в|la|den|den|na)\s+)?(?:mon|tues?|wed(?:nes)?"
    r"|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W*|(?:\W*\d{1,4}\W+)?\W*(?:(?:le|el|il|on|am|den|в|у"
    r"|w)\s+)?(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado"
    r"|domingo|segunda|ter[cç]a|quarta|quinta|sexta|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]"
    r"|venerd[iì]|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|poniedzia\w+|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|сред[аыу]"
    r"|четверг|пятниц[аыу]|суббот[аыу]|воскресенье)\W*",
    re.I,
)
NO_NAME = re.compile(
    r"\W*(?:\d[\d\s.,]*(?:k|m)?|#\s?\d+|\d+\s+\w{1,12}|level \d+|\w+\s?:\s?\d[\d.,]*)?\W*", re.I
)


@lru_cache(maxsize=4096)
def tidy_name(name: str) -> str:
    """Give a name without the words that bylines put about it."""
    name = NUMBERED.sub("", ADDRESS.sub("", name))
    name = UNVERIFIED.sub("", " ".join(name.split()))
    name = BEFORE_NAME.sub("", AFTER_NAME.sub("", SAYS_END.sub("", name)))
    bare = name if EMBRACED.fullmatch(name) else name.strip(" \t:,|·•–—-/«»").rstrip("( ")
    return bare[:LONGEST_NAME]


@lru_cache(maxsize=4096)
def is_name(name: str, longest: int) -> bool:
    """Whether a short text can be a name: no number, no date, no words of the page's own."""
    return bool(
        0 < len(name) <= longest
        and not NO_NAME.fullmatch(name)
        and not WEEKDAY.fullmatch(name)
        and not CONNECTING.fullmatch(name)
        and not is_control(name)
        and not timestamps.tells_date(name)
        and not CLOCK.search(name)
        and not SPAN.search(name)
        and not find_relative(name)
        and any(character.isalpha() for character in name)
    )


def is_control(text: str) -> bool:
    """Whether a text is what a button about a post says, and nothing more."""
    match = CONTROL.match(text)
    return match is not None and len(text) - match.end() <= 2
