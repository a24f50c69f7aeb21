"""How a platform family is read: where its posts stand, and in them who, when and what.

A family is data, a row of `families.FAMILIES`; this is what is done with it. What a row does not
say is found as the general miner finds it, so a row may be as short as the selector of its posts.
"""

import re
from collections import Counter
from dataclasses import replace
from html import unescape

from archive.lib.html import strip_tags
from archive.parsing.drafts import Identity
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads import records
from archive.parsing.pages.threads.beside import OUTSIDE
from archive.parsing.pages.threads.dating import Dated
from archive.parsing.pages.threads.details import detailed, placeholder
from archive.parsing.pages.threads.marked import named_in_line, ping_named, unsigned
from archive.parsing.pages.threads.parents import without_cycles
from archive.parsing.pages.threads.posts import (
    Hints,
    Post,
    in_order,
    read_posts,
    thread_of_posts,
    thread_of_topic,
)
from archive.parsing.pages.threads.reading import Reading as Reading
from archive.parsing.pages.threads.reading import may_match, owned, stated, within
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.row import Family as Family
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.who import Who

NUMBER = re.compile(r"\d+")
MOSTLY = 0.6


def read(family: Family, reading: Reading) -> Thread | None:
    """Give the thread of a page as its family is known to write it, or None."""
    if family.signs and not may_match(family.signs, reading.tokens):
        return None
    kinds = [family, family.also] if family.also else [family]
    groups = [items_of(kind, reading) for kind in kinds]
    if not any(groups) or (family.signs and not reading.select(family.signs)):
        return None
    if family.also:
        anew([one for group in groups for one in group])
    pairs = [(kind, group) for kind, group in zip(kinds, groups, strict=True) if group]
    posts = in_order(reading.page, [posts_of(kind, reading, group) for kind, group in pairs])
    for kind in kinds:
        answering(kind, reading, posts)
    thread = told_apart(family, reading, posts)
    if thread is None:
        return None
    for kind in kinds:
        thread = detailed(thread, kind, reading, posts)
    thread = replace(thread, is_complete=not reading.select(family.more))
    return with_opening(thread, family, reading)


def told_apart(family: Family, reading: Reading, posts: list[Post]) -> Thread | None:
    """Give the thread of posts, and what they answer where that is one of them."""
    namespace = family.namespace or family.name
    if family.is_below:
        return thread_of_topic(reading.page, posts, namespace, None)
    if not (family.opening or family.is_topic):
        return thread_of_posts(reading.page, posts, namespace)
    return thread_of_topic(reading.page, posts, namespace, opening_of(family, reading, posts))


def opening_of(family: Family, reading: Reading, posts: list[Post]) -> Post | None:
    """Give the post that a family marks as the one that the others answer."""
    group = [post.record for post in posts]
    if not family.is_topic:
        return next((posts[place] for place in owned(reading, family.opening, group)), None)
    outline = reading.page.outline
    shown = {
        place: match[0]
        for place, number in owned(reading, family.place, group).items()
        if (match := NUMBER.search(outline.words(number, 40)))
    }
    if not shown:
        return posts[0]
    first = (place for place in range(len(posts)) if shown.get(place, "") == family.first)
    return next((posts[place] for place in first), None)


def items_of(family: Family, reading: Reading) -> list[Record]:
    """Give the records of a family's posts, each post once.

    Where a post stands twice, pinned or as an editor's choice too, the one with more neighbours
    is meant: that in the thread.
    """
    outline = reading.page.outline
    items = [number for number in reading.select(family.items) if reading.mask[number] != OUTSIDE]
    if family.is_numbered:
        items = [number for number in items if number_at(outline, number, family)]
    items = outermost(outline, items, family)
    found = group_of(outline, items, family)
    neighbours = Counter(outline.parents[number] for number in items)
    best: dict[str, Record] = {}
    for one, own in zip(found, numbers_of(family, reading, found), strict=True):
        known = best.setdefault(own or f"#{one.start}", one)
        if neighbours[outline.parents[one.start]] > neighbours[outline.parents[known.start]]:
            best[own] = one
    if len(best) == len(found):
        return found
    kept = {id(one) for one in best.values()}
    return anew([one for one in found if id(one) in kept])


def anew(found: list[Record]) -> list[Record]:
    """Tell records again what stands in which."""
    for one in found:
        one.inner, one.outer = [], None
    return records.nested(sorted(found, key=lambda one: (one.start, -one.end)))


def outermost(outline: Outline, items: list[int], family: Family) -> list[int]:
    """Leave out elements in items that are parts of the same post: of the same number."""
    kept: list[int] = []
    path: list[int] = []
    for number in items:
        while path and outline.ends[path[-1]] <= number:
            path.pop()
        own = number_at(outline, number, family)
        if path and own and own == number_at(outline, path[-1], family):
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


