"""Records of WARC and ARC files, one after the other, whatever of a file is broken.

WARC 1.0 and 1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/ ;
ARC: https://archive.org/web/researcher/ArcFileFormat.php , versions 1 and 2.
A record has a header, which says how long its block is, and the block. Where that is not true, the
block ends where the next record begins.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from archive.lib import dates
from archive.parsing.drafts import Problem
from archive.parsing.formats.warc_members import BLOCK
from archive.parsing.formats.warc_tape import Tape

WARC_LINE = rb"WARC/[01]\.\d{1,2}[ \t]*\r?\n"
ARC_LINE = (
    rb"[A-Za-z][A-Za-z0-9+.-]{0,20}:[^\s]{0,8000} [0-9A-Fa-f.:]{3,45} \d{8,20} [^\r\n]{1,500}\r?\n"
)
START = re.compile(rb"(?:" + WARC_LINE + rb"|" + ARC_LINE + rb")")
# Within data, where a record is looked for: a version line that a WARC field follows.
NEXT = re.compile(rb"\n(?=" + WARC_LINE + rb"[A-Za-z-]+:|" + ARC_LINE + rb")")
ARC = re.compile(rb"(\S.*?) ([0-9A-Fa-f.:]{3,45}) (\d{8,20}) (\S+)(?:.* |$)(\S*)")
MOST_START = 9_000
LONGEST_LINE = 65_536
MOST_HEADER = 262_144
VERSIONS = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17", "WARC/"]
LINE_ENDS = b"\r\n"
MOST_LINE_ENDS = 16


class Block:
    """The bytes that follow a header: `size` of them, or with None all before the next record."""

    def __init__(self, tape: Tape, size: int | None) -> None:
        """Begin at the tape's place."""
        self._tape, self._size = tape, size
        self._begin = tape.position
        self._tail = b"\n"  # the last byte before the tape's place
        self._next: int | None = None  # where in the data a record seems to begin
        self._is_over = size == 0
        self._is_judged = False
        self.fault = ""
        self.valid: int | None = None  # after `end`: so many bytes are its own, None for all

    @property
    def done(self) -> int:
        """How many bytes were read."""
        return self._tape.position - self._begin

    def read(self, most: int) -> bytes:
        """Give the next bytes, `most` of them unless the block ends before."""
        parts = []
        while most > 0 and not self._is_over:
            data = self._some(most)
            most -= len(data)
            parts.append(data)
        return b"".join(parts)

    def _some(self, most: int) -> bytes:
        tape = self._tape
        left = self._before_next(most) if self._size is None else min(most, self._size - self.done)
        is_other = self.done and tape.is_at_member() and START.match(tape.peek(MOST_START))
        data = b"" if is_other else tape.take(left)
        if not data:
            self._is_over = True
            self._fall_short()
        elif self._size is not None:
            self._look(data)
            self._is_over = self.done == self._size
        self._tail = data[-1:]
        return data

    def _before_next(self, most: int) -> int:
        """Say how much of the data to take before a record seems to begin."""
        # What begins in the last part may not be whole yet: it is looked at again.
        found = NEXT.search(self._tail + self._tape.peek(BLOCK + MOST_START))
        return min(most, BLOCK, found.end() - len(self._tail) if found else BLOCK)

    def _look(self, data: bytes) -> None:
        """Remember where the first record seems to begin in what was read."""
        if self._next is None:
            known = self._tail + data
            found = NEXT.search(known + self._tape.peek(MOST_START))
            if found and found.end() <= len(known):
                self._next = self._tape.position - len(known) + found.end()

    def _fall_short(self) -> None:
        damage = "" if self._tape.has_more() else self._tape.resume()
        if self._size is not None:
            kept = f"of {self._size:,} bytes that were declared {self.done:,} are there"
            self.fault = f"cut off: {kept}" + (f" ({damage})" if damage else "")
        elif damage:
            self.fault = f"cut off ({damage})"

    def end(self) -> None:
        """Pass over the rest, and see that a record, or nothing, follows. Idempotent."""
        while not self._is_over:
            self._some(1 << 20)
        if self._is_judged or self._size is None:
            return
        self._is_judged = True
        tape, is_whole = self._tape, not self.fault
        if is_whole and is_between(tape):
            return
        self.valid = self.done
        self.fault = self.fault or f"not of the {self._size:,} bytes that it declares"
        if self._next is not None:
            valid = self._next - self._begin
            if tape.wind_back(self._next):
                self.valid = valid
                self.fault += f"; the next one begins after {valid:,}"
            else:
                self.fault += "; too much of the file was read twice to look for others in it"
        elif is_whole:
            rest = Block(tape, None)
            rest.end()
            self.fault += f"; {rest.done:,} more are passed over"
            self.fault += f"; {rest.fault}" if rest.fault else ""


def is_between(tape: Tape) -> bool:
    """Whether a record, its member, or nothing follows but line ends, which are passed over."""
    for _ in range(MOST_LINE_ENDS):
        if tape.peek(1) and tape.peek(1) in LINE_ENDS:
            tape.take(1)
    return (
        not tape.has_more() or tape.is_at_member() or START.match(tape.peek(MOST_START)) is not None
    )


