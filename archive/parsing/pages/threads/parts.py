"""The parts of one comment's element: who, when, where, what; whatever platform wrote it.

Every function works on an element that holds one comment alone, without its replies, and
`take` takes it to pieces: hand it a copy.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from archive.lib.dates import Moment
from archive.lib.text import collapse
from archive.parsing.drafts import PersonDraft
from archive.parsing.pages import timestamps
from archive.parsing.pages.markup import (
    attribute,
    classes,
    drop,
    drop_all,
    elements,
    having,
    inner_html,
    label,
    text_of,
)
from archive.parsing.pages.threads.words import (
    AFTER_NAME,
    AWAITING,
    BEFORE_NAME,
    CONNECTING,
    DELETED,
    SAYS,
    SAYS_END,
    SAYS_SOMEHOW,
)

# A longer text in an element for names is a name only where no shorter one is found.
USUAL_NAME = 120
LONGEST_NAME = 500
NAMES = (
    re.compile(r"(?:^|\s)fn(?:\s|$)"),
    re.compile(r"(?:comment|post|publisher|byline)[-_]?(?:author|poster)[-_]?(?:name|link)\b"),
    re.compile(r"(?:^|\s)(?:comment[-_]?)?(?:author|commenter|commentor|user[-_]?name)(?:\s|$)"),
)
AUTHOR_BLOCK = re.compile(
    r"\bcomment[-_]?(?:author|name|by|user)|(?:^|\s)(?:vcard|author|byline)\b"
)
PICTURE = re.compile(r"avatar|gravatar|thumb|\bphoto\b")
WEAKLY_NAMED = re.compile(r"(?:^|\s)(?:comment[-_]?)?(?:name|c?author|commenter)(?:\s|$)")
LONGEST_NOTICE = 160
WHEN = re.compile(r"(?:^|[\s_-])(?:date|time|timestamp|published|posted|meta|metadata|permalink)")
# What stands about a comment's text and is not its text.
ABOUT = re.compile(
    r"(?:^|\s)(?:comment[-_]?)?(?:author|meta|metadata|header|heading|info|details?|tools"
    r"|actions?|"
    r"links?|date|time|timestamp|permalink|number|footer|edit(?:ed)?|avatar|gravatar|vcard|says|byline|"
    r"share|sharing|vote|votes|voting|karma|ratings?|likes?|flag|report|buttons?|reply|replies|"
    r"reply[-_]link|children|controls?|options?|badge|user[-_]?info|nav)(?:\s|$)"
    r"|commentmetadata|comment-author|comment-meta|reply|awaiting|moderation|sharedaddy|jp-relat"
    r"|says\b|\bscreen-reader-text\b|\bsr-only\b|\bavatar|\bwp-comment-rating"
)
WHAT = re.compile(
    r"comment[-_]?(?:text|content|body|message|entry|copy|post)\b|(?:^|\s)commenttext\b"
    r"|(?:^|\s)(?:entry-content|post-message|text|content|message|body)(?:\s|$)"
)
LEADING_BREAKS = re.compile(r"^(?:\s*<br\s*/?>)+\s*", re.I)
SCORE = re.compile(r"(?:vote|karma|score|like|points?|rating)")
NUMBER = re.compile(r"[+\u2212-]?\d{1,6}(?:\s*(?:points?|votes?|likes?|Punkte?))?")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of one comment from its own element."""

    author: PersonDraft | None
    author_url: str
    posted: Moment | None
    permalink: str
    body_html: str
    score: int | None
    state: str


def take(
    item: HtmlElement, setting: timestamps.Setting, anchor: str = "", *, is_ping: bool = False
) -> Parts:
    """Take a comment's element apart.

    `anchor` is the fragment that its permalink ends in, where the platform has one. The author
    of a ping is the page it links to.
    """
    drop_all(node for node in elements(item) if node.tag in ("script", "style", "form", "template"))
    awaits = notices_of_moderation(item)
    drop_all(awaits)
    name_at = author_element(item)
    when_at, posted = moment_element(item, setting, name_at, anchor)
    if name_at is None and is_ping:
        name_at = next((node for node in item.iter("a") if can_be_name(node)), None)
    if name_at is None:
        name_at = element_before(item, anchor, when_at)
    name = name_of(name_at) if name_at is not None else name_before(item, anchor, when_at)
    author_url, permalink = links(item, name_at, anchor)
    score = score_of(item)
    links_here = [
        n for n in item.iter("a") if anchor and attribute(n, "href").endswith("#" + anchor)
    ]
    body = body_of(item, [node for node in (name_at, when_at, *links_here) if node is not None])
    text = re.sub(r"<[^>]*>", " ", body)
    state = "deleted" if DELETED.fullmatch(text) else "pending" if awaits else "published"
    author = PersonDraft(name) if name else None
    return Parts(author, author_url, posted, permalink, body, score, state)


