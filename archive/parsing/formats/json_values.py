"""JSON from strangers: one value after another, within bounds, its texts without odd characters."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from archive.lib.dates import Moment
from archive.lib.text import clean_characters
from archive.parsing.formats.jsonl_fields import Fields, Report
from archive.parsing.formats.unpacking import unpacked
from archive.parsing.sources import Source, SourceError

MAX_VALUE_CHARACTERS = 16 * 1024 * 1024  # of one record; as objects it may take twenty times that
BLOCK_BYTES = 65_536
MOST_DIGITS = 30
SPACE = re.compile(r"[ \t\r\n]*")


def _whole(digits: str) -> int | float:
    # Python refuses to read integers of thousands of digits; no record holds one.
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


DECODER = json.JSONDecoder(parse_int=_whole)


class Values(Fields):
    """Fields whose texts are cleaned of what is no character, as identities have to be."""

    def text(self, key: str) -> str:
        """A text without lone surrogates and controls, empty where there is none."""
        return clean_characters(super().text(key)).strip()

    def name(self, key: str) -> str:
        """An id: a text, or a number as one; empty where there is none."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            self.asked.add(key)
            return str(value)
        return self.text(key)

    def said(self, key: str) -> bool:
        """Whether a key says true."""
        return self.get(key, bool, False)

    def second(self, key: str) -> Moment | None:
        """A moment, None also for Go's zero time, which stands for none."""
        if str(self.values.get(key)).startswith("0001-01-01"):
            self.asked.add(key)
            return None
        return self.moment(key)

    def passed(self, *keys: str) -> None:
        """Take note of keys that are known and not kept."""
        self.asked.update(keys)


def members(source: Source, report: Report) -> Iterator[tuple[str, int, Any]]:
    """The members of a file's one object or list, read one at a time however large it is.

    An object gives key, -1 and value; but each list in it gives key, place and value for each of
    its members. A list itself gives "", place and value. `report` hears of bytes that are no
    UTF-8, which are read with gaps. Raises SourceError where it ends early,
    is no JSON, is nested too deep, or a value is too long.
    """
    with unpacked(source) as stream:
        reader = _Reader(iter(lambda: stream.read(BLOCK_BYTES), b""), source.name)
        if reader.next() == "[":
            yield from (("", place, value) for place, value in enumerate(reader.listed()))
        else:
            yield from reader.members()
        if reader.is_damaged:
            report.place = source.name
            report.repaired("read as UTF-8, with bytes that are not")


class _Reader:
    """JSON's tokens from blocks of bytes; only the value at hand is held."""

    def __init__(self, blocks: Iterator[bytes], name: str) -> None:
        self.blocks = blocks
        self.name = name
        self.decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self.held = ""
        self.place = 0  # in what is held
        self.passed = 0  # characters before it
        self.is_over = False
        self.is_damaged = False

    def next(self) -> str:
        """The next character that is no space, which stays; empty at the end."""
        while True:
            if space := SPACE.match(self.held, self.place):
                self.place = space.end()
            if self.place < len(self.held):
                return self.held[self.place]
            if self.is_over:
                return ""
            self.fill()

    def fill(self) -> None:
        """Hold as much again as is held, or a block."""
        rest = self.held[self.place :]
        self.passed += self.place
        added: list[str] = []
        size = 0
        while not self.is_over and size <= len(rest):
            block = next(self.blocks, b"")
            self.is_over = not block
            added.append(self.decode(block, self.is_over))
            self.is_damaged |= "\ufffd" in added[-1] and b"\xef\xbf\xbd" not in block
            size += len(added[-1])
        self.held, self.place = rest + "".join(added), 0

    def expect(self, signs: str) -> str:
        """The next sign, which has to be one of these, and is passed."""
        found = self.next()
        if not found or found not in signs:
            seen = repr(found) if found else "its end"
            self.refuse(f"one of {' '.join(signs)} should stand here, not {seen}")
        self.place += 1
        return found

    def value(self) -> Any:  # noqa: ANN401  # whatever JSON holds
        """The next value, whole."""
        self.next()
        while True:
            try:
                value, end = DECODER.raw_decode(self.held, self.place)
                if end < len(self.held) or self.is_over:  # else a number may go on
                    self.place = end
                    return value
            except RecursionError:
                self.refuse("a value is nested too deep")
            except ValueError as error:
                if self.is_over:
                    self.refuse(str(error).partition(":")[0])
            if len(self.held) - self.place > MAX_VALUE_CHARACTERS:
                self.refuse(f"a value of more than {MAX_VALUE_CHARACTERS:,} characters")
            self.fill()

    def listed(self) -> Iterator[Any]:
        """The values of a list."""
        self.expect("[")
        if self.next() == "]":
            self.place += 1
            return
        yield self.value()
        while self.expect(",]") == ",":
            yield self.value()

    def members(self) -> Iterator[tuple[str, int, Any]]:
        """The members of an object, lists member by member."""
        self.expect("{")
        if self.next() == "}":
            return
        sign = ","
        while sign == ",":
            if self.next() != '"':
                self.refuse("a key should stand here")
            key = clean_characters(self.value())
            self.expect(":")
            if self.next() == "[":
                yield from ((key, place, value) for place, value in enumerate(self.listed()))
            else:
                yield key, -1, self.value()
            sign = self.expect(",}")

    def refuse(self, why: str) -> None:
        """Raise SourceError with the place."""
        at = f"{self.passed + self.place:,}"
        raise SourceError(f"{self.name}: not readable as JSON from character {at} on: {why}")
