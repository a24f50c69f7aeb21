"""What does the whole page of a search cost on 200,000 documents? `make bench-search-page`.

Fills the archive of ARCHIVE_DATA, unless one is there, and asks for the page as a browser would:
from the address to the last byte, the database's work too, which runs in the same process. Shows
queries, the most, and milliseconds of CPU, the median and the ninth decile of each class and of
all, with a mark where a median is above 20 ms; exits 1 where that of all is, or where a page takes
more than 15 queries. A figure, never a test: a clock is no test. As in the server, what is loaded
when the first question comes is no more looked through for garbage.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.filled import filled
from benchmarks.page_questions import Asked, questions
from benchmarks.search.corpus import Corpus
from benchmarks.search.queries import sampled

from django.db import connection  # isort: skip -- after the setup in benchmarks.filled
from django.test import Client  # isort: skip
from django.test.utils import CaptureQueriesContext  # isort: skip
from archive.curation.serving import settle  # isort: skip

DOCUMENTS, QUESTIONS, ROUNDS = 200_000, 20, 3
MOST_MILLISECONDS, MOST_QUERIES = 20.0, 15


class Cost(NamedTuple):
    """What one page took: queries, milliseconds of CPU, bytes."""

    queries: int
    milliseconds: float
    size: int


def cost_of(client: Client, asked: Asked) -> Cost:
    """Ask for one page, some times over; the best of them."""
    address = f"/search/?{urlencode(asked)}"
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    queries = len(told)  # before another request empties the log
    found = []
    for _ in range(ROUNDS):
        began = process_time()
        response = client.get(address)
        took = 1000 * (process_time() - began)
        if response.status_code != 200:
            raise AssertionError(f"{address} gives {response.status_code}")
        found.append(Cost(queries, took, len(response.content)))
    return min(found, key=lambda cost: cost.milliseconds)


def shown(name: str, costs: Sequence[Cost]) -> bool:
    """Print a line of the table; whether it is within the bounds."""
    queries = max(cost.queries for cost in costs)
    middle = median(cost.milliseconds for cost in costs)
    late = quantiles((cost.milliseconds for cost in costs), n=10)[-1]
    size = median(cost.size for cost in costs) / 1000
    is_within = queries <= MOST_QUERIES and middle <= MOST_MILLISECONDS
    mark = "" if is_within else "  <-- too much"
    line = f"{name:28}{queries:>8}{middle:>9.1f} ms{late:>9.1f} ms{size:>9.0f} kB{mark}\n"
    sys.stdout.write(line)
    sys.stdout.flush()
    return is_within


def main() -> int:
    """Print the table; 1 where something takes too much."""
    parser = ArgumentParser(prog="benchmarks.search_page", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"{DOCUMENTS:,}")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help=f"a class; {QUESTIONS}")
    asked = parser.parse_args()
    corpus = Corpus(asked.documents)
    filled(corpus)
    drawn = questions(sampled(corpus), asked.questions)
    client = Client(SERVER_NAME="localhost")
    settle()
    sys.stdout.write(f"{asked.documents:,} documents\n")
    sys.stdout.write(f"{'':28}{'queries':>8}{'median':>12}{'9 in 10':>12}{'page':>12}\n")
    costs = {name: [cost_of(client, one) for one in some] for name, some in drawn.items()}
    for name, some in costs.items():
        shown(name, some)
    return int(not shown("all", [cost for some in costs.values() for cost in some]))


if __name__ == "__main__":
    sys.exit(main())
