"""Parts of a page that hold none of its own thread: templates, sidebars, widgets.

A layout's wrapper often bears the sidebar's name ("content-sidebar-wrap", "has-sidebar") and page
builders call everything a widget; what holds the headline, the article or the form for answers is
no sidebar, whatever its name.
"""

import re

from archive.parsing.pages.outline import Outline

UNREAD = ("template", "script", "aside", "textarea", "nav", "form", "button", "select", "dialog")
BESIDE = re.compile(
    r"\s(?:(?:[\w-]+[-_])?widgets?(?:[-_][\w-]+)?|\S*sidebar\S*"
    r"|\S*(?:recent|latest|last|newest|neueste?|letzte|derni[eè]re?s?|[uú]ltim[aeio]s?|nieuwste|laatste|senaste|siste|ostatnie|posledn\w*|top|popular)[-_]?(?:comment|response|repl|post|article|kommentar)\S*"
    r"|\S*related\S*|footer|site-footer|colophon"
    # posts of elsewhere, shown within an article
    r"|tweet|quoted-tweet|twitter-\S*|fb-post|instagram-media|\S*oembed\S*)(?=\s)"
)
MOST = 0.6  # of a page's text: no sidebar holds that
MOST_IN_FORM = 0.15
OUTSIDE = 1  # in the mask: beside the thread
FORM = b"\x02"
WHOLE_PAGE = frozenset({"html", "body", "main"})
OF_THE_ARTICLE = re.compile(
    r"\s(?:hentry|entry-content|post-content|entry-title|respond|commentform"
    r"|comment-form|comment-respond)(?=\s)"
)
SYSTEM = re.compile(r"comments?(?![a-z])|disqus|discussion|fyre|conversation")
ELSEWHERE = re.compile(r"recent|latest|last|newest|neueste|letzte|derni|ltim|sidebar|popular|top-")
# "elementor-widget-post-comments", "widget_post_comments": a builder's place for the thread.
OWN_THREAD = re.compile(r"widget[-_](?:post|article|entry)[-_]?comments")


def beside(outline: Outline) -> bytearray:
    """Give a mask over a page's elements: 1 for all that stands beside its thread.

    It is FORM in forms, where families may still know posts: some platforms put a thread into one
    to hide or delete what is ticked.
    """
    most = MOST_IN_FORM * len(outline.letters)  # some sites put the whole page into one form
    found = [
        number for tag in UNREAD for number in outline.tagged(tag) if outline.size(number) <= most
    ]
    found += [number for number in outline.labelled(BESIDE) if is_beside(outline, number)]
    forms = [number for number in found if outline.tags[number] == "form"]
    mask = outline.covered(number for number in found if outline.tags[number] != "form")
    for number in forms:
        end = outline.ends[number]
        mask[number:end] = mask[number:end].replace(b"\x00", FORM)
    return mask


def is_beside(outline: Outline, number: int) -> bool:
    """Whether an element with the name of a sidebar or widget is one."""
    if outline.tags[number] in WHOLE_PAGE or OWN_THREAD.search(outline.labels[number]):
        return False
    if outline.size(number) > MOST * len(outline.letters):
        return False
    if holds_thread(outline, number):
        return False
    return not (
        outline.tagged("h1", number)
        or outline.labelled(OF_THE_ARTICLE, number)
        or any(
            "wp-comments-post" in outline.nodes[form].get("action", "")
            for form in outline.tagged("form", number)
        )
    )


def holds_thread(outline: Outline, number: int) -> bool:
    """Whether what is called a widget is a comment system's: so named, or within what is."""
    label = outline.labels[number]
    around = outline.parents[number]
    labels = f" {label} {outline.labels[around] if around >= 0 else ''} "
    return bool(SYSTEM.search(labels)) and not ELSEWHERE.search(labels)
