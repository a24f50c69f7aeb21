"""Remark42's backup: a line of JSON for each comment, plain or packed with gzip.

The backup format as https://remark42.com/docs/backup/backup/ and the `Comment` and `User` of
https://remark42.com/docs/contributing/api/ have it. The first line tells of users and pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from archive.lib.html import strip_tags
from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
)
from archive.parsing.formats.conversations import NO_COMMENTS, address_of, article_of
from archive.parsing.formats.json_values import DECODER, Values
from archive.parsing.formats.jsonl_fields import Report
from archive.parsing.formats.unpacking import unpacked, unpacked_head
from archive.parsing.formats.written_markup import from_markdown
from archive.parsing.sources import Source, SourceError

VERSION = 1
MAX_LINE_BYTES = 16 * 1024 * 1024  # the first tells of every user that was verified or blocked
DELETED = "deleted"  # name and id of a user whose comment is erased
FIRST = ("version", "users", "posts")
PASSED = (
    *("votes", "voted_ips", "vote", "controversy", "pin", "imported", "orig"),
    *("locator", "user", "edit", "delete"),
)

_FIRST_LINE = re.compile(rb'\s*\{\s*"version"\s*:\s*\d+\s*,\s*"(?:users|posts)"\s*:')


@dataclass(slots=True)
class Page:
    """What the lines tell of a page; its title is that of the latest comment with one."""

    identity: Identity
    titled: tuple[datetime | None, str] = (None, "")
    is_spoken_of: bool = False


@dataclass(slots=True)
class Backup:
    """What the lines of a backup share."""

    context: Context
    report: Report
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    closed: dict[str, bool] = field(default_factory=dict)  # address -> takes no more comments

    def page(self, site: str, url: str) -> Page:
        """The page at an address, known from now on."""
        made = Page(Identity(f"remark42:{site}", url))
        return self.pages.setdefault((site, url), made)


def sniff(source: Source) -> float:
    """How sure it is that this is such a backup: its first line, or a comment as it stores them."""
    head = unpacked_head(source)
    if _FIRST_LINE.match(head):
        return 0.95
    keys = (b'"locator":', b'"pid":', b'"user":', b'"text":')
    return 0.9 if head.lstrip().startswith(b"{") and all(key in head for key in keys) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield comments apart as they come, then an ArticleDraft for each page that has some."""
    backup = Backup(context, Report(source.name))
    comments = 0
    try:
        for number, line in lines(source):
            backup.report.place = f"line {number}"
            for record in records(line, comments, backup):
                comments += isinstance(record, CommentDraft)
                yield record
            yield from backup.report.taken()
    except SourceError as error:
        yield Problem(str(error), source.name)
    for page in backup.pages.values():
        yield article(page, backup)
    for url in backup.closed.keys() - {url for _, url in backup.pages}:
        yield LeftOut(NO_COMMENTS, "line 1", url)


def lines(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line that is not blank; None for one that is too long."""
    number = 0
    with unpacked(source) as stream:
        while line := stream.readline(MAX_LINE_BYTES + 1):
            number += 1
            is_too_long = len(line) > MAX_LINE_BYTES
            while is_too_long and line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE_BYTES)
            if is_too_long or line.strip():
                yield number, None if is_too_long else line


def records(line: bytes | None, rank: int, backup: Backup) -> Iterator[Record]:
    """Yield what a line holds: a comment, or nothing for the first."""
    place = backup.report.place
    if line is None:
        yield Problem(f"a line of more than {MAX_LINE_BYTES:,} bytes was not read", place)
        return
    shown = line.decode("utf-8-sig", "replace")
    if "\ufffd" in shown and b"\xef\xbf\xbd" not in line:
        backup.report.repaired("read as UTF-8, with bytes that are not")
    try:
        value = DECODER.decode(shown)
    except (ValueError, RecursionError) as error:
        yield Problem(f"no comment of a backup: not JSON: {str(error)[:200]}", place)
        return
    if not isinstance(value, dict):
        yield Problem(f"no comment of a backup: {type(value).__name__}, not an object", place)
        return
    if "version" in value and "locator" not in value:
        read_first(Values(value, "the first line", backup.report), backup)
        return
    fields = Values(value, "comment", backup.report)
    locator = Values(fields.values.get("locator"), "locator", backup.report)
    url = locator.text("url")
    if not url:
        yield Problem("a comment that names no page", place)
        return
    yield comment(fields, backup.page(locator.text("site"), url), rank, backup)


def read_first(fields: Values, backup: Backup) -> None:
    """Take from the first line which pages took no more comments; users it only marks."""
    version = fields.number("version")
    if version not in (0, VERSION):
        backup.report.note(f"a backup of version {version}; {VERSION} is known here")
    for one in fields.get("posts", list, []):
        post = Values(one, "posts", backup.report)
        if url := post.text("url"):
            backup.closed[url] = post.said("read_only")
    fields.passed(*FIRST)
    fields.done()


def comment(fields: Values, page: Page, rank: int, backup: Backup) -> CommentDraft:
    """The draft of one comment; `page` learns its title."""
    report, host = backup.report, backup.context.site_host
    number, posted = fields.name("id"), fields.second("time")
    title = strip_tags(fields.text("title"))
    if title:
        page.titled = max(page.titled, (posted.at if posted else None, title), key=_latest)
    namespace, url = page.identity.namespace, address_of(page.identity.value, host)
    edit = fields.part("edit")
    edited = Values(edit.values, "edit", report).second("time") if edit else None
    draft = CommentDraft(
        ref=number or f"#{rank + 1}",
        rank=rank,
        parent_ref=fields.name("pid") or None,
        # A saved page names no site; the ids are UUIDs, so that one name without it is safe.
        identities=tuple(Identity(one, number) for one in (namespace, "remark42") if number),
        state="deleted" if fields.said("delete") else "published",
        author=author(Values(fields.values.get("user"), "user", report)),
        posted=posted,
        body_html=fields.text("text") or from_markdown(fields.text("orig")),
        score=fields.number("score"),
        modified_at=edited.at if edited else None,
        permalink=f"{url}#remark42__comment-{number}" if url and number else "",
        article=page.identity,
        place=report.place,
    )
    fields.passed(*PASSED)
    fields.done()
    return draft


def _latest(titled: tuple[datetime | None, str]) -> tuple[bool, str, str]:
    at, title = titled
    return at is not None, at.isoformat() if at else "", title


def author(user: Values) -> PersonDraft | None:
    """Who wrote a comment, by the id that Remark42 has for them; IP addresses are not read."""
    # Names are escaped when they come in (`Sanitize` of its comments).
    name, number = unescape(user.text("name")), user.name("id")
    if not name or (name, number) == (DELETED, DELETED):
        return None
    return PersonDraft(name, user_id=number)


def article(page: Page, backup: Backup) -> ArticleDraft:
    """The draft of a page that comments name."""
    url, host = page.identity.value, backup.context.site_host
    is_closed = backup.closed.get(url)
    return article_of(
        page.identity,
        "remark42",
        url=address_of(url, host),
        title=page.titled[1],
        host=host,
        comments_state="unknown" if is_closed is None else "closed" if is_closed else "open",
    )
