"""Exports that may be packed with gzip: their start, and their bytes, within bounds.

gzip after RFC 1952. What a packed file says of its own size counts for nothing.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from archive.parsing.sources import HEAD_BYTES, Source, SourceError

MAX_UNPACKED_BYTES = 4 * 1024**3  # ten million comments; some half a minute to unpack
_MAGIC = b"\x1f\x8b"


def unpacked_head(source: Source, size: int = HEAD_BYTES) -> bytes:
    """The first bytes, at most `size`, of what a source holds, unpacked; empty where damaged."""
    head = source.head(size)
    if not head.startswith(_MAGIC):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, size)
    except zlib.error:
        return b""


class Unpacked:
    """The bytes of a source as one stream, unpacked where they are packed.

    Reading raises SourceError where the packed bytes are damaged or there are too many.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read from `stream`; `name` is for messages."""
        self._stream = stream
        self._name = name
        self._read = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        try:
            return self._counted(self._stream.read(size))
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(error) from error

    def readline(self, size: int) -> bytes:
        """A line with its end, at most `size` bytes of it; nothing at the end."""
        try:
            return self._counted(self._stream.readline(size))
        except (OSError, EOFError, zlib.error) as error:
            raise self._damaged(error) from error

    def _counted(self, content: bytes) -> bytes:
        self._read += len(content)
        if self._read > MAX_UNPACKED_BYTES:
            limit = f"{MAX_UNPACKED_BYTES:,}"
            raise SourceError(f"{self._name}: unpacks to more than {limit} bytes; split it")
        return content

    def _damaged(self, error: Exception) -> SourceError:
        return SourceError(f"{self._name}: the packed bytes are damaged: {error}")


@contextmanager
def unpacked(source: Source) -> Iterator[Unpacked]:
    """Open a source for reading, unpacked where it is packed. Raises SourceError."""
    is_packed = source.head(2) == _MAGIC
    with source.open() as stream:
        if not is_packed:
            yield Unpacked(stream, source.name)
            return
        with gzip.GzipFile(fileobj=stream) as packed:
            yield Unpacked(packed, source.name)  # type: ignore[arg-type]  # reads like a stream
