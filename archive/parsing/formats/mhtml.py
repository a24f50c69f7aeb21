"""Saved pages with their parts in one file (MHTML, .mht): one page, one article, and its thread.

RFC 2557, in MIME messages as RFC 2045 and 2387 have them: what Chromium and its kin write, and
Internet Explorer wrote. The page is read as any saved page; the file is its capture, so that all
that came in it can be read again.
"""

import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import unquote

from archive.lib import addresses, text
from archive.lib.dates import Moment
from archive.lib.rasters import looks_like_raster
from archive.parsing.drafts import ArticleDraft, Context, Problem, Record
from archive.parsing.formats import html
from archive.parsing.pages.page import (
    MOST_FRAMES,
    Page,
    UnreadablePageError,
    address_of,
    parse_page,
)
from archive.parsing.pictures import Found, take_in, told
from archive.parsing.sources import MAX_PAGE_BYTES, Source, SourceError

MOST_BYTES = 2 * MAX_PAGE_BYTES  # base64 makes a third more of pictures
MOST_PARTS = 5_000
MOST_DEPTH = 4  # of messages within messages; browsers write one, mail programs two
MOST_HEADER_BYTES = 64 * 1024
MEDIA_TYPE = "multipart/related"

LOCATED = re.compile(rb"^(?:snapshot-)?content-location:", re.I | re.M)
END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
FOLDS = re.compile(r"\s+")
# RFC 5322, section 3.3: without a zone it is no instant; -0000 is UTC told by who knows no zone.
ZONE = re.compile(r"(?:[+-]\d{4}|\b(?:UT|GMT|Z))\b")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(frozen=True)
class Part:
    """An entity of the message: its header, and its body as it was sent."""

    header: Message
    body: bytes

    @cached_property
    def content(self) -> bytes:
        """The body as it was before it was encoded for the way (RFC 2045, section 6)."""
        encoding = str(self.header.get("Content-Transfer-Encoding", "")).strip().lower()
        return DECODERS.get(encoding, bytes)(self.body)

    @property
    def media_type(self) -> str:
        """In lower case, without parameters."""
        return self.header.get_content_type()

    @property
    def charset(self) -> str:
        """What its header says of its encoding; may be empty, or none that is known."""
        return str(self.header.get_content_charset() or "")

    @property
    def identifier(self) -> str:
        """Its Content-ID as an address writes it (RFC 2392); empty where it has none."""
        stated = str(self.header.get("Content-ID", "")).strip().strip("<>")
        return f"cid:{stated}" if stated else ""

    @property
    def location(self) -> str:
        """Its Content-Location; long ones are folded (RFC 2557, section 4.4.1)."""
        return located(self.header, "Content-Location")


@dataclass(frozen=True)
class Related:
    """The parts by the addresses that a page may name them by; the first of a name counts."""

    parts: dict[str, Part]

    def part(self, address: str) -> Part | None:
        """Give the part at an address; the escapes of a `cid:` are undone (RFC 2392)."""
        is_cid = address[:4].lower() == "cid:"
        return self.parts.get(unquote(address) if is_cid else address)

    def picture(self, address: str) -> Found | None:
        """Give what is there, if its bytes are a picture's."""
        part = self.part(address)
        if part is None or not looks_like_raster(part.content):
            return None
        return Found(part.content)


def from_base64(body: bytes) -> bytes:
    """Decode as leniently as browsers do: other signs are passed over, an end may be missing."""
    signs = NOT_BASE64.sub(b"", body)
    whole = signs[: -1 if len(signs) % 4 == 1 else None]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "base64": from_base64,
    "quoted-printable": quopri.decodestring,
}


def sniff(source: Source) -> float:
    """How sure it is that this is MHTML: a message of related parts, one with its address."""
    head = source.head()
    kind = header_of(head)[0].get_content_type()
    return 1.0 if kind in (MEDIA_TYPE, "text/html") and LOCATED.search(head) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield the page's ArticleDraft, or the Problem that it cannot be read."""
    try:
        content = source.read(MOST_BYTES)
        message, _ = header_of(content)
        parts = list(parts_of(content))
        root = root_of(message, parts)
        if root is None:
            yield Problem("there is no page in this message", source.name)
            return
        page = page_of(message, root, context)
    except (SourceError, UnreadablePageError) as error:
        yield Problem(f"not a readable page: {error}", source.name)
        return
    related = Related({name: part for part in reversed(parts) for name in names_of(part, page.url)})
    restore_frames(page, root, related)

    def own(address: str) -> Found | None:
        """What is not on the web is this file's alone."""
        return None if addresses.resolve(page.url, address) else related.picture(address)

    held, left_out = take_in(page.tree, own)
    yield from told(left_out, source.name)

    def find(address: str) -> Found | None:
        return held.get(address) or related.picture(address)

    for record in html.records_of(page, root.content, source.name, context, find):
        if isinstance(record, ArticleDraft) and record.capture:
            capture = replace(record.capture, content=content, media_type=MEDIA_TYPE)
            yield replace(record, capture=capture)
        else:
            yield record


