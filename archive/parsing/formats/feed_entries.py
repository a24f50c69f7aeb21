"""One entry of a feed, or the head of one, as feedparser reads it.

feedparser knows the dialects (RSS 0.90 to 2.0, Atom 0.3 and 1.0, their modules), but it holds a
whole feed, and whatever it makes of it, at once: eight times the file. So it is given one
entry at a time, within the roots that it stood in, which declare its prefixes, language and base.
That costs a third more time than a whole feed, some 2 ms an entry in all.

It is given nothing but a stream of bytes: a text it would take for an address to fetch, or a file
to open. It does not sanitise, for intake cleans; links it resolves only where `xml:base` says that
they are not the entry's own.
"""

import re
from calendar import timegm
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any, cast

import feedparser
from lxml import etree

from archive.lib.dates import Moment, moment_from_text
from archive.lib.html import strip_tags, text_to_html
from archive.lib.text import collapse, fold
from archive.parsing.drafts import PersonDraft, TermDraft
from archive.parsing.xml_records import Element, name_of

HEADERS = {"content-type": "application/xml; charset=utf-8"}
BODIES = frozenset(
    {"abstract", "body", "content", "description", "encoded", "fullitem", "summary", "title"}
)
OUTERMOST = frozenset({"rss", "feed", "rdf:RDF"})
MOST_CHARACTERS = 4_000
"""Of whatever is no text to read: feedparser seeks e-mail addresses in quadratic time."""
# What an Atom text is, the likeliest to be whole first: RFC 4287 section 4.1.3.3.
TEXTS = {"application/xhtml+xml": 0, "text/html": 1, "text/plain": 2}
NUMBER = re.compile(r"\s*(\d{1,9})\s*")
KINDS_OF_BLOGGER = "http://schemas.google.com/g/2005#kind"
NOBODYS_EMAIL = "noreply@blogger.com"
OPENING = 60  # folded letters that tell whether a summary is the beginning of the text


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `link` and `id` are as written, `body` and `summary` markup.

    `reply_to` and `reply_href` are the id and the address of what it answers (RFC 4685 section 3);
    `no_time` is what stands where a time should and is none.
    """

    title: str = ""
    link: str = ""
    id: str = ""
    is_atom: bool = False
    is_draft: bool = False
    authors: tuple[PersonDraft, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    no_time: str = ""
    body: str = ""
    summary: str = ""
    language: str = ""
    terms: tuple[TermDraft, ...] = ()
    image_url: str = ""
    declared_count: int | None = None
    reply_to: str = ""
    reply_href: str = ""
    related: str = ""
    source_title: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself."""

    title: str = ""
    link: str = ""
    language: str = ""
    generator: str = ""
    authors: tuple[PersonDraft, ...] = ()


def entry_in(element: Element) -> Entry:
    """The entry of an `item` or `entry` element. Raises whatever feedparser does, by accident."""
    found = _parsed(element)["entries"]
    of: Mapping[str, Any] = dict(found[0]) if found else {}
    # Not the class's own `get`: it warns, and takes one time for another.
    is_atom = name_of(element).rpartition(":")[2] == "entry"
    body, summary, language = _texts(of)
    published, modified, no_time = _times(of, language, is_atom=is_atom)
    reply = of.get("thr_in-reply-to")
    reply = reply if isinstance(reply, dict) else {}
    return Entry(
        title=_plain(of, "title"),
        link=of.get("feedburner_origlink") or of.get("link") or "",
        id=collapse(of.get("id") or ""),
        is_atom=is_atom,
        is_draft=of.get("app_draft") == "yes",
        authors=_authors(of),
        published=published,
        modified=modified,
        no_time=no_time,
        body=body,
        summary=summary,
        language=language,
        terms=_terms(of),
        image_url=_linked(of, "enclosure", "image/"),
        declared_count=_declared(of),
        reply_to=collapse(reply.get("ref") or ""),
        reply_href=reply.get("href") or "",
        related=_linked(of, "related"),
        source_title=_plain(of.get("source") or {}, "title"),
    )


def head_with(head: Head, element: Element) -> Head:
    """The head with what one element standing directly in a feed's root adds to it."""
    of = dict(_parsed(element)["feed"])
    generator = of.get("generator") or (of.get("generator_detail") or {}).get("href")
    return Head(
        title=head.title or _plain(of, "title"),
        link=head.link or of.get("link") or "",
        language=head.language or of.get("language") or "",
        generator=head.generator or generator or "",
        authors=head.authors + _authors(of),
    )


def _parsed(element: Element) -> Mapping[str, Any]:
    markup = within_roots(element)
    parsed: Mapping[str, Any] = feedparser.parse(
        BytesIO(markup),
        response_headers=HEADERS,
        sanitize_html=False,
        resolve_relative_uris=b"xml:base=" in markup,
    )
    return parsed


