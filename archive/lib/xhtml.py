"""Cleaned markup as XHTML for books (EPUB 3): well-formed, and what may stand in what holds.

`lib.html.clean` gives markup that browsers show as meant. A book's readers are XML parsers, and
its checkers know the content models of HTML (https://html.spec.whatwg.org/): what does not fit one
becomes a plain block or loses its element, never its words. Nothing here recurses.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from lxml import etree, html

from archive.lib.markup_rules import BLOCKS, CELLS, HEADINGS, PHRASES, SECTIONS, TABLE_PARTS
from archive.lib.plain_markup import is_plain
from archive.lib.text import clean_characters

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RENAMED = {"time": "span", "details": "div", "summary": "p"}
_PHRASES_ALONE = HEADINGS | {"p", "pre"}
_PARTS = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "figcaption": ("figure",)}
_KEPT: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "reversed"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
_IN_ADDRESSES = "!$%&'()*+,/:;=?@"
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_MAILTO = re.compile(r"mailto:[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+")
_TABLE = re.compile(r"(caption )?((thead )?((tbody )*|(tr )+)(tfoot )?)")
_GLOSSARY = re.compile(r"((dt )+(dd )+)*")


def to_xhtml(cleaned: str, prefix: str) -> str:
    """A `div` with the markup, for a document whose default namespace is XHTML's.

    Ids begin with `prefix`, so that many texts can stand in one document; links within the text
    follow. Links with addresses that no checker takes lose their element.
    """
    text = clean_characters(cleaned)
    if is_plain(text):
        broken = re.sub("<br ?/?>", "<br/>", text)
        return f"<div>{broken if broken.startswith('<p>') else f'<p>{broken}</p>'}</div>"
    root = html.fragment_fromstring(text, create_parent="div")
    _unwrap(root)
    for element in list(root.iter()):
        _fit(element)
    _dress(root, prefix)
    return etree.tostring(root, encoding="unicode", method="xml", with_tail=False)


def web_address(url: str) -> str:
    """The address as RFC 3986 has it; empty where it is none that a book may lead to."""
    if _MAILTO.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return ""
    rest = _quoted(parts.path) + (f"?{_quoted(parts.query)}" if parts.query else "")
    fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{rest}{fragment}"


def _quoted(part: str) -> str:
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part), safe=_IN_ADDRESSES)


def _unwrap(root: html.HtmlElement) -> None:
    """From the innermost out: what holds blocks and may not is a block itself, or goes."""
    holding = set()
    for element in reversed(list(root.iterdescendants())):
        if not isinstance(element.tag, str):
            element.drop_tree()
            continue
        element.tag = _RENAMED.get(element.tag, element.tag)
        is_block = element.tag in BLOCKS | TABLE_PARTS
        if element in holding and element.tag in _PHRASES_ALONE:
            element.tag = "div"
        parent = element.getparent()
        if parent is not None and (is_block or element in holding):
            holding.add(parent)
        if element.tag == "rb" or (element in holding and element.tag in PHRASES):
            element.drop_tag()
        elif element.tag == "bdo" and not element.get("dir"):
            element.tag = "span"


def _fit(element: html.HtmlElement) -> None:
    """What has parts in an order of their own keeps it, or is a plain block of plain blocks."""
    parts = "".join(f"{child.tag} " for child in element)
    tag = str(element.tag)
    if tag in _PARTS and _tag_above(element) not in _PARTS[tag]:
        element.tag = "div"
    elif tag in ("ul", "ol"):
        _plain_unless(element, is_fit=set(parts.split()) <= {"li"} and not _has_text(element))
    elif tag == "dl":
        is_fit = _GLOSSARY.fullmatch(parts) is not None and not _has_text(element)
        _plain_unless(element, is_fit=is_fit)
    elif tag == "figure":
        for caption in list(element)[1:-1]:
            caption.tag = "div" if caption.tag == "figcaption" else caption.tag
        captions = [child for child in element if child.tag == "figcaption"]
        for caption in captions[1:]:
            caption.tag = "div"
    elif tag == "table" and not _is_table(element):
        _flatten(element)
    elif tag == "ruby" and not _is_ruby(element):
        element.tag = "span"
        for part in element:
            part.tag = "span" if part.tag in ("rt", "rp") else part.tag


def _plain_unless(element: html.HtmlElement, *, is_fit: bool) -> None:
    if is_fit:
        return
    for child in element:
        child.tag = "div" if child.tag in _PARTS else child.tag
    element.tag = "div"


def _is_table(table: html.HtmlElement) -> bool:
    parts = "".join(f"{child.tag} " for child in table)
    if not _TABLE.fullmatch(parts) or _has_text(table):
        return False
    sections = [child for child in table if child.tag in SECTIONS]
    rows = [child for child in table if child.tag == "tr"]
    for section in sections:
        rows += list(section)
    return (
        all(row.tag == "tr" and not _has_text(row) for row in rows)
        and not any(map(_has_text, sections))
        and all(cell.tag in CELLS for row in rows for cell in row)
        and bool(rows)
    )


def _flatten(table: html.HtmlElement) -> None:
    for element in table.iter(*TABLE_PARTS):
        if next(element.iterancestors("table"), None) is table:
            element.tag = "div"
    table.tag = "div"


def _is_ruby(ruby: html.HtmlElement) -> bool:
    return (
        len(ruby) > 0
        and all(part.tag == "rt" for part in ruby)
        and bool((ruby.text or "").strip())
        and not (ruby[-1].tail or "").strip()
    )


def _has_text(element: html.HtmlElement) -> bool:
    return any((text or "").strip() for text in (element.text, *(one.tail for one in element)))


def _tag_above(element: html.HtmlElement) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _dress(root: html.HtmlElement, prefix: str) -> None:
    """Attributes that books know; ids and the links to them by new names."""
    elements = list(root.iter())
    ids: dict[str, str] = {}
    for element in elements:
        if old := element.get("id"):
            ids.setdefault(old, f"{prefix}{len(ids) + 1}")
    named = set()
    for element in elements:
        kept = _attributes(element, ids)
        new = ids.get(element.get("id", ""), "")
        if new and new not in named:
            named.add(new)
            kept["id"] = new
        element.attrib.clear()
        element.attrib.update(kept)
    for element in reversed(elements):
        if element.tag == "a" and not element.attrib:
            element.drop_tag()


def _attributes(element: html.HtmlElement, ids: Mapping[str, str]) -> dict[str, str]:
    given = dict(element.attrib)
    kept = {name: given[name] for name in _KEPT.get(str(element.tag), ()) if name in given}
    if "reversed" in kept:
        kept["reversed"] = "reversed"
    if "href" in kept:
        target = _target(kept.pop("href"), ids)
        kept |= {"href": target} if target else {}
    if "dir" in given:
        kept["dir"] = given["dir"]
    if "lang" in given:
        kept["lang"] = kept[_XML_LANG] = given["lang"]
    return kept


def _target(href: str, ids: Mapping[str, str]) -> str:
    if not href.startswith("#"):
        return web_address(href)
    return f"#{ids[href[1:]]}" if href[1:] in ids else ""
