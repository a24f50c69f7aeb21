"""Web archives in WARC or ARC files: every captured page is an article, with its thread.

Whether compressed or not, and how, their first record shows what they are. What is no page of an
article is left out with its reason: see `why_not` here, and pages/listings.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive.lib.addresses import is_web
from archive.lib.text import charset_in
from archive.parsing.drafts import ArticleDraft, Context, LeftOut, Problem, Record
from archive.parsing.formats import html
from archive.parsing.formats.warc_bodies import TooLargeError, decoded
from archive.parsing.formats.warc_records import MOST_START, START, fields_of, records_of
from archive.parsing.formats.warc_records import Record as Captured
from archive.parsing.formats.warc_tape import BombError, Tape
from archive.parsing.pages.listings import why_no_article
from archive.parsing.pages.page import UnreadablePageError, parse_page
from archive.parsing.pictures import nothing, take_in, told
from archive.parsing.sources import MAX_PAGE_BYTES, BytesSource, Source, SourceError

MOST_HTTP_HEADER = 65_536
HTTP_END = re.compile(rb"\r?\n\r?\n")
SEGMENT = "warc-segment-number"
CODING_FIELDS = ("content-encoding", "transfer-encoding")  # in the order they are applied
HTML = frozenset({"text/html", "application/xhtml+xml"})
UNTOLD = frozenset({"", "application/octet-stream", "unknown/unknown", "unk", "no-type"})
# Captures remembered for revisit records: digests and addresses, some 200 bytes each.
MOST_SEEN = 100_000

KINDS = {
    "warcinfo": "what the crawler says of itself",
    "filedesc": "what the crawler says of itself",
    "request": "what was asked, not what was answered",
    "metadata": "the crawler's notes",
    "conversion": "another form of what was captured",
    "continuation": "a further part of what was captured in parts",
}
ROBOTS = "robots.txt"
REDIRECT, ERROR = "a redirect", "an error page"
NO_ANSWER = "neither a page nor an error"
TYPES = (
    (re.compile(r"image/"), "a picture"),
    (re.compile(r"(?:audio|video)/"), "sound or film"),
    (re.compile(r"text/css"), "a stylesheet"),
    (re.compile(r"(?:text|application)/(?:x-)?(?:javascript|ecmascript)"), "a script"),
    (re.compile(r"font/|application/(?:x-)?(?:font|vnd\.ms-fontobject)"), "a font"),
    (re.compile(r"application/(?:[\w.-]+\+)?json|text/json"), "data in JSON"),
    (re.compile(r"(?:application|text)/(?:[\w.-]+\+)?xml"), "a feed or other XML"),
    (re.compile(r"application/pdf"), "a PDF document"),
    (re.compile(r"text/plain"), "plain text"),
    (re.compile(r"text/dns"), "an answer of the name service"),
)
OTHER_TYPE = "a file of another kind"
NO_PAGE = "declared as a page, but without markup"
EMPTY = "an empty answer"
UNCHANGED = "unchanged since an earlier capture here"
UNCHANGED_ELSEWHERE = "unchanged since a capture that is not held here before it"


@dataclass(slots=True)
class Seen:
    """When answers met so far were captured, by digest and by address; the newest ones of many."""

    times: dict[str, str] = field(default_factory=dict)

    def note(self, record: Captured) -> None:
        """Remember a capture."""
        date = record.fields.get("warc-date", "")
        for name in (digest_of(record), record.url):
            if name and date:
                self.times[name] = date
        while len(self.times) > MOST_SEEN:
            del self.times[next(iter(self.times))]

    def revisited(self, record: Captured) -> LeftOut:
        """Say since when a revisited page is unchanged: no page is read again, nothing followed."""
        fields = record.fields
        names = (digest_of(record), fields.get("warc-refers-to-target-uri", "").strip("<> "))
        date = next((self.times[name] for name in names if name in self.times), "")
        reason = UNCHANGED if date else UNCHANGED_ELSEWHERE
        date = date or fields.get("warc-refers-to-date", "")
        of = f", as {names[1]}" if names[1] not in ("", record.url) else ""
        return LeftOut(reason, record.place, f"unchanged since {date}{of}" if date else "")


def digest_of(record: Captured) -> str:
    """Give the digest of what was captured, as its record states it."""
    return record.fields.get("warc-payload-digest", "").lower()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a record's block holds: an HTTP answer's header, if it has one, and how it goes on."""

    status: int
    media_type: str
    fields: dict[str, str]
    start: bytes


