"""Who finds the comments on a page: structured data, platform families, the general miner.

All of them are asked, and the thread with the most evidence is believed. Structured data and
families know their own ids and names for things, so where they see nearly as much as the miner
they are believed before it. Nobody knows a platform by a host's name.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from archive.lib.html import strip_tags
from archive.parsing.drafts import CommentDraft
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import families, family, miner, schema_org
from archive.parsing.pages.threads.families import wordpress
from archive.parsing.pages.threads.family import Reading
from archive.parsing.pages.threads.records import MOST_KEPT
from archive.parsing.pages.threads.signatures import Forms
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.words import PLACEHOLDER

LONGEST_TEMPLATE = 1000
PLACEHOLDER_MARKS = ("{", "<%", "&lt;%", "[[", "%")
# A family that knows who and when of its posts so well leaves nothing for the miner to find.
SURE = 0.85
# What the miner must find more than others to be believed before them.
BELIEF = {"family": 1.15, "structured": 1.1, "general": 1.0}

# Families of which selectors do not tell enough.
RECOGNISERS: dict[str, Callable[[Reading], Thread | None]] = {"wordpress": wordpress.find}

# What can be switched off: families by name, and the two other layers whole.
NAMES = tuple(
    dict.fromkeys([*RECOGNISERS, *(one.name for one in families.FAMILIES), "structured", "general"])
)


def find_thread(page: Page, without: Collection[str] = ()) -> tuple[str, Thread | None]:
    """Give the page's thread and what found it, as "layer/name"; ("", None) where there is none.

    `without` are names of NAMES that are not asked. The cost is a few walks over the page, and
    grows with what stands in the records looked at.
    """
    found = [
        (name, kept)
        for name, thread in threads_of(page, frozenset(without))
        if thread and (kept := said(thread))
    ]
    name, thread = max(found, key=lambda named: belief(*named), default=("", None))
    return name, thread and bounded(thread)


def bounded(thread: Thread) -> Thread:
    """Give a thread with its first MOST_KEPT comments."""
    if len(thread.comments) <= MOST_KEPT:
        return thread
    return replace(with_comments(thread, thread.comments[:MOST_KEPT]), is_complete=False)


def with_comments(thread: Thread, kept: tuple[CommentDraft, ...]) -> Thread:
    """Give a thread with these of its comments; what answered none of them is at the top then."""
    refs = {None, *(one.ref for one in kept)}
    if len(kept) == len(thread.comments) and all(one.parent_ref in refs for one in kept):
        return thread
    closed = (
        replace(one, rank=rank, parent_ref=one.parent_ref if one.parent_ref in refs else None)
        for rank, one in enumerate(kept)
    )
    return replace(thread, comments=tuple(closed))


def belief(name: str, thread: Thread) -> float:
    """Give how much a thread is to be believed."""
    return thread.evidence * BELIEF[name.partition("/")[0]]


def threads_of(page: Page, without: frozenset[str]) -> Iterator[tuple[str, Thread | None]]:
    """Yield what each layer finds; the miner is not asked where a family is sure."""
    reading = reading_of(page)
    is_sure = False
    for name, find in RECOGNISERS.items():
        if name not in without:
            thread = find(reading)
            is_sure = is_sure or bool(thread and thread.confidence >= SURE)
            yield f"family/{name}", thread
    for one in families.FAMILIES:
        if one.name not in without:
            thread = family.read(one, reading)
            is_sure = is_sure or bool(thread and thread.confidence >= SURE)
            yield f"family/{one.name}", thread
    for frame in page.frames:
        yield from framed(frame, without)
    if "structured" not in without:
        yield "structured/schema.org", schema_org.find(page)
    if "general" not in without and not is_sure:
        yield "general", miner.find(reading)


def framed(frame: Page, without: frozenset[str]) -> Iterator[tuple[str, Thread | None]]:
    """Yield what families find in a frame of the page; nothing of it is in the page's own tree."""
    reading = reading_of(frame)
    for one in families.FAMILIES:
        if one.name not in without and (thread := family.read(one, reading)):
            yield (
                f"family/{one.name}",
                replace(thread, cut=(), opening=None, opening_draft=None),
            )


def reading_of(page: Page) -> Reading:
    """Give what the families and the miner read a page with."""
    return Reading(page, Forms(page.outline))


def said(thread: Thread) -> Thread | None:
    """Give the thread without what a script of the page would have filled in ("{{name}}")."""
    kept = tuple(one for one in thread.comments if not is_template(one))
    return with_comments(thread, kept) if kept or not thread.comments else None


def is_template(comment: CommentDraft) -> bool:
    """Whether a comment's author or text is only a place to be filled in."""
    name, markup = comment.author.name if comment.author else "", comment.body_html
    if "{{" in name or PLACEHOLDER.fullmatch(name or "-"):
        return True
    if len(markup) > LONGEST_TEMPLATE or not any(mark in markup for mark in PLACEHOLDER_MARKS):
        return False
    return bool(PLACEHOLDER.fullmatch(strip_tags(markup).strip()))
