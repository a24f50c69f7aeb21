"""What stands around an article on its page: sidebars, teasers of other articles, menus."""

import re

from lxml.html import HtmlElement

from archive.parsing.pages.markup import ancestors, copied, drop, elements, label

BESIDE = re.compile(
    r"sidebar|widget|related|recommend|teaser|(?<!post-)(?<!entry-)(?<!article-)footer"
    r"|navigation|\bmenu\b|popular|trending|carousel"
    r"|recent-?(?:posts|comments)|most-?read"
)
NEVER = frozenset({"html", "body", "main", "article", "h1", "h2", "time", "p"})


def without_surroundings(tree: HtmlElement, kept: list[HtmlElement]) -> HtmlElement:
    """Give a copy of `tree` without what stands beside the article.

    Elements that hold one of `kept` stay whatever their names are, and `kept` that are no
    headings, the comments, are themselves left out.
    """
    copy, twins = copied(tree, kept)
    lines = {above for twin in twins for above in ancestors(twin)}
    for node in list(elements(copy)):
        if node not in lines and is_beside(node) and node is not copy:
            drop(node)
    for twin in reversed(twins):
        if twin.tag not in ("h1", "h2", "h3", "h4"):
            drop(twin)
    return copy


def is_beside(node: HtmlElement) -> bool:
    """Whether an element by its kind or name stands beside the article."""
    if node.tag in ("aside", "nav", "dialog"):
        return True
    if node.tag == "footer":
        return not any(above.tag == "article" for above in ancestors(node))
    return node.tag not in NEVER and bool(BESIDE.search(label(node)))
