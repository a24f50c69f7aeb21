"""Commento's and Comentario's export: one object of JSON, packed with gzip or not.

Version 1 is Commento's (https://gitlab.com/commento/commento, `api/domain_export.go`) and
Comentario's up to 2; version 3 is Comentario's since, with the objects of its API
(https://gitlab.com/comentario/comentario, `comentarioExportV3`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from archive.lib.addresses import host_of
from archive.parsing.drafts import (
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
)
from archive.parsing.formats.conversations import NO_COMMENTS, address_of, article_of
from archive.parsing.formats.json_values import Values, members
from archive.parsing.formats.jsonl_fields import Report, Value
from archive.parsing.formats.unpacking import unpacked_head
from archive.parsing.formats.written_markup import from_markdown
from archive.parsing.sources import Source, SourceError

VERSIONS = (1, 3)
# flagged: what Akismet took for spam.
STATES = {"approved": "published", "unapproved": "pending", "flagged": "spam"}
NOBODY = {"", "anonymous", "0" * 64, "00000000-0000-0000-0000-000000000000"}
ROOT = {"", "root", "00000000-0000-0000-0000-000000000000"}
COMMENTS_STATES: dict[bool | None, Literal["open", "closed", "unknown"]] = {
    None: "unknown",
    True: "closed",
    False: "open",
}
ERASED = "[deleted]"  # the text that Commento leaves in place of a deleted one

PASSED = (
    *("commentHex", "parentHex", "commenterHex", "domain", "host", "url", "path", "direction"),
    *("id", "parentId", "pageId", "userCreated", "authorName", "authorIp", "authorCountry"),
    *("userModerated", "userDeleted", "userEdited", "moderatedTime", "deletedTime", "isSticky"),
    *("html", "markdown", "state", "deleted", "editedTime", "pendingReason"),
)

_KEYS = re.compile(rb'"(?:commentHex|commenterHex|domainId|userCreated)"\s*:')


@dataclass(slots=True)
class Page:
    """What is told of a page: its name among the comments, path and title."""

    identity: Identity
    path: str
    host: str = ""
    title: str = ""
    is_closed: bool | None = None
    is_spoken_of: bool = False


@dataclass(slots=True)
class Export:
    """What the comments of an export refer to."""

    context: Context
    report: Report
    people: dict[str, PersonDraft] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)


def sniff(source: Source) -> float:
    """How sure it is that this is such an export: an object with its lists and their keys."""
    head = unpacked_head(source)
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.0
    is_named = b'"version"' in head and (b'"comments"' in head or b'"pages"' in head)
    return 0.95 if is_named and _KEYS.search(head) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield comments apart, then an ArticleDraft for each page that has some.

    The file is read twice: whom the comments name stands behind them.
    """
    export = Export(context, Report(source.name))
    yield from _lists(source, export)
    yield from _comments(source, export)
    for page in export.pages.values():
        host = page.host or context.site_host
        if not page.is_spoken_of:
            yield LeftOut(NO_COMMENTS, f"page {page.identity.value}", page.title or page.path)
            continue
        yield article_of(
            page.identity,
            "commento",
            url=address_of(page.path, host),
            title=page.title,
            host=host,
            comments_state=COMMENTS_STATES[page.is_closed],
        )


def _lists(source: Source, export: Export) -> Iterator[Record]:
    """Learn people and pages; what is amiss with the file itself is told by the second reading."""
    try:
        for key, place, value in members(source, Report(source.name)):
            export.report.place = f"{key} {place + 1}" if place >= 0 else key
            if key == "version":
                _version(value, export)
            elif key == "commenters" and place >= 0:
                _person(Values(value, "commenter", export.report), export)
            elif key == "pages" and place >= 0:
                _page(Values(value, "page", export.report), export)
            elif key != "comments":
                export.report.unknown("the export", key)
            yield from export.report.taken()
    except SourceError:
        yield from export.report.taken()


def _version(value: Value, export: Export) -> None:
    if value not in VERSIONS:
        export.report.note(f"an export of version {str(value)[:20]}; 1 and 3 are known here")


def _person(fields: Values, export: Export) -> None:
    """Learn a commenter: by hex and link in version 1, by id and websiteUrl in 3."""
    number = fields.name("commenterHex") or fields.name("id")
    name, email = fields.text("name"), fields.text("email")
    home = fields.text("link") or fields.text("websiteUrl")
    # What Commento writes for "none".
    home = "" if home == "undefined" else home
    if number and name:
        export.people[number] = PersonDraft(name, number, home, email)


def _page(fields: Values, export: Export) -> None:
    """Learn a page of version 3."""
    number, path = fields.name("id"), fields.text("path")
    identity = Identity(f"commento:{fields.name('domainId')}", number)
    if number:
        is_closed = fields.said("isReadonly")
        export.pages[number] = Page(identity, path, "", fields.text("title"), is_closed)


