"""Of what kind a post is and in which state: pings, notices of moderation, what was taken away."""

import re
from html import unescape
from itertools import islice

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.names import is_name, tidy_name
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.whens import line_about
from archive.parsing.pages.threads.words import (
    AWAITING,
    DELETED,
    PING,
    PING_LABEL,
    SAYS_SOMEHOW,
)

COMMENT = "comment"
NAMED_KINDS = re.compile(r"(?:^|[\s_-])(pingback|trackback)(?=[\s_-]|$)")
NAMED_NOTICE = re.compile(r"awaiting[-_]?moderation")
# Of what size and kind the elements of notices are.
NOTICES = range(16, 160)
NOTICE_TAGS = frozenset({"p", "em", "i", "b", "small", "strong", "span", "div"})
LONGEST_LABEL = 60
LONGEST_NOTE = 1000  # with its markup
MOST_ELEMENTS = 60
TAGS = re.compile(r"<[^>]*>")


def kind_of(outline: Outline, record: Record) -> str:
    """Give a post's kind as its element's name or its first words tell."""
    head = outline.text[record.text_start : min(record.text_stop, record.text_start + 200)]
    match = NAMED_KINDS.search(outline.labels[record.start]) or PING.match(head.lstrip())
    return match[1].lower() if match else COMMENT


def kind_in_line(outline: Outline, number: int) -> str:
    """Give a post's kind as the line tells in which its author's name stands: "Trackback by"."""
    start, _ = line_about(outline.text, outline.starts[number])
    match = PING.match(outline.text[start : outline.starts[number] + LONGEST_LABEL])
    return match[1].lower() if match else COMMENT


def page_linked(outline: Outline, record: Record) -> int | None:
    """Give the link of a ping to the page that it comes from: its title stands for a name."""
    for number in islice(record.numbers(), MOST_ELEMENTS):
        if outline.tags[number] == "a":
            href = outline.nodes[number].get("href", "")
            name = tidy_name(outline.words(number, 200))
            if "#" not in href and href[:11] != "javascript:" and is_name(name, 500):
                return number
    return None


def notices(outline: Outline, record: Record) -> list[int]:
    """Give the elements that say that a post is not yet let through."""
    return [
        number
        for number in islice(record.numbers(), MOST_ELEMENTS)
        if number != record.start and is_notice(outline, number)
    ]


def is_notice(outline: Outline, number: int) -> bool:
    """Whether an element says that a post awaits moderation, by its name or its words."""
    if NAMED_NOTICE.search(outline.labels[number]):
        return True
    start, stop = outline.starts[number], outline.stops[number]
    if outline.tags[number] not in NOTICE_TAGS or stop - start not in NOTICES:
        return False
    is_leaf = outline.ends[number] == number + 1
    return is_leaf and bool(AWAITING.fullmatch(outline.words(number)))


def state_of(body_html: str, *, awaits: bool) -> str:
    """Give the state of a post: deleted, where only a note of that is left of it."""
    if DELETED.fullmatch(note_in(body_html)):
        return "deleted"
    return "pending" if awaits else "published"


def note_in(body_html: str) -> str:
    """Give the words of what may stand in a text's place; nothing of what is too long for it."""
    return shown(body_html) if len(body_html) <= LONGEST_NOTE else ""


def without_label(body_html: str) -> str:
    """Give what a ping says; nothing where that is only its label, in whatever language."""
    said = shown(body_html).strip()
    is_bare = not PING_LABEL.sub("", said, count=1) or bool(SAYS_SOMEHOW.match(said))
    return "" if is_bare else body_html


def shown(body_html: str) -> str:
    """Give the words of a text, for a look at a few of them."""
    return unescape(TAGS.sub(" ", body_html))
