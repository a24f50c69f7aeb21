"""How long a question may take: what is set once is looked at between its parts.

Counted is the work of the thread that answers, not the time on the wall: a question is not given
up because others are being answered beside it. Few may be long at once, so that somebody who asks
many such does not hold every thread of the server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import BoundedSemaphore
from time import thread_time

MOST_AT_ONCE = 2
LONG_SECONDS = 0.3  # of work; a plain question takes a tenth of it


@dataclass(slots=True)
class _Stretch:
    """What is asked between two moments of the thread's clock; it is long after a third."""

    until: float
    long_from: float
    is_long: bool = False


_now = ContextVar[_Stretch | None]("_now", default=None)
_long = BoundedSemaphore(MOST_AT_ONCE)


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
    stretch = _Stretch(began + seconds, began + LONG_SECONDS)
    token = _now.set(stretch)
    try:
        yield
    finally:
        _now.reset(token)
        if stretch.is_long:
            _long.release()


def check() -> None:
    """Raise TookTooLong where the time is over, or this one is long and enough are. Some 0.3 µs."""
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