def author_element(item: HtmlElement) -> HtmlElement | None:
    """Find the element whose text is the author's name."""
    ways = (
        named_element(item, USUAL_NAME),
        first_named(having(item, AUTHOR_BLOCK), LONGEST_NAME),
        first_named((node for node in item.iter("a") if "url" in classes(node)), USUAL_NAME),
        first_named(having(item, WEAKLY_NAMED), USUAL_NAME),
        named_element(item, LONGEST_NAME),
    )
    return next((node for node in ways if node is not None), None)


def named_element(item: HtmlElement, longest: int) -> HtmlElement | None:
    """Find the element that is named for the author's name, with a text no longer than that."""
    for pattern in NAMES:
        if (found := first_named(having(item, pattern), longest)) is not None:
            return found
    cites = (node for node in item.iter("cite") if not within(node, item, "blockquote"))
    return first_named(cites, longest)


def first_named(nodes: Iterable[HtmlElement], longest: int) -> HtmlElement | None:
    """Give the first of these elements that can hold a name, or the part of it that does."""
    for node in nodes:
        is_short = 0 < len(text_of(node, longest)) <= longest
        if is_short and not PICTURE.search(attribute(node, "class")):
            return narrowest(node)
    return None


def places_of_when(
    item: HtmlElement, anchor: str, when_at: HtmlElement | None
) -> Iterator[HtmlElement]:
    """Yield the comment's permalinks and the element of its date: names stand right before."""
    for node in item.iter("a"):
        if anchor and attribute(node, "href").endswith("#" + anchor):
            yield node
    if when_at is not None and when_at is not item:
        yield when_at


def element_before(
    item: HtmlElement, anchor: str, when_at: HtmlElement | None
) -> HtmlElement | None:
    """Find the link or the bold words right before the date, or in its line: the author's name."""
    for place in places_of_when(item, anchor, when_at):
        before = place.getprevious()
        if before is None or before.tag not in ("a", "b", "strong", "cite", "em", "i", "span"):
            continue
        between = collapse(before.tail or "")
        is_joined = not between or CONNECTING.fullmatch(between) or SAYS.fullmatch(between)
        if is_joined and can_be_name(before):
            return before
    inner = [] if when_at is None else list(when_at.iter("cite", "strong", "b", "a"))
    return next((node for node in inner if node is not when_at and can_be_name(node)), None)


def can_be_name(node: HtmlElement) -> bool:
    """Whether the words of an element in a line about a comment can be its author's name."""
    if PICTURE.search(attribute(node, "class")) or len(text_of(node, USUAL_NAME)) > USUAL_NAME:
        return False
    name = name_of(node)
    return bool(name) and not CONNECTING.fullmatch(name) and not timestamps.DATE.search(name)


def name_before(item: HtmlElement, anchor: str, when_at: HtmlElement | None) -> str:
    """Give the words that stand right before the date, a name without markup; takes them out."""
    for place in places_of_when(item, anchor, when_at):
        before, parent = place.getprevious(), place.getparent()
        written = (parent.text if before is None else before.tail) or ""
        name = tidy_name(SAYS_END.sub("", collapse(written)))
        if 0 < len(name) <= USUAL_NAME // 2 and not CONNECTING.fullmatch(name):
            if before is None:
                parent.text = ""
            else:
                before.tail = ""
            return name
    return ""


def notices_of_moderation(item: HtmlElement) -> list[HtmlElement]:
    """Give the elements that say that the comment is not yet let through."""
    return [
        node
        for node in elements(item)
        if node is not item
        and (
            "awaiting-moderation" in label(node)
            or (len(node) == 0 and AWAITING.fullmatch(text_of(node, LONGEST_NOTICE)))
        )
    ]


def within(node: HtmlElement, item: HtmlElement, tag: str) -> bool:
    """Whether `node` stands in an element of that kind, inside `item`."""
    for above in node.iterancestors():
        if above.tag == tag:
            return True
        if above is item:
            break
    return False


def narrowest(block: HtmlElement) -> HtmlElement:
    """Give the part of an author's block that holds the name alone, or the block itself."""
    for pattern in NAMES:
        for node in having(block, pattern):
            if text_of(node) and not PICTURE.search(attribute(node, "class")):
                return node
    for tag in ("cite", "strong", "b", "a"):
        for node in block.iter(tag):
            if node is not block and text_of(node) and "reply" not in attribute(node, "class"):
                return node
    return block


def name_of(element: HtmlElement) -> str:
    """Give the name in an author's element, without "says:" and the like."""
    return tidy_name(text_of(element))


