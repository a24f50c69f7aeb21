"""Movable Type's export, which TypePad writes too: entries as text, with comments and pings.

The Movable Type Import / Export Format as Six Apart documents it:
https://movabletype.org/documentation/appendices/import-export-format.html
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from archive.lib.addresses import host_of, is_web
from archive.lib.dates import Moment, Precision, moment_from_text
from archive.lib.html import strip_tags
from archive.lib.text import decode
from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    PersonDraft,
    Problem,
    Record,
    TermDraft,
)
from archive.parsing.formats.text_lines import encoding_of, lines_of
from archive.parsing.formats.written_markup import from_markdown, with_breaks
from archive.parsing.sources import Source, SourceError

MAX_ENTRY_CHARACTERS = 32 * 1024 * 1024  # an entry with 15,000 long comments stays well below
MOST_NOTICED = 200  # kinds of things told of one file
ENTRY_END = "--------"
SECTION_END = "-----"

KEYS = {
    *("AUTHOR", "TITLE", "BASENAME", "STATUS", "ALLOW COMMENTS", "ALLOW PINGS", "CONVERT BREAKS"),
    *("PRIMARY CATEGORY", "CATEGORY", "TAGS", "DATE", "UNIQUE URL"),
}
SECTIONS = {"BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS", "COMMENT", "PING"}
COMMENT_KEYS = ("AUTHOR", "TITLE", "EMAIL", "IP", "URL", "BLOG NAME", "DATE")
STATES = {
    "": "published",
    "publish": "published",
    "draft": "draft",
    "future": "scheduled",
    "scheduled": "scheduled",
    "review": "pending",
    "unpublish": "private",
}
COMMENTS_STATES: dict[str, Literal["open", "closed"]] = {"0": "closed", "1": "open", "2": "closed"}

_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*[A-Z]")
_KEY_LINE = re.compile(r"([A-Z][A-Z0-9 _-]{0,60}):[ \t]?(.*)")
_SECTION_LINE = re.compile(r"([A-Z][A-Z0-9 _-]{0,60}):\s*")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{1,2000}")
_DATE = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AP]M)?)?", re.I | re.A
)


@dataclass(slots=True)
class Section:
    """A part of an entry: its name, the number of its first line, and its lines."""

    name: str
    number: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one text, without blank ones about it."""
        return "\n".join(self.lines).strip()


@dataclass(slots=True)
class Reading:
    """What one file's entries share: where they stand, and what was noticed so far."""

    context: Context
    problems: list[Problem] = field(default_factory=list)
    noticed: set[str] = field(default_factory=set)

    def once(self, message: str, number: int) -> None:
        """Note something once for the file."""
        if message not in self.noticed and len(self.noticed) < MOST_NOTICED:
            self.noticed.add(message)
            self.problems.append(Problem(message, f"line {number}", "noticed"))

    def repaired(self, message: str, number: int) -> None:
        """Note a value that could not be used."""
        self.problems.append(Problem(message, f"line {number}", "repaired"))

    def taken(self) -> list[Problem]:
        """What was noted since the last call."""
        noted, self.problems = self.problems, []
        return noted


