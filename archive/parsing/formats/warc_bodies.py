"""Bodies of HTTP answers as they were before they were sent: put together and inflated, bounded.

Transfer codings: RFC 9112 section 7; content codings: RFC 9110 section 8.4 (gzip, deflate), RFC
7932 (br), RFC 8878 (zstd). Many crawlers store bodies decoded and headers as sent: what is not
coded as declared is taken as it stands.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import brotli
from zstandard import ZstdDecompressor, ZstdError, frame_content_size

from archive.parsing.formats.warc_members import BLOCK, MOST_WINDOW, salvaged

MOST_CODINGS = 5  # one after the other; servers apply one, at times two
MOST_CHUNKS = 1_000_000  # a page of the largest size in these would have 64 bytes in each
CHUNK_LINE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
CRLF = re.compile(rb"\r?\n")
GZIP, ZLIB, DEFLATE = 31, 15, -15


class TooLargeError(Exception):
    """A body is larger than a page may be; the message says so."""


class NotCodedError(Exception):
    """The bytes are not coded as declared, from their first one on."""


class CutOffError(Exception):
    """The bytes end, or are damaged, before what is coded in them does."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it was before it was sent; `is_whole` unless part of it is missing."""

    content: bytes
    repairs: tuple[str, ...] = ()
    is_whole: bool = True


def decoded(content: bytes, declared: str, most: int) -> Body:
    """Give a body without its codings, and what had to be put right.

    `declared` names them in the order in which they were applied, parted by commas. Raises
    TooLargeError where there would be more than `most` bytes at any step.
    """
    named = [one.strip().lower() for one in declared.split(",")]
    codings = [one for one in named if one not in ("", "identity", "none")]
    body = Body(content)
    for coding in reversed(codings[-MOST_CODINGS:]):
        body = _without(coding, body, most)
    if len(codings) > MOST_CODINGS:
        told = f"of {len(codings)} codings only {MOST_CODINGS} are undone"
        body = replace(body, repairs=(*body.repairs, told))
    return body


def _without(coding: str, body: Body, most: int) -> Body:
    """Give a body without one coding. Raises TooLargeError."""
    whole = bytearray()
    size, repair, is_whole = 0, "", body.is_whole
    try:
        for part in DECODERS.get(coding, _unknown)(body.content):
            size += len(part)
            if size > most:
                raise TooLargeError(f"its {coding} body holds more than {most:,} bytes")
            whole += part
    except NotCodedError:
        whole += body.content
        fault = "is not" if coding in DECODERS else "cannot be decoded as"
        repair = (
            f"the body {fault} {coding[:40]}, which it is declared to be; it is read as it stands"
        )
    except CutOffError as error:
        repair, is_whole = f"its {coding} body {error}; {size:,} bytes of it are read", False
    repairs = (*body.repairs, repair) if repair else body.repairs
    return Body(bytes(whole), repairs, is_whole)


def _unknown(_: bytes) -> Iterator[bytes]:
    raise NotCodedError


def _chunks(body: bytes) -> Iterator[bytes]:
    place = count = 0
    while line := CHUNK_LINE.match(body, place):
        size = int(line[1], 16)
        place = line.end()
        if size == 0:
            return  # what follows are trailers, no part of the body
        count += 1
        if count > MOST_CHUNKS:
            raise CutOffError(f"has more than {MOST_CHUNKS:,} chunks")
        yield body[place : place + size]
        place += size
        if place > len(body):
            raise CutOffError("is cut off")
        if end := CRLF.match(body, place):
            place = end.end()
    if place == 0:
        raise NotCodedError
    if place < len(body):
        yield body[place:]
        raise CutOffError(f"is not chunked from byte {place:,} on")
    raise CutOffError("has no last chunk")


def _inflated(body: bytes, bits: int) -> Iterator[bytes]:
    decoder, waiting, is_begun = zlib.decompressobj(bits), body, False
    while waiting and not decoder.eof:
        before = decoder.copy()
        try:
            data = decoder.decompress(waiting, BLOCK)
        except zlib.error as error:
            data = salvaged(before, waiting)
            yield data
            if data or is_begun:
                raise CutOffError("is damaged") from error
            raise NotCodedError from error
        is_begun = is_begun or bool(data)
        yield data
        waiting = decoder.unconsumed_tail
        if decoder.eof and bits == GZIP and decoder.unused_data.startswith(b"\x1f\x8b"):
            waiting, decoder = decoder.unused_data, zlib.decompressobj(bits)
    if body and not decoder.eof:
        raise CutOffError("is cut off") if is_begun else NotCodedError


def _gzip(body: bytes) -> Iterator[bytes]:
    return _inflated(body, GZIP)


def _deflate(body: bytes) -> Iterator[bytes]:
    """Yield what is deflated with zlib's wrapper, as the standard says, or as often without."""
    try:
        yield from _inflated(body, ZLIB)
    except NotCodedError:
        yield from _inflated(body, DEFLATE)


def _brotli(body: bytes) -> Iterator[bytes]:
    decoder, is_begun = brotli.Decompressor(), False
    try:
        data = decoder.process(body, output_buffer_limit=BLOCK)
        while data or not (decoder.is_finished() or decoder.can_accept_more_data()):
            is_begun = True
            yield data
            data = decoder.process(b"", output_buffer_limit=BLOCK)
    except brotli.error as error:
        if is_begun:
            raise CutOffError("is damaged") from error
        raise NotCodedError from error
    if body and not decoder.is_finished():
        raise CutOffError("is cut off") if is_begun else NotCodedError


def _zstd(body: bytes) -> Iterator[bytes]:
    done = 0
    try:
        stated = frame_content_size(body)  # -1 where it is not stated; of the first frame alone
        decoder = ZstdDecompressor(max_window_size=MOST_WINDOW)
        with decoder.stream_reader(BytesIO(body), read_across_frames=True) as reader:
            while data := reader.read(BLOCK):
                done += len(data)
                yield data
    except ZstdError as error:
        if done:
            raise CutOffError("is damaged") from error
        raise NotCodedError from error
    if done < stated:
        raise CutOffError("is cut off")


DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "chunked": _chunks,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
