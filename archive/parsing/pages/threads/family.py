"""How a platform family is read: where its posts stand, and in them who, when and what.

A family is data, a row of `families.FAMILIES`; this is what is done with it. What a row does not
say is found as the general miner finds it, so a row may be as short as the selector of its posts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Any

from archive.lib.dates import Moment
from archive.lib.html import strip_tags
from archive.parsing.drafts import Identity
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads import records
from archive.parsing.pages.threads.marked import (
    moment_in,
    named_in_line,
    person,
    ping_named,
    points,
    told_at,
    unsigned,
)
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
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.who import Who

NUMBER = re.compile(r"\d+")
CLOCKED = ("minute", "second")
BESIDE = 1


@dataclass(frozen=True, slots=True)
class Family:
    """What is known of a platform. Selectors are CSS; empty ones are found out.

    Of the alternatives of a selector the first that stands in a post is meant.

    `items` are the elements of its posts, the outermost of each. `signs` must be on the page as
    well, where `items` alone could be anybody's. `is_run`: a post goes on in the elements after
    its item, until the next. `also` are posts of another kind within or beside the items, read
    apart from them: comments on answers.

    `opening` is the post that the others answer: an item, an element in one, or one apart from
    them; a page without it has none, and a page of other rows is asked by opening.has_opening.
    `is_topic`: the items are a whole topic, and the first of them is answered by the others;
    where posts show their `place` in it, the one whose number that is 1. `is_below`: all of them
    stand below an article, and none is answered so.

    `author`, `posted` and `text` are who, when and what; `author_in` and `posted_in` are attributes
    of these elements that state the name and the moment better than others; where `posted` tells
    no clock, its other alternatives are asked for theirs. Where a name stands as plain words,
    `byline` is the element of its line, and `signed` a pattern whose group it is in that line's
    words before `posted`. `unsaid` are elements of the text that nobody said: buttons, badges, "in
    reply to"; `until` is a pattern of its markup where the signature begins.

    `score` shows the points of a post, or states them in its attribute `score_in`; `owner` marks
    posts of the article's author. `ping` is where what another site sent is called a pingback or
    a trackback: by its words, its name, or that of its list. `removed` are posts taken away: the
    item itself, or what stands in one that says nothing else.

    `number` is a pattern whose group is the post's own id. It is matched to the id of its element,
    or of the first in it that matches `anchor`, or of an empty anchor right before; `number_in`
    are other attributes to look in. `is_numbered`: what has no number is none of the items.
    `namespace` says whose number that is, if not the family's. `parent` is the element that tells
    what a post answers, by a number that `parent_number` finds in its attribute `parent_in`; of
    several the first that names another post.
    Attributes are names with spaces between, the first of them that speaks is heard.

    `more` is on a page that could load more posts than it shows: its thread is not whole.
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
    is_topic: bool = False
    is_below: bool = False
    is_numbered: bool = False
    place: str = ""
    byline: str = ""
    signed: str = r"(.*)"
    ping: str = ""
    until: str = ""
    author_in: str = ""
    score_in: str = ""
    number_in: str = "id"
    parent_in: str = "href"
    parent_number: str = r"(\w+)\W*$"
    posted_in: str = ""
    unsaid: str = ""
    score: str = ""
    owner: str = ""
    removed: str = ""
    more: str = ""


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
    places = {
        place: int(match[0])
        for place, number in owned(reading, family.place, group).items()
        if (match := NUMBER.search(outline.words(number, 40)))
    }
    if not places:
        return posts[0]
    return next((posts[place] for place, shown in places.items() if shown == 1), None)


def items_of(family: Family, reading: Reading) -> list[Record]:
    """Give the records of a family's posts, each post once.

    Where a post stands twice, pinned or as an editor's choice too, the one with more neighbours
    is meant: that in the thread.
    """
    outline = reading.page.outline
    items = [number for number in reading.select(family.items) if reading.mask[number] != BESIDE]
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
    posts = read_posts(reading.page, reading.forms, group, reading.moments, pointed)
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


def placeholder(reading: Reading, number: int) -> str:
    """Give what stands in place of a post that was taken away."""
    return escape(reading.page.outline.words(number))


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
    """Let posts answer what their platform says they do."""
    places = {post.ref: place for place, post in enumerate(posts)}
    find = re.compile(family.parent_number, re.I).search
    nodes = reading.page.outline.nodes
    told = within(reading.select(family.parent), [post.record for post in posts])
    for place, numbers in told.items():
        refs = (stated(nodes[number], family.parent_in, find) for number in numbers)
        others = (places[ref] for ref in refs if places.get(ref, place) != place)
        posts[place].parent = next(others, posts[place].parent)


def detailed(thread: Thread, family: Family, reading: Reading, posts: list[Post]) -> Thread:
    """Give the thread with what its platform marks besides who and what."""
    outline = reading.page.outline
    group = [post.record for post in posts]
    marked: tuple[tuple[str, str, Callable[[Post, int], object]], ...] = (
        (family.removed, "state", lambda post, number: state_of(reading, post, number)),
        (family.owner, "by_article_author", lambda post, number: True),
        (
            family.score,
            "score",
            lambda post, number: points(told_at(outline, number, family.score_in)),
        ),
        (
            family.author if family.author_in else "",
            "author",
            lambda post, number: person(told_at(outline, number, family.author_in)),
        ),
    )
    changes: dict[str, dict[str, Any]] = defaultdict(dict)
    for place, moment in moments_stated(family, reading, posts).items():
        changes[posts[place].ref]["posted"] = moment
    for selector, name, tell in marked:
        for place, number in owned(reading, selector, group).items():
            if (value := tell(posts[place], number)) is not None:
                changes[posts[place].ref][name] = value
    if not changes:
        return thread
    return replace(
        thread,
        comments=tuple(replace(one, **changes.get(one.ref, {})) for one in thread.comments),
    )


def moments_stated(family: Family, reading: Reading, posts: list[Post]) -> dict[int, Moment]:
    """Give the moments that attributes of `posted` state, by post."""
    group = [post.record for post in posts]
    selector = family.posted if family.posted_in else ""
    first = owned(reading, selector, group)
    found: dict[int, Moment] = {}
    for place, others in within(reading.select(selector), group).items():
        shown = posts[place].when.moment
        tried = [first[place], *([] if shown and shown.precision in CLOCKED else others)]
        nodes = (reading.page.outline.nodes[number] for number in tried)
        told = (moment_in(node, family.posted_in, reading.page.setting) for node in nodes)
        if moment := next(filter(None, told), None):
            found[place] = moment
    return found


def state_of(reading: Reading, post: Post, number: int) -> str | None:
    """Give the state of a post in which a mark of those taken away stands."""
    is_gone = number == post.record.start or post.body_html == placeholder(reading, number)
    return "deleted" if is_gone else None


def with_opening(thread: Thread, family: Family, reading: Reading) -> Thread:
    """Give the thread with its opening post, where the family has it apart from the others."""
    found = reading.select(family.opening) if family.opening else []
    if not found or thread.opening is not None:
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
