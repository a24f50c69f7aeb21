"""The article's text with its markup, found by trafilatura, taken from the page itself.

trafilatura (https://trafilatura.readthedocs.io/) says which text is the article's; its own
markup is simplified and loses figures, captions and lead lines. So the element of the page that
holds that text is looked for, cleared of what is not the article, and kept as the page wrote it.
Where no element holds the text without much else, trafilatura's own markup is used.
"""

import logging
import re
from copy import deepcopy
from itertools import islice

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from archive.lib.html import text_to_html
from archive.lib.text import fold
from archive.parsing.pages.markup import (
    BLOCKS,
    UNCOMPARED,
    ancestors,
    attribute,
    classes,
    drop,
    elements,
    inner_html,
    label,
    prune,
    text_of,
)

logger = logging.getLogger(__name__)

# Never part of an article's text, whatever their names.
FURNITURE = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "form",
        "nav",
        "aside",
        "button",
        "input",
        "select",
        "textarea",
        "iframe",
        "object",
        "embed",
        "head",
        "footer",
        "dialog",
        "menu",
    ]
)
# Names of what stands among an article's paragraphs without being of it.
AROUND = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|shares|social|sharedaddy|addtoany|related|recommend(?:ed"
    r"|ations)?|"
    r"newsletter|subscribe|subscription|signup|sign-up|promo|advert(?:isement)?|ads?|adsense"
    r"|sponsor(?:ed)?|"
    r"breadcrumbs?|pagination|pager|navigation|nav|menu|sidebar|widget|postmeta|post-?meta"
    r"|entry-?meta|"
    r"postmetadata|metadata|byline|author-?(?:box|bio|info)|tags?|tag-links|cat-links|post-tags"
    r"|tools|toolbar|"
    r"print|comments?|respond|disqus|outbrain|taboola|most-?read|popular|trending|teaser"
    r"|read-?more|"
    r"jp-relatedposts|wpcnt|rating|feedback|cookie|hidden|screen-reader-text|sr-only|rss"
    r"|actions)(?:$|[\s_-])"
)
SHORTEST_PIECE = 20
CAPTION_LEVELS = 4  # how far above an image its caption is looked for
LONGEST_BUTTON = 12
LONGEST_LIST = 2000
MOST_LINKS = 500
PARAGRAPHS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "td", "pre", "blockquote"})
FILE_NAME = re.compile(r"^[\w.%()\s-]+\.(?:jpe?g|png|gif|webp|avif|bmp|svg|tiff?)$", re.I)
SHORTEST_STATED = 120
# Below this share of the found text an element does not hold the article.
HOLDS = 0.92
# Texts of an article may repeat each other; an element of less than this share cannot hold it.
SMALLEST_HOLDER = 0.3
# Characters of texts sought times characters searched, for each element asked.
MOST_COMPARED = 200_000_000
FEWEST_SOUGHT = 40
# Above this ratio to the found text an element holds too much besides.
SURPLUS = 1.35


def body_of(tree: HtmlElement, title: str, stated: str = "") -> str:
    """Give the markup of the article in `tree`, which is without the thread and stays as it is.

    `stated` is the text as the page's structured data has it, if it does: it says what to look
    for where trafilatura found another part of the page. Gives an empty string where the page
    has no text. The headline is not repeated in it.
    """
    found = extracted(tree)
    text = squeezed_text(found) if found is not None else ""
    pieces = text_pieces(found) if found is not None else []
    if is_elsewhere(stated, text):
        text, pieces = squeezed(stated), stated_pieces(stated)
        found = None
    holder = holder_of(tree, pieces)
    if holder is not None:
        whole = deepcopy(holder)
        whole.tail = None
        clear(whole, text, title)
        size = len(squeezed_text(whole))
        if HOLDS * len(text) <= size <= SURPLUS * len(text) + 200 or found is None:
            return inner_html(whole)
    if found is None:
        return text_to_html(stated) if stated else ""
    drop_headline(found, title)
    return inner_html(found)


def is_elsewhere(stated: str, text: str) -> bool:
    """Whether the stated text is not what was found, or only a small part of it."""
    sought = squeezed(stated)
    if len(sought) < SHORTEST_STATED:
        return False
    return sought[:60] not in text or len(text) > 2 * len(sought)


def stated_pieces(stated: str) -> list[str]:
    """Give the folded sentences of a text, those too short to tell left out."""
    pieces = (squeezed(part) for part in re.split(r"[\n\r]+|(?<=[.!?。])\s+", stated))
    return [piece for piece in pieces if len(piece) >= SHORTEST_PIECE]


def extracted(tree: HtmlElement) -> HtmlElement | None:
    """Give trafilatura's body of a page as HTML elements, or None where it finds none."""
    try:
        result = trafilatura.extract(
            deepcopy(tree),
            output_format="html",
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_images=True,
            include_tables=True,
        )
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError):
        # Its rules meet pages nobody foresaw; a page without a body is kept all the same.
        logger.warning("trafilatura failed on a page", exc_info=True)
        return None
    if not result:
        return None
    document = html.document_fromstring(result)
    return next(document.iter("body"), None)


def squeezed_text(element: HtmlElement) -> str:
    """Give an element's letters and digits, case-folded, without the readings of its ruby."""
    return squeezed(text_of(element, unread=UNCOMPARED))