@dataclass(slots=True)
class Record:
    """One record. `kind` is its WARC-Type, "response" or "filedesc" in an ARC file.

    `fields` are those of its header by their names in lower case; `captured_at` is aware UTC.
    """

    kind: str
    url: str
    captured_at: datetime | None
    media_type: str
    fields: Mapping[str, str]
    place: str
    block: Block
    problems: list[Problem] = field(default_factory=list)


def records_of(tape: Tape, name: str) -> Iterator[Record | Problem]:
    """Yield every record, its block still to be read, and what is wrong, each with its place.

    Whoever takes a record reads its block before taking the next. Raises BombError.
    """
    number = 0
    while True:
        yield from _find_start(tape, name)
        if not tape.has_more():
            return
        number += 1
        place = f"{name}record {number} at byte {tape.at:,}"
        is_warc = tape.peek(5) == b"WARC/"
        record = _warc_record(tape, place) if is_warc else _arc_record(tape, place)
        yield record
        if isinstance(record, Problem):
            continue
        record.block.end()
        yield from record.problems
        if record.block.fault:
            yield Problem(f"the record is {record.block.fault}"[:500], record.place, "repaired")


def _find_start(tape: Tape, name: str) -> Iterator[Problem]:
    """Go to the next record; what is passed over on the way is told."""
    while True:
        while (ends := tape.peek(1)) and ends in LINE_ENDS:
            tape.take(1)
        if not tape.has_more():
            if not tape.damage:
                return
            yield Problem(tape.resume(), f"{name}byte {tape.at:,}")
        elif START.match(tape.peek(MOST_START)):
            return
        else:
            at = tape.at
            rest = Block(tape, None)
            rest.end()
            told = f"{rest.done:,} bytes here are no record"
            yield Problem(told + (f"; {rest.fault}" if rest.fault else ""), f"{name}byte {at:,}")


def _warc_record(tape: Tape, place: str) -> Record | Problem:
    lines, size = [tape.line(LONGEST_LINE)], 0
    while lines[-1].strip(b" \t\r\n"):
        size += len(lines[-1])
        if size > MOST_HEADER or not lines[-1].endswith(b"\n"):
            damage = "" if tape.has_more() else tape.resume()
            told = f"its header is cut off or longer than {MOST_HEADER:,} bytes"
            return Problem(told + (f" ({damage})" if damage else ""), place)
        lines.append(tape.line(LONGEST_LINE))
    fields = fields_of(b"".join(lines), VERSIONS)[1]
    size_stated = fields.get("content-length", "")
    url = fields.get("warc-target-uri", "").strip("<> ")  # wget 1.19 writes the brackets
    record = Record(
        kind=fields.get("warc-type", "").lower(),
        url=url.replace(" ", "%20"),
        captured_at=_time_of(fields.get("warc-date", "")),
        media_type=fields.get("content-type", ""),
        fields=fields,
        place=f"{place}, {url}" if url else place,
        block=Block(tape, _length_of(size_stated)),
    )
    _judge(record, size_stated, fields.get("warc-date", ""))
    return record


def _arc_record(tape: Tape, place: str) -> Record:
    line = tape.line(MOST_START).decode("utf-8", "replace").strip()
    found = ARC.match(line.encode())
    url, _, date, media_type, size_stated = (
        (part.decode() for part in found.groups()) if found else (line, "", "", "", "")
    )
    is_own = url.lower().startswith("filedesc:")
    record = Record(
        kind="filedesc" if is_own else "response",
        url=url.replace(" ", "%20"),
        captured_at=_arc_time(date),
        media_type=media_type,
        fields={},
        place=f"{place}, {url}",
        block=Block(tape, _length_of(size_stated)),
    )
    _judge(record, size_stated, date)
    return record


def _judge(record: Record, size_stated: str, date: str) -> None:
    """Note what of a record's header cannot be believed."""
    place = record.place
    if _length_of(size_stated) is None:
        message = f"its length, “{size_stated[:40]}”, is no number; it ends where the next begins"
        record.problems.append(Problem(message, place, "repaired"))
    if record.captured_at is None:
        message = f"its date, “{date[:40]}”, tells no time; when it was captured is not known"
        record.problems.append(Problem(message, place, "noticed"))


def _length_of(stated: str) -> int | None:
    """Give a length; None for what is none. Twenty digits hold more than any file."""
    return int(stated) if re.fullmatch(r"\d{1,20}", stated, re.A) else None


def _time_of(stated: str) -> datetime | None:
    """Give a WARC-Date, which is UTC; None where it tells no time of day (1.1 allows it)."""
    moment = dates.moment_from_iso(stated)
    return moment.at if moment and moment.precision in ("minute", "second") else None


def _arc_time(stated: str) -> datetime | None:
    """Give an ARC date, fourteen digits in UTC; None where it is none."""
    try:
        return datetime.strptime(stated[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def fields_of(header: bytes, versions: list[str]) -> tuple[str, dict[str, str]]:
    """Give what follows the version on a header's first line, and its fields by lower-case names.

    Of a field that comes twice the values are joined by commas, as RFC 9110 section 5.3 has it.
    """
    try:
        parsed = StatusAndHeadersParser(versions, verify=False).parse(BytesIO(header))
    except (StatusAndHeadersParserException, EOFError):
        return "", {}
    fields: dict[str, list[str]] = {}
    for name, value in parsed.headers:
        fields.setdefault(name.lower(), []).append(value.strip())
    return parsed.statusline, {name: ", ".join(values) for name, values in fields.items()}
