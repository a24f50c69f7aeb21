"""Whether the first of a page's posts is what the others answer: a forum's opening post."""

import re
from itertools import islice

from archive.lib.text import fold
from archive.parsing.pages.outline import BREAK
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads.records import Record

# So named, posts answer an article that stands elsewhere, if only on another page.
COMMENTS = re.compile(
    r"comment|coment|koment|komment|repl(?:y|ies)|answer|antwort|respon|r[eé]ac|reakt|leser|yorum"
    r"|opinion|cmt|feedback|talkback|ugc|disqus|dsq|replie|reageer|reactie"
)
LEVELS = 3
LONG_LINE = 100
MOST_BEFORE = 300


def has_opening(page: Page, records: list[Record]) -> bool:
    """Whether nothing on the page but its first post can be the article.

    So it is where the page has a headline, no running text stands between it and the posts, and
    nothing calls these comments.
    """
    outline, first = page.outline, records[0]
    labels = [outline.labels[first.start]]
    labels += [outline.labels[number] for number in islice(outline.above(first.start), LEVELS)]
    if any(COMMENTS.search(label) for label in labels) or len(records) < 2:
        return False
    before = outline.text[: first.text_start]
    running = sum(
        len(line) for line in map(str.strip, before.split(BREAK)) if len(line) > LONG_LINE
    )
    return running <= MOST_BEFORE and has_headline(page, first.start)


def has_headline(page: Page, number: int) -> bool:
    """Whether a heading before or in the first post is in the window's title as well."""
    outline, title = page.outline, fold(page.window_title)
    headings = [
        n
        for tag in ("h1", "h2", "h3", "h4", "a", "b", "strong", "td", "span", "div")
        for n in outline.tagged(tag)
    ]
    return any(
        heading < outline.ends[number]
        and 6 <= outline.size(heading) <= 200
        and fold(outline.words(heading, 200)) in title
        for heading in headings
    )
