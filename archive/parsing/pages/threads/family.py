"""How a platform family is read: where its posts stand, and in them who, when and what.

A family is data, a row of `families.FAMILIES`; this is what is done with it. What a row does not
say is found as the general miner finds it, so a row may be as short as the selector of its posts.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml.cssselect import CSSSelector

from archive.parsing.drafts import Identity
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import records
from archive.parsing.pages.threads.beside import beside
from archive.parsing.pages.threads.posts import Hints, Post, in_order, read_posts, thread_of_posts
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.signatures import Forms
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.whens import When

CLASS = re.compile(r"\.([\w-]+)")
NOT = re.compile(r":not\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Family:
    """What is known of a platform. Selectors are CSS; empty ones are found out.

    `items` are the elements of its posts, the outermost of each. `signs` must be on the page as
    well, where `items` alone could be anybody's. `number` finds the post's own id in the id of
    its element, or in that of the first element in it that matches `anchor`; then `namespace`
    says whose number that is. `is_run`: a post goes on in the elements after its item, until the
    next. `also` are posts of another kind within or beside the items, read apart from them:
    comments on answers. `opening` is the post that the others answer, where it is no item.
    """

    name: str
    items: str
    signs: str = ""
    author: str = ""
    posted: str = ""
    text: str = ""
    number: str = ""
    anchor: str = ""
    namespace: str = ""
    parent: str = ""
    also: "Family | None" = None
    opening: str = ""
    is_run: bool = False


@dataclass(slots=True)
class Reading:
    """What all families of one page are read with."""

    page: Page
    forms: Forms
    moments: list[When]
    mask: bytearray = field(default_factory=bytearray)
    tokens: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Gather what is asked for every family."""
        self.mask = beside(self.page.outline)
        self.tokens = {token for tokens in self.forms.tokens for token in tokens}

    def select(self, selector: str) -> list[int]:
        """Give the elements that match a selector, in document order."""
        if not selector or not may_match(selector, self.tokens):
            return []
        numbers = self.page.outline.numbers
        found = compiled(selector)(self.page.tree)
        return sorted(numbers[node] for node in found if node in numbers)


def may_match(selector: str, tokens: set[str]) -> bool:
    """Whether the page has the classes of one of a selector's alternatives; a cheap first look."""
    return any(
        tokens.issuperset(token.lower() for token in CLASS.findall(NOT.sub("", one)))
        for one in selector.split(",")
    )


@lru_cache(maxsize=512)
def compiled(selector: str) -> CSSSelector:
    """Give a selector ready for use."""
    return CSSSelector(selector, translator="html")


def read(family: Family, reading: Reading) -> Thread | None:
    """Give the thread of a page as its family is known to write it, or None."""
    items = [number for number in reading.select(family.items) if not reading.mask[number]]
    if not items or (family.signs and not reading.select(family.signs)):
        return None
    outline = reading.page.outline
    items = outermost(outline, items, family)
    groups = [group_of(outline, items, family)]
    if family.also:
        inner = [number for number in reading.select(family.also.items) if not reading.mask[number]]
        groups.append(group_of(outline, outermost(outline, inner, family.also), family.also))
        records.nested(
            sorted((r for g in groups for r in g), key=lambda one: (one.start, -one.end))
        )
    posts = []
    for group, kind in zip(groups, (family, family.also), strict=False):
        if group and kind:
            posts.append(
                named(
                    read_posts(
                        reading.page,
                        reading.forms,
                        group,
                        reading.moments,
                        hints(reading, group, kind),
                    ),
                    outline,
                    kind,
                    reading,
                )
            )
    thread = thread_of_posts(
        reading.page, in_order(reading.page, posts), family.namespace or family.name
    )
    return with_opening(thread, family, reading) if thread else None


def outermost(outline: Outline, items: list[int], family: Family) -> list[int]:
    """Leave out elements in items that are parts of the same post: of the same number."""
    kept: list[int] = []
    path: list[int] = []
    for number in items:
        while path and outline.ends[path[-1]] <= number:
            path.pop()
        own = number_in(outline.labels[number], family)
        if path and own and own == number_in(outline.labels[path[-1]], family):
            continue
        kept.append(number)
        path.append(number)
    return kept


def group_of(outline: Outline, items: list[int], family: Family) -> list[Record]:
    """Give the records of items."""
    if not family.is_run:
        return records.of_elements(outline, items)
    by_parent: dict[int, list[int]] = {}
    for number in items:
        by_parent.setdefault(outline.parents[number], []).append(number)
    found = [one for starters in by_parent.values() for one in records.of_runs(outline, starters)]
    return sorted(found, key=lambda one: one.start)


def hints(reading: Reading, group: list[Record], family: Family) -> Hints:
    """Give the elements that the family's selectors point to, by record."""
    return Hints(
        *(
            owned(reading.select(selector), group)
            for selector in (family.author, family.posted, family.text, family.parent)
        )
    )


def owned(numbers: list[int], group: list[Record]) -> dict[int, int]:
    """Give for each record the first of these elements that stands in it, in none within it."""
    found: dict[int, int] = {}
    path: list[int] = []
    waiting = list(enumerate(group))[::-1]
    for number in numbers:
        while waiting and waiting[-1][1].start <= number:
            path.append(waiting.pop()[0])
        while path and group[path[-1]].end <= number:
            path.pop()
        if path:
            found.setdefault(path[-1], number)
    return found


def named(posts: list[Post], outline: Outline, family: Family, reading: Reading) -> list[Post]:
    """Give posts the names by which their platform knows them."""
    if not family.number:
        return posts
    anchors = owned(reading.select(family.anchor), [post.record for post in posts])
    for place, post in enumerate(posts):
        own = number_in(outline.labels[anchors.get(place, post.record.start)], family)
        if own:
            post.ref = own
            post.identities = (Identity(family.namespace or family.name, own),)
            post.names.add(own)
    return posts


def number_in(label: str, family: Family) -> str:
    """Give the number of a post in the id of its element."""
    match = re.match(family.number, label.partition(" ")[0]) if family.number else None
    return match[1] if match else ""


def with_opening(thread: Thread, family: Family, reading: Reading) -> Thread:
    """Give the thread with its opening post, where the family has it apart from the others."""
    found = reading.select(family.opening) if family.opening else []
    if not found:
        return thread
    group = records.of_elements(reading.page.outline, found[:1])
    posts = read_posts(
        reading.page, reading.forms, group, reading.moments, hints(reading, group, family)
    )
    opening = thread_of_posts(reading.page, in_order(reading.page, [posts]), family.name)
    if opening is None:
        return thread
    return replace(
        thread, opening=reading.page.outline.nodes[found[0]], opening_draft=opening.comments[0]
    )
