"""Threads of WordPress: the walker's markup, and house themes that keep its ids or classes.

Rules from WordPress itself: Walker_Comment gives each comment `id="comment-<number>"` and, by
comment_class(), `comment|pingback|trackback … depth-<level>`; replies stand in `.children`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.parsing.drafts import Identity
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import records
from archive.parsing.pages.threads.beside import OUTSIDE
from archive.parsing.pages.threads.families.wordpress_parts import hints_of
from archive.parsing.pages.threads.posts import in_order, read_posts, thread_of_topic
from archive.parsing.pages.threads.reading import Reading
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.thread import Thread

NUMBERED = re.compile(r"(?:li-|div-|dl-)?comment-(\d+)")
KINDS = frozenset({"comment", "pingback", "trackback"})
WALKED = re.compile(r"\s(?:depth-\d+|thread-(?:even|odd|alt))(?=\s)")
# A first look at all labels at once; each that matches is looked at closely.
LIKELY = re.compile(r"\s(?:(?:li-|div-|dl-)?comment-\d+|comment|pingback|trackback)(?=\s)")
LISTS = re.compile(
    r"\s(?:commentlist|comment-list|comments-list|comment_list|ast-comment-list"
    r"|wp-block-comment-template)(?=\s)"
)
HOLDERS = frozenset({"li", "div", "article", "section", "dl", "dt", "dd", "tr", "td"})
# Addresses on pages of WordPress, and where they stand.
SIGNS = re.compile(r"/wp-content/|/wp-includes/|replytocom=|/wp-comments-post\.php$")
SIGNED = (("link", "href"), ("script", "src"), ("form", "action"), ("a", "href"), ("img", "src"))
# The Disqus plugin put a list of its own in place of WordPress's.
DISQUS = re.compile(r"\s(?:dsq-[\w-]*|disqus_thread)(?=\s)")


@dataclass(frozen=True, slots=True)
class Found:
    """An element that holds one comment, with its number at the source where it shows one."""

    element: int
    number: str


def find(reading: Reading) -> Thread | None:
    """Give the page's WordPress thread, or None."""
    page, outline = reading.page, reading.page.outline
    found = comment_elements(outline, reading.mask)
    if not found or not is_wordpress(page, found):
        return None
    group = records.nested([record_of(outline, one.element) for one in found])
    pointed = hints_of(reading, group, [one.number for one in found])
    posts = read_posts(reading, group, pointed)
    for post, one in zip(posts, found, strict=True):
        if one.number:
            post.ref, post.identities = one.number, (Identity("wordpress", one.number),)
            post.names |= {one.number, f"comment-{one.number}"}
    return thread_of_topic(page, in_order(page, [posts]), "wordpress", None)


def comment_elements(outline: Outline, beside: bytearray) -> list[Found]:
    """Give the outermost element of each comment, in document order."""
    listed = items_of_lists(outline)
    likely = sorted({*outline.labelled(LIKELY), *listed})
    hidden = outline.covered([*outline.by_tag.get("noscript", []), *of_disqus(outline)])
    found: list[Found] = []
    numbers: set[str] = set()
    owned: set[int] = set()
    for place, element in enumerate(likely):
        if outline.tags[element] not in HOLDERS or hidden[element] or beside[element] == OUTSIDE:
            continue
        own = number_of(outline, element)
        if (
            own in numbers
            or element in owned
            or not (own or element in listed or is_walked(outline, element))
        ):
            continue
        number = own or number_within(outline, element, likely[place + 1 : place + 2])
        if number in numbers:
            continue
        if number:
            numbers.add(number)
        owned.update(descriptions(outline, element))
        found.append(Found(element, number))
    return found[: records.MOST_READ]


def items_of_lists(outline: Outline) -> set[int]:
    """Give the direct items of lists of comments; one that holds a field is a form."""
    return {
        child
        for holder in outline.labelled(LISTS)
        for child in outline.children(holder)
        if outline.tags[child] == "li"
        and outline.size(child)
        and not outline.tagged("input", child)
    }


def of_disqus(outline: Outline) -> list[int]:
    """Give the elements of the list that the Disqus plugin put in place of WordPress's own."""
    return [
        number for number in outline.labelled(DISQUS) if DISQUS.match(f" {id_of(outline, number)} ")
    ]


def is_walked(outline: Outline, number: int) -> bool:
    """Whether an element has the classes of comment_class()."""
    label = outline.labels[number] + " "
    return bool(WALKED.search(label)) and not KINDS.isdisjoint(label.split(" ")[1:])


def number_of(outline: Outline, number: int) -> str:
    """Give the number of a comment as its element's id states it, or nothing."""
    match = NUMBERED.fullmatch(id_of(outline, number))
    return match[1] if match else ""


def number_within(outline: Outline, number: int, following: list[int]) -> str:
    """Give the number of a comment whose own element carries none, from an element in it.

    `following` is the next that may be a comment's: if it only bears a number, it is this one's.
    """
    inner = [one for one in following if outline.holds(number, one)]
    return number_of(outline, inner[0]) if inner else ""


def id_of(outline: Outline, number: int) -> str:
    """Give the id of an element, lower-cased."""
    return outline.labels[number].partition(" ")[0]


def descriptions(outline: Outline, term: int) -> Iterator[int]:
    """Yield the dd elements of a dt: some themes write who in the one, what in the others."""
    following = outline.ends[term]
    while outline.tags[term] == "dt" and is_description(outline, following, term):
        yield following
        following = outline.ends[following]


def is_description(outline: Outline, number: int, term: int) -> bool:
    """Whether an element is a dd beside a dt."""
    return (
        number < len(outline.nodes)
        and outline.tags[number] == "dd"
        and outline.parents[number] == outline.parents[term]
    )


def record_of(outline: Outline, number: int) -> Record:
    """Give the record of a comment: its element, or a dt with what describes it."""
    last = [number, *descriptions(outline, number)][-1]
    return Record(
        number,
        outline.ends[last],
        outline.starts[number],
        outline.stops[last],
        outline.first[number],
        outline.last[last],
        is_run=last != number,
    )


def is_wordpress(page: Page, found: list[Found]) -> bool:
    """Whether more than ids of the common form "comment-1" speaks for WordPress."""
    outline = page.outline
    generators = " ".join(page.meta.get("generator", [])).lower()
    is_its_walker = any(is_walked(outline, one.element) for one in found)
    if generators or is_its_walker:
        return is_its_walker or "wordpress" in generators
    if any(is_of_kubrick(outline, one.element) for one in found):
        return True
    return any(
        SIGNS.search(outline.nodes[number].get(name, ""))
        for tag, name in SIGNED
        for number in outline.tagged(tag)
    )


def is_of_kubrick(outline: Outline, number: int) -> bool:
    """Whether an element stands in the list that WordPress's first default theme wrote."""
    parent = outline.parents[number]
    if parent < 0 or outline.tags[parent] != "ol":
        return False
    return "commentlist" in outline.labels[parent].split(" ")[1:]