def sniff(source: Source) -> float:
    """How sure it is that this is such an export: it begins with its keys, and a section ends."""
    head = source.head()
    if not _START.match(head):
        return 0.0
    lines = [line for line in decode(head).text.split("\n") if line.strip()]
    first = _KEY_LINE.match(lines[0]) if lines else None
    if first is None or first[1] not in KEYS:
        return 0.0
    ends = [place for place, line in enumerate(lines) if line.rstrip() == SECTION_END]
    if not ends:
        return 0.0
    keys = {found[1] for line in lines[: ends[0]] if (found := _KEY_LINE.match(line))}
    return 0.95 if len(keys & KEYS) > 1 else 0.6


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield each entry as an ArticleDraft with its comments; entries stream one by one."""
    reading = Reading(context)
    try:
        encoding = encoding_of(source)
        if encoding.remark:
            severity: Literal["repaired", "noticed"] = (
                "repaired" if encoding.is_damaged else "noticed"
            )
            yield Problem(encoding.remark, source.name, severity)
        for number, lines in entries(lines_of(source, encoding.name, MAX_ENTRY_CHARACTERS)):
            if lines is None:
                limit = f"{MAX_ENTRY_CHARACTERS:,}"
                yield Problem(f"an entry longer than {limit} characters", f"line {number}")
                continue
            yield from records_of(lines, number, reading)
    except SourceError as error:
        yield Problem(str(error), source.name)


def entries(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, list[str] | None]]:
    """Yield number of the first line and lines of each entry; None for one that is too long.

    The mark between entries counts only where a key of the next one follows, or the file's end:
    people draw lines in their texts.
    """
    entry: list[str] = []
    held: list[str] = []  # the mark, and blank lines behind it
    start, size = 1, 0
    for number, line in lines:
        if held:
            if not line.strip():
                held = [*held[:100], line]
                continue
            found = _KEY_LINE.match(line)
            if found and found[1] in KEYS:
                yield start, entry if size <= MAX_ENTRY_CHARACTERS else None
                entry, start, size = [], number, 0
            else:
                entry += held
            held = []
        if line.rstrip() == ENTRY_END and (entry or size):
            held = [line]
            continue
        if entry or size or line.strip():
            start = number if not size else start
            size += len(line) + 1
            if size <= MAX_ENTRY_CHARACTERS:
                entry.append(line)
            else:
                entry.clear()
    if size:
        yield start, entry if size <= MAX_ENTRY_CHARACTERS else None


def records_of(lines: list[str], number: int, reading: Reading) -> Iterator[Record]:
    """Yield the draft of one entry, and what was noticed in it."""
    parts = list(sections(lines, number))
    head = keys_of(parts[0], reading)
    article = article_of(head, parts[1:], number, reading)
    if article.title or article.body_html or article.comments:
        yield article
    else:
        yield Problem("an entry without title, text and comments", f"line {number}")
    yield from reading.taken()


def sections(lines: list[str], number: int) -> Iterator[Section]:
    """Yield the parts of an entry; the first has no name and holds its keys.

    A mark between parts counts only where the name of a part follows, or nothing at all.
    """
    part = Section("", number)
    held: list[str] = []
    for place, line in enumerate(lines, number):
        if held:
            if not line.strip():
                held.append(line)
                continue
            found = _SECTION_LINE.fullmatch(line)
            if found:
                yield part
                part, held = Section(found[1], place), []
                continue
            part.lines += held
            held = []
        if line.rstrip() == SECTION_END:
            held = [line]
        else:
            part.lines.append(line)
    yield part


def keys_of(part: Section, reading: Reading) -> dict[str, list[str]]:
    """The values of an entry by key; what no key is known for is told."""
    head: dict[str, list[str]] = {}
    stray: list[int] = []
    for place, line in enumerate(part.lines, part.number):
        found = _KEY_LINE.fullmatch(line)
        if found and found[1] in KEYS:
            head.setdefault(found[1], []).append(found[2].strip())
        elif found:
            reading.once(f"the key {found[1]!r} is not known here and was not read", place)
        elif line.strip():
            stray.append(place)
    if stray:
        line = part.lines[stray[0] - part.number]
        message = f"lines that are no key and value, {len(stray)} in all, were left out: "
        reading.repaired(message + repr(line[:60]), stray[0])
    return head


def article_of(
    head: dict[str, list[str]], parts: list[Section], number: int, reading: Reading
) -> ArticleDraft:
    """The draft of an entry, whatever of it there is."""
    first = {key: next((value for value in values if value), "") for key, values in head.items()}
    texts, comments = texts_and_comments(parts, reading)
    url = first.get("UNIQUE URL", "")
    host = host_of(url) or reading.context.site_host
    slug, author = first.get("BASENAME", ""), first.get("AUTHOR", "")
    convert = first.get("CONVERT BREAKS", "1")
    body = (marked_up(texts.get(name, ""), convert) for name in ("BODY", "EXTENDED BODY"))
    state = first.get("STATUS", "").lower()
    return ArticleDraft(
        rank="export",
        parser="movabletype",
        title=strip_tags(first.get("TITLE", "")),
        identities=(Identity(f"movabletype:{host}", slug),) if slug else (),
        url=url if is_web(url) else "",
        site_host=host,
        state=STATES.get(state, state),
        slug=slug,
        standfirst=strip_tags(texts.get("EXCERPT", "")),
        authors=(PersonDraft(author),) if author else (),
        published=moment_of(first.get("DATE", ""), number, reading),
        body_html="\n".join(part for part in body if part),
        terms=tuple(dict.fromkeys(terms_of(head, texts.get("KEYWORDS", "")))),
        comments_state=COMMENTS_STATES.get(first.get("ALLOW COMMENTS", ""), "unknown"),
        comments=tuple(comments),
        place=f"line {number}",
    )


def texts_and_comments(
    parts: list[Section], reading: Reading
) -> tuple[dict[str, str], list[CommentDraft]]:
    """The texts of an entry by name, and its comments and pings in order."""
    texts: dict[str, str] = {}
    comments: list[CommentDraft] = []
    for part in parts:
        if part.name in ("COMMENT", "PING"):
            comments.append(comment_of(part, len(comments), reading))
        elif part.name not in SECTIONS:
            reading.once(f"the part {part.name!r} is not known here and was not read", part.number)
        elif part.text:
            texts[part.name] = "\n\n".join(filter(None, (texts.get(part.name), part.text)))
    return texts, comments


def comment_of(part: Section, rank: int, reading: Reading) -> CommentDraft:
    """The draft of a comment or ping: lines with a key each, once, then its text."""
    said: dict[str, str] = {}
    for line in part.lines:
        found = _KEY_LINE.fullmatch(line)
        if not found or found[1] not in COMMENT_KEYS or found[1] in said:
            break
        said[found[1]] = found[2].strip()
    text = "\n".join(part.lines[len(said) :]).strip()
    is_ping = part.name == "PING"
    name = said.get("BLOG NAME" if is_ping else "AUTHOR", "")
    address = _ADDRESS.search(said.get("URL", ""))
    url = address[0] if address else ""
    return CommentDraft(
        ref=f"#{rank + 1}",
        rank=rank,
        kind="trackback" if is_ping else "comment",
        author=PersonDraft(strip_tags(name), email=said.get("EMAIL", "")) if name else None,
        author_url=url,
        posted=moment_of(said.get("DATE", ""), part.number, reading),
        title=strip_tags(said.get("TITLE", "")),
        # Comments are converted by a setting of the blog that the export does not tell; it is on
        # by default, and where it was off they hold blocks.
        body_html=with_breaks(text),
        place=f"line {part.number}",
    )


def marked_up(text: str, convert: str) -> str:
    """A text as markup by its CONVERT BREAKS: 0 and rich text are markup already."""
    if convert.lower().startswith("markdown"):
        return from_markdown(text)
    return text if convert.lower() in ("0", "", "richtext") else with_breaks(text)


def terms_of(head: dict[str, list[str]], keywords: str) -> Iterator[TermDraft]:
    """Categories, the primary one first; tags, and keywords parted by commas."""
    for key in ("PRIMARY CATEGORY", "CATEGORY"):
        for name in head.get(key, ()):
            if shown := strip_tags(name):
                yield TermDraft(shown, "category")
    for line in (*head.get("TAGS", ()), *keywords.split("\n")):
        for name in listed(line):
            if shown := strip_tags(name):
                yield TermDraft(shown, "tag")


def listed(line: str) -> list[str]:
    """Names parted by commas; one with a comma in it stands in quotation marks."""
    try:
        return next(csv.reader([line], skipinitialspace=True), [])
    except csv.Error:  # beyond the module's own bound on a field
        return line.split(",")


def moment_of(written: str, number: int, reading: Reading) -> Moment | None:
    """A time as "MM/DD/YYYY hh:mm:ss AM", on the wall clock: the format knows no zones."""
    if not written:
        return None
    found = _DATE.fullmatch(written)
    moment = clock_of(found) if found else moment_from_text(written, language="en")
    if moment is None:
        reading.repaired(f"the date {written[:60]!r} cannot be read and was left out", number)
    return moment


def clock_of(found: re.Match[str]) -> Moment | None:
    """The moment of a date's parts; None for one that does not exist."""
    month, day, year, hour, minute, second, half = found.groups()
    hours = int(hour or 0)
    if half and hours <= 12:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    precision: Precision = "second" if second else "minute" if hour else "day"
    try:
        at = datetime(
            int(year), int(month), int(day), hours, int(minute or 0), int(second or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    return Moment(at, precision)
