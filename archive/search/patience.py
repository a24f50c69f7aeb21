"""How long a question may take: what is set once is looked at between its parts.

Counted is the work of the thread that answers, not the time on the wall: a question is not given
up because others are being answered beside it. Few may be long at once, so that somebody who asks
many such does not hold every thread of the server; and one that goes on for long gives way to the
others: while numpy works for it, no other thread of the process can.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import BoundedSemaphore
from time import sleep, thread_time

MOST_AT_ONCE = 2
LONG_SECONDS = 0.3  # of work; a plain question takes a tenth of it
# After so much work a search rests, while others are asked, as long as it worked since.
REST_AFTER_SECONDS = 0.1
LEAST_REST_SECONDS, MOST_REST_SECONDS = 0.005, 0.1


@dataclass(slots=True)
class _Stretch:
    """What is asked between two moments of the thread's clock; it is long after a third.

    `rested_at` is when it gave way to others, or when it is to begin to.
    """

    until: float
    long_from: float
    rested_at: float
    is_long: bool = False


_now = ContextVar[_Stretch | None]("_now", default=None)
_long = BoundedSemaphore(MOST_AT_ONCE)
_under_way: set[int] = set()


class TookTooLong(Exception):  # noqa: N818 -- what happened, as the page tells it
    """The question was given up."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Let what is asked within take so many seconds of work altogether.

    Within another such stretch, what is left of that one is all there is.
    """
    began, outer = thread_time(), _now.get()
    if outer is not None:
        until, outer.until = outer.until, min(outer.until, began + seconds)
        try:
            yield
        finally:
            outer.until = until
        return
    stretch = _Stretch(began + seconds, began + LONG_SECONDS, began + REST_AFTER_SECONDS)
    token = _now.set(stretch)
    _under_way.add(id(stretch))
    try:
        yield
    finally:
        _under_way.discard(id(stretch))
        _now.reset(token)
        if stretch.is_long:
            _long.release()


def check() -> None:
    """Raise TookTooLong where the time is over, or this one is long and enough are.

    Waits where this one has worked for long and others are asked. Some 0.3 µs otherwise.
    """
    stretch = _now.get()
    if stretch is None:
        return
    now = thread_time()
    if now > stretch.until:
        raise TookTooLong
    if now > stretch.long_from and not stretch.is_long:
        if not _long.acquire(blocking=False):
            raise TookTooLong
        stretch.is_long = True
    worked = now - stretch.rested_at
    if worked > LEAST_REST_SECONDS and len(_under_way) > 1:
        sleep(min(worked, MOST_REST_SECONDS))
        stretch.rested_at = now
