"""Blogger export: posts and pages with their comments, as one Atom feed.

Two flavours: the classic backup, where `category` tells what an entry is and RFC 4685's
`thr:in-reply-to` what a comment stands beneath, and Google Takeout's, with `blogger:type` and
`blogger:parent`. Neither has a specification; both are Atom (RFC 4287) with the elements of
http://schemas.google.com/g/2005, .../blogger/2008 and .../blogger/2018.
"""

import re
from collections.abc import Iterator, Mapping

from archive.lib.addresses import host_of, resolve
from archive.lib.dates import moment_from_iso
from archive.lib.text import collapse
from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
    TermDraft,
)
from archive.parsing.sources import Source
from archive.parsing.xml_records import Element, fields, name_of, raw, records, said, text_in

PARSER = "blogger"
NAMESPACE = "blogger"
SIGNS = re.compile(
    rb"schemas\.google\.com/blogger/20(?:08/kind#|18)|tag:blogger\.com,1999:blog-\d+\.archive"
)
KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
KINDS = {"post": "post", "page": "page"}
STATES = {
    "live": "published",
    "": "published",
    "draft": "draft",
    "scheduled": "scheduled",
    "soft_trashed": "trashed",
}
COMMENT_STATES = {
    "live": "published",
    "": "published",
    "pending": "pending",
    "spam": "spam",
    "spam_comment": "spam",
    "soft_trashed": "deleted",
}
NUMBER = re.compile(r"(?:post|page|comment)-(\d+)\Z")
COMMENT_ADDRESS = re.compile(r"/comments/default/(\d+)\Z")
PROFILE = re.compile(r"/profile/(\d+)")
EVERYBODYS_EMAIL = "noreply@blogger.com"
RECORDS = frozenset({"entry", "title", "link"})


def sniff(source: Source) -> float:
    """How sure it is that this is an export of Blogger: kinds or elements of its own."""
    return 1.0 if SIGNS.search(source.head().replace(b"\0", b"")) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield an ArticleDraft per post and page and the comments apart, each naming its article.

    Comments on what the file does not hold get an article of its id and address.
    """
    blog = {"title": "", "home": f"https://{context.site_host}/" if context.site_host else ""}
    found: set[str] = set()
    wanted: dict[str, str] = {}
    for rank, element in enumerate(records(source, RECORDS)):
        if isinstance(element, Problem):
            yield element
        elif name_of(element) != "entry":
            _hear(element, blog)
        else:
            record = _entry(element, rank, blog)
            if isinstance(record, ArticleDraft):
                found.add(record.identities[0].value)
            elif isinstance(record, CommentDraft) and record.article:
                wanted.setdefault(record.article.value, _address_beneath(fields(element)))
            yield record
    for number in sorted(wanted.keys() - found):
        message = f"post {number} is not in the file; its comments are kept under its id"
        yield Problem(message, f"post {number}", "noticed")
        yield ArticleDraft(
            rank="export",
            parser=PARSER,
            kind="",
            state="",
            identities=(Identity(NAMESPACE, number),),
            url=wanted[number],
            site_host=host_of(blog["home"]),
            place=f"post {number}",
        )


def _hear(element: Element, blog: dict[str, str]) -> None:
    if name_of(element) == "title":
        blog["title"] = collapse(text_in(element))
    elif element.get("rel") == "alternate" and not blog["home"]:
        blog["home"] = str(element.get("href", ""))


def _entry(element: Element, rank: int, blog: Mapping[str, str]) -> Record:
    of = fields(element)
    kind, number = _kind(of), _number(said(of, "id"))
    place = f"entry {number or rank}"
    if kind in KINDS and number:
        return _article(of, KINDS[kind], number, blog)
    if kind == "comment":
        return _comment(of, number, rank, place)
    return LeftOut(f"“{kind}”, which is neither post, page nor comment", place, said(of, "title"))


def _kind(of: Mapping[str, list[Element]]) -> str:
    """What the entry is, in small letters: post, page, comment, template, settings."""
    for one in of.get("category", ()):
        if one.get("scheme") == KIND_SCHEME:
            return str(one.get("term", "")).rpartition("#")[2].lower()
    return said(of, "blogger:type").lower()


def _article(
    of: Mapping[str, list[Element]], kind: str, number: str, blog: Mapping[str, str]
) -> ArticleDraft:
    author, updated = _author(of), moment_from_iso(said(of, "updated"))
    path = said(of, "blogger:filename")
    url = _link(of, "alternate") or (resolve(blog["home"], path) if path and blog["home"] else "")
    total = said(of, "thr:total")
    return ArticleDraft(
        rank="export",
        parser=PARSER,
        title=said(of, "title"),
        identities=(Identity(NAMESPACE, number),),
        url=url,
        site_host=host_of(blog["home"]),
        site_name=blog["title"],
        kind=kind,
        state=_state(of, STATES, "trashed"),
        standfirst=said(of, "blogger:metaDescription"),
        authors=(author,) if author else (),
        published=moment_from_iso(said(of, "published")),
        modified=updated,
        modified_at=updated.at if updated else None,
        body_html=_content(of),
        terms=tuple(_terms(of)),
        declared_comment_count=int(total) if total.isdecimal() and len(total) < 10 else None,
        place=f"{kind} {number}",
    )


def _comment(of: Mapping[str, list[Element]], number: str, rank: int, place: str) -> Record:
    article = _number(_beneath(of)) or _number(said(of, "blogger:parent"))
    if not article:
        return Problem("a comment that names no post", place)
    updated = moment_from_iso(said(of, "updated"))
    return CommentDraft(
        ref=number or f"#{rank}",
        rank=rank,
        parent_ref=_parent(of),
        identities=(Identity(NAMESPACE, number),) if number else (),
        state="deleted" if _is_removed(of) else _state(of, COMMENT_STATES, "deleted"),
        author=_author(of),
        posted=moment_from_iso(said(of, "published")),
        modified_at=updated.at if updated else None,
        body_html=_content(of),
        permalink=_link(of, "alternate"),
        article=Identity(NAMESPACE, article),
        place=place,
    )


def _beneath(of: Mapping[str, list[Element]]) -> str:
    found = of.get("thr:in-reply-to")
    return str(found[0].get("ref", "")) if found else ""


def _address_beneath(of: Mapping[str, list[Element]]) -> str:
    found = of.get("thr:in-reply-to")
    return str(found[0].get("href", "")) if found else ""


def _parent(of: Mapping[str, list[Element]]) -> str | None:
    """The comment that is answered: a link of the classic backup, an element of Takeout's."""
    related = COMMENT_ADDRESS.search(_link(of, "related"))
    answered = related[1] if related else _number(said(of, "blogger:inReplyTo"))
    return answered or None


