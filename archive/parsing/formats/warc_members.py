"""The data of a WARC or ARC file, piece by piece: as they stand, or inflated from gzip or zstd.

gzip after RFC 1952: usually a member for each record, which is where reading goes on after damage.
zstd after RFC 8878 and https://iipc.github.io/warc-specifications/specifications/warc-zstd/ : the
dictionary of all frames may stand in a first, skippable one.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from zstandard import ZstdCompressionDict, ZstdDecompressor, ZstdError

BLOCK = 65_536
GZIP = b"\x1f\x8b"
MEMBER = b"\x1f\x8b\x08"  # deflate is the only method that there is
ZSTD = b"\x28\xb5\x2f\xfd"
ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"
MOST_DICTIONARY = 16 * 1024 * 1024
# What a decoder has to remember: RFC 8878 section 3.1.1.1.2 advises 8 MiB, "--long" takes 128.
MOST_WINDOW = 128 * 1024 * 1024
MOST_RESYNCS = 1_000
SALVAGE_STEP = 4_096
WITH_GZIP_HEADER = 31


@dataclass(frozen=True, slots=True)
class Piece:
    """Some data, at most BLOCK bytes, or what kept the reader from having more.

    `at` is where in the file its member begins (in a file that is not compressed: the piece);
    `begins` is whether it is the first of its member; `read` says how far the file is read.
    """

    data: bytes
    at: int
    begins: bool
    read: int
    damage: str = ""


def _damage(at: int, what: str) -> Piece:
    return Piece(b"", at, begins=False, read=0, damage=what)


def is_compressed(start: bytes) -> bool:
    """Whether a file that starts so is inflated here."""
    return start.startswith((GZIP, ZSTD, ZSTD_DICTIONARY))


def pieces_of(stream: BinaryIO, at: int = 0) -> Iterator[Piece]:
    """Yield the data of a file; of one that is not compressed from byte `at` on."""
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(GZIP):
        return _inflated(stream)
    if start.startswith((ZSTD, ZSTD_DICTIONARY)):
        return _of_zstd(stream)
    return _plain(stream, at)


def _plain(stream: BinaryIO, at: int) -> Iterator[Piece]:
    stream.seek(at)
    while data := stream.read(BLOCK):
        yield Piece(data, at, at == 0, at + len(data))
        at += len(data)


def _of_zstd(stream: BinaryIO) -> Iterator[Piece]:
    try:
        words = _dictionary(stream)
        decoder = ZstdDecompressor(dict_data=words, max_window_size=MOST_WINDOW)
        reader = decoder.stream_reader(stream, read_size=BLOCK, read_across_frames=True)
        begins = True
        while data := reader.read(BLOCK):
            yield Piece(data, 0, begins, stream.tell())
            begins = False
    except (ZstdError, MemoryError) as error:
        yield _damage(0, f"the zstd data are damaged ({error})")


def _dictionary(stream: BinaryIO) -> ZstdCompressionDict | None:
    """Give the dictionary in the first frame, itself compressed or not; the stream at its start."""
    head = stream.read(8)
    words = b""
    if head.startswith(ZSTD_DICTIONARY):
        size = int.from_bytes(head[4:], "little")
        if size > MOST_DICTIONARY:
            raise ZstdError(f"a dictionary of {size:,} bytes, more than {MOST_DICTIONARY:,}")
        words = stream.read(size)
        if words.startswith(ZSTD):
            with ZstdDecompressor(max_window_size=MOST_WINDOW).stream_reader(words) as reader:
                words = reader.read(MOST_DICTIONARY)
    stream.seek(0)
    return ZstdCompressionDict(words) if words else None


class _Feed:
    """A file's bytes not yet used, and some of those before them, to look for a member in."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.data = b""
        self.behind = b""
        self.at = 0

    def has_more(self) -> bool:
        self.data = self.data or self.stream.read(BLOCK)
        return bool(self.data)

    def use(self, size: int) -> None:
        self.behind = (self.behind + self.data[:size])[-2 * BLOCK :]
        self.data = self.data[size:]
        self.at += size

    def find_member(self, after: int) -> bool:
        """Go to where the next member seems to begin, beyond byte `after`; whether there is one."""
        start = max(after + 1, self.at - len(self.behind))
        data, at = self.behind[len(self.behind) - (self.at - start) :] + self.data, start
        while (found := data.find(MEMBER)) < 0:
            more = self.stream.read(BLOCK)
            if not more:
                return False
            kept = data[-2:]  # where a member may begin
            data, at = kept + more, at + len(data) - len(kept)
        self.data, self.at, self.behind = data[found:], at + found, b""
        return True


def _inflated(stream: BinaryIO) -> Iterator[Piece]:
    feed, resyncs = _Feed(stream), 0
    while feed.has_more():
        at, fault = feed.at, ""
        try:
            yield from _member(feed)
        except zlib.error as error:
            fault = _in_words(error)
        except EOFError:
            fault = "it ends within its last gzip member"
        if not fault:
            continue
        resyncs += 1
        if resyncs > MOST_RESYNCS or not feed.find_member(at):
            yield _damage(at, f"the gzip data from byte {at:,} on: {fault}")
            return
        where = f"reading goes on at byte {feed.at:,}"
        yield _damage(at, f"the gzip data from byte {at:,} on: {fault}; {where}")


def _member(feed: _Feed) -> Iterator[Piece]:
    """Yield one member's data. Raises zlib.error where it is damaged, EOFError where cut off."""
    if not feed.data.strip(b"\0"):
        feed.use(len(feed.data))  # gzip(1) passes over padding
        return
    decoder, at, begins = zlib.decompressobj(WITH_GZIP_HEADER), feed.at, True
    while not decoder.eof:
        if not feed.has_more():
            raise EOFError
        given = feed.data
        waiting = given
        feed.use(len(given))
        while waiting and not decoder.eof:
            before, fault = decoder.copy(), None
            try:
                data = decoder.decompress(waiting, BLOCK)
            except zlib.error as error:
                data, fault = salvaged(before, waiting), error
            waiting = decoder.unconsumed_tail
            if data:
                yield Piece(data, at, begins, feed.at - len(waiting))
                begins = False
            if fault:
                raise fault
    feed.data = decoder.unused_data
    feed.at -= len(feed.data)
    feed.behind = feed.behind[: len(feed.behind) - len(feed.data)]


def salvaged(decoder: "zlib._Decompress", data: bytes) -> bytes:
    """Give what comes before a fault, which zlib drops with the call that meets it.

    `decoder` is as it was before that call. Bytes near the fault are tried one by one.
    """
    parts, view = [], memoryview(data)
    for step in (SALVAGE_STEP, 1):
        while view:
            before = decoder.copy() if step > 1 else decoder
            try:
                parts.append(decoder.decompress(view[:step]))
            except zlib.error:
                decoder, view = before, view[:step]
                break
            view = view[step:]
    return b"".join(parts)


def _in_words(error: zlib.error) -> str:
    """Give zlib's own words for a fault without its numbers."""
    return f"damaged ({str(error).rpartition(': ')[2]})"