def tidy_name(name: str) -> str:
    """Give a name without the words that bylines put about it."""
    name = BEFORE_NAME.sub("", AFTER_NAME.sub("", name))
    return name.strip().rstrip(":,").strip()[:LONGEST_NAME]


def moment_element(
    item: HtmlElement, setting: timestamps.Setting, name_at: HtmlElement | None, anchor: str
) -> tuple[HtmlElement | None, Moment | None]:
    """Find the element that says when the comment was written, and what it says."""
    candidates = [node for node in elements(item) if timestamps.machine_readable(node)]
    candidates += [
        node
        for node in item.iter("a")
        if (anchor and attribute(node, "href").endswith("#" + anchor)) or node.get("title")
    ]
    candidates += [node for node in having(item, WHEN) if len(text_of(node)) <= 160]
    candidates += (
        []
        if name_at is None
        else [node for node in name_at.iterancestors() if node is not item][:2]
    )
    candidates += [node for node in elements(item) if node is not item and is_date_alone(node)]
    for node in candidates:
        name = (
            text_of(name_at) if name_at is not None and node in set(name_at.iterancestors()) else ""
        )
        if len(text_of(node)) <= 300 and (moment := timestamps.of_element(node, setting, name)):
            return node, moment
    return None, None


def is_date_alone(node: HtmlElement) -> bool:
    """Whether an element without others in it says when, and nothing else."""
    if len(node) or not node.text or len(node.text) > LONGEST_NOTICE:
        return False
    shown = collapse(node.text)
    rest = timestamps.DATE.sub("", shown)
    return rest != shown and (not rest or bool(CONNECTING.fullmatch(rest)))


def links(item: HtmlElement, name_at: HtmlElement | None, anchor: str) -> tuple[str, str]:
    """Give the address written beside the author's name, and the comment's own."""
    author_url = ""
    if name_at is not None:
        near = [name_at, *name_at.iter("a"), *list(name_at.iterancestors("a"))[:1]]
        author_url = next((attribute(node, "href") for node in near if node.get("href")), "")
    permalink = ""
    if anchor:
        ending = "#" + anchor
        hrefs = (attribute(node, "href") for node in item.iter("a"))
        permalink = next((href for href in hrefs if href.endswith(ending)), "")
    if author_url.startswith(("#", "javascript:")) or (permalink and author_url == permalink):
        author_url = ""
    return author_url, permalink


def score_of(item: HtmlElement) -> int | None:
    """Give the number of points shown with a comment, where it stands alone in its element.

    That element is taken out.
    """
    for node in having(item, SCORE):
        shown = text_of(node)
        if NUMBER.fullmatch(shown):
            drop(node)
            return int(re.sub(r"[^\d-]", "", shown.replace("\u2212", "-")) or 0)
    return None


def body_of(item: HtmlElement, about: list[HtmlElement]) -> str:
    """Give the markup of what the comment says; `item` is in pieces afterwards."""
    for node in about:
        drop_with_connection(node, item)
    drop_all(node for node in having(item, ABOUT) if not holds_most(node, item))
    drop_all(node for node in list(item.iter("button", "input", "label", "select", "textarea")))
    found = [
        node for node in having(item, WHAT) if text_of(node) or node.find(".//img") is not None
    ]
    body = max(found, key=lambda node: len(text_of(node)), default=item)
    return LEADING_BREAKS.sub("", inner_html(unwrapped(body)))


def holds_most(node: HtmlElement, item: HtmlElement) -> bool:
    """Whether a part named like an accessory in truth holds the comment's paragraphs."""
    return node.find(".//p") is not None and len(text_of(node)) > 0.9 * len(text_of(item)) > 40


def drop_with_connection(node: HtmlElement, item: HtmlElement) -> None:
    """Take out a name or a date, with the words about it: "on …", "… says:"."""
    if node is item or item not in set(node.iterancestors()):
        return
    parent = node.getparent()
    if node.tail:
        node.tail = without_says(node.tail)
    drop(node)
    while parent is not None and parent is not item:
        left = text_of(parent)
        above = parent.getparent()
        if parent.tag != "p" and parent.find(".//p") is not None:
            return
        if left and not CONNECTING.fullmatch(left) and not SAYS.fullmatch(left):
            return
        if parent.tail:
            parent.tail = without_says(parent.tail)
        drop(parent)
        parent = above


def without_says(tail: str) -> str:
    """Take "says:" from the start of what follows a name, in whatever language."""
    return "" if SAYS_SOMEHOW.match(tail) else SAYS.sub("", tail, count=1)


def unwrapped(element: HtmlElement) -> HtmlElement:
    """Step into wrappers that hold nothing but one other block."""
    while (
        len(element) == 1
        and element[0].tag in ("div", "section", "article", "td", "tr", "tbody")
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    ):
        element = element[0]
    return element