def _state(of: Mapping[str, list[Element]], states: Mapping[str, str], trashed: str) -> str:
    if said(of, "blogger:trashed"):
        return trashed
    for control in of.get("app:control", ()):
        if said(fields(control), "app:draft").lower() == "yes":
            return "draft"
    status = said(of, "blogger:status").lower()
    return states.get(status, status)


def _is_removed(of: Mapping[str, list[Element]]) -> bool:
    return any(
        one.get("name") == "blogger.contentRemoved" and one.get("value") == "true"
        for one in of.get("gd:extendedProperty", ())
    )


def _author(of: Mapping[str, list[Element]]) -> PersonDraft | None:
    if "author" not in of:
        return None
    who = fields(of["author"][0])
    name, email = said(who, "name"), said(who, "email")
    profile = PROFILE.search(said(who, "uri"))
    if not name:
        return None
    return PersonDraft(
        name,
        user_id=profile[1] if profile else "",
        profile_url=said(who, "uri"),
        email="" if email == EVERYBODYS_EMAIL else email,
    )


def _terms(of: Mapping[str, list[Element]]) -> Iterator[TermDraft]:
    for one in of.get("category", ()):
        if one.get("scheme") != KIND_SCHEME and (name := collapse(str(one.get("term", "")))):
            yield TermDraft(name)


def _link(of: Mapping[str, list[Element]], rel: str) -> str:
    return next(
        (str(one.get("href", "")) for one in of.get("link", ()) if one.get("rel") == rel), ""
    )


def _number(name: str) -> str:
    """The number in an id such as `tag:blogger.com,1999:blog-1.post-2`; empty for none."""
    found = NUMBER.search(name)
    return found[1] if found else ""


def _content(of: Mapping[str, list[Element]]) -> str:
    return raw(of, "content") or raw(of, "summary")
