"""The records of an XML export, one at a time: however long the file, one is held.

The root of an export holds its records, in RSS one level down; each is given whole and let go
before the next. Names are compared as they are written (`wp:comment`): what writes exports always
uses the prefixes of its own examples, while their addresses change with every version.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

from lxml import etree

from archive.lib.text import collapse
from archive.parsing.characters import characters_of
from archive.parsing.drafts import Problem
from archive.parsing.sources import Source
from archive.parsing.xml_repair import ForbiddenXMLError, Repairer

Element = etree._Element  # noqa: SLF001 -- lxml has no public name for it

MOST_RECORD = 512 * 1024 * 1024
"""Characters in one record: a thread of a million comments is less."""
HEAD_CHARACTERS = 65_536
WRAPPER = "afterword"
ROOTS = frozenset({"rss", "channel", "feed", "disqus", "rdf:RDF", WRAPPER})

_DECLARED_PREFIX = re.compile(r"\bxmlns:([\w.-]+)\s*=")
_USED_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]|[\s\"']([A-Za-z_][\w.-]*):[\w.-]+\s*=")


def records(source: Source, names: frozenset[str]) -> Iterator[Element | Problem]:
    """Every element of one of these names that stands directly in a root, and what was repaired.

    Names are without prefix. An element is emptied once the next thing is asked for. Raises
    SourceError where the source cannot be opened; whatever else is wrong comes as a Problem, and
    what stood before it has been given.
    """
    characters = characters_of(source)
    if characters.remark:
        yield Problem(characters.remark, source.name, "noticed")
    repairer = Repairer(names)
    parser = _Parser(names)
    try:
        for piece in characters.pieces():
            if not parser.is_begun:
                yield from parser.begin(piece)
            yield from parser.feed("".join(repairer.feed(piece)))
            yield from _taken(repairer)
        if parser.is_begun:
            yield from parser.feed("".join(repairer.close()))
            yield from parser.end()
    except ForbiddenXMLError as error:
        yield Problem(str(error), source.name)
    yield from _taken(repairer)
    if characters.first_bad_byte is not None:
        where = f"byte {characters.first_bad_byte:,}"
        message = f"bytes that are not {characters.encoding} were read as Windows-1252"
        yield Problem(message, where, "repaired")


def _taken(repairer: Repairer) -> list[Problem]:
    problems, repairer.problems = repairer.problems, []
    return problems


class _Parser:
    """libxml2 fed piece by piece, its tree kept empty."""

    def __init__(self, names: frozenset[str]) -> None:
        self.is_begun = False
        self._since_record = 0
        self._parser = etree.XMLPullParser(
            events=("end",),
            tag=tuple(f"{{*}}{name}" for name in sorted(names)),
            recover=True,
            huge_tree=True,  # the bounds are the repairer's, and of depth libxml2's 2,048
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )

    def begin(self, piece: str) -> Iterator[Problem]:
        """Open a root around all there is, which declares the prefixes that nobody declared."""
        self.is_begun = True
        head = piece[:HEAD_CHARACTERS]
        declared = set(_DECLARED_PREFIX.findall(head)) | {"xml", "xmlns"}
        used = {first or second for first, second in _USED_PREFIX.findall(_without_cdata(head))}
        missing = sorted(used - declared)
        for prefix in missing:
            yield Problem(f"the prefix “{prefix}:” is not declared", "its first use", "repaired")
        spaces = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in missing)
        self._parser.feed(f"<{WRAPPER}{spaces}>".encode())

    def feed(self, markup: str) -> Iterator[Element]:
        """Give the records that ended. Raises ForbiddenXMLError for one without an end."""
        if markup:
            self._parser.feed(markup.encode("utf-8", "replace"))
        self._since_record += len(markup)
        yield from self._ended()
        if self._since_record > MOST_RECORD:
            raise ForbiddenXMLError(
                f"a record of more than {MOST_RECORD:,} characters; what follows is not read"
            )

    def end(self) -> Iterator[Element]:
        """Give what was left when the file ended."""
        self._parser.feed(f"</{WRAPPER}>".encode())
        yield from self._ended()

    def _ended(self) -> Iterator[Element]:
        for _, found in self._parser.read_events():
            element = cast(Element, found)  # only of namespaces would it be something else
            parent = element.getparent()
            if parent is None or name_of(parent) not in ROOTS:
                continue
            yield element
            self._since_record = 0
            element.clear()
            while (before := element.getprevious()) is not None:
                parent.remove(before)


def _without_cdata(markup: str) -> str:
    return re.sub(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", "", markup, flags=re.DOTALL)


def name_of(element: Element) -> str:
    """The name as it is written, prefix and all; `item`, `wp:comment`."""
    return _written(str(element.tag), element.prefix)


@lru_cache(maxsize=1024)
def _written(tag: str, prefix: str | None) -> str:
    local = tag.rpartition("}")[2]
    return f"{prefix}:{local}" if prefix else local


def text_in(element: Element) -> str:
    """The text of an element; where it holds markup that should have been escaped, that too."""
    if len(element) == 0:
        return element.text or ""
    inner = [element.text or ""]
    inner.extend(etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    return "".join(inner)


def said(of: Mapping[str, list[Element]], name: str) -> str:
    """The text of the first child of this name on one line; empty where there is none."""
    found = of.get(name)
    if not found:
        return ""
    text = text_in(found[0])
    return text if text.isalnum() else collapse(text)  # flags and numbers, which most are


def raw(of: Mapping[str, list[Element]], name: str) -> str:
    """The text of the first child of this name as it stands; empty where there is none."""
    found = of.get(name)
    return text_in(found[0]) if found else ""


def fields(element: Element) -> dict[str, list[Element]]:
    """The children of an element by their names, in their order."""
    found: dict[str, list[Element]] = {}
    for child in element:
        found.setdefault(name_of(child), []).append(child)
    return found
