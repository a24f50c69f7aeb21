"""Threads of Disqus where they stand in the page: the static list its plugin wrote for crawlers.

The list is `#dsq-comments` (or `#disqus_thread`) with `#dsq-comment-<number>` elements, whose
parts have ids of the same number: dsq-cite-, dsq-author-user-, dsq-time-, dsq-comment-message-.
"""

import re

from lxml.html import HtmlElement

from archive.parsing.drafts import CommentDraft, Identity, PersonDraft
from archive.parsing.pages import timestamps
from archive.parsing.pages.markup import attribute, classes, elements, inner_html, text_of
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads.parts import DELETED, name_of, unwrapped
from archive.parsing.pages.threads.thread import Item, Thread, take_apart

COMMENT = re.compile(r"^(?:dsq-)?comment-(\d+)$")
DEPTH = re.compile(r"^(?:dsq-)?depth-(\d+)$")


def find(page: Page) -> Thread | None:
    """Give the page's static Disqus thread, or None."""
    found = [
        element
        for element in elements(page.tree)
        if attribute(element, "id").startswith("dsq-comment-")
        and COMMENT.match(attribute(element, "id"))
    ]
    if not found:
        return None
    items = take_apart(found)
    parents = parents_of(items)
    refs = [number_of(element) for element in found]
    drafts = [
        draft_of(item, rank, None if parents[rank] is None else refs[parents[rank] or 0], page)
        for rank, item in enumerate(items)
    ]
    comments = tuple(draft for draft in drafts if draft.body_html or draft.author)
    return Thread("disqus", comments, tuple(found)) if comments else None


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


def draft_of(item: Item, rank: int, parent_ref: str | None, page: Page) -> CommentDraft:
    """Give the draft of one comment."""
    number = number_of(item.element)
    named = part(item.copy, ("dsq-author-user-", "dsq-cite-", "dsq-comment-header-"), number)
    name = name_of(named) if named is not None else ""
    time_at = part(item.copy, ("dsq-time-", "dsq-date-", "dsq-comment-date-"), number)
    if time_at is None:
        header = part(item.copy, ("dsq-comment-header-",), number)
        times = (
            []
            if header is None
            else [n for n in elements(header) if timestamps.machine_readable(n)]
        )
        time_at = next(iter(times), header)
    said = part(item.copy, ("dsq-comment-message-", "dsq-comment-body-"), number)
    body = inner_html(unwrapped(said)) if said is not None else ""
    is_deleted = DELETED.fullmatch(text_of(said)) if said is not None else None
    return CommentDraft(
        ref=number,
        rank=rank,
        parent_ref=parent_ref,
        identities=(Identity("disqus", number),),
        state="deleted" if is_deleted else "published",
        author=PersonDraft(name) if name else None,
        author_url=address_of(named),
        posted=None if time_at is None else timestamps.of_element(time_at, page.setting, name),
        body_html=body,
        place=f"comment {number}",
    )


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
