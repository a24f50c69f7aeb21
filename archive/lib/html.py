"""Markup from strangers: made safe to show, turned into plain text, made from plain text.

Cleaning happens once, at intake, in three steps (DESIGN section 4): our own first pass, bleach,
and nh3 with the same list, for bleach gets no more security fixes. No other module knows either.
Nothing here raises on any text or recurses; time is linear, some seconds per megabyte in bleach.
"""

import threading
from collections.abc import Mapping
from html import escape
from typing import Any, cast

import bleach
import nh3
from bleach import html5lib_shim

from archive.lib import markup_rules as rules
from archive.lib.bare_addresses import with_entities
from archive.lib.markup import IMAGE_WORDS, first_pass, read_markup
from archive.lib.plain_markup import cleaned_plain, text_of_plain
from archive.lib.text import clean_characters, collapse

CLEANER_VERSION = 2  # raised with every change of what `clean` gives, and stored beside it

_MAX_MARKUP_CHARACTERS = 2_000_000  # of more, only the text is kept
_ATTRIBUTES = rules.allowed_attributes()
# What goes by `ni` is a picture's name: the first pass lets no other link have it.
_SCHEMES = {"http", "https", "mailto", "ni"}

# It has the last word over everything, and keeps no state.
_LAST_CLEANER = nh3.Cleaner(
    tags=set(rules.KEPT),
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
    clean_content_tags={"script", "style"},
)

# A cleaner keeps its parser's state, the last tree as well: each thread has one of its own, for
# what is small.
_of_thread = threading.local()
_MAX_REMEMBERED_CHARACTERS = 20_000

# What parts two texts in plain text, from the weakest to the strongest.
_NOTHING, _CELL, _LINE, _PARAGRAPH = range(4)
_GAPS = ("", "\t", "\n", "\n\n")
_GAP_AROUND = {
    **dict.fromkeys(rules.BLOCKS, _PARAGRAPH),
    **dict.fromkeys(rules.CELLS, _CELL),
    **dict.fromkeys(("li", "dt", "dd", "div", "summary", "tr", "caption", "br"), _LINE),
    **{"section": _PARAGRAPH, "article": _PARAGRAPH, "h1": _PARAGRAPH},
}


def clean(markup: str, base_url: str = "") -> str:
    """The markup as it may be shown: known elements and attributes, nothing that acts or loads.

    Addresses become absolute against `base_url`, bare ones links; images become their alt text
    and a link to the source; ids get the prefix "x-". Cleaning twice changes nothing.
    """
    if len(markup) > _MAX_MARKUP_CHARACTERS:
        return text_to_html(to_text(markup))
    plain = cleaned_plain(markup)
    if plain is None:
        plain = with_entities(_allow_listed(first_pass(markup, base_url)))
    return _LAST_CLEANER.clean(plain)


def _allow_listed(markup: str) -> str:
    if len(markup) > _MAX_REMEMBERED_CHARACTERS:
        return _new_cleaner().clean(markup)
    if not hasattr(_of_thread, "cleaner"):
        _of_thread.cleaner = _new_cleaner()
    return cast("str", _of_thread.cleaner.clean(markup))


def _new_cleaner() -> bleach.sanitizer.Cleaner:
    cleaner = bleach.sanitizer.Cleaner(
        tags=rules.KEPT,
        attributes={tag: list(names) for tag, names in _ATTRIBUTES.items()},
        protocols=_SCHEMES,
        strip=True,
    )
    cleaner.walker = _Walker  # type: ignore[assignment]  # a class, whatever the stub says
    return cleaner


class _Walker(html5lib_shim.getTreeWalker("etree")):  # type: ignore[misc]  # made at run time
    """bleach's walker, which looks for an element's place among its siblings from the first on.

    That is quadratic: a page of 2 MB in small paragraphs would take minutes. Places are counted
    once here. The methods' names and the tuples they take and give are html5lib's.
    """

    def __init__(self, tree: object) -> None:
        super().__init__(tree)
        self.places: dict[Any, dict[Any, int]] = {}  # per parent: the place of each child

    def getParentNode(self, node: Any) -> Any:  # noqa: N802, ANN401
        element, key, parents, flag = node
        if flag == "text":
            return (element, key, parents, None) if parents else element
        parent = parents.pop()
        if not parents:
            return parent
        siblings = parents[-1]
        if siblings not in self.places:
            self.places[siblings] = {child: place for place, child in enumerate(siblings)}
        return parent, self.places[siblings][parent], parents, None


def to_text(cleaned: str) -> str:
    """Plain text: a blank line between paragraphs, a line per list item and table row.

    Cells are parted by tabs, `pre` keeps its lines. The words of image links, the readings of ruby
    and soft hyphens, which part words for the eye alone, are left out. Takes uncleaned markup as
    well, without what `clean` would drop.
    """
    text = text_of_plain(cleaned)
    if text is None:
        text = read_markup(clean_characters(cleaned), _TextTarget())
    return text.replace("\u00ad", "")


def strip_tags(markup: str) -> str:
    """The text of any markup on one line, for titles and names."""
    if "<" not in markup and "&" not in markup:
        return collapse(markup)
    return collapse(to_text(markup))


def text_to_html(text: str) -> str:
    """Plain text as markup: a paragraph for each run of lines between blank ones."""
    paragraphs: list[list[str]] = [[]]
    for line in clean_characters(text).split("\n"):
        if line.strip():
            paragraphs[-1].append(escape(line.strip(), quote=False))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n".join(f"<p>{'<br>'.join(lines)}</p>" for lines in paragraphs if lines)


class _TextTarget:
    """A parser target in the sense of lxml that gathers text and what parts it."""

    def __init__(self) -> None:
        self.dropping = 0
        self.in_pre = 0
        self.list_depth = 0
        self.gap = _NOTHING  # before the next text
        self.line: list[str] = []
        self.image_link_from = -1  # where in `line` the words of an image link begin
        self.out: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self.dropping or tag in rules.DROPPED or tag in ("rt", "rp"):
            self.dropping += 1
            return
        self._part(self._gap_around(tag))
        self.in_pre += tag == "pre"
        self.list_depth += tag in ("ul", "ol")
        if tag == "a" and attributes.get("class") == rules.IMAGE_CLASS:
            self.image_link_from = len(self.line)

    def end(self, tag: str) -> None:
        if self.dropping:
            self.dropping -= 1
            return
        if tag == "a":
            self._forget_image_link()
        self.list_depth -= tag in ("ul", "ol")
        self._part(self._gap_around(tag))
        self.in_pre -= tag == "pre"

    def data(self, text: str) -> None:
        if not self.dropping:
            self.line.append(text)

    def comment(self, text: str) -> None:
        """Left out."""

    def close(self) -> str:
        self._part(_PARAGRAPH)
        return "".join(self.out)

    def _gap_around(self, tag: str) -> int:
        if tag in ("ul", "ol") and self.list_depth:
            return _LINE
        return _GAP_AROUND.get(tag, _NOTHING)

    def _part(self, gap: int) -> None:
        if gap == _NOTHING:
            return
        written = "".join(self.line)
        self.line.clear()
        self.image_link_from = -1
        text = clean_characters(written).strip("\n") if self.in_pre else collapse(written)
        if text.strip():
            self.out.extend((_GAPS[self.gap] if self.out else "", text))
            self.gap = gap
        else:
            self.gap = max(self.gap, gap)

    def _forget_image_link(self) -> None:
        if self.image_link_from >= 0:
            words = "".join(self.line[self.image_link_from :])
            if words.strip() == IMAGE_WORDS:
                del self.line[self.image_link_from :]
            self.image_link_from = -1
