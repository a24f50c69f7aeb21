"""Comments on a page that are none of its thread: in templates, sidebars, widgets.

A layout's wrapper often bears the sidebar's name ("content-sidebar-wrap", "has-sidebar") and page
builders call everything a widget; what holds the headline, the article or the form for answers is
no sidebar, whatever its name.
"""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from archive.parsing.pages.markup import ancestors, attribute, elements, label

UNREAD = frozenset({"template", "script", "aside", "textarea"})
BESIDE = re.compile(
    r"(?:^|\s)(?:(?:[\w-]+[-_])?widgets?(?:[-_][\w-]+)?|\S*sidebar\S*"
    r"|\S*(?:recent|latest|last|newest|top|popular)[-_]?(?:comment|response|repl)\S*)(?=\s|$)"
)
WHOLE_PAGE = frozenset({"html", "body", "main"})
OF_THE_ARTICLE = re.compile(
    r"(?:^|\s)(?:hentry|entry-content|post-content|entry-title|respond|commentform"
    r"|comment-form|comment-respond)(?=\s|$)"
)
# "elementor-widget-post-comments", "widget_post_comments": a builder's place for the thread.
OWN_THREAD = re.compile(r"widget[-_](?:post|article|entry)[-_]?comments")


@dataclass(slots=True)
class Elsewhere:
    """Tells for elements of one page whether they stand beside its thread; remembers answers."""

    known: dict[HtmlElement, bool] = field(default_factory=dict)

    def __contains__(self, element: HtmlElement) -> bool:
        """Whether an element stands in a template, or in a list of comments on other articles."""
        line = []
        answer = False
        for node in ancestors(element):
            if node in self.known:
                answer = self.known[node]
                break
            line.append(node)
        for node in reversed(line):
            answer = answer or is_beside(node)
            self.known[node] = answer
        return answer


def is_beside(node: HtmlElement) -> bool:
    """Whether an element is by kind or name none that holds a page's own thread."""
    if node.tag in UNREAD:
        return True
    if node.tag in WHOLE_PAGE or not BESIDE.search(label(node)) or OWN_THREAD.search(label(node)):
        return False
    return not any(
        inner.tag == "h1"
        or OF_THE_ARTICLE.search(label(inner))
        or "wp-comments-post" in attribute(inner, "action")
        for inner in elements(node)
    )
