"""The parts of one comment's element: who, when, where, what; whatever platform wrote it.

Every function works on an element that holds one comment alone, without its replies, and
`take` takes it to pieces: hand it a copy.
"""

import re
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
    text_of,
)

LONGEST_NAME = 120
NAMES = (
    re.compile(r"(?:^|\s)fn(?:\s|$)"),
    re.compile(r"(?:comment|post|publisher|byline)[-_]?(?:author|poster)[-_]?(?:name|link)\b"),
    re.compile(r"(?:^|\s)(?:comment[-_]?)?(?:author|commenter|commentor|user[-_]?name)(?:\s|$)"),
)
AUTHOR_BLOCK = re.compile(
    r"\bcomment[-_]?(?:author|name|by|user)|(?:^|\s)(?:vcard|author|byline)\b"
)
PICTURE = re.compile(r"avatar|gravatar|thumb|\bphoto\b")
WHEN = re.compile(r"(?:^|[\s_-])(?:date|time|timestamp|published|posted|meta|metadata|permalink)")
# What stands about a comment's text and is not its text.
ABOUT = re.compile(
    r"(?:^|\s)(?:comment[-_]?)?(?:author|meta|metadata|header|heading|info|details?|tools"
    r"|actions?|"
    r"links?|date|time|timestamp|permalink|number|footer|edit|avatar|gravatar|vcard|says|byline|"
    r"share|sharing|vote|votes|voting|karma|ratings?|likes?|flag|report|buttons?|reply|replies|"
    r"reply[-_]link|children|controls?|options?|badge|user[-_]?info|nav)(?:\s|$)"
    r"|commentmetadata|comment-author|comment-meta|reply|awaiting|moderation|sharedaddy|jp-relat"
    r"|says\b|\bscreen-reader-text\b|\bsr-only\b|\bavatar|\bwp-comment-rating"
)
WHAT = re.compile(
    r"comment[-_]?(?:text|content|body|message|entry|copy|post)\b|(?:^|\s)commenttext\b"
    r"|(?:^|\s)(?:entry-content|post-message|text|content|message|body)(?:\s|$)"
)
SAYS = re.compile(
    r"^\s*(?:says?|said|wrote|writes|meint(?:e)?|sagte?|schreibt|schrieb|a\s+dit|dit|a\s+écrit"
    r"|écrit"
    r"|dice|dijo|escribió|disse|diz|scrive|ha\s+scritto|пишет|говорит|אומר|אמר|يقول"
    r"|قال)?\s*[:\uff1a,·|\u2013—-]*\s*",
    re.I,
)
LEADING_BREAKS = re.compile(r"^(?:\s*<br\s*/?>)+\s*", re.I)
SAYS_END = re.compile(r"\s+(?:says?|said|on|am|um|le|at)\W*$", re.I)
CONNECTING = re.compile(
    r"(?:\b(?:on|at|am|um|by|the|le|à|el|a|las|il|alle|em|às|says?|said|ago|reply|posted|permalink"
    r"|uhr|link|edit|vor|il y a|hace|há|wrote|\d{1,4}|[ap]\.?m\.?)\b|[\W_])+",
    re.I,
)
DELETED = re.compile(
    r"\W*(?:(?:(?:post|message) )?(?:deleted|removed)(?: by (?:\w+ ){0,3}\w+)?|comment"
    r" (?:deleted|removed)|(?:this|the|your) comment (?:has been|was|is) "
    r"(?:deleted|removed)|comment (?:deleted|removed) by (?:\w+ ){0,3}\w+|(?:this|the) comment "
    r"(?:has been|was) (?:deleted|removed) by (?:\w+ ){0,3}\w+|(?:dieser )?kommentar (?:wurde )?"
    r"(?:gelöscht|entfernt)|(?:ce )?commentaire (?:a été )?(?:supprimé|effacé)|(?:este"
    r" )?comentario "
    r"(?:ha sido )?(?:eliminado|borrado)|(?:este )?comentário (?:foi )?(?:removido|apagado)"
    r"|(?:questo )?commento (?:è stato )?(?:rimosso|eliminato)|комментарий удал[её]н"
    r"|コメントは削除されました"
    r"|תגובה זו נמחקה|תם حذف هذا التعليق|تم حذف التعليق)\W*",
    re.I,
)
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


def take(item: HtmlElement, setting: timestamps.Setting, anchor: str = "") -> Parts:
    """Take a comment's element apart.

    `anchor` is the fragment that its permalink ends in, where the platform has one.
    """
    drop_all(node for node in elements(item) if node.tag in ("script", "style", "form", "template"))
    awaits = having(item, re.compile("awaiting-moderation"))
    name_at = author_element(item)
    when_at, posted = moment_element(item, setting, name_at, anchor)
    name = name_of(name_at) if name_at is not None else name_before(item, anchor)
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
    for pattern in NAMES:
        for node in having(item, pattern):
            if 0 < len(text_of(node)) <= LONGEST_NAME and not PICTURE.search(
                attribute(node, "class")
            ):
                return narrowest(node)
    for node in item.iter("cite"):
        if 0 < len(text_of(node)) <= LONGEST_NAME and not within(node, item, "blockquote"):
            return narrowest(node)
    for node in having(item, AUTHOR_BLOCK):
        if text_of(node) and not PICTURE.search(attribute(node, "class")):
            return narrowest(node)
    for node in item.iter("a"):
        if "url" in classes(node) and text_of(node):
            return node
    return None


def name_before(item: HtmlElement, anchor: str) -> str:
    """Give the text that stands right before a comment's permalink, and take it out."""
    for link in item.iter("a"):
        if anchor and attribute(link, "href").endswith("#" + anchor):
            before, parent = link.getprevious(), link.getparent()
            written = (parent.text if before is None else before.tail) or ""
            name = tidy_name(SAYS_END.sub("", collapse(written)))
            if not 0 < len(name) <= LONGEST_NAME // 2 or CONNECTING.fullmatch(name):
                return ""
            if before is None:
                parent.text = ""
            else:
                before.tail = ""
            return name
    return ""


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
    name = re.sub(
        r"\s+(?:says?|said|wrote|meint|sagt|schreibt|dit|dice|diz)\s*:?\s*$", "", name, flags=re.I
    )
    name = re.sub(r"^(?:by|von|por|par|di|от)\s+(?=\S)", "", name, flags=re.I)
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
    for node in candidates:
        name = (
            text_of(name_at) if name_at is not None and node in set(name_at.iterancestors()) else ""
        )
        if len(text_of(node)) <= 300 and (moment := timestamps.of_element(node, setting, name)):
            return node, moment
    return None, None


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
    """Give the number of points shown with a comment, where it stands alone in its element."""
    for node in having(item, SCORE):
        shown = text_of(node)
        if NUMBER.fullmatch(shown):
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
        node.tail = SAYS.sub("", node.tail, count=1)
    drop(node)
    while parent is not None and parent is not item:
        left = text_of(parent)
        above = parent.getparent()
        if parent.tag != "p" and parent.find(".//p") is not None:
            return
        if left and not CONNECTING.fullmatch(left) and not SAYS.fullmatch(left):
            return
        if parent.tail:
            parent.tail = SAYS.sub("", parent.tail, count=1)
        drop(parent)
        parent = above


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
