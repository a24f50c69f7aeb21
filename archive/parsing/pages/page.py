"""One saved HTML page, parsed once; its tree is shared by all who read it and changed by none."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from archive.lib import addresses, dates, text
from archive.parsing.drafts import Context
from archive.parsing.pages import structured, timestamps
from archive.parsing.pages.markup import attribute, text_of
from archive.parsing.pages.outline import Outline, outline_of
from archive.parsing.pages.timestamps import Setting

# How browsers and savers say where a page came from. The first is written by Internet Explorer
# ("Mark of the Web") and by Chromium, the second by SingleFile.
SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(\S+)", re.I)
SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:\s*([^\n]+))?")
# The Wayback Machine's toolbar and addresses: /web/<14 digits><flags>/<address>.
WAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{14})[a-z_]*/(https?:[^\s\"'<>]+)")
SINGLE_FILE_ZONE = re.compile(r"\s*\([^)]*\)\s*$")


# A page of more tags is refused: each costs over a kilobyte and 30 µs while it is read. A thread of
# 14,000 comments, the longest known on one page, has 30 for each.
MOST_TAGS = 500_000
# From this many characters on, text for readers without scripts can be the page's whole text.
FEWEST_HIDDEN = 500
# The document of a frame, where it may hold comments: as short or long as is worth reading.
FRAME = (500, 8_000_000)
MOST_FRAMES = 12
# What marks a shadow root in markup: today, before 2023, and what SingleFile wrote before both.
SHADOWS = ("shadowrootmode", "shadowroot", "shadowmode")


UNKNOWN = Context()


class UnreadablePageError(Exception):
    """The bytes hold no page; the message says why."""


@dataclass(frozen=True)
class Page:
    """A parsed page: its tree, where and when it was saved if that is known, structured data."""

    tree: HtmlElement
    url: str = ""  # where its capture or the page itself states where it was saved from
    saved: dates.Moment | None = None
    charset: str = ""  # the encoding that its server declared
    repairs: tuple[str, ...] = ()  # what of the bytes is not in the tree, and why

    @cached_property
    def outline(self) -> Outline:
        """What the elements of the page are and hold."""
        return outline_of(self.tree)

    @cached_property
    def meta(self) -> Mapping[str, list[str]]:
        """Contents of meta elements by lower-cased name or property, in document order."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            content = text.collapse(element.get("content") or "")
            for key in ("property", "name", "itemprop", "http-equiv"):
                if content and element.get(key):
                    found.setdefault(attribute(element, key).lower(), []).append(content)
        return found

    @cached_property
    def things(self) -> list[Mapping[str, Any]]:
        """Every JSON-LD object on the page, nested ones of @graph and lists included."""
        return structured.json_ld(self.tree)

    @cached_property
    def article_thing(self) -> structured.Thing:
        """The JSON-LD object that is the page's article; an empty one where there is none."""
        found = [thing for thing in self.things if structured.is_article(thing)]
        shown = text.fold(self.window_title)
        for thing in found:
            headline = text.fold(structured.first(thing.get("headline") or thing.get("name")))
            if headline and (headline in shown or shown in headline):
                return thing
        return found[0] if found else {}

    @cached_property
    def language(self) -> str:
        """The language the page declares, as BCP 47, or an empty string."""
        declared = [self.tree.get("lang") or self.tree.get("xml:lang") or ""]
        declared += [body.get("lang") or "" for body in self.tree.iter("body")]
        declared += self.meta.get("content-language", []) + self.meta.get("og:locale", [])
        for value in declared:
            tag = value.strip().split(",")[0].replace("_", "-")
            if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
                return tag
        return ""

    @cached_property
    def setting(self) -> Setting:
        """What the dates on the page are read by."""
        return Setting(self.language, self.saved_at, timestamps.order_in(self.outline.text))

    @cached_property
    def saved_at(self) -> datetime | None:
        """When the page was saved, aware UTC; None where it does not say so with a zone."""
        known = self.saved is not None and self.saved.offset_minutes is not None
        return self.saved.at if self.saved and known else None

    @cached_property
    def base(self) -> str:
        """The address that relative ones stand against, as far as the page tells."""
        stated = [element.get("href") or "" for element in self.tree.iter("base")]
        return (
            addresses.resolve(self.address, stated[0]) or self.address if stated else self.address
        )

    @cached_property
    def canonical_url(self) -> str:
        """What the page claims as its address: rel=canonical, else og:url; absolute or empty."""
        links = [
            element.get("href") or ""
            for element in self.tree.iter("link")
            if "canonical" in attribute(element, "rel").lower().split()
        ]
        for claimed in links + self.meta.get("og:url", []):
            address = unarchived(addresses.resolve(self.url, claimed.strip()))
            if addresses.is_web(address):
                return address
        return ""

    @property
    def address(self) -> str:
        """The best known address: that of the capture, else the one claimed, else empty."""
        return self.url or self.canonical_url

    @cached_property
    def window_title(self) -> str:
        """The text of the title element."""
        return next((text_of(element) for element in self.tree.iter("title")), "")

    @cached_property
    def frames(self) -> list["Page"]:
        """The documents of its frames that speak of comments, where it was saved with them.

        SingleFile writes them into iframe srcdoc; comment systems stand in such frames.
        """
        held = (frame.get("srcdoc") or "" for frame in self.tree.iter("iframe"))
        found = [one for one in held if FRAME[0] < len(one) < FRAME[1] and "comment" in one.lower()]
        pages = []
        for one in found[:MOST_FRAMES]:
            with suppress(UnreadablePageError):
                pages.append(replace(parse_page(one.encode()), url="", saved=self.saved))
        return pages