def within_roots(element: Element) -> bytes:
    """A copy of the element by itself, within its roots. UTF-8, without declaration."""
    inner = _bounded(deepcopy(element))
    inner.tail = None
    for outer in element.iterancestors():
        attributes = {str(name): str(value) for name, value in outer.attrib.items()}
        root = etree.Element(outer.tag, attributes, nsmap=cast(Any, outer.nsmap))
        root.append(inner)
        inner = root
        if name_of(outer) in OUTERMOST:
            break
    return etree.tostring(inner, encoding="utf-8")


def _bounded(element: Element) -> Element:
    for child in element if len(element) else [element]:
        if name_of(child).rpartition(":")[2] not in BODIES:
            for part in child.iter():
                part.text = part.text and part.text[:MOST_CHARACTERS]
    return element


def _plain(of: Mapping[str, Any], name: str) -> str:
    said = of.get(name) or ""
    is_plain = (of.get(f"{name}_detail") or {}).get("type") == "text/plain"
    return collapse(said) if is_plain else strip_tags(said)


def _texts(of: Mapping[str, Any]) -> tuple[str, str, str]:
    """The text and the summary as markup, and the language; no summary that only begins alike."""
    contents = [one for one in of.get("content") or () if _order(one) <= max(TEXTS.values())]
    best = min(contents, key=lambda one: (_order(one), -len(one["value"])), default=None)
    told = of.get("summary_detail") or {}
    body, summary = _markup(best or {}), _markup(told)
    if body:
        begins = fold(strip_tags(summary))[:OPENING]
        summary = "" if fold(strip_tags(body)).startswith(begins) else summary
    said = (best, told, of.get("title_detail"))
    language = next((one["language"] for one in said if one and one.get("language")), "")
    return body, summary, language


def _order(content: Mapping[str, Any]) -> int:
    kind = content.get("type") or "text/plain"
    is_said = bool((content.get("value") or "").strip())
    other = max(TEXTS.values()) + (not kind.startswith("text/"))
    return TEXTS.get(kind, other) if is_said else len(TEXTS)


def _markup(content: Mapping[str, Any]) -> str:
    value: str = content.get("value") or ""
    is_markup = content.get("type") in ("text/html", "application/xhtml+xml")
    return value if is_markup else text_to_html(value)


def _times(
    of: Mapping[str, Any], language: str, *, is_atom: bool
) -> tuple[Moment | None, Moment | None, str]:
    """When it was published and changed, and what is no time though it should be one.

    RSS 1.0 knows one time, `dc:date`; many Atom feeds give only `updated`, for want of another.
    """
    said = {name: collapse(of.get(name) or "") for name in ("published", "created", "updated")}
    found = {name: _moment(of, name, text, language) for name, text in said.items()}
    published = found["published"] or found["created"] or found["updated"]
    modified = found["updated"] if is_atom or found["published"] else None
    no_time = next((text for name, text in said.items() if text and not found[name]), "")
    return published, modified, no_time


def _moment(of: Mapping[str, Any], name: str, text: str, language: str) -> Moment | None:
    moment = moment_from_text(text, language=language)
    parsed = of.get(f"{name}_parsed")
    if moment is None and isinstance(parsed, struct_time):
        try:  # feedparser reads a few forms more, and gives them in UTC
            moment = Moment(datetime.fromtimestamp(timegm(parsed), UTC), "second", 0)
        except (ValueError, OverflowError, OSError):
            return None
    return moment


def _authors(of: Mapping[str, Any]) -> tuple[PersonDraft, ...]:
    """Those who are named; an address alone names nobody."""
    told = [one for one in of.get("authors") or () if one] or [of.get("author_detail") or {}]
    emails = (one.get("email") or "" for one in told)
    return tuple(
        PersonDraft(
            name=name,
            profile_url=one.get("href") or "",
            email="" if email == NOBODYS_EMAIL else email,
        )
        for one, email in zip(told, emails, strict=True)
        if (name := strip_tags(one.get("name") or ""))
    )


def _terms(of: Mapping[str, Any]) -> tuple[TermDraft, ...]:
    names = (
        strip_tags(one.get("label") or one.get("term") or "")
        for one in of.get("tags") or ()
        if one.get("scheme") != KINDS_OF_BLOGGER
    )
    return tuple(TermDraft(name, "category") for name in dict.fromkeys(names) if name)


def _linked(of: Mapping[str, Any], rel: str, kind: str = "") -> str:
    links = (one for one in of.get("links") or () if one.get("rel") == rel)
    fitting = (one.get("href") for one in links if (one.get("type") or "").startswith(kind))
    return next((href for href in fitting if href), "")


def _declared(of: Mapping[str, Any]) -> int | None:
    """How many comments the feed says there are: slash:comments, thr:total, or thr:count."""
    replies = (one.get("thr:count") for one in of.get("links") or () if one.get("rel") == "replies")
    for said in (of.get("slash_comments"), of.get("thr_total"), *replies):
        if isinstance(said, str) and (number := NUMBER.fullmatch(said)):
            return int(number[1])
    return None