def posts_of(family: Family, reading: Reading, group: list[Record]) -> list[Post]:
    """Read posts of one kind, and give them the names by which their platform knows them."""
    pointed = hints(reading, group, family)
    posts = read_posts(reading, group, pointed)
    doubtless(family, posts, pointed)
    for post, own in zip(posts, numbers_of(family, reading, group), strict=True):
        if own:
            post.ref = own
            post.identities = (Identity(family.namespace or family.name, own),)
            post.names.add(own)
    for place, name in named_in_lines(family, reading, group, pointed).items():
        posts[place].who = Who(name) if name else None
    for place, number in owned(reading, family.ping, group).items():
        posts[place].kind = ping_named(reading.page.outline, number) or posts[place].kind
    for place, number in owned(reading, family.removed, group).items():
        told = placeholder(reading, number)
        if told and not unescape(strip_tags(posts[place].body_html)).strip():
            posts[place].body_html = told
    if family.until:
        end = re.compile(family.until)
        for post in posts:
            post.body_html = unsigned(post.body_html, end)
    return posts


def doubtless(family: Family, posts: list[Post], pointed: Hints) -> None:
    """Take from posts who and when where a selector tells that of most posts, and not of these.

    What was found there in its stead is somebody else, or another date. So is what was found in
    a few posts, where the selector tells it of none.
    """
    most = MOSTLY * len(posts)
    if len(pointed.author) > most or (family.author and sum(bool(one.who) for one in posts) < most):
        for place in set(range(len(posts))).difference(pointed.author):
            posts[place].who = None
    if len(pointed.posted) > most:
        for place in set(range(len(posts))).difference(pointed.posted):
            posts[place].when = Dated()


def named_in_lines(
    family: Family, reading: Reading, group: list[Record], pointed: Hints
) -> dict[int, str]:
    """Give the names that stand in the posts' lines as plain words, empty where a line has none."""
    lines = owned(reading, family.byline, group)
    pattern = re.compile(family.signed)
    return {
        place: named_in_line(reading.page.outline, number, pointed.posted.get(place), pattern)
        for place, number in lines.items()
        if place not in pointed.author
    }


def hints(reading: Reading, group: list[Record], family: Family) -> Hints:
    """Give the elements that the family's selectors point to, by record."""
    return Hints(
        owned(reading, family.author, group),
        owned(reading, family.posted, group),
        owned(reading, family.text, group),
        within(reading.select(family.unsaid), group),
    )


def numbers_of(family: Family, reading: Reading, group: list[Record]) -> list[str]:
    """Give the number of each record's post, empty where it shows none."""
    if not family.number:
        return [""] * len(group)
    anchors = owned(reading, family.anchor, group)
    return [
        number_at(reading.page.outline, anchors.get(place, one.start), family)
        for place, one in enumerate(group)
    ]


def number_at(outline: Outline, number: int, family: Family) -> str:
    """Give the number of a post in the attributes of an element."""
    if not family.number:
        return ""
    find = re.compile(family.number, re.I).match
    node = outline.nodes[number]
    if told := stated(node, family.number_in, find):
        return told
    before = node.getprevious()
    is_anchor = before is not None and before.tag == "a" and not len(before)
    return stated(before, "id name", find) if is_anchor else ""


def answering(family: Family, reading: Reading, posts: list[Post]) -> None:
    """Let posts answer what their platform says they do, as far as nobody then answers himself."""
    places = {post.ref: place for place, post in enumerate(posts)}
    find = re.compile(family.parent_number, re.I).search
    nodes = reading.page.outline.nodes
    told = within(reading.select(family.parent), [post.record for post in posts])
    for place, numbers in told.items():
        refs = (stated(nodes[number], family.parent_in, find) for number in numbers)
        others = (places[ref] for ref in refs if places.get(ref, place) != place)
        posts[place].parent = next(others, posts[place].parent)
    for post, parent in zip(posts, without_cycles([post.parent for post in posts]), strict=True):
        post.parent = parent


def with_opening(thread: Thread, family: Family, reading: Reading) -> Thread:
    """Give the thread with its opening post, where the family has it apart from the others."""
    found = reading.select(family.opening) if family.opening else []
    if not found or thread.opening is not None:
        return thread
    group = records.of_elements(reading.page.outline, found[:1])
    posts = posts_of(family, reading, group)
    apart = thread_of_topic(reading.page, in_order(reading.page, [posts]), family.name, posts[0])
    if apart is None or apart.opening_draft is None:
        return thread
    told = detailed(apart, family, reading, posts)
    return replace(thread, opening=told.opening, opening_draft=told.opening_draft)
