"""Small questions to and operations on a parsed page's elements."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from archive.lib.text import collapse

# Elements whose text nobody reads on the page.
UNREAD = frozenset({"script", "style", "template", "noscript", "head", "textarea", "select"})
# The same, and the small print beside a word that tells how to read it: tools drop or keep it.
UNCOMPARED = UNREAD | {"rt", "rp"}
# Elements that stand on lines of their own.
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "br",
    ]
)


def attribute(element: HtmlElement, name: str) -> str:
    """Give an attribute's value, empty where there is none."""
    return element.get(name) or ""


def classes(element: HtmlElement) -> list[str]:
    """Give the class tokens of an element, lower-cased."""
    return attribute(element, "class").lower().split()


def is_element(node: HtmlElement) -> bool:
    """Whether a node is an element, not a comment or a processing instruction."""
    return isinstance(node.tag, str)


def elements(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield `root` and the elements below it, in document order."""
    return (node for node in root.iter() if is_element(node))


def text_of(element: HtmlElement, limit: int = 0, unread: frozenset[str] = UNREAD) -> str:
    """Give the readable text of an element on one line, blocks parted by a space.

    `unread` are the elements whose text is passed over. With `limit`, reading stops soon after
    that many characters: enough to see that there are more.
    """
    pieces: list[str] = []
    size = 0
    walker = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walker:
        gap = " " if node.tag in BLOCKS else ""
        if event == "start":
            if node.tag in unread and node is not element:
                walker.skip_subtree()
            else:
                pieces.append(gap + (node.text or ""))
        elif node is not element:
            pieces.append(gap + (node.tail or ""))
        size += len(pieces[-1]) if pieces else 0
        if limit and size > 4 * limit and len(collapse("".join(pieces))) > limit:
            break
    return collapse("".join(pieces))


def inner_html(element: HtmlElement) -> str:
    """Give the markup within an element, without its own tag."""
    parts = [escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts).strip()


def drop(element: HtmlElement) -> None:
    """Take an element out of its tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def drop_all(found: Iterable[HtmlElement]) -> None:
    """Take elements out of their tree; the text behind each stays."""
    for element in list(found):
        drop(element)


def copied(root: HtmlElement, wanted: list[HtmlElement]) -> tuple[HtmlElement, list[HtmlElement]]:
    """Give a copy of a tree, and in it the counterparts of `wanted`, in their order.

    No handle on any other node is kept: lxml looks through a whole removed part each time one
    of the handles into it is freed, which makes freeing many of them quadratic.
    """
    copy = deepcopy(root)
    places = {element: place for place, element in enumerate(root.iter())}
    nodes = list(copy.iter())
    return copy, [nodes[places[element]] for element in wanted]
