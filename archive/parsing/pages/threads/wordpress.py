"""Threads of WordPress: the walker's markup, and house themes that keep its ids or classes.

Rules from WordPress itself: Walker_Comment gives each comment `id="comment-<number>"` and, by
comment_class(), `comment|pingback|trackback … depth-<level>`; replies stand in `.children`.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from archive.parsing.drafts import CommentDraft, Identity
from archive.parsing.pages.markup import ancestors, attribute, classes, elements, text_of
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import parts
from archive.parsing.pages.threads.elsewhere import Elsewhere
from archive.parsing.pages.threads.thread import Item, Thread, take_apart
from archive.parsing.pages.threads.words import PING, PING_LABEL
from archive.parsing.pages.timestamps import Setting

NUMBERED = re.compile(r"^(?:li-|div-|dl-)?comment-(\d+)$")
LISTS = {
    "commentlist",
    "comment-list",
    "comments-list",
    "comment_list",
    "ast-comment-list",
    "wp-block-comment-template",
}
KINDS = ("pingback", "trackback")
DEPTH = re.compile(r"^depth-(\d+)$")
WALKED = re.compile(r"^(?:depth-\d+|thread-(?:even|odd|alt))$")
LONGEST_LABEL = 60
HOLDERS = {"li", "div", "article", "section", "dl", "dt", "dd", "tr", "td"}


@dataclass(frozen=True, slots=True)
class Found:
    """An element that holds one comment, with its number at the source where it shows one."""

    element: HtmlElement
    number: str


def find(page: Page) -> Thread | None:
    """Give the page's WordPress thread, or None."""
    found = comment_elements(page.tree)
    if not found or not is_wordpress(page, found):
        return None
    found, items = with_descriptions(found, take_apart([one.element for one in found]))
    parents = parents_of(items)
    drafts = [
        draft_of(one, item, index, page.setting)
        for index, (one, item) in enumerate(zip(found, items, strict=True))
    ]
    kept = [index for index, draft in enumerate(drafts) if is_comment(draft)]
    comments = tuple(
        replace(drafts[index], rank=rank, parent_ref=parent_ref(drafts, parents[index]))
        for rank, index in enumerate(kept)
    )
    return Thread("wordpress", comments, tuple(all_parts(found))) if comments else None


def is_comment(draft: CommentDraft) -> bool:
    """Whether an element of the right form holds anything that was said, or anyone who said it."""
    return bool(draft.body_html and (draft.author or draft.posted or draft.identities)) or bool(
        draft.kind != "comment" and draft.author
    )


def parent_ref(drafts: list[CommentDraft], above: int | None) -> str | None:
    """Give the name of the comment replied to; None where it is at the top or was none."""
    return drafts[above].ref if above is not None and is_comment(drafts[above]) else None


def comment_elements(tree: HtmlElement) -> list[Found]:
    """Give the outermost element of each comment, in document order."""
    found: list[Found] = []
    numbers: set[str] = set()
    elsewhere = Elsewhere()
    for element in elements(tree):
        if element.tag not in HOLDERS:
            continue
        number = NUMBERED.match(attribute(element, "id"))
        if number and number[1] in numbers:
            continue
        if not (number or is_walked(element) or is_listed(element)):
            continue
        if is_of_disqus(element) or element in elsewhere or is_in_noscript(element):
            continue
        inner = number[1] if number else number_within(element)
        if inner and inner in numbers:
            continue
        numbers.add(inner)
        found.append(Found(element, inner))
    return found


def is_of_disqus(element: HtmlElement) -> bool:
    """Whether an element is of the list that the Disqus plugin put in place of WordPress's own."""
    ids = (attribute(node, "id") for node in (element, *ancestors(element)))
    return any(own.startswith("dsq-") or own == "disqus_thread" for own in ids)


def is_walked(element: HtmlElement) -> bool:
    """Whether an element has the classes of comment_class()."""
    tokens = classes(element)
    kinds = {"comment", *KINDS}
    return bool(kinds.intersection(tokens)) and any(WALKED.match(token) for token in tokens)


def is_listed(element: HtmlElement) -> bool:
    """Whether an element is a direct item of a comment list, or of the replies to one."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or not LISTS.intersection(classes(parent)):
        return False
    return len(text_of(element)) > 0 and element.find(".//input") is None


def is_in_noscript(element: HtmlElement) -> bool:
    """Whether an element is only for browsers without scripts: another system has the thread."""
    return next(element.iterancestors("noscript"), None) is not None


def descriptions(term: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the dd elements of a dt: some themes write who in the one, what in the others."""
    node = term.getnext() if term.tag == "dt" else None
    while node is not None and node.tag == "dd":
        yield node
        node = node.getnext()


