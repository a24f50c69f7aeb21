"""The first pass of cleaning: untrusted markup in, well-nested markup of known elements out.

libxml2 reports elements one by one and each is written, renamed, unwrapped or dropped at once:
no tree, no recursion, linear in the input. What comes out nests so plainly that every HTML
parser builds the same tree from it; cleaning it again therefore changes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol, cast
from urllib.parse import unquote

from lxml import etree

from archive.lib import markup_rules as rules
from archive.lib.addresses import resolve
from archive.lib.bare_addresses import link_start, linked, with_stand_ins, without_stand_ins
from archive.lib.images import Picture, is_name, picture_of
from archive.lib.text import clean_characters

IMAGE_WORDS = "image at the source"
_MAX_MAILTO_CHARACTERS = 2000


@dataclass(slots=True, eq=False)
class _Element:
    """An element of the output. Its start tag is written when something comes to stand in it."""

    tag: str
    start: str
    level: int
    is_implied: bool = False
    is_written: bool = False
    keeps_empty: bool = False
    fragment: str = ""  # of a link within the page, until it is known what it leads to


def first_pass(markup: str, base_url: str = "") -> str:
    """Markup of the elements in `markup_rules.KEPT` alone, attributes checked, links absolute.

    In its text, & < and > are stand-ins, until `bare_addresses.with_entities` is called on it.

    Raises nothing on any input. The result is safe by construction, yet not relied on: two
    cleaners follow.
    """
    return read_markup(clean_characters(without_stand_ins(markup)), _Writer(base_url))


class MarkupTarget(Protocol):
    """What lxml tells of markup as it reads it; see "The target parser interface" there."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, text: str) -> None: ...
    def comment(self, text: str) -> None: ...
    def close(self) -> str: ...


def read_markup(markup: str, target: MarkupTarget) -> str:
    """Tell the target of every element and text; gives what its `close` gives."""
    parser = etree.HTMLParser(target=cast("Any", target), huge_tree=True)
    parser.feed("<html><body>")  # else libxml2 invents a paragraph around text at the start
    parser.feed(markup)
    return cast("str", parser.close())


