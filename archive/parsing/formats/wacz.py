"""Web archives in a WACZ file: a zip of WARC files, whose pages are read as theirs are.

WACZ 1.1.1: https://specs.webrecorder.net/wacz/1.1.1/ . What is read is what lies in `archive/`;
indexes and lists of pages say nothing that the records do not. Nothing is unpacked to disk, and
members' names are told in messages, never used as paths.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast

from archive.lib.text import truncate
from archive.parsing.drafts import Context, LeftOut, Problem, Record
from archive.parsing.formats.warc import Seen, drafts_of
from archive.parsing.formats.warc_tape import MOST_FREE, MOST_RATIO, Tape
from archive.parsing.sources import Source, SourceError

WARC = re.compile(r"(?:^|/)archive/[^/]+\.w?arc(?:\.gz|\.zst)?$", re.I)
DESCRIPTION = "datapackage.json"
PARTS = re.compile(r"(?:^|/)(?:indexes|pages)/|(?:^|/)datapackage(?:-digest)?\.json$")
INDEX = "an index, a list of pages or a description of the records"
BESIDE = "a file beside the records"

# The list of members at a zip's end: APPNOTE 6.3.10, sections 4.3.14 to 4.3.16. A member takes
# some 100 bytes there and 600 in memory.
MOST_DIRECTORY = 4 * 1024 * 1024
END, END_SIZE, LONGEST_REMARK = b"PK\x05\x06", 22, 65_535
LOCATOR_SIZE, END64_SIZE = 20, 56
IN_END64 = 0xFFFFFFFF
ENCRYPTED = 0x1
UNREADABLE = (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError, zlib.error)


def sniff(source: Source) -> float:
    """How sure it is that this is a WACZ file: a zip with WARC files, or described as one."""
    if not source.head(4).startswith(b"PK\x03\x04"):
        return 0.0
    try:
        with source.open() as stream, opened(stream) as package:
            names = package.namelist()
    except (SourceError, *UNREADABLE):
        return 0.0
    if any(WARC.search(name) for name in names):
        return 1.0
    return 0.6 if DESCRIPTION in names else 0.0


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip. Raises zipfile.BadZipFile, also where its list of members is too long."""
    size = directory_size(stream)
    if size > MOST_DIRECTORY:
        raise zipfile.BadZipFile(f"its list of members takes {size:,} bytes")
    return zipfile.ZipFile(stream)


def directory_size(stream: BinaryIO) -> int:
    """Give how many bytes a zip's list of members takes, as its end declares; 0 without an end."""
    total = stream.seek(0, 2)
    start = stream.seek(max(total - END_SIZE - LONGEST_REMARK - LOCATOR_SIZE, 0))
    tail = stream.read()
    at = tail.rfind(END)
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if size == IN_END64 and at >= LOCATOR_SIZE:
        stream.seek(min(int.from_bytes(tail[at - 12 : at - 4], "little"), start + at))
        size = int.from_bytes(stream.read(END64_SIZE)[40:48], "little")
    return size


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield what the WARC files within give; every other member is a LeftOut."""
    try:
        with source.open() as stream, opened(stream) as package:
            yield from members_of(package, stream.seek(0, 2), context)
    except UNREADABLE as error:
        yield Problem(f"not a readable zip: {error}", source.name)


def members_of(package: zipfile.ZipFile, size: int, context: Context) -> Iterator[Record]:
    """Yield what each member gives; `size` is that of the whole package, in bytes.

    All together may inflate to MOST_RATIO times that, beyond MOST_FREE: overlapping members
    could otherwise each hold the same bytes.
    """
    left, found, seen = MOST_FREE + MOST_RATIO * size, 0, Seen()
    for member in package.infolist():
        place = truncate(member.filename, 200)
        if not WARC.search(member.filename):
            if not member.is_dir():
                yield LeftOut(INDEX if PARTS.search(member.filename) else BESIDE, place)
            continue
        found += 1
        left -= member.file_size
        if left < 0:
            message = f"of {size:,} bytes it would inflate to {member.file_size:,}; it is not read"
            yield Problem(message, place)
            left += member.file_size
        else:
            yield from member_of(package, member, seen, context)
    if not found:
        yield Problem("there is no WARC file in it", DESCRIPTION)


def member_of(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, seen: Seen, context: Context
) -> Iterator[Record]:
    """Yield what one WARC file gives, or why it cannot be read on."""
    place = truncate(member.filename, 200)
    if member.flag_bits & ENCRYPTED:
        yield Problem("it is encrypted", place)
        return
    share = min(member.compress_size / max(member.file_size, 1), 1.0)
    try:
        with Tape(partial(_open, package, member), share) as tape:
            yield from drafts_of(tape, f"{place}, ", seen, context)
    except UNREADABLE as error:
        yield Problem(f"it cannot be read on: {error}", place)


def _open(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, package.open(member))
