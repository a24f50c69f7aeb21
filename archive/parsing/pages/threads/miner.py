"""The general miner: threads of any system, by the structure that repeats itself on the page."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads.candidates import FEW, candidates
from archive.parsing.pages.threads.family import Reading
from archive.parsing.pages.threads.plausible import (
    ENOUGH,
    is_control_of,
    is_item,
    is_plausible,
    plausibility,
)
from archive.parsing.pages.threads.posts import (
    Post,
    holds_any,
    in_order,
    read_posts,
    thread_of_posts,
)
from archive.parsing.pages.threads.records import Record, nested
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.who import NAMED
from archive.parsing.pages.threads.words import ANSWERING

TRIED = 3
PAIRED = 6
MOSTLY = 0.6
MOST_TRUSTED = 8
# So plausible a set leaves no doubt about where to look.
PLAIN = 5.0
# An id that numbers a post: comment-12, post_345.
NUMBERED = re.compile(
    r"(?<=\s)(?:\w{1,40}[-_])?(?:comment|coment|komment|reply|post|message|msg|answer|cmt)[-_]?"
    r"\w{0,40}?\d{1,20}(?=\s)"
)

ANSWERS = re.compile(r"(?:^|[-_])(?:replies|answers|responses|antworten|respuestas|children)$")


@dataclass(slots=True)
class Found:
    """Records that are likely a thread, in the groups they are read by."""

    weight: float
    groups: list[list[Record]]
    plausibility: float = 0.0
    token: str = ""  # by what the records of the only group are alike

    @property
    def extent(self) -> tuple[int, ...]:
        """Where they begin: two sets that begin alike are one."""
        return tuple(record.start for group in self.groups for record in group)

    @property
    def letters(self) -> int:
        """How many letters and digits they hold."""
        return sum(record.letters for group in self.groups for record in group)

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(map(len, self.groups))


def find(reading: Reading) -> Thread | None:
    """Give the thread that the page's repeated structure shows, or None."""
    page = reading.page
    likely = likely_threads(reading)
    pairs = joined(page.outline, likely[:PAIRED], [when.number for when in reading.moments])
    best: Thread | None = None
    most = 0.0
    for one in [*likely[:TRIED], *islice(pairs, TRIED)]:
        trust = 1 + min(one.plausibility, MOST_TRUSTED) / 20
        if most < 0.95 * trust * one.count:
            groups = [read_posts(reading, group) for group in one.groups]
            thread, told = thread_of(page, groups, one), trust * worth(page.outline, groups)
            if thread and told > most:
                best, most = thread, told
    return best


def likely_threads(reading: Reading) -> list[Found]:
    """Give the sets of records that may be the page's thread, the likeliest first, each once.

    They are looked for around dates; where that leaves doubt, around names as well; where these
    tell nothing, around ids that number posts, then around buttons to answer.
    """
    page = reading.page
    found = likely_about(reading, [when.number for when in reading.moments])
    if not any(one.count > FEW and one.plausibility >= PLAIN for one in found):
        found += likely_about(reading, name_anchors(page))
    for others in (numbered, control_anchors):
        if not found:
            found = [one for one in likely_about(reading, others(page)) if one.count > FEW]
    found.sort(key=lambda one: (one.weight, one.letters), reverse=True)
    return list({one.extent: one for one in reversed(found)}.values())[::-1]


def worth(outline: Outline, groups: list[list[Post]]) -> float:
    """Give how many posts these are, each counted by how much is seen of who, when and what.

    Where most show both who and when, what shows neither is none of them, and counts against.
    """
    said = [post for group in groups for post in group if holds_any(post, outline)]
    parts = [bool(post.who) + bool(post.when.when) for post in said]
    is_full = sum(part == 2 for part in parts) > MOSTLY * len(parts)
    weights = (-0.5, 0.5, 1.0) if is_full else (-0.5, 0.75, 1.0)
    return sum(weights[part] for part in parts)


