"""Does the cost of lib's functions grow with their input, and not faster? `make bench`.

Each is run at a size and at four times that size, in turn, in one run; the table shows CPU time
and the ratio, which is 4 where cost is linear. Exits 1 where a ratio is above 7.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from time import process_time

from archive.lib.dates import moment_from_text
from archive.lib.html import clean, to_text
from archive.lib.thread_order import ThreadRow, order_thread

ROUNDS = 3
MOST = 7.0
START = datetime(2012, 6, 22, tzinfo=UTC)
_minutes = count(0, 1441)

HOSTILE: dict[str, Callable[[int], str]] = {
    "ampersands": lambda n: "&" * (n * 40),
    "entities": lambda n: "&lt;" * (n * 20),
    "open angles": lambda n: "<" * (n * 40),
    "bare addresses": lambda n: "http://a.example/( " * n,
    "brackets in an address": lambda n: "http://a.example/" + "(" * (n * 20) + ")" * (n * 20),
    "open comments": lambda n: "<!--" * (n * 20),
    "attributes": lambda n: "<p " + "a=1 " * (n * 10) + ">a",
    "nested links": lambda n: "<a href=x>a" * n,
    "nested elements": lambda n: "<div>" * n + "a",
    "paragraphs": lambda n: "<p>A word or two, <em>plainly</em> said.</p>" * n,
}


def thread(size: int, depth: int) -> list[ThreadRow]:
    """As many comments, a minute apart, in one chain of that depth and flat from there on."""
    return [
        ThreadRow(
            id=number,
            parent=number - 1 if 0 < number < depth else (0 if number else None),
            source_order=(0, number),
            at=START + timedelta(minutes=number),
            precision="minute",
            is_tombstone=False,
            tie=("", "", 0),
        )
        for number in range(size)
    ]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    started = process_time()
    work()
    return process_time() - started


def cleaning(markup: str) -> Callable[[], object]:
    """The work of cleaning markup and reading its text."""
    return lambda: to_text(clean(markup, "https://a.example/"))


def dates(number: int) -> Callable[[], object]:
    """The work of reading so many French dates, no one of them twice: dates are remembered."""

    def work() -> None:
        for _ in range(number):
            day = START + timedelta(minutes=next(_minutes))
            moment_from_text(f"{day.day} avril {day.year}, {day:%H:%M}", language="fr")

    return work


def cases() -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """Per case, the work at a size and at four times that size."""
    small, large = thread(3_750, 2_500), thread(15_000, 10_000)
    found: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "order 3,750 and 15,000 comments": (
            lambda: order_thread(small),
            lambda: order_thread(large),
        ),
        "read dates": (dates(100), dates(400)),
    }
    for name, make in HOSTILE.items():
        found[f"clean {name}"] = (cleaning(make(1_000)), cleaning(make(4_000)))
    return found


def main() -> int:
    """Print the table; 1 where a cost grows faster than its input."""
    worst = 0.0
    sys.stdout.write(f"{'':36}{'n, ms':>10}{'4n, ms':>10}{'ratio':>8}\n")
    for name, (at_once, at_four) in cases().items():
        pairs = [(seconds(at_once), seconds(at_four)) for _ in range(ROUNDS)]
        small, large = (min(times) for times in zip(*pairs, strict=True))
        ratio = large / small if large > 0.02 else 0.0  # below 20 ms the clock says little
        worst = max(worst, ratio)
        sys.stdout.write(f"{name:36}{small * 1000:>10.1f}{large * 1000:>10.1f}{ratio:>8.1f}\n")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
