"""Threads of Disqus where they stand in the page: the static list its plugin wrote for crawlers.

The list is `#dsq-comments` (or `#disqus_thread`) with `#dsq-comment-<number>` elements, whose
parts have ids of the same number: dsq-cite-, dsq-author-user-, dsq-time-, dsq-comment-message-.
"""

import re
from dataclasses import replace

from lxml.html import HtmlElement

from archive.lib.dates import Moment
from archive.parsing.drafts import CommentDraft, Identity, PersonDraft
from archive.parsing.pages import timestamps
from archive.parsing.pages.markup import (
    ancestors,
    attribute,
    classes,
    elements,
    inner_html,
    text_of,
)
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import parts
from archive.parsing.pages.threads.parts import name_of, unwrapped
from archive.parsing.pages.threads.thread import Item, Thread, take_apart
from archive.parsing.pages.threads.words import DELETED

PINGS = frozenset({"pingback", "trackback"})
LISTS = ("dsq-comments", "dsq-content", "disqus_thread")
COMMENT = re.compile(r"^(?:dsq-)?comment-(\d+)$")
DEPTH = re.compile(r"^(?:dsq-)?depth-(\d+)$")


def find(page: Page) -> Thread | None:
    """Give the page's static Disqus thread, or None."""
    found = [element for element in elements(page.tree) if is_comment(element)]
    if not any(number_of(element) for element in found):
        return None
    items = take_apart(found)
    parents = parents_of(items)
    refs = [number_of(element) or f"#{place + 1}" for place, element in enumerate(found)]
    drafts = []
    for place, item in enumerate(items):
        above = parents[place]
        parent_ref = None if above is None else refs[above]
        make = draft_of if number_of(item.element) else ping_of
        drafts.append(replace(make(item, page), ref=refs[place], rank=place, parent_ref=parent_ref))
    comments = tuple(draft for draft in drafts if draft.body_html or draft.author)
    return Thread("disqus", comments, tuple(found)) if comments else None


def is_comment(element: HtmlElement) -> bool:
    """Whether an element holds one comment, or one of the pings listed among them."""
    own = attribute(element, "id")
    if own.startswith("dsq-comment-") and COMMENT.match(own):
        return True
    if element.tag != "li" or not PINGS.intersection(classes(element)):
        return False
    return any(attribute(above, "id") in LISTS for above in ancestors(element))


def number_of(element: HtmlElement) -> str:
    """Give the number in a comment element's id."""
    match = COMMENT.match(attribute(element, "id"))
    return match[1] if match else ""


def parents_of(items: list[Item]) -> list[int | None]:
    """Give the place of each comment's parent: by nesting, else by the level in its classes."""
    parents: list[int | None] = []
    path: list[tuple[int, int]] = []
    for index, item in enumerate(items):
        levels = [match[1] for token in classes(item.element) if (match := DEPTH.match(token))]
        level = int(levels[0]) if levels else 0
        while path and path[-1][0] >= level:
            path.pop()
        by_level = path[-1][1] if path else None
        parents.append(item.parent if item.parent is not None else by_level)
        path.append((level, index))
    return parents


def draft_of(item: Item, page: Page) -> CommentDraft:
    """Give the draft of one comment, still without its place in the thread."""
    number = number_of(item.element)
    named = part(item.copy, ("dsq-author-user-", "dsq-cite-", "dsq-comment-header-"), number)
    name = name_of(named) if named is not None else ""
    said = part(item.copy, ("dsq-comment-message-", "dsq-comment-body-"), number)
    is_deleted = DELETED.fullmatch(text_of(said)) if said is not None else None
    return CommentDraft(
        ref=number,
        rank=0,
        identities=(Identity("disqus", number),),
        state="deleted" if is_deleted else "published",
        author=PersonDraft(name) if name else None,
        author_url=address_of(named),
        posted=moment_of(item.copy, number, page, name),
        body_html=inner_html(unwrapped(said)) if said is not None else "",
        by_article_author="bypostauthor" in classes(item.element),
        place=f"comment {number}",
    )


def ping_of(item: Item, page: Page) -> CommentDraft:
    """Give the draft of a ping: the link it came from, by its title."""
    taken = parts.take(item.copy, page.setting, is_ping=True)
    return CommentDraft(
        ref="",
        rank=0,
        kind=next(kind for kind in sorted(PINGS) if kind in classes(item.element)),
        author=taken.author,
        author_url=taken.author_url,
        posted=taken.posted,
        place=f"ping {taken.author_url}",
    )


def moment_of(item: HtmlElement, number: str, page: Page, name: str) -> Moment | None:
    """Give when a comment was written, from its own element for that or from its header."""
    time_at = part(item, ("dsq-time-", "dsq-date-", "dsq-comment-date-"), number)
    header = part(item, ("dsq-comment-header-",), number)
    if time_at is None and header is not None:
        marked = (node for node in elements(header) if timestamps.machine_readable(node))
        time_at = next(marked, header)
    return None if time_at is None else timestamps.of_element(time_at, page.setting, name)


def part(item: HtmlElement, prefixes: tuple[str, ...], number: str) -> HtmlElement | None:
    """Give the element of a comment's part, by the first of these prefixes that has text."""
    by_id = {attribute(node, "id"): node for node in elements(item)}
    by_class = {token + "-": node for node in elements(item) for token in classes(node)}
    for prefix in prefixes:
        node = by_id.get(prefix + number)
        node = by_class.get(prefix) if node is None else node
        if node is not None and text_of(node):
            return node
    return None


def address_of(named: HtmlElement | None) -> str:
    """Give the address an author's name links to."""
    if named is None:
        return ""
    near = [named, *named.iter("a"), *list(named.iterancestors("a"))[:1]]
    hrefs = (attribute(node, "href") for node in near if node.tag == "a")
    return next((href for href in hrefs if href and not href.startswith("#")), "")