def likely_about(reading: Reading, anchors: list[int]) -> list[Found]:
    """Give the sets of records about these anchors that may be the page's thread."""
    likely = []
    for one in candidates(reading.forms, anchors, reading.mask):
        if one.fitting <= FEW and not is_item(one.key[1]):
            continue
        weight = plausibility(reading.page.outline, one.records)
        if is_plausible(weight, one.fitting):
            value = one.fitting * min(weight, 6.0)
            likely.append(Found(value, [one.records], weight, one.key[1]))
    return likely


def joined(outline: Outline, likely: list[Found], moments: list[int]) -> Iterator[Found]:
    """Yield pairs of sets of which the one mostly stands in the other: answers with comments."""
    for outer in likely:
        for inner in likely:
            if inner is outer or inner.token == outer.token or not is_answer(inner.token):
                continue
            if is_quoted(outline, inner.groups[0]):
                continue
            pair = paired(outer.groups[0], inner.groups[0])
            if pair and all(are_dated(records, moments) for records in pair):
                yield Found(outer.weight + inner.weight, pair, outer.plausibility)


def is_answer(token: str) -> bool:
    """Whether a class name is that of an answer, or of a list of them, which may hold just one."""
    return is_item(token) or bool(ANSWERS.search(token))


def are_dated(found: list[Record], moments: list[int]) -> bool:
    """Whether most records hold a date of their own, in none of those within them."""

    def dates(one: Record) -> int:
        return bisect_left(moments, one.end) - bisect_left(moments, one.start)

    own = [dates(one) - sum(map(dates, one.inner)) for one in found]
    return sum(count > 0 for count in own) >= MOSTLY * len(found)


def is_quoted(outline: Outline, found: list[Record]) -> bool:
    """Whether records are quotations."""
    first = found[0].start
    return outline.tags[first] == "blockquote" or "quote" in outline.labels[first]


def paired(outer: list[Record], inner: list[Record]) -> list[list[Record]] | None:
    """Give two sets of records told apart anew, where most of the one stand in the other's."""
    starts = {record.start for record in outer}
    if starts.intersection(record.start for record in inner):
        return None
    mixed = sorted(
        [replace(one, inner=[], outer=None) for one in (*outer, *inner)],
        key=lambda one: (one.start, -one.end),
    )
    nested(mixed)
    within = [one for one in mixed if one.start not in starts]
    held = [one for one in within if one.outer is not None and mixed[one.outer].start in starts]
    if len(held) < MOSTLY * len(within) or any(one.is_run for one in mixed):
        return None
    around = [one for one in mixed if one.start in starts]
    filled = [one for one in around if one.letters > MOSTLY * (one.last - one.first) / 4]
    return [around, within] if len(filled) >= MOSTLY * len(around) else None


def name_anchors(page: Page) -> list[int]:
    """Give the elements that are named as those of names are, for threads without dates."""
    outline = page.outline
    found = [
        number
        for number in outline.labelled(NAMED)
        if 0 < outline.size(number) <= 40 and outline.tags[number] not in ("a", "body", "img")
    ]
    return (
        [
            number
            for number in found
            if not any(outline.holds(number, one) and one != number for one in found)
        ]
        if len(found) < 3000
        else []
    )


def control_anchors(page: Page) -> list[int]:
    """Give what holds the buttons to reply, for threads with nothing else to tell them by."""
    outline = page.outline
    found = [
        outline.parents[number]
        for tag in ("a", "button", "span")
        for number in outline.tagged(tag)
        if is_control_of(outline, number, ANSWERING)
    ]
    return sorted(set(found))


def numbered(page: Page) -> list[int]:
    """Give the elements whose ids number posts, for threads that show neither names nor dates."""
    return page.outline.labelled(NUMBERED)


def thread_of(page: Page, groups: list[list[Post]], one: Found) -> Thread | None:
    """Give the thread of these posts, unless too many of them are by nobody and of no time."""
    for posts in groups:
        signed = sum(bool(post.who) for post in posts)
        told = sum(bool(post.who or post.when.when) for post in posts)
        is_strict = len(posts) <= FEW or len(groups) > 1 or one.plausibility < ENOUGH
        if (signed if is_strict else told) < MOSTLY * len(posts):
            return None
    return thread_of_posts(page, in_order(page, groups), "general")
