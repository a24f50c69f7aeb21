"""Putting a thread in order, telling what is gone from it, and counting it."""

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from datetime import datetime

from archive.intake.candidates import RANKS
from archive.intake.threads import Thread
from archive.lib.text import fold
from archive.lib.thread_order import ThreadRow, order_thread
from archive.models import Article, Capture, Comment
from archive.models.choices import CommentState, Visibility
from archive.parsing.drafts import Problem

COUNTS = ("kept_count", "comment_count", "last_comment_at", "thread_shape")
"""The columns of an article that `count` sets."""
SHAPE_TICKS = 190
_NO_SYSTEMS = frozenset({"content", "address", "ref"})
"""Namespaces of names that are no ids of a source's system."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def arrange(thread: Thread) -> None:
    """Give every row its position and depth. Cycles are broken and told. O(n log n).

    The row goes on saying what its source said that it answers: a later record may untie the
    circle, and where it ends must not depend on which came first.
    """
    places = {id(entry): place for place, entry in enumerate(thread.entries)}
    occurrences: Counter[tuple[str, str]] = Counter()
    rows = []
    for entry in sorted(thread.entries, key=lambda entry: entry.canonical):
        row = entry.row
        above = entry.above
        said = (fold(row.author_name), row.text_digest)
        occurrences[said] += 1
        packed = row.origins.get("place")
        rows.append(
            ThreadRow(
                id=places[id(entry)],
                parent=places[id(above)] if above else None,
                source_order=(-RANKS[packed[0]] if packed else 0, row.source_rank),
                at=row.posted_at,
                precision=row.posted_precision,
                is_tombstone=row.state != CommentState.PUBLISHED,
                tie=(*said, occurrences[said]),
            )
        )
    order = order_thread(rows)
    for place, entry in enumerate(thread.entries):
        entry.row.position = order.places[place].position
        entry.row.depth = order.places[place].depth
    spoken_of = {id(entry) for _, entry, _ in thread.outcomes}
    for repair in order.repairs:
        entry = thread.entries[int(repair.id)]
        if id(entry) not in spoken_of:
            continue  # told when it came
        message = "replies that answer one another in a circle: this one now stands at the top"
        thread.lasting_problems.append(
            Problem(message, f"comment {entry.canonical.value}", "repaired")
        )


def tell_gone(thread: Thread, captures: list[Capture]) -> None:
    """Set `gone_at`: the earliest complete capture of a comment's system after it was last seen.

    A comment without an id is of what reads threads without ids: of captures by any system that
    gave no comment of the thread one. O(comments), times the few systems.
    """
    complete: dict[str, list[datetime]] = defaultdict(list)
    for one in captures:
        if one.thread_is_complete and one.captured_at:
            insort(complete[one.thread_namespace], one.captured_at)
    systems = [{name.namespace for name in entry.names} - _NO_SYSTEMS for entry in thread.entries]
    unnumbered = complete.keys() - frozenset[str]().union(*systems)
    for entry, own in zip(thread.entries, systems, strict=True):
        entry.row.gone_at = _first_after(
            entry.row.last_seen_at, [complete[one] for one in own or unnumbered if one in complete]
        )


def _first_after(seen: datetime | None, times: list[list[datetime]]) -> datetime | None:
    """The earliest of these sorted times after the one given; None where there is none."""
    if seen is None:
        return None
    found = ((one, bisect_right(one, seen)) for one in times)
    return min((one[place] for one, place in found if place < len(one)), default=None)


def count(article: Article, rows: list[Comment]) -> None:
    """Set the article's counts and the shape of its thread from all its rows."""
    kept = [row for row in rows if row.state == CommentState.PUBLISHED]
    public = sorted(
        (row for row in kept if row.visibility == Visibility.PUBLIC), key=lambda row: row.position
    )
    article.kept_count, article.comment_count = len(kept), len(public)
    article.last_comment_at = max(
        (row.posted_at for row in public if row.posted_at is not None), default=None
    )
    step = max(1, -(-len(public) // SHAPE_TICKS))
    article.thread_shape = "".join(
        _DIGITS[min(row.depth, len(_DIGITS) - 1)] for row in public[::step]
    )