def all_parts(found: list[Found]) -> Iterator[HtmlElement]:
    """Yield the elements of comments, with those that belong to them."""
    for one in found:
        yield one.element
        yield from descriptions(one.element)


def with_descriptions(found: list[Found], items: list[Item]) -> tuple[list[Found], list[Item]]:
    """Put the text of each dt's dd elements into its copy, and leave those out as items."""
    owned: set[HtmlElement] = set()
    for item in items:
        for part in descriptions(item.element):
            owned.add(part)
            item.copy.append(deepcopy(part))
    if not owned:
        return found, items
    kept = [place for place, item in enumerate(items) if item.element not in owned]
    return [found[place] for place in kept], [items[place] for place in kept]


def number_within(element: HtmlElement) -> str:
    """Give the number of a comment whose own element carries none, from the elements in it."""
    for node in elements(element):
        if match := NUMBERED.match(attribute(node, "id")):
            return match[1]
        if node is not element and (is_walked(node) or is_listed(node)):
            break
    return ""


def is_wordpress(page: Page, found: list[Found]) -> bool:
    """Whether more than ids of the common form "comment-1" speaks for WordPress."""
    generators = " ".join(page.meta.get("generator", [])).lower()
    if generators:
        return "wordpress" in generators or any(is_walked(one.element) for one in found)
    if any(is_walked(one.element) or is_of_kubrick(one.element) for one in found):
        return True
    for node in page.tree.iter("link", "script", "form", "a", "img"):
        target = attribute(node, "href") + attribute(node, "src") + attribute(node, "action")
        if "/wp-content/" in target or "/wp-includes/" in target or "replytocom=" in target:
            return True
        if target.endswith("/wp-comments-post.php"):
            return True
    return False


def is_of_kubrick(element: HtmlElement) -> bool:
    """Whether an element stands in the list that WordPress's first default theme wrote."""
    parent = element.getparent()
    return parent is not None and parent.tag == "ol" and "commentlist" in classes(parent)


def parents_of(items: list[Item]) -> list[int | None]:
    """Give the place of each comment's parent: by nesting, else by the level in its classes."""
    if any(item.parent is not None for item in items):
        return [item.parent for item in items]
    parents: list[int | None] = []
    path: list[tuple[int, int]] = []  # level and place of the comments above
    for index, item in enumerate(items):
        levels = [match[1] for token in classes(item.element) if (match := DEPTH.match(token))]
        level = int(levels[0]) if levels else 1
        while path and path[-1][0] >= level:
            path.pop()
        parents.append(path[-1][1] if path else None)
        path.append((level, index))
    return parents


def draft_of(one: Found, item: Item, index: int, setting: Setting) -> CommentDraft:
    """Give the draft of one comment, still without rank and parent."""
    tokens = classes(one.element)
    kind = next((kind for kind in KINDS if kind in tokens), "") or labelled_kind(item.copy)
    taken = parts.take(
        item.copy, setting, f"comment-{one.number}" if one.number else "", is_ping=kind != "comment"
    )
    shown = re.sub(r"<[^>]*>", " ", taken.body_html).strip()
    is_bare_ping = kind != "comment" and PING_LABEL.sub("", shown) == ""
    return CommentDraft(
        ref=ref_of(one, index),
        rank=index,
        identities=(Identity("wordpress", one.number),) if one.number else (),
        kind=kind,
        state=taken.state,
        author=taken.author,
        author_url=taken.author_url,
        posted=taken.posted,
        body_html="" if is_bare_ping else taken.body_html,
        score=taken.score,
        permalink=taken.permalink,
        by_article_author="bypostauthor" in tokens,
        place=f"comment {one.number or index + 1}",
    )


def labelled_kind(item: HtmlElement) -> str:
    """Give the kind that old themes wrote into the byline ("Pingback by …"); else "comment"."""
    for node in (item, *item.iter("cite")):
        if match := PING.match(text_of(node, LONGEST_LABEL)[:LONGEST_LABEL]):
            return match[1].lower()
    return "comment"


def ref_of(one: Found, index: int) -> str:
    """Give the name of a comment within its article: its number, else its place."""
    return one.number or f"#{index + 1}"
