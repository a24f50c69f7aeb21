"""One page of a list, with its number bounded to what there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

PAGE_SIZE = 30
MAX_DIGITS = 6


class Rows(Protocol):
    """What can be counted and cut without being read whole: a queryset is."""

    def count(self) -> int:
        """How many there are."""

    def __getitem__(self, places: slice, /) -> Iterable[Any]:
        """Some of them."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of many. `steps` are the page numbers to offer, None where some are left out."""

    items: list[Any]
    number: int
    last: int
    total: int
    steps: tuple[int | None, ...]

    @property
    def before(self) -> int | None:
        """The page before this one, None at the start."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one, None at the end."""
        return self.number + 1 if self.number < self.last else None


def slice_of(rows: Rows | Sequence[Any], asked: str, *, size: int = PAGE_SIZE) -> Slice:
    """The page asked for; the first where that is no number, the last where it is past the end.

    Of a queryset two queries: a count and the rows.
    """
    total = len(rows) if isinstance(rows, Sequence) else rows.count()
    last = max(1, -(-total // size))
    number = min(page_number(asked), last)
    items = list(rows[(number - 1) * size : number * size])
    return Slice(items, number, last, total, steps(number, last))


def steps(number: int, last: int) -> tuple[int | None, ...]:
    """The first, the last and what stands next to the current one; None for each gap."""
    near = {1, last, number - 1, number, number + 1}
    shown: list[int | None] = []
    previous = 0
    for step in sorted(step for step in near if 1 <= step <= last):
        if step - previous == 2:
            shown.append(step - 1)  # a gap of one page is that page
        elif step - previous > 2:
            shown.append(None)
        shown.append(step)
        previous = step
    return tuple(shown)


def page_number(asked: str) -> int:
    """The number asked for where it is one that could be, else 1."""
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= MAX_DIGITS
    return max(1, int(asked)) if is_number else 1
