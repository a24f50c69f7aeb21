"""Reading the values of one JSON object leniently: a wrong type is reported and left empty."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from archive.lib.dates import Moment, moment_from_iso
from archive.parsing.drafts import Problem

T = TypeVar("T")
Value = Any  # whatever JSON holds


@dataclass
class Report:
    """What was noticed while reading a file; problems wait here until they are yielded."""

    name: str
    place: str = ""
    problems: list[Problem] = field(default_factory=list)
    known_unknown: set[str] = field(default_factory=set)

    def unknown(self, where: str, key: str) -> None:
        """Note a key that this version does not know, once for the file."""
        if f"{where}.{key}" not in self.known_unknown:
            self.known_unknown.add(f"{where}.{key}")
            self.note(f"{where}: the key {key!r} is not known here and was not read")

    def note(self, message: str) -> None:
        """Note something that cost no record."""
        self.problems.append(Problem(message, self.place, "noticed"))

    def repaired(self, message: str) -> None:
        """Note a value that could not be used."""
        self.problems.append(Problem(message, self.place, "repaired"))

    def taken(self) -> list[Problem]:
        """Give what was noted since the last call."""
        noted, self.problems = self.problems, []
        return noted


class Fields:
    """The values of one JSON object by key; what is not of the asked type counts as missing.

    `where` names the object in messages; keys never asked for are reported by `done`.
    """

    def __init__(self, value: Value, where: str, report: Report) -> None:
        self.values: Mapping[str, Value] = value if isinstance(value, dict) else {}
        self.where = where
        self.report = report
        self.asked: set[str] = set()
        if value is not None and not isinstance(value, dict):
            report.repaired(f"{where} is {type(value).__name__}, not an object; it was left out")

    def get(self, key: str, kind: type[T], empty: T) -> T:
        """Give the value at `key` where it is of this type, else `empty`; null is missing."""
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            return empty
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.wrong(key, value, kind.__name__)
        return empty

    def wrong(self, key: str, value: Value, wanted: str) -> None:
        """Note that a value is not what it should be."""
        is_plain = isinstance(value, str | int | float)  # lists may be nested too deep to show
        shown = repr(str(value)[:60]) if is_plain else f"of the type {type(value).__name__}"
        self.report.repaired(f"{self.where}.{key} is {shown}, not {wanted}")

    def text(self, key: str) -> str:
        """Give a text, empty where there is none."""
        return self.get(key, str, "")

    def one_of(self, key: str, allowed: Sequence[str], otherwise: str) -> str:
        """Give a text that must be one of `allowed`; reported and `otherwise` if it is not."""
        value = self.text(key) or otherwise
        if value in allowed:
            return value
        self.wrong(key, value, " or ".join(repr(one) for one in allowed))
        return otherwise

    def number(self, key: str) -> int | None:
        """Give a whole number, or None."""
        self.asked.add(key)
        return self.get(key, int, 0) if self.values.get(key) is not None else None

    def share(self, key: str, otherwise: float) -> float:
        """Give a number from 0 to 1."""
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            return otherwise
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        self.wrong(key, value, "a number from 0 to 1")
        return otherwise

    def moment(self, key: str) -> Moment | None:
        """Give a moment from ISO 8601."""
        value = self.text(key)
        moment = moment_from_iso(value) if value else None
        if value and moment is None:
            self.wrong(key, value, "a date")
        return moment

    def instant(self, key: str) -> datetime | None:
        """Give an aware time from ISO 8601 with a zone."""
        value = self.text(key)
        if not value:
            return None
        try:
            at = datetime.fromisoformat(value)
            if at.tzinfo is not None:
                return at.astimezone(UTC)
        except (ValueError, OverflowError):  # the latter: year 1 or 9999, beyond the edge in UTC
            pass
        self.wrong(key, value, "a time with a zone")
        return None

    def mapping(self, key: str) -> Mapping[str, Value]:
        """Give an object, empty where there is none."""
        empty: dict[str, Value] = {}
        return self.get(key, dict, empty)

    def each(self, key: str, read: Callable[[Value], T | None]) -> tuple[T, ...]:
        """Give what `read` makes of each member of a list; None leaves a member out."""
        empty: list[Value] = []
        made = (read(value) for value in self.get(key, list, empty))
        return tuple(one for one in made if one is not None)

    def part(self, key: str) -> "Fields | None":
        """Give the fields of an object within, or None where there is none."""
        self.asked.add(key)
        if self.values.get(key) is None:
            return None
        return Fields(self.values[key], f"{self.where}.{key}", self.report)

    def done(self) -> None:
        """Report keys that were never asked for."""
        for key in self.values:
            if key not in self.asked:
                self.report.unknown(self.where, key)
