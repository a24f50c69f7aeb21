"""Who finds the comments on a page: one module per platform family, listed in one dict.

A recogniser's module has `find(page) -> Thread | None`. It knows a platform by its markup, never
by a host's name. Where several find a thread, the one with the most evidence is believed; to add
one, write its module and add its line.
"""

from collections.abc import Callable

from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import disqus, schema_org, wordpress
from archive.parsing.pages.threads.thread import Thread

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
    threads = [(name, thread) for name, find in RECOGNISERS.items() if (thread := find(page))]
    best = max(threads, key=lambda named: named[1].evidence, default=None)
    return best if best is not None else ("", None)