def squeezed(text: str) -> str:
    """Give a text's letters and digits, case-folded: lib.text.fold is too slow for whole trees."""
    return re.sub(r"[\W_]+", "", text.casefold())


def text_pieces(body: HtmlElement) -> list[str]:
    """Give the folded texts of the body's blocks, each once, those too short to tell left out."""
    pieces = [
        squeezed_text(node)
        for node in elements(body)
        if node.tag in PARAGRAPHS and not any(child.tag in BLOCKS for child in node)
    ]
    return [piece for piece in dict.fromkeys(pieces) if len(piece) >= SHORTEST_PIECE]


def holder_of(tree: HtmlElement, pieces: list[str]) -> HtmlElement | None:
    """Give the lowest element that holds nearly all of these texts.

    Of the many texts of a long page a sample is looked for, spread evenly, so that the cost stays
    in proportion to the page's size.
    """
    size = sum(len(piece) for piece in pieces)
    most = max(FEWEST_SOUGHT, MOST_COMPARED // max(size, 1))
    pieces = pieces[:: -(-len(pieces) // most)] if len(pieces) > most else pieces
    total = sum(len(piece) for piece in pieces)
    if not total:
        return None
    current = next(tree.iter("body"), None)
    while current is not None:
        below = None
        for child in current:
            if isinstance(child.tag, str) and child.tag not in FURNITURE:
                text = squeezed_text(child)
                if len(text) < SMALLEST_HOLDER * size:
                    continue
                held = sum(len(piece) for piece in pieces if piece in text)
                if held >= HOLDS * total:
                    below = child
        if below is None:
            break
        current = below
    return current


def clear(whole: HtmlElement, text: str, title: str) -> None:
    """Take from an article's element what is not the article.

    What bears a suspicious name goes unless its text is in the extracted `text`; so do
    headlines that repeat the title, and blocks of links alone.
    """
    prune(whole, lambda node: is_unwanted(node, text))
    for image in whole.iter("img"):
        alt = attribute(image, "alt").strip()
        # No description: the name of a file, or the caption, which stands beside it anyway.
        if FILE_NAME.match(alt) or (alt and is_said_beside(image, alt)):
            image.set("alt", "")
    drop_headline(whole, title)
    drop_ending(whole, text)


def is_said_beside(image: HtmlElement, alt: str) -> bool:
    """Whether the nearest words about an image are its alt text once more."""
    for node in islice(ancestors(image), CAPTION_LEVELS):
        said = fold(text_of(node, 2 * len(alt) + 20))
        if said:
            return said == fold(alt)
    return False


def is_unwanted(node: HtmlElement, text: str) -> bool:
    """Whether an element among the article's is not of it."""
    if node.tag in FURNITURE or is_hidden(node) or is_list_of_links(node, text):
        return True
    return bool(AROUND.search(label(node))) and not belongs(node, text)


def drop_ending(whole: HtmlElement, text: str) -> None:
    """Take out the blocks at the end that are links alone, or that nobody took for the article."""
    while True:
        last = last_block(whole)
        if last is None or last is whole or last.find(".//img") is not None:
            return
        own = squeezed_text(last)
        links = list(last.iter("a"))
        linked = sum(len(squeezed_text(link)) for link in links)
        is_links = len(links) >= 2 and linked > 0.8 * len(own)
        is_unknown = own not in text and len(own) <= LONGEST_BUTTON
        if own and not (is_links or is_unknown):
            return
        drop(last)


def last_block(whole: HtmlElement) -> HtmlElement | None:
    """Give the last element below `whole` that holds text and no other block; None for text."""
    current = whole
    while True:
        if (current.text or "").strip() and len(current) == 0:
            return current
        below = [node for node in current if isinstance(node.tag, str)]
        if not below or (below[-1].tail or "").strip() or below[-1].tag not in BLOCKS:
            return current if current is not whole else None
        current = below[-1]


def belongs(node: HtmlElement, text: str) -> bool:
    """Whether an element's text is for the most part in the extracted text."""
    own = squeezed_text(node)
    if len(own) < 60:
        return (
            bool(own)
            and own in text
            and node.tag in ("p", "h2", "h3", "h4", "blockquote", "figure")
        )
    middle = len(own) // 2
    return any(own[at : at + 40] in text for at in (0, middle, max(0, len(own) - 40)))


def is_hidden(node: HtmlElement) -> bool:
    """Whether readers do not see an element."""
    style = attribute(node, "style").replace(" ", "").lower()
    return "display:none" in style or (node.get("hidden") is not None)


def is_list_of_links(node: HtmlElement, text: str) -> bool:
    """Whether a block is nearly all links, and none of it was taken for the article."""
    if node.tag not in ("ul", "ol", "div", "section", "p") or "gallery" in " ".join(classes(node)):
        return False
    links = list(islice(node.iter("a"), MOST_LINKS))
    if len(links) < 2 or len(text_of(node, LONGEST_LIST)) > LONGEST_LIST:
        return False
    own = squeezed_text(node)
    if not own or node.find(".//img") is not None or own in text:
        return False
    linked = sum(len(squeezed_text(link)) for link in links)
    return linked > 0.8 * len(own)


def drop_headline(body: HtmlElement, title: str) -> None:
    """Take out a heading that says no more than the title does."""
    sought = squeezed(title)
    for node in list(body.iter("h1", "h2", "h3")):
        own = squeezed_text(node)
        if own and own == sought:
            drop(node)
            return