class _Writer:
    """A parser target in the sense of lxml: told of starts, ends and text, it gives markup."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.dropping = 0  # how many dropped elements are open
        self.sources: list[_Element | None] = []  # per open source element, what it became
        self.open: list[_Element] = []
        self.pending: list[_Element] = []  # the last of `open`, not yet written
        self.text: list[str] = []  # read and not yet written; stands before `pending`
        self.unlinked = 0  # how many of the written open elements take no links
        self.ids: set[str] = set()
        self.after_link: list[str] = []  # images of a link, to stand behind it
        self.fragments: list[tuple[int, _Element]] = []
        self.out: list[str] = []

    # What libxml2 calls

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.dropping or tag in rules.DROPPED:
            self.dropping += 1
            return
        self.sources.append(self._opened(rules.RENAMED.get(tag, tag), attributes))

    def end(self, tag: str) -> None:
        if self.dropping:
            self.dropping -= 1
        elif self.sources:
            element = self.sources.pop()
            if element and self._is_open(element):
                self._close_to(element.level)
            if not (self.after_link and self._within("a")):
                self._write_images()

    def data(self, text: str) -> None:
        if not self.dropping:
            self._add_text(clean_characters(without_stand_ins(text)))

    def comment(self, text: str) -> None:
        """Left out."""

    def close(self) -> str:
        self._close_to(0)
        self._write_images()
        self._flush()
        for place, element in self.fragments:
            self.out[place] = self._link_within(element)
        return "".join(self.out)

    # Where an element may stand

    def _opened(self, tag: str, attributes: Mapping[str, str]) -> _Element | None:
        if tag in ("br", "hr", "img"):
            self._add_void(tag, attributes)
            return None
        if tag not in rules.KEPT:
            return None
        tag = self._fitting(tag)
        if len(self.open) >= rules.MAX_DEPTH:
            self._add_text(" " if tag in rules.BLOCKS | rules.TABLE_PARTS else "")
            return None
        return self._open(tag, attributes) if tag else None

    def _fitting(self, tag: str) -> str:
        """The element to open here for `tag`, after closing what it ends; "" for none."""
        if tag in rules.TABLE_PARTS and self._makes_room_in_table(tag):
            return tag
        self._enter_cell()
        if tag in rules.RUBY_PARTS:
            return tag if self._top() == "ruby" else ""
        if tag == "a":
            return "" if self._within("a") else "a"
        if not self._may_stand_here(tag):
            tag = "div"
        if tag in rules.BLOCKS:
            self._end_paragraph()
        while tag in rules.ENDED_BY.get(self._top(), ()):
            self._close_to(len(self.open) - 1)
        return tag

    def _may_stand_here(self, tag: str) -> bool:
        if tag in rules.HEADINGS:
            return not self._within(*rules.HEADINGS)
        if tag in rules.ITEM_HOLDERS:
            return self._top() in rules.ITEM_HOLDERS[tag]
        return tag not in rules.TABLE_PARTS

    def _makes_room_in_table(self, tag: str) -> bool:
        self._leave_implied_cell()
        if tag in rules.SECTIONS or tag == "caption":
            while self._top() in rules.SECTIONS or self._top() == "tr":
                self._close_to(len(self.open) - 1)
            return self._top() == "table"
        if tag == "tr" and self._top() == "tr":
            self._close_to(len(self.open) - 1)
        if self._top() == "table":
            self._open("tbody", {}, is_implied=True)
        if tag in rules.CELLS and self._top() in rules.SECTIONS:
            self._open("tr", {}, is_implied=True)
        return self._top() == "tr" if tag in rules.CELLS else self._top() in rules.SECTIONS

    def _leave_implied_cell(self) -> None:
        for element in reversed(self.open):
            if element.tag in rules.CELLS and element.is_implied:
                self._close_to(element.level)
            if element.tag in rules.CELLS or element.tag == "table":
                return

    def _enter_cell(self) -> None:
        """In a table, what stands between the cells gets a cell of its own."""
        if self._top() in rules.BETWEEN_CELLS:
            self._makes_room_in_table("td")
            self._open("td", {}, is_implied=True)

    def _end_paragraph(self) -> None:
        for element in reversed(self.open):
            if element.tag == "p":
                self._close_to(element.level)
            if element.tag in rules.CELLS or element.tag in ("p", "caption"):
                return

    def _top(self) -> str:
        return self.open[-1].tag if self.open else ""

    def _within(self, *tags: str) -> bool:
        return any(element.tag in tags for element in self.open)

    def _is_open(self, element: _Element) -> bool:
        return element.level < len(self.open) and self.open[element.level] is element

    # Writing

    def _open(
        self, tag: str, attributes: Mapping[str, str], *, is_implied: bool = False
    ) -> _Element | None:
        element = _Element(tag, "", len(self.open), is_implied)
        built = self._attributes(tag, attributes, element)
        if tag == "a" and not (built or element.fragment):
            return None
        element.start = f"<{tag}{built}>"
        element.keeps_empty = tag in rules.CELLS or ' id="' in built
        self.open.append(element)
        self.pending.append(element)
        return element

    def _close_to(self, level: int) -> None:
        while len(self.open) > level:
            element = self.open[-1]
            if element.keeps_empty or element.is_written:
                self._flush()
            self.open.pop()
            if element.is_written:
                self.out.append(f"</{element.tag}>")
                self.unlinked -= element.tag in rules.UNLINKED
            else:
                self.pending.pop()

    def _add_text(self, text: str) -> None:
        if self._top() in rules.BETWEEN_CELLS:
            if not text or text.isspace():
                return
            self._enter_cell()
        if self.pending and self.pending[-1].tag == "pre":
            text = text.lstrip("\n")  # parsers drop the first line end of a pre, so none stands
        if text and self.pending:
            self._flush()
        if text:
            self.text.append(text)

    def _add_void(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "img":
            self._add_image(attributes)
            return
        self._enter_cell()
        if tag == "hr":
            self._end_paragraph()
        self._flush()
        self.out.append(f"<{tag}>")

    def _flush(self) -> None:
        if self.text:
            text = "".join(self.text)
            self.text.clear()
            self.out.append(with_stand_ins(text) if self.unlinked else linked(text))
        for element in self.pending:
            element.is_written = True
            self.unlinked += element.tag in rules.UNLINKED
            if element.fragment:
                self.fragments.append((len(self.out), element))
            self.out.append(element.start)
        self.pending.clear()

    # Images

    def _add_image(self, attributes: Mapping[str, str]) -> None:
        picture = picture_of(attributes)
        source = source_of(picture, self.base_url)
        if not (picture.alt or source):
            return
        self._enter_cell()
        if self._top() == "figure" and picture.alt:
            paragraph = self._open("p", {})
            self._add_text(picture.alt)
            self._close_to(paragraph.level if paragraph else len(self.open))
        elif picture.alt:
            is_inside = picture.is_sign or self._within("a")
            self._add_text(picture.alt if is_inside else f" {picture.alt} ")
        if source:
            self.after_link.append(source)
        if not self._within("a"):
            self._write_images()

    def _write_images(self) -> None:
        for source in self.after_link:
            self._enter_cell()
            self._add_text("" if self._top() == "figure" else " ")
            self._flush()
            self.out.append(link_start(source, rules.IMAGE_CLASS) + f"{IMAGE_WORDS}</a>")
        self.after_link.clear()

    # Attributes

    def _attributes(self, tag: str, given: Mapping[str, str], element: _Element) -> str:
        built: dict[str, str] = {}
        checks = {**rules.GLOBAL_ATTRIBUTES, **rules.ATTRIBUTES.get(tag, {})}
        for name, is_fit in checks.items():
            value = clean_characters(given.get(name, given.get(f"xml:{name}", "\0"))).strip()
            if (name in given or f"xml:{name}" in given) and is_fit(value):
                built[name] = value
        identifier = self._identifier(given.get("id") or (tag == "a" and given.get("name")) or "")
        if identifier:
            built["id"] = identifier
        if tag in rules.CITING and (cited := resolve(self.base_url, given.get("cite", ""))):
            built["cite"] = cited if given.get("cite") else ""
        classes = clean_characters(given.get("class", "")).split()
        if tag in ("code", "pre"):
            built["class"] = next(filter(rules.is_code_class, classes), "")
        if tag == "a":
            built.update(self._link_attributes(given.get("href"), classes, element))
        return "".join(
            f' {name}="{escape(value)}"'
            for name, value in built.items()
            if value or name == "reversed"
        )

    def _identifier(self, given: str) -> str:
        name = clean_characters(given)
        if not name or len(name) > 100 or re.search(r"\s", name):
            return ""
        name = _prefixed(name)
        if name in self.ids:
            return ""
        self.ids.add(name)
        return name

    def _link_attributes(
        self, href: str | None, classes: list[str], element: _Element
    ) -> dict[str, str]:
        target = clean_characters(href or "").strip()
        if rules.IMAGE_CLASS in classes and is_name(target):
            return {"class": rules.IMAGE_CLASS, "href": target, "rel": rules.LINK_REL}
        page, mark, fragment = target.partition("#")
        if mark and fragment and page in ("", self.base_url.partition("#")[0]):
            element.fragment = fragment
            return {}
        if target.lower().startswith("mailto:"):
            return {"href": re.sub(r"\s", "", target[:_MAX_MAILTO_CHARACTERS])}
        address = resolve(self.base_url, target) if target else ""
        if not address:
            return {}
        kind = rules.IMAGE_CLASS if rules.IMAGE_CLASS in classes else ""
        return {"class": kind, "href": address, "rel": rules.LINK_REL}

    def _link_within(self, element: _Element) -> str:
        """The start tag of a link to a fragment, now that all ids are known."""
        for name in (element.fragment, unquote(element.fragment)):
            if _prefixed(name) in self.ids:
                return _with_href(element.start, f"#{_prefixed(name)}")
        elsewhere = resolve(self.base_url, f"#{element.fragment}")
        if elsewhere:
            return _with_href(element.start, elsewhere, rules.LINK_REL)
        return _with_href(element.start, f"#{_prefixed(element.fragment)}")


def source_of(picture: Picture, base_url: str) -> str:
    """Where a picture of a page at `base_url` is: on the web, or a name by its bytes; else ""."""
    if is_name(picture.source):
        return picture.source
    return resolve(base_url, picture.source) if picture.source else ""


def _prefixed(name: str) -> str:
    return name if name.startswith(rules.ID_PREFIX) else rules.ID_PREFIX + name


def _with_href(start: str, href: str, rel: str = "") -> str:
    return f'{start[:-1]} href="{escape(href)}"' + (f' rel="{rel}">' if rel else ">")
