"""What servers answered, as a web archive keeps it: an HTTP header, and a body as it was sent."""

import re
from dataclasses import dataclass

from archive.parsing.formats.warc_bodies import Body, TooLargeError, decoded
from archive.parsing.formats.warc_records import Record, fields_of

MOST_HTTP_HEADER = 65_536
HTTP_END = re.compile(rb"\r?\n\r?\n")
CODING_FIELDS = ("content-encoding", "transfer-encoding")  # in the order they are applied


@dataclass(frozen=True, slots=True)
class Answer:
    """What a record's block holds: an HTTP answer's header, if it has one, and how it goes on."""

    status: int
    media_type: str
    fields: dict[str, str]
    start: bytes


def answer_of(record: Record) -> Answer | None:
    """Read an HTTP answer's header; without one the record itself says what it holds.

    None where it is longer than any server sends.
    """
    start = record.block.read(MOST_HTTP_HEADER)
    if record.kind == "resource" or not start.startswith(b"HTTP/"):
        return Answer(200, record.media_type, {}, start)
    end = HTTP_END.search(start)
    if end is None and len(start) == MOST_HTTP_HEADER:
        return None
    header, body = (start[: end.end()], start[end.end() :]) if end else (start, b"")
    status, fields = fields_of(header, ["HTTP/"])
    number = status.split(" ")[0]
    return Answer(
        int(number) if re.fullmatch(r"\d{3}", number, re.A) else 0,
        fields.get("content-type", ""),
        fields,
        body,
    )


def body_of(record: Record, answer: Answer, most: int) -> Body:
    """Read the body, as it was before it was encoded for the way.

    Raises TooLargeError where it is larger than `most`, encoded or not.
    """
    block = record.block
    content = answer.start + block.read(most + 1 - len(answer.start))
    header_size = block.done - len(content)
    block.end()
    if block.valid is not None:
        content = content[: max(block.valid - header_size, 0)]
    if len(content) > most:
        raise TooLargeError(f"it is larger than {most:,} bytes")
    declared = ",".join(answer.fields.get(name, "") for name in CODING_FIELDS)
    return decoded(content, declared, most)
