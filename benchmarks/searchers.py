"""Do fifty searchers starve one another, one of them hostile? `make bench-searchers`.

Starts the server as `make run` does, over an archive of 200,000 documents in ARCHIVE_DATA, which
is filled unless one is there. First 49 people ask what people ask, each some seconds after reading
an answer; then the same beside one who puts the dearest questions that there are, one after the
other. Shows how long the 49 waited, and the most memory the server took. Exits 1 where a question
failed, or their median wait is more than four times as long beside the hostile one.
"""

import re
import subprocess
import sys
import threading
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import monotonic, sleep
from urllib.parse import urlencode

from benchmarks.filled import filled
from benchmarks.hostile_questions import hostile
from benchmarks.page_questions import Asked, questions
from benchmarks.search.corpus import Corpus
from benchmarks.search.queries import Sample, sampled

DOCUMENTS, SEARCHERS, SECONDS, THINKING_SECONDS = 200_000, 49, 60, 5.0
PORT, START_SECONDS, PATIENCE_SECONDS, MOST_TIMES = 8077, 300, 300, 4.0
MANAGE = Path(__file__).parent.parent / "manage.py"


@contextmanager
def server() -> Iterator[int]:
    """The server in a process of its own, when it answers; gives its number."""
    command = [sys.executable, str(MANAGE), "start", "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 -- our own
        try:
            wait_for(process)
            yield process.pid
        finally:
            process.terminate()


def wait_for(process: "subprocess.Popen[bytes]") -> None:
    """Until it answers."""
    end = monotonic() + START_SECONDS
    while monotonic() < end and process.poll() is None:
        with suppress(OSError):
            if ask({"q": "ready"})[1] == 200:
                return
        sleep(0.2)
    raise RuntimeError("the server did not come up")


def ask(asked: Asked) -> tuple[float, int]:
    """How many seconds an answer took, and its status."""
    began = monotonic()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE_SECONDS)
    connection.request("GET", f"/search/?{urlencode(asked)}")
    response = connection.getresponse()
    response.read()
    connection.close()
    return monotonic() - began, response.status


def searcher(
    asked: Sequence[Asked], random: Random, until: float, waits: list[tuple[float, int]]
) -> None:
    """Asks, reads and asks again."""
    sleep(random.random() * THINKING_SECONDS)
    while monotonic() < until:
        waits.append(ask(random.choice(asked)))
        sleep(2 * random.random() * THINKING_SECONDS)


def foe(asked: Sequence[Asked], until: float, waits: list[tuple[float, int]]) -> None:
    """Asks without a pause."""
    for one in cycle(asked):
        if monotonic() > until:
            return
        waits.append(ask(one))


def waited(sample: Sample, seconds: int, *, with_foe: bool) -> tuple[float, bool]:
    """Let them ask, and print a line; the median wait, and whether all were answered."""
    kinds = questions(sample, 20)
    asked = [one for some in kinds.values() for one in some]
    until = monotonic() + seconds
    waits: list[tuple[float, int]] = []
    foes: list[tuple[float, int]] = []
    threads = [
        threading.Thread(target=searcher, args=(asked, Random(at), until, waits))  # noqa: S311
        for at in range(SEARCHERS)
    ]
    if with_foe:
        bad = [*hostile(sample).values()]
        threads.append(threading.Thread(target=foe, args=(bad, until, foes)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [1000 * each for each, _status in waits]
    statuses = Counter(status for _time, status in [*waits, *foes])
    name = f"beside {len(foes)} dear ones" if with_foe else "by themselves"
    late = quantiles(times, n=20)[-1]
    sys.stdout.write(
        f"{name:24}{len(times):>7} answers{median(times):>9.0f} ms{late:>9.0f} ms"
        f"{max(times):>9.0f} ms  {dict(statuses)}\n"
    )
    sys.stdout.flush()
    return median(times), set(statuses) == {200}


def peak_megabytes(number: int) -> float:
    """The most memory that a process of Linux held at once; 0 elsewhere."""
    status = Path(f"/proc/{number}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1_024 if found else 0.0


def main() -> int:
    """Print the table; 1 where somebody starves."""
    parser = ArgumentParser(prog="benchmarks.searchers", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"{DOCUMENTS:,}")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"of each part; {SECONDS}")
    wish = parser.parse_args()
    corpus = Corpus(wish.documents)
    filled(corpus)
    sample = sampled(corpus)
    sys.stdout.write(
        f"{SEARCHERS} searchers, {wish.documents:,} documents\n"
        f"{'':39}{'median':>12}{'19 in 20':>12}{'longest':>12}\n"
    )
    with server() as number:
        alone, is_well = waited(sample, wish.seconds, with_foe=False)
        beside, is_well_beside = waited(sample, wish.seconds, with_foe=True)
        memory = peak_megabytes(number)
    sys.stdout.write(f"at most {memory:.0f} MiB of memory, index and text shared with the system\n")
    return int(not (is_well and is_well_beside and beside <= MOST_TIMES * alone))


if __name__ == "__main__":
    sys.exit(main())
