"""Who finds the comments on a page: one module per platform family, listed in one dict.

A recogniser's module has `find(page) -> Thread | None`. It knows a platform by its markup, never
by a host's name. Where several find a thread, the one with the most evidence is believed; to add
one, write its module and add its line.
"""

from collections.abc import Callable
from dataclasses import replace

from archive.lib.html import strip_tags
from archive.parsing.drafts import CommentDraft
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import disqus, schema_org, wordpress
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.words import PLACEHOLDER

LONGEST_TEMPLATE = 1000

# Where the evidence is equal, the earlier one is believed: platforms know their own ids.
RECOGNISERS: dict[str, Callable[[Page], Thread | None]] = {
    "wordpress": wordpress.find,
    "disqus": disqus.find,
    "schema.org": schema_org.find,
}


def find_thread(page: Page) -> tuple[str, Thread | None]:
    """Give the page's thread and the recogniser that found it; ("", None) where there is none.

    The cost is a few walks over the page for each recogniser.
    """
    found = [(name, find(page)) for name, find in RECOGNISERS.items()]
    threads = [(name, kept) for name, thread in found if thread and (kept := said(thread))]
    best = max(threads, key=lambda named: named[1].evidence, default=None)
    return best if best is not None else ("", None)


def said(thread: Thread) -> Thread | None:
    """Give the thread without what a script of the page would have filled in ("{{name}}")."""
    kept = tuple(one for one in thread.comments if not is_template(one))
    if len(kept) == len(thread.comments):
        return thread
    return replace(thread, comments=kept) if kept else None


def is_template(comment: CommentDraft) -> bool:
    """Whether a comment's author or text is only a place to be filled in."""
    name = comment.author.name if comment.author else ""
    text = strip_tags(comment.body_html) if len(comment.body_html) <= LONGEST_TEMPLATE else ""
    return any(PLACEHOLDER.fullmatch(value) for value in (name, text.strip()) if value)
