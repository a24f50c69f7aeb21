"""The formats that can be read: one module each, listed in one dict.

A format's module has two functions: `sniff(source) -> float`, how sure it is that the bytes are
its own, 0 to 1; and `parse(source, context) -> Iterator[Record]`. To add a format, write its
module and add its line to FORMATS.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from archive.parsing.drafts import Context, Record
from archive.parsing.formats.unread import kind_of
from archive.parsing.sources import Source

# Name -> module, imported when first used. Where two are equally sure, the earlier one reads.
FORMATS: dict[str, str] = {
    "jsonl": "archive.parsing.formats.jsonl",
    "wxr": "archive.parsing.formats.wxr",
    "disqus": "archive.parsing.formats.disqus",
    "blogger": "archive.parsing.formats.blogger",
    "movabletype": "archive.parsing.formats.movabletype",
    "isso": "archive.parsing.formats.isso",
    "remark42": "archive.parsing.formats.remark42",
    "commento": "archive.parsing.formats.commento",
    "warc": "archive.parsing.formats.warc",
    "wacz": "archive.parsing.formats.wacz",
    "mhtml": "archive.parsing.formats.mhtml",
    "feed": "archive.parsing.formats.feed",
    "html": "archive.parsing.formats.html",
    "text": "archive.parsing.formats.text",
}
LOOSE = frozenset({"html", "text"})
"""Formats that take nearly anything: they give way to what is plainly something else."""


# From this sureness on, a file that is packed in a common way is a format's own (a WACZ is a zip, a
# WARC often gzipped), and is not unpacked: less is said of what stands in a zip uncompressed.
CERTAIN = 0.9


class Format(Protocol):
    """What a format's module offers."""

    def sniff(self, source: Source) -> float:
        """How sure the format is that `source` is its own: 0 (no) to 1 (certain)."""

    def parse(self, source: Source, context: Context) -> Iterator[Record]:
        """The records in `source`; what cannot be read comes as a Problem with its place."""


class UnknownFormatError(Exception):
    """No format reads this; the message says what was seen and which formats there are."""


def load(name: str) -> Format:
    """Give the module of the format called `name`. Raises UnknownFormatError."""
    if name not in FORMATS:
        raise UnknownFormatError(f"There is no format {name!r}; there are {', '.join(FORMATS)}")
    return cast(Format, import_module(FORMATS[name]))


def choose(source: Source) -> str | None:
    """Give the name of the format that is surest of `source` by its content, or None."""
    sureness = {name: load(name).sniff(source) for name in FORMATS}
    best = max(sureness, key=lambda name: sureness[name])
    if best in LOOSE and sureness[best] < 1 and kind_of(source):
        return None
    return best if sureness[best] > 0 else None


def is_claimed(source: Source) -> bool:
    """Whether a format is certain that `source`, packed or not, is its own."""
    return any(load(name).sniff(source) >= CERTAIN for name in FORMATS)


def parse(source: Source, context: Context, name: str = "") -> Iterator[Record]:
    """Yield the records of `source`, read as format `name` or as what its content is.

    Raises UnknownFormatError where nothing reads it.
    """
    chosen = name or choose(source)
    if chosen is None:
        raise UnknownFormatError(refusal(source))
    return load(chosen).parse(source, context)


def refusal(source: Source) -> str:
    """Say what was seen at the start of `source` and what could have been read."""
    kind = kind_of(source)
    if kind:
        return f"{source.name}: {kind}, which is not read yet; what is read: {', '.join(FORMATS)}"
    start = source.head(32)
    seen = f"it starts with {start!r}" if start else "it is empty"
    return f"{source.name}: no known format ({seen}); what is read: {', '.join(FORMATS)}"
