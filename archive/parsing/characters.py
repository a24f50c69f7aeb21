"""Bytes as characters, a piece at a time: whatever the size of a file, little of it is held."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.lib import text
from archive.parsing.sources import HEAD_BYTES, Source

PIECE_BYTES = 1 << 18

# The XML declaration, and the comment in the first line of the text formats that have none.
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})")
_DECLARED_WITHIN_BYTES = 1024
_FOREIGN = "windows-1252-for-what-fails"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read what is no character of the encoding as the one that it most often was."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(_FOREIGN, _as_windows_1252)


@dataclass(slots=True)
class Characters:
    """How a source's bytes are read; the fields after `source` are known from its first ones.

    `how` is declared, bom, utf-8 or detected, as in `lib.text.Decoded`. `first_bad_byte` is set
    while the pieces are read: where the first byte stands that is none of the encoding's.
    """

    source: Source
    encoding: str
    how: str
    first_bad_byte: int | None = None

    @property
    def remark(self) -> str:
        """What a reader of the run should know of the choice; empty for plain UTF-8."""
        if self.encoding == "utf-8":
            return ""
        grounds = {"declared": "as it declares", "bom": "by its byte order mark"}
        return f"read as {self.encoding}, {grounds.get(self.how, 'which is a guess')}"

    def pieces(self) -> Iterator[str]:
        """The characters, some 256 KiB of bytes at a time. Raises SourceError."""
        with self.source.open() as stream:
            yield from self._decoded(stream)

    def _decoded(self, stream: BinaryIO) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        place, is_first = 0, True
        while True:
            block = stream.read(PIECE_BYTES)
            state = decoder.getstate()
            try:
                piece = decoder.decode(block, not block)
            except UnicodeDecodeError as error:
                if self.first_bad_byte is None:
                    self.first_bad_byte = place + max(error.start - len(state[0]), 0)
                decoder = codecs.getincrementaldecoder(self.encoding)(_handler(self.encoding))
                decoder.setstate(state)
                piece = decoder.decode(block, not block)
            place += len(block)
            if is_first and piece:
                piece, is_first = piece.removeprefix("\ufeff"), False
            if piece:
                yield piece
            if not block:
                return


def _handler(encoding: str) -> str:
    return _FOREIGN if encoding == "utf-8" else "replace"


def characters_of(source: Source) -> Characters:
    """Choose how to read a source. Raises SourceError where it cannot be opened.

    In order: byte order mark (RFC 7303 section 3: it is what the bytes are, whatever is
    declared), the declaration, UTF-8 where the first bytes are that, and last a guess. One that
    the first bytes belie is passed over.
    """
    head = source.head()
    declared = _DECLARED.search(head[:_DECLARED_WITHIN_BYTES])
    label = declared[1].decode("ascii") if declared else ""
    if len(head) == HEAD_BYTES:
        # Not in the middle of a character: whatever the encoding, markup ends in this byte.
        head = head[: head.rfind(b">") + 1] or head
    found = text.decode(head, label)
    return Characters(source, found.encoding, found.how)
