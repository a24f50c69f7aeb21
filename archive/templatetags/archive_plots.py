"""Geometry of the drawings, as path data: presentation attributes only, so that CSP holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters, digits

from django import template

from archive.lib.printed import Printed

register = template.Library()

TICK_STEP = 4
DEPTH_STEP = 3.5
SHALLOW, DEEP = 14.0, 42.0
MIN_WIDTH = 240
WIDEST, LEAST_ACROSS = 12, 6
"""Columns side by side on a narrow screen."""


class _Ticks(dict[str, str]):
    """Path data by the digit of a depth; any other character counts as top."""

    def __missing__(self, _digit: str) -> str:
        return self["0"]


_LENGTHS = {
    digit: min(DEEP, SHALLOW + DEPTH_STEP * int(digit, 36)) for digit in digits + ascii_letters
}
_TICKS = _Ticks(
    {digit: f"v{length:g}m{TICK_STEP}-{length:g}" for digit, length in _LENGTHS.items()}
)

ABOVE_ROOM, WATERLINE, BELOW_ROOM = 36.0, 38.0, 62.0
COLUMN_WIDTH = 48.0


@dataclass(frozen=True, slots=True)
class Shape(Printed):
    """The drawing of a thread's shape: path data, and its width in digits."""

    path: str
    width: str


@register.filter
def shape_of(depths: str) -> Shape | None:
    """One tick a comment, hanging as deep as it is nested; None where there is none.

    `depths` is `Article.thread_shape`, a base-36 depth per tick; any other character counts as top.
    Ticks are lines to be stroked 1.5 wide: a page of results has some thousand of them. Short
    threads keep theirs together.
    """
    if not depths:
        return None
    path = "M.75 2" + "".join(map(_TICKS.__getitem__, depths))
    return Shape(path, str(max(MIN_WIDTH, len(depths) * TICK_STEP)))


def across(columns: int) -> int:
    """How many columns stand in a row of a narrow screen, so that all rows are nearly even."""
    rows = -(-columns // WIDEST)
    return max(LEAST_ACROSS, -(-columns // max(rows, 1)))


def standing_bar(count: int, most: int) -> str:
    """Path data of one bar, 100 units at the tallest; `most` is what that one counts."""
    height = max(3.0, 96 * count / max(most, 1)) if count else 0
    return f"M1 {100 - height:.1f}h8v{height:.1f}h-8z" if height else ""


def bars_above(counts: Sequence[int], most: int) -> str:
    """Path data of bars that stand on the waterline, in a column; `most` is the tallest."""
    return _bars(counts, most, ABOVE_ROOM, is_above=True)


def bars_below(counts: Sequence[int], most: int) -> str:
    """Path data of bars that hang beneath the waterline."""
    return _bars(counts, most, BELOW_ROOM, is_above=False)


def _bars(counts: Sequence[int], most: int, room: float, *, is_above: bool) -> str:
    step = COLUMN_WIDTH / len(counts)
    width = f"{0.65 * step:.4g}"
    bars = []
    for place, count in enumerate(counts):
        if count:
            length = max(1.3, room * count / max(most, 1))
            top = WATERLINE - length if is_above else WATERLINE + 2
            left = f"{(place + 0.25) * step:.4g}"
            bars.append(f"M{left} {top:.1f}h{width}v{length:.1f}h-{width}z")
    return "".join(bars)
