"""Geometry of the drawings, as path data: presentation attributes only, so that CSP holds."""

from collections.abc import Iterable

from django import template

register = template.Library()

TICK_STEP = 4
DEPTH_STEP = 3.5
SHALLOW, DEEP = 14.0, 42.0
MIN_WIDTH = 240

ABOVE_ROOM, WATERLINE, BELOW_ROOM = 36.0, 38.0, 62.0


@register.filter
def shape_path(shape: str) -> str:
    """Path data of a thread's shape: one tick a comment, hanging as deep as it is nested.

    `shape` is `Article.thread_shape`, a base-36 depth per tick; any other character counts as top.
    """
    ticks = []
    for place, digit in enumerate(shape):
        depth = int(digit, 36) if digit.isascii() and digit.isalnum() else 0
        length = min(DEEP, SHALLOW + DEPTH_STEP * depth)
        ticks.append(f"M{place * TICK_STEP} 2h1.5v{length:g}h-1.5z")
    return "".join(ticks)


@register.filter
def shape_width(shape: str) -> int:
    """The width of its drawing: short threads keep their ticks together."""
    return max(MIN_WIDTH, len(shape) * TICK_STEP)


def bars_above(counts: Iterable[int], most: int) -> str:
    """Path data of bars that stand on the waterline, 4 units apart; `most` is the tallest."""
    return _bars(counts, most, ABOVE_ROOM, is_above=True)


def bars_below(counts: Iterable[int], most: int) -> str:
    """Path data of bars that hang beneath the waterline, 4 units apart."""
    return _bars(counts, most, BELOW_ROOM, is_above=False)


def _bars(counts: Iterable[int], most: int, room: float, *, is_above: bool) -> str:
    bars = []
    for place, count in enumerate(counts):
        if count:
            length = max(1.3, room * count / max(most, 1))
            top = WATERLINE - length if is_above else WATERLINE + 2
            bars.append(f"M{place * 4 + 1} {top:.1f}h2.6v{length:.1f}h-2.6z")
    return "".join(bars)