def _comments(source: Source, export: Export) -> Iterator[Record]:
    report = export.report
    try:
        for key, place, value in members(source, report):
            if key != "comments" or place < 0:
                continue
            report.place = f"comment {place + 1}"
            if isinstance(value, dict):
                fields = Values(value, "comment", report)
                read = _of_commento if "commentHex" in value else _of_comentario
                yield read(fields, place, export)
                fields.passed(*PASSED)
                fields.done()
            else:
                kind = type(value).__name__
                yield Problem(f"a comment that is {kind}, not an object", report.place)
            yield from report.taken()
    except SourceError as error:
        yield Problem(str(error), source.name)
    yield from report.taken()


def _of_commento(fields: Values, rank: int, export: Export) -> CommentDraft:
    """The draft of a comment in version 1: "path" is Comentario's word for Commento's "url"."""
    domain = fields.text("domain") or fields.text("host")
    path = fields.text("path") or fields.text("url")
    number, parent = fields.name("commentHex"), fields.name("parentHex")
    host = host_of(f"https://{domain}")
    made = Page(Identity(f"commento:{domain}", path), path, host)
    page = export.pages.setdefault(f"{domain} {path}", made)
    state = fields.text("state").lower()
    if fields.said("deleted") or fields.text("markdown") == ERASED:
        state = "deleted"
    elif state not in STATES:
        export.report.repaired(f"its state {state[:60]!r} is not known and counts as pending")
    return CommentDraft(
        ref=number or f"#{rank + 1}",
        rank=rank,
        parent_ref=None if parent in ROOT else parent,
        identities=_names(page, number, "commento"),
        state=state if state == "deleted" else STATES.get(state, "pending"),
        author=_author(fields.name("commenterHex"), export),
        author_url=_home(fields.name("commenterHex"), export),
        posted=fields.second("creationDate"),
        body_html=_body(fields),
        score=fields.number("score"),
        permalink=_permalink(page, number, "commento", export),
        article=_spoken_of(page),
        place=export.report.place,
    )


def _of_comentario(fields: Values, rank: int, export: Export) -> CommentDraft:
    """The draft of a comment in version 3, whose state is told by three flags."""
    number, parent = fields.name("id"), fields.name("parentId")
    key, by = fields.name("pageId"), fields.name("userCreated")
    if key not in export.pages:
        export.report.repaired(f"its page {key[:60]!r} is nowhere")
    page = export.pages.setdefault(key, Page(Identity("commento:", key or "?"), ""))
    edited = fields.second("editedTime")
    name = fields.text("authorName")
    return CommentDraft(
        ref=number or f"#{rank + 1}",
        rank=rank,
        parent_ref=None if parent in ROOT else parent,
        identities=_names(page, number, "comentario"),
        state=_state(fields),
        author=_author(by, export, PersonDraft(name) if name else None),
        author_url=_home(by, export),
        posted=fields.second("createdTime"),
        body_html=_body(fields),
        score=fields.number("score"),
        permalink=_permalink(page, number, "comentario", export),
        modified_at=edited.at if edited else None,
        article=_spoken_of(page),
        place=export.report.place,
    )


def _state(fields: Values) -> str:
    """Deleted, pending, published; what is none of them a moderator refused, as into a bin."""
    flags = {name: fields.said(name) for name in ("isDeleted", "isPending", "isApproved")}
    if flags["isDeleted"]:
        return "deleted"
    if flags["isPending"]:
        return "pending"
    return "published" if flags["isApproved"] else "deleted"


def _names(page: Page, number: str, system: str) -> tuple[Identity, ...]:
    """The names of a comment; ids are random and long, and a saved page names no domain."""
    return tuple(Identity(one, number) for one in (page.identity.namespace, system) if number)


def _author(
    number: str, export: Export, otherwise: PersonDraft | None = None
) -> PersonDraft | None:
    person = export.people.get(number)
    if person is None and otherwise is None and number not in NOBODY:
        export.report.repaired(f"its commenter {number[:64]!r} is nowhere")
    return person or otherwise


def _home(number: str, export: Export) -> str:
    person = export.people.get(number)
    return person.profile_url if person else ""


def _body(fields: Values) -> str:
    """The markup that the system made; where it kept none, the Markdown it is made of."""
    markdown = fields.text("markdown")
    return fields.text("html") or ("" if markdown == ERASED else from_markdown(markdown))


def _permalink(page: Page, number: str, system: str, export: Export) -> str:
    url = address_of(page.path, page.host or export.context.site_host)
    return f"{url}#{system}-{number}" if url and number else ""


def _spoken_of(page: Page) -> Identity:
    page.is_spoken_of = True
    return page.identity
