"""Which part of a thread a page shows, in what order: read from an address, written into one."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from archive.lib.paging import page_number, steps
from archive.reading.filters import tidied

ORDERS = {
    "thread": pgettext_lazy("order", "Thread"),
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
}
EVERYTHING = "all"
"""What is asked for in place of a page's number, to have all on one."""
PAGE_ROWS, MOST_ROWS = 200, 300
"""A page of a thread ends at the first comment on the article after so many rows, at the latest
after so many. Chosen for a page within 60 ms (docs/reading.md)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the reader wants the thread; empty where nothing was chosen.

    `by` is the key of the person whose comments alone are shown, `page` a number or "all",
    `voices` "all" where everybody who speaks is to be named.
    """

    order: str = "thread"
    by: str = ""
    page: str = ""
    voices: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Look":
        """From the parameters of an address; never raises."""
        order, page = params.get("order", ""), params.get("page", "")
        return cls(
            order=order if order in ORDERS else "thread",
            by=tidied(params.get("by", "")),
            page=EVERYTHING if page == EVERYTHING else str(page_number(page)),
            voices=EVERYTHING if params.get("voices") == EVERYTHING else "",
        )

    @property
    def is_tree(self) -> bool:
        """Whether comments stand beneath what they answer."""
        return self.order == "thread" and not self.by

    @property
    def is_first(self) -> bool:
        """Whether the article's text belongs above it."""
        return self.page in {"", "1", EVERYTHING} and not self.by

    def changed(self, **values: str) -> "Look":
        """The same with other values, on the first page unless one is named."""
        return replace(self, **{"page": "", **values})

    def query(self) -> str:
        """As the query of an address with its "?"; empty where nothing is chosen."""
        chosen = {
            "order": self.order if self.order != "thread" else "",
            "by": self.by,
            "page": self.page if self.page != "1" else "",
            "voices": self.voices,
        }
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{query}" if query else ""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a thread: the ranks that they begin with, and the number of the one shown."""

    starts: Sequence[int]
    number: int
    total: int

    @property
    def last(self) -> int:
        """How many there are, one of an empty thread."""
        return max(1, len(self.starts))

    @property
    def steps(self) -> tuple[int | None, ...]:
        """The numbers to offer, None for each gap."""
        return steps(self.number, self.last)

    @property
    def before(self) -> int | None:
        """The page before this one, None at the start."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one, None at the end."""
        return self.number + 1 if self.number < self.last else None

    @property
    def span(self) -> slice:
        """The ranks that stand on the page."""
        ends = [*self.starts[1:], self.total]
        start = self.starts[self.number - 1] if self.starts else 0
        return slice(start, ends[self.number - 1])

    def of(self, rank: int) -> int:
        """On which page a rank stands."""
        return max(1, bisect_right(self.starts, rank))


def pages_of_tree(depths: Sequence[int], look: Look) -> Pages:
    """The pages of a thread in its own order; conversations are cut only where they are long."""
    starts = [0]
    if look.page != EVERYTHING or not look.is_tree:
        for rank, depth in enumerate(depths):
            length = rank - starts[-1]
            if length >= MOST_ROWS or (length >= PAGE_ROWS and not depth):
                starts.append(rank)
    return _pages(starts, len(depths), look if look.is_tree else Look())


def pages_of_list(count: int, look: Look) -> Pages:
    """The pages of comments that stand one after another."""
    size = count if look.page == EVERYTHING else PAGE_ROWS
    return _pages(range(0, max(1, count), max(1, size)), count, look)


def _pages(starts: Sequence[int], total: int, look: Look) -> Pages:
    number = min(page_number(look.page), max(1, len(starts)))
    return Pages(starts, number, total)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rows stand in the thread's own order; `here` is the page of it shown, 0 for none.

    `base` is the article's address.
    """

    base: str
    pages: Pages
    here: int

    def at(self, rank: int, key: str) -> str:
        """The address of a row."""
        number = self.pages.of(rank)
        if number == self.here:
            return f"#c-{key}"
        return f"{self.base}{Look(page=str(number)).query()}#c-{key}"


@dataclass(frozen=True, slots=True)
class Way:
    """A link above a thread, and whether it leads to what is shown."""

    label: str
    url: str
    is_chosen: bool
    count: int = 0


def orders_of(base: str, look: Look) -> list[Way]:
    """The orders there are, as links that keep whose comments are shown."""
    return [
        Way(str(label), f"{base}{look.changed(order=name).query()}#responses", name == look.order)
        for name, label in ORDERS.items()
    ]


def shows_of(base: str, look: Look, authors: Sequence[tuple[str, int]]) -> list[Way]:
    """All, or the comments of the article's own authors (key, how many) alone."""
    ways = [
        Way(
            pgettext("comments", "All"),
            f"{base}{look.changed(by='').query()}#responses",
            not look.by,
        )
    ]
    for key, count in authors:
        url = f"{base}{look.changed(by=key).query()}#responses"
        ways.append(Way(pgettext("comments", "The author’s"), url, look.by == key, count))  # noqa: RUF001
    return ways
