"""Whether the first of a page's posts is what the others answer: a forum's opening post."""

import re

from archive.lib.text import fold
from archive.parsing.pages.outline import BREAK
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads.records import Record

# So named, posts answer an article that stands elsewhere, if only on another page.
COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|coment\w*|koment\w*|[ck]omment[ai]\w*|repl(?:y|ies)|answers?|antwort\w*|respon\w+"
    r"|r[eé]ac\w+|reakt\w*|leser\w*|yorum\w*|opinion\w*|cmt\w*|feedback|talkback\w*|ugc\w*|reageer\w*"
    r"|pinglun|huifu|sxoli\w*)(?=[\s_-]|\d|$)"
)
# So named, they are a forum's, whatever else is around them.
TOPIC = re.compile(r"(?:^|[\s_-])c?topic(?=[\s_-]|\d|$)")
# In these systems everything is a post, and the article is always elsewhere.
SYSTEMS = re.compile(r"disqus|conversation|livefyre|fyre|coral|spotim|comments-frame")
LEVELS = 3
LONG_LINE, LONG_LINE_OF_SIGNS = 100, 40
SIGNS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
SENTENCE = re.compile(r"[.!?…。！？।؟](?:\s|$|[\"'”»\u2019)])|[。！？]")
MOST_BEFORE = 300


def has_opening(page: Page, records: list[Record]) -> bool:
    """Whether nothing on the page but its first post can be the article.

    So it is where the page has a headline, no running text stands between it and the posts, and
    nothing calls these comments.
    """
    outline, first = page.outline, records[0]
    own = outline.labels[first.start]
    above = [outline.labels[number] for number in outline.above(first.start)]
    if len(records) < 2 or any(SYSTEMS.search(label) for label in [own, *above]):
        return False
    near = [own, *above[:LEVELS]]
    is_topic = any(TOPIC.search(label) for label in near)
    if not is_topic and any(COMMENTS.search(label) for label in near):
        return False
    before = outline.text[: first.text_start].split(BREAK)
    running = sum(weight_of(line) for line in map(collapsed, before) if is_running(line))
    return running <= MOST_BEFORE and has_headline(page, first.start)


def collapsed(line: str) -> str:
    """Give a line without the white space of its source."""
    return " ".join(line.split())


def weight_of(line: str) -> int:
    """Give how long a line is, a sign counted as the letters of a short word."""
    return len(line) * (LONG_LINE // LONG_LINE_OF_SIGNS + 1 if SIGNS.search(line) else 1)


def is_running(line: str) -> bool:
    """Whether a line is one of running text: long, and of sentences."""
    longest = LONG_LINE_OF_SIGNS if SIGNS.search(line) else LONG_LINE
    return len(line) > longest and bool(SENTENCE.search(line))


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
