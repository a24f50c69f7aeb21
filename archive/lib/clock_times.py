"""A time of day as a text tells it, and the zone behind it."""

import re
from dataclasses import dataclass

from archive.lib.date_words import ZONES_MINUTES, half_of_day

_ZONE = re.compile(
    r"[\s,]{0,2}\(?(?:(?P<name>[A-Z]{2,4}|(?<=\d)Z)\b\s?)?"
    r"(?P<offset>[+\u2212-]\d{1,2}(?::?\d\d)?(?!\d))?(?:\s?\([A-Z]{2,5}\))?\)?",
    re.A,
)
_FARTHEST_ZONE = 14 * 60  # Kiribati


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; `second` is None where the text gives none."""

    hour: int
    minute: int
    second: int | None
    offset_minutes: int | None


def clock_of(parts: dict[str, str], offset: int | None) -> Clock | None:
    """The time that its parts make: h, m and s numbers, b and a what says which half of the day.

    None where no clock shows it. A leap second is the one before it.
    """
    hour, minute = int(parts["h"]), int(parts.get("m", 0))
    second = int(parts["s"]) if "s" in parts else None
    half = half_of_day(parts.get("b", "")) or half_of_day(parts.get("a", ""))
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or (second or 0) > 60:
        return None
    return Clock(hour, minute, None if second is None else min(second, 59), offset)


def zone_at(text: str, place: int) -> tuple[int | None, int]:
    """The zone that begins at a place of a text, in minutes east of UTC, and where it ends.

    None, and the place itself, where there is none. What no zone has is no zone: "14:05-15:00" is
    from then until then.
    """
    zone = _ZONE.match(text, place)
    if not zone or not (zone["name"] or zone["offset"]):
        return None, place
    named = ZONES_MINUTES.get(zone["name"]) if zone["name"] else 0
    beside = offset_minutes(zone["offset"]) if zone["offset"] else 0
    return (None, place) if named is None or beside is None else (named + beside, zone.end())


def offset_minutes(written: str) -> int | None:
    """`+02:00`, `+0200`, `-5` or `Z` as minutes east of UTC; None where no zone has it."""
    if written.upper() == "Z":
        return 0
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    total = int(hours) * 60 + int(minutes)
    if total > _FARTHEST_ZONE or int(minutes) > 59:
        return None
    return total if written[0] == "+" else -total
