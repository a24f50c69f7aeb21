"""What it costs that a document is added, changed or removed, until a search sees it.

Jobs for workers, on a copy of the index. Each change is followed by a search for a word that
only the changed document has, and both are timed together.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.search.corpus import BenchDocument, Corpus
from benchmarks.search.costs import Spread, Taken, spread, taken
from benchmarks.search.peers import Peer, Tidy
from benchmarks.search.specs import Spec, Term

FEW, MANY, AT_ONCE = 30, 334, 100
HUNDREDS = 3
ROUNDS = 3
PATIENCE_SECONDS = 60.0
REMOVED_SHARE = 5  # every fifth document


class NotSeenError(Exception):
    """A search that does not see a change."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What changes took, per verb (`add`, `change`, `remove`): CPU and wall, of one and of 100.

    For an engine that can tell: how many segments so many changes in a row left, and how many
    times longer questions take there than in the index without them.
    """

    one_cpu: dict[str, Spread | None]
    one_wall: dict[str, Spread | None]
    hundred_cpu: dict[str, Spread | None]
    in_a_row: int
    segments: int | None = None
    slower: float | None = None


@dataclass(slots=True)
class Log:
    """The times of changes, by what was done."""

    times: dict[str, list[Taken]] = field(default_factory=dict)

    def note(self, verb: str, work: Callable[[], None], seen: Callable[[], int]) -> None:
        """Do and time it. Raises NotSeenError where the search after it finds another number."""
        with taken() as cost:
            work()
            wrong = seen()
        if wrong:
            raise NotSeenError(f"After {verb} a search finds {wrong} more than it should.")
        self.times.setdefault(verb, []).append(cost)

    def cpu(self) -> dict[str, Spread | None]:
        """Milliseconds of CPU by what was done."""
        return {verb: spread([one.cpu for one in all_]) for verb, all_ in self.times.items()}

    def wall(self) -> dict[str, Spread | None]:
        """Milliseconds of the clock on the wall."""
        return {verb: spread([one.wall for one in all_]) for verb, all_ in self.times.items()}


def change(
    peer: Peer, corpus: Corpus, folder: Path, specs: Sequence[Spec], untouched: Path
) -> Changed:
    """Add, change and remove one after another, then a hundred at once.

    `untouched`: the index that `folder` is a copy of; both are asked the same afterwards.
    """
    peer.open(folder)
    ones, in_a_row = _one_by_one(peer, corpus, MANY if isinstance(peer, Tidy) else FEW)
    segments, slower = None, None
    if isinstance(peer, Tidy):
        segments, slower = peer.segments(), _times_slower(peer, untouched, specs)
    hundreds = Log()
    for number in range(HUNDREDS):
        _round(peer, hundreds, _others(corpus, number), f"hundred{number}")
    return Changed(
        ones.cpu(),
        ones.wall(),
        hundreds.cpu(),
        in_a_row,
        segments,
        slower,
    )


def merge(peer: Peer, corpus: Corpus, folder: Path) -> Taken | None:
    """Take out every fifth document, then merge them away; None where an engine is not asked to."""
    if not isinstance(peer, Tidy):
        return None
    peer.open(folder)
    peer.remove([one.key for one in islice(corpus, 0, None, REMOVED_SHARE)])
    with taken() as cost:
        peer.merge()
    return cost


def _one_by_one(peer: Peer, corpus: Corpus, count: int) -> tuple[Log, int]:
    """Add one, change another and remove a third, over and over; and how many that were."""
    log, started = Log(), time.perf_counter()
    others = islice(corpus, 0, None, max(corpus.size // count, 1))
    for number, (new, old) in enumerate(zip(Corpus(count, corpus.seed + 1), others, strict=False)):
        _round(peer, log, [new._replace(key=f"x:{number}")], f"added{number}", ["add"])
        _round(peer, log, [old], f"altered{number}", ["change", "remove"])
        if time.perf_counter() - started > PATIENCE_SECONDS:
            break
    return log, sum(len(times) for times in log.times.values())


def _round(
    peer: Peer,
    log: Log,
    documents: Sequence[BenchDocument],
    mark: str,
    verbs: Sequence[str] = ("add", "change", "remove"),
) -> None:
    """Do these to documents, marked by a word of their own, another one after each change."""
    for verb in verbs:
        said = f"{mark}{verb}"
        marked = [one._replace(text=f"{one.text} {said}") for one in documents]
        # What is removed is told from what is left by the mark of the change before.
        sought = f"{mark}change" if verb == "remove" else said
        expected = 0 if verb == "remove" else len(marked)
        work = {
            "add": lambda new=marked: peer.add(new),
            "change": lambda new=marked: peer.change(new),
            "remove": lambda new=marked: peer.remove([one.key for one in new]),
        }[verb]
        log.note(verb, work, lambda word=sought, due=expected: _found(peer, word) - due)


def _found(peer: Peer, word: str) -> int:
    return peer.search(Spec(Term(word))).total


def _others(corpus: Corpus, number: int) -> list[BenchDocument]:
    new = islice(Corpus(AT_ONCE, corpus.seed + 2 + number), AT_ONCE)
    return [one._replace(key=f"y:{number}.{place}") for place, one in enumerate(new)]


def _times_slower(peer: Peer, untouched: Path, specs: Sequence[Spec]) -> float:
    """How many times longer questions take than in an untouched index, by medians.

    Each goes to both in turn, so that whatever else the machine does meets both; the first round
    counts for nothing.
    """
    fresh = type(peer)()
    fresh.open(untouched)
    times: tuple[list[float], list[float]] = ([], [])
    for round_number in range(ROUNDS + 1):
        for spec in specs:
            for one, held in zip((fresh, peer), times, strict=True):
                with taken() as cost:
                    one.search(spec)
                if round_number:
                    held.append(cost.cpu)
    fresh.close()
    before, after = map(median, times)
    return after / before
