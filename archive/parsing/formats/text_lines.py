"""The lines of a text file of any size and encoding, one at a time."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper

from archive.lib.text import clean_characters, decode
from archive.parsing.sources import Source, SourceError

SAMPLE_BYTES = 65_536
BLOCK_BYTES = 65_536
# Of characters beyond ASCII: with so many read for one that is not, a text is UTF-8 with damage.
GOOD_FOR_A_BAD_ONE = 10


@dataclass(frozen=True, slots=True)
class Encoding:
    """What codec (a Python name) a text is read with; `remark` is empty where it is certain."""

    name: str
    remark: str = ""
    is_damaged: bool = False


def encoding_of(source: Source) -> Encoding:
    """How the bytes of a file are read: as UTF-8 where they are that, else by what they look like.

    The whole file is looked at, but never held. Raises SourceError.
    """
    marked = decode(source.head(4))
    if marked.how == "bom":
        return Encoding("utf-8-sig" if marked.encoding == "utf-8" else "utf-16")
    sample, is_utf8 = _telling(source)
    if is_utf8:
        return Encoding("utf-8")
    read = sample.decode("utf-8", "replace")
    bad = read.count("\ufffd")
    if sum(not character.isascii() for character in read) - bad > GOOD_FOR_A_BAD_ONE * bad:
        return Encoding("utf-8", "read as UTF-8, with bytes that are not", is_damaged=True)
    guess = decode(sample).encoding
    return Encoding(guess, f"the bytes do not say their encoding; they were read as {guess}")


def _telling(source: Source) -> tuple[bytes, bool]:
    """Lines with bytes beyond ASCII, some of them, and whether all of the file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample, is_utf8 = bytearray(), True
    with source.open() as stream:
        while block := stream.read(BLOCK_BYTES):
            if len(sample) < SAMPLE_BYTES and not block.isascii():
                lines = block.splitlines(keepends=True)
                whole = lines[1:-1] or lines  # the ends may be cut within a character
                sample += b"".join(line for line in whole if not line.isascii())
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
            elif len(sample) >= SAMPLE_BYTES:
                break
    if is_utf8 and decoder.getstate()[0]:
        is_utf8 = False  # the last character is cut off
    return bytes(sample), is_utf8


def lines_of(source: Source, encoding: str, longest: int) -> Iterator[tuple[int, str]]:
    """Number and text of each line, without its end; one longer than `longest` comes in pieces.

    Raises SourceError where the bytes cannot be read with the encoding at all.
    """
    number = 1
    with source.open() as stream, TextIOWrapper(stream, encoding, "replace") as text:
        try:
            while line := text.readline(longest):
                yield number, clean_characters(line.rstrip("\n"))
                number += line.endswith("\n")
        except UnicodeError as error:
            raise SourceError(f"{source.name}: cannot be read as {encoding}: {error}") from error
