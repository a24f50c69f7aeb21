"""Afterword's own format: one JSON object a line, as `manage.py export` writes it.

docs/formats.md is the specification. Lines are read one at a time, so the memory needed does
not grow with the file; a line that cannot be read costs that line alone.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from archive.parsing.drafts import Context, LeftOut, Problem, Record
from archive.parsing.formats.jsonl_fields import Report
from archive.parsing.formats.jsonl_records import article_of, collection_of, comment_of
from archive.parsing.sources import Source, SourceError

VERSION = 1
# One line holds an article with its whole thread; 15,000 long comments stay well below.
MAX_LINE_BYTES = 256 * 1024 * 1024


class LineError(ValueError):
    """A line holds no readable object; the message says why."""


def sniff(source: Source) -> float:
    """How sure it is that this is ours: the first line is our header, or one of our records."""
    head = source.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"{"):
        return 0.0
    first = head.split(b"\n", 1)[0]
    if b'"afterword"' in first[:200]:
        return 1.0
    return 0.6 if b'"kind"' in head and (b'"article"' in head or b'"comment"' in head) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield a draft for each line that holds an article, a comment or a collection."""
    report = Report(source.name)
    try:
        with source.open() as stream:
            for number, line in lines(stream):
                report.place = f"line {number}"
                yield from records(line, report)
    except SourceError as error:
        yield Problem(str(error), source.name)


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of each line that is not blank; None for one that is too long."""
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE_BYTES)
            yield number, None
        elif line.strip():
            yield number, line


def records(line: bytes | None, report: Report) -> Iterator[Record]:
    """Yield what one line holds, with the problems in it."""
    try:
        value = object_in(line)
        yield from record_of(value, report)
    except LineError as error:
        yield Problem(str(error), report.place)
    yield from report.taken()


def object_in(line: bytes | None) -> dict[str, Any]:
    """Give the object on a line. Raises LineError where there is none."""
    if line is None:
        raise LineError(f"the line is longer than {MAX_LINE_BYTES:,} bytes and was not read")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise LineError(f"not a line of JSON in UTF-8: {error}") from error
    if not isinstance(value, dict):
        raise LineError(f"a line must hold an object, this one holds {type(value).__name__}")
    return value


def record_of(value: dict[str, Any], report: Report) -> Iterator[Record]:
    """Yield the draft of an object by its kind. Raises LineError for a kind not known."""
    kind = value.get("kind")
    if kind == "header":
        check_version(value)
    elif kind == "article":
        yield article_of(value, report)
    elif kind == "comment":
        if not isinstance(value.get("article"), list):
            raise LineError("a comment on a line of its own must name its article's identity")
        yield comment_of(value, 0, report)
    elif kind == "collection":
        collection = collection_of(value, report)
        if not collection.name:
            raise LineError("a collection must have a name")
        yield collection
    elif kind == "site":
        site = value.get("host")
        yield LeftOut(
            "a site is made by its articles, not by itself", report.place, str(site or "")
        )
    else:
        raise LineError(f"the kind {kind!r} is none of header, site, article, comment, collection")


def check_version(header: dict[str, Any]) -> None:
    """Raise LineError where the file was written for a later version of the format."""
    version = header.get("afterword")
    if version != VERSION:
        raise LineError(
            f"the file is of version {version!r} of the format, this program reads {VERSION};"
            " what follows is read as far as it is understood"
        )
