"""What platforms mark of their posts besides who and what: states, points, moments."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from archive.lib.dates import Moment
from archive.parsing.pages.threads.marked import moment_in, person, points, told_at
from archive.parsing.pages.threads.posts import Post
from archive.parsing.pages.threads.reading import Reading, owned, within
from archive.parsing.pages.threads.row import Family
from archive.parsing.pages.threads.thread import Thread

CLOCKED = ("minute", "second")


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
    told = thread.opening_draft
    return replace(
        thread,
        comments=tuple(replace(one, **changes.get(one.ref, {})) for one in thread.comments),
        opening_draft=told and replace(told, **changes.get(told.ref, {})),
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


def placeholder(reading: Reading, number: int) -> str:
    """Give what stands in place of a post that was taken away."""
    return escape(reading.page.outline.words(number))