def parse_page(content: bytes, context: Context = UNKNOWN) -> Page:
    """Parse the bytes of one page. Raises UnreadablePageError where they hold none.

    What `context` tells of their capture goes before what the page says of it. libxml2 keeps at
    most 2,048 levels of nesting; what it left out is told in `repairs`.
    """
    decoded = text.decode(content, context.charset, html=True)
    characters = text.clean_characters(decoded.text)
    if not characters.strip():
        raise UnreadablePageError("the file is empty")
    if characters.count("<") - characters.count("</") > MOST_TAGS:
        raise UnreadablePageError(f"it has more than {MOST_TAGS:,} tags")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(characters.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePageError(f"the file holds no page ({error})") from error
    repairs = repairs_of(parser)
    if b"<noscript" in content.lower():
        reveal_noscript(tree)
    if b"shadow" in content:
        reveal_shadows(tree)
    url, saved = captured(context, *provenance(characters))
    return Page(tree, url, saved, context.charset, repairs)


def reveal_noscript(tree: HtmlElement) -> None:
    """Unwrap what is shown without scripts, on a page that says most of its text there.

    Flarum and others of its kind send a page of scripts, and the whole thread in a noscript
    element for crawlers; elsewhere such an element only repeats an image or asks for scripts.
    """
    found = [node for node in tree.iter("noscript") if len(node)]
    hidden = sum(len(text_of(node)) for node in found)
    if hidden > FEWEST_HIDDEN and hidden > len(text_of(tree)):
        for node in found:
            node.drop_tag()


def reveal_shadows(tree: HtmlElement) -> None:
    """Let shadow roots be parts of the page like others: readers see them, unlike templates."""
    for node in list(tree.iter("template")):
        if any(name in node.attrib for name in SHADOWS):
            node.tag = "div"


def repairs_of(parser: html.HTMLParser) -> tuple[str, ...]:
    """Say where the parser met its bounds; all else it mends in browsers' ways, unremarkable."""
    met = (error for error in parser.error_log if error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT)
    return tuple(
        f"from line {error.line} on, part of the page is left out: it is nested deeper than the "
        "parser reads (2,048 levels)"
        for error in list(met)[:1]
    )


def captured(
    context: Context, url: str, saved: dates.Moment | None
) -> tuple[str, dates.Moment | None]:
    """Give the address and the time of a capture, given what the page says of them.

    What was captured at the Wayback Machine is of the place and the time that it names.
    """
    if match := WAYBACK.match(context.url):
        return address_of(match[2]), wayback_moment(match[1])
    if context.captured_at:
        saved = dates.Moment(context.captured_at, "second", 0)
    return address_of(context.url) or url, saved


def provenance(characters: str) -> tuple[str, dates.Moment | None]:
    """Give the address and the time at which the page itself says it was saved, if it does."""
    head = characters[:20_000]
    if match := SINGLE_FILE.search(head):
        stated = SINGLE_FILE_ZONE.sub("", match[2] or "")
        return address_of(match[1]), dates.moment_from_text(
            stated, language="en"
        ) if stated else None
    if match := SAVED_FROM.search(head):
        return address_of(match[1]), None
    if match := WAYBACK.search(head) if "web.archive.org" in head else None:
        return address_of(match[2]), wayback_moment(match[1])
    return "", None


def wayback_moment(digits: str) -> dates.Moment | None:
    """Give the moment of a Wayback Machine timestamp: fourteen digits, UTC."""
    parts = [digits[:4], *(digits[i : i + 2] for i in range(4, 14, 2))]
    return dates.moment_from_iso("{}-{}-{}T{}:{}:{}+00:00".format(*parts))


def address_of(stated: str) -> str:
    """Give the original address a saver stated, or nothing where it is none of the web."""
    address = unarchived(stated)
    return address if addresses.is_web(address) else ""


def unarchived(address: str) -> str:
    """Take the Wayback Machine's prefix from an address."""
    match = WAYBACK.match(address)
    return match[2] if match else address
