"""Records: the parts of a page that may hold one post each, replies nested in them told apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from archive.parsing.pages.outline import Outline

# Of one kind, so many elements of a page are read, and so many of its comments are kept: the
# longest thread known to stand on one page has 14,000.
MOST_READ = 25_000
MOST_KEPT = 20_000


@dataclass(slots=True)
class Record:
    """One element, or a run of neighbours, that holds a post.

    `start` and `end` bound its elements' numbers, `text_start` and `text_stop` its part of the
    outline's text, `first` and `last` that of its letters. `inner` are the records that stand
    directly in it, `outer` is the place of the one it stands in.
    """

    start: int
    end: int
    text_start: int
    text_stop: int
    first: int
    last: int
    is_run: bool = False
    outer: int | None = None
    inner: list["Record"] = field(default_factory=list)

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield where its elements begin and end, between those of inner records."""
        place = self.start
        for one in self.inner:
            yield place, one.start
            place = one.end
        yield place, self.end

    def numbers(self) -> Iterator[int]:
        """Yield its elements, those of inner records left out, in document order."""
        for start, end in self.spans():
            yield from range(start, end)

    @property
    def letters(self) -> int:
        """How many letters and digits it holds, inner records left out."""
        return self.last - self.first - sum(one.last - one.first for one in self.inner)

    def text(self, outline: Outline) -> str:
        """Give its text, inner records left out."""
        pieces, place = [], self.text_start
        for one in self.inner:
            pieces.append(outline.text[place : one.text_start])
            place = one.text_stop
        return "".join([*pieces, outline.text[place : self.text_stop]])


def of_elements(outline: Outline, numbers: Iterable[int]) -> list[Record]:
    """Give the records that these elements are; `numbers` in document order.

    Of more than MOST_READ the first are read.
    """
    return nested(
        [
            Record(
                number,
                outline.ends[number],
                outline.starts[number],
                outline.stops[number],
                outline.first[number],
                outline.last[number],
            )
            for number in islice(numbers, MOST_READ)
        ]
    )


def of_runs(outline: Outline, starters: list[int]) -> list[Record]:
    """Give the records that begin at these children of one element and end before the next.

    Of more than MOST_READ the first are read.
    """
    parent = outline.parents[starters[0]]
    starters = starters[: MOST_READ + 1]
    found = []
    for number, following in zip(starters, [*starters[1:], None], strict=True):
        end = outline.ends[parent] if following is None else following
        found.append(
            Record(
                number,
                end,
                outline.starts[number],
                outline.stops[parent] if following is None else outline.starts[following],
                outline.first[number],
                outline.last[parent] if following is None else outline.first[following],
                is_run=True,
            )
        )
    return found[:MOST_READ]


def nested(records: list[Record]) -> list[Record]:
    """Tell each of these records, in document order, what stands in it and what it stands in."""
    path: list[int] = []
    for place, record in enumerate(records):
        while path and records[path[-1]].end <= record.start:
            path.pop()
        if path:
            record.outer = path[-1]
            records[path[-1]].inner.append(record)
        path.append(place)
    return records