def header_of(entity: bytes) -> tuple[Message, bytes]:
    """Give an entity's header, and its body; without a header all of it is body."""
    end = END_OF_HEADER.search(entity, 0, MOST_HEADER_BYTES)
    if entity[:1] in (b"\r", b"\n") or end is None:
        return Message(), entity
    return BytesHeaderParser().parsebytes(entity[: end.end()]), entity[end.end() :]


def parts_of(content: bytes) -> Iterator[Part]:
    """Yield what is no message of messages itself, in order.

    Raises SourceError where there are more parts, or they nest deeper, than browsers ever write.
    """
    waiting, count = [(content, 0)], 0
    while waiting:
        entity, depth = waiting.pop()
        header, body = header_of(entity)
        count += 1
        boundary = header.get_boundary() if header.get_content_maintype() == "multipart" else None
        if boundary is None:
            yield Part(header, body)
            continue
        if depth == MOST_DEPTH:
            raise SourceError(f"its parts nest deeper than {MOST_DEPTH} levels")
        within = list(split(body, boundary, MOST_PARTS - count))
        waiting += [(one, depth + 1) for one in reversed(within)]
        if count + len(waiting) > MOST_PARTS:
            raise SourceError(f"it has more than {MOST_PARTS:,} parts")


def split(body: bytes, boundary: str, most: int) -> Iterator[bytes]:
    """Yield the entities between the lines of a boundary (RFC 2046, section 5.1.1).

    The line end before such a line is the line's own. At most one more than `most` are given.
    """
    mark = re.escape(boundary.encode("utf-8", "replace"))
    line = re.compile(rb"(?:\A|\r?\n)--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    start = -1
    for number, match in enumerate(line.finditer(body)):
        if start >= 0:
            yield body[start : match.start()].removeprefix(b"\r").removeprefix(b"\n")
        start = match.end()
        if match[1] or number > most:
            return
    if start >= 0:  # cut off before its end: what there is of the last part
        yield body[start:].removeprefix(b"\r").removeprefix(b"\n")


def root_of(message: Message, parts: list[Part]) -> Part | None:
    """Give the part that is the page: the one named as the start (RFC 2387), else the first."""
    pages = [part for part in parts if part.media_type in ("text/html", "application/xhtml+xml")]
    start = f"cid:{str(message.get_param('start') or '').strip().strip('<>')}"
    return next((part for part in pages if part.identifier == start), next(iter(pages), None))


def page_of(message: Message, root: Part, context: Context) -> Page:
    """Give the page, as of the address and the time that the message names.

    Raises UnreadablePageError.
    """
    page = parse_page(root.content, replace(context, charset=root.charset))
    stated = (located(message, "Snapshot-Content-Location"), root.location)
    url = next(filter(None, map(address_of, stated)), "")
    return replace(page, url=url or page.url, saved=saved_at(message) or page.saved)


def restore_frames(page: Page, root: Part, related: "Related") -> None:
    """Let frames hold their documents again, where these are among the parts."""
    for frame in list(page.tree.iter("iframe", "frame"))[:MOST_FRAMES]:
        source = (frame.get("src") or "").strip()
        part = related.part(source) or related.part(addresses.resolve(page.base, source))
        if part is not None and part is not root and part.media_type == "text/html":
            frame.tag = "iframe"
            frame.set("srcdoc", text.clean_characters(decoded(part)))


def names_of(part: Part, base: str) -> list[str]:
    """Give the addresses that a page may name a part by, as they are compared."""
    names = (part.identifier, part.location, addresses.resolve(base, part.location))
    return [name for name in names if name]


def located(header: Message, name: str) -> str:
    """Give the address in a header, unfolded; empty where there is none."""
    return FOLDS.sub("", str(header.get(name, "")))


def saved_at(message: Message) -> Moment | None:
    """Give the time in the message's Date, in UTC; None where it has none that is an instant."""
    stated = str(message.get("Date", ""))
    if not ZONE.search(stated):
        return None
    try:
        at = parsedate_to_datetime(stated)
        return Moment((at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), "second", 0)
    except (ValueError, OverflowError):
        return None


def decoded(part: Part) -> str:
    """Give the text of a part."""
    return text.decode(part.content, part.charset, html=True).text