def sniff(source: Source) -> float:
    """How sure it is that this is a WARC or ARC file: it begins with a record."""
    try:
        with Tape(source.open) as tape:
            begins = START.match(tape.peek(MOST_START).lstrip(b"\r\n"))
    except SourceError:
        return 0.0
    return 1.0 if begins else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield an ArticleDraft for every page of an article; LeftOut or Problem for all else."""
    with Tape(source.open) as tape:
        yield from drafts_of(tape, "", Seen(), context)


def drafts_of(tape: Tape, name: str, seen: Seen, context: Context) -> Iterator[Record]:
    """Yield what the records of one file give; places begin with `name`."""
    found = 0
    try:
        for record in records_of(tape, name):
            found += 1
            if isinstance(record, Problem):
                yield record
            else:
                yield from taken(record, seen, context)
    except BombError as error:
        yield Problem(str(error), f"{name}byte {tape.at:,}")
    if not found:
        yield Problem("there is no record in it", f"{name}byte 0")


def taken(record: Captured, seen: Seen, context: Context) -> Iterator[Record]:
    """Yield what one record gives: a page's draft, or why there is none."""
    if record.kind == "revisit":
        yield seen.revisited(record)
        return
    if record.kind not in ("response", "resource"):
        reason = KINDS.get(record.kind, "a record of an unknown kind")
        yield LeftOut(reason, record.place)
        return
    seen.note(record)
    answer = answer_of(record)
    if answer is None:
        yield Problem(f"its HTTP header is longer than {MOST_HTTP_HEADER:,} bytes", record.place)
    elif reason := why_not(record, answer):
        yield LeftOut(reason, record.place)
    else:
        yield from page_of(record, answer, context)


def answer_of(record: Captured) -> Answer | None:
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


def why_not(record: Captured, answer: Answer) -> str:
    """Say why what was captured is no page, going by its header; empty where it may be one."""
    if re.fullmatch(r"https?://[^/]+/robots\.txt(?:\?.*)?", record.url, re.I):
        return ROBOTS
    if answer.status != 200:
        by_hundreds = {3: REDIRECT, 4: ERROR, 5: ERROR}
        return by_hundreds.get(answer.status // 100, NO_ANSWER)
    bare = re.split("[;,]", answer.media_type)[0].strip().lower()
    if bare in HTML:
        return ""
    if bare in UNTOLD:
        is_page = html.sniff(BytesSource(answer.start, "")) > 0.5
        return "" if is_page and not answer.fields.get("content-encoding") else OTHER_TYPE
    return next((reason for known, reason in TYPES if known.match(bare)), OTHER_TYPE)


def page_of(record: Captured, answer: Answer, context: Context) -> Iterator[Record]:
    """Yield a page's draft; what of it is left out or was put right is told."""
    place, block = record.place, record.block
    content = answer.start + block.read(MAX_PAGE_BYTES + 1 - len(answer.start))
    header_size = block.done - len(content)
    block.end()
    if block.valid is not None:
        content = content[: max(block.valid - header_size, 0)]
    try:
        if len(content) > MAX_PAGE_BYTES:
            raise TooLargeError(f"it is larger than {MAX_PAGE_BYTES:,} bytes")
        declared = ",".join(answer.fields.get(name, "") for name in CODING_FIELDS)
        body = decoded(content, declared, MAX_PAGE_BYTES)
    except TooLargeError as error:
        yield Problem(f"{error}, which is more than a page may have", place)
        return
    yield from (Problem(repair, place, "repaired") for repair in body.repairs)
    cut = record.fields.get("warc-truncated", "") or (SEGMENT in record.fields and "in parts")
    if cut:
        yield Problem(f"the crawler itself took only part of it ({cut[:40]})", place, "noticed")
    is_whole = body.is_whole and not block.fault and not cut
    if not body.content.strip():
        yield LeftOut(EMPTY, place)
    elif html.sniff(BytesSource(body.content, place)) == 0:
        yield LeftOut(NO_PAGE, place)
    else:
        known = replace(
            context,
            url=record.url if is_web(record.url) else "",
            captured_at=record.captured_at,
            charset=charset_in(answer.media_type),
        )
        for one in read(body.content, place, known):
            yield placed(one, place, is_whole=is_whole) if isinstance(one, ArticleDraft) else one


def read(content: bytes, place: str, context: Context) -> Iterator[Record]:
    """Yield what the bytes of a page give, with the pictures that stand in it."""
    try:
        page = parse_page(content, context)
    except UnreadablePageError as error:
        yield Problem(f"not a readable page: {error}", place)
        return
    held, left_out = take_in(page.tree, nothing)
    yield from told(left_out, place)
    yield from html.records_of(page, content, place, context, held.get, why_no_article)


def placed(draft: ArticleDraft, place: str, *, is_whole: bool) -> ArticleDraft:
    """Give a page's draft with its place; of a page cut off the thread may be, too.

    Else comments in the lost part would count as gone.
    """
    capture = draft.capture
    if capture and not is_whole:
        capture = replace(capture, thread_is_complete=False)
    return replace(draft, place=place, capture=capture)
