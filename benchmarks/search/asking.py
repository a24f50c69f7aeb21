"""Every question to every engine in turn.

A class at a time, its questions in random order, and each goes from engine to engine before the
next is asked: whatever else the machine does meets all of them. The first round counts for nothing
but the answers, which are compared. An engine that is slow in it is asked fewer of the questions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from benchmarks.search.costs import Spread, spread, taken
from benchmarks.search.peers import Answer, Peer, Unsupported
from benchmarks.search.specs import Spec
from benchmarks.search.workers import Worker

ROUNDS = 3
# So many questions at least, and no more once they took so long; and fewer where one is endless.
FEWEST, PATIENCE_MS, MOST_PATIENCE_MS = 5, 4_000.0, 40_000.0
# What takes longer than this is the same whether the process was awake.
WAKING_MS = 20.0
# What of an answer has to be the same whoever gives it: totals, and the counts of facets.
Counts = tuple[int, int, tuple[tuple[int, ...], ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer to a question, and its CPU time in milliseconds.

    No answer where an engine has no such query, or where it failed.
    """

    answer: Answer | None
    cpu: float
    has_failed: bool = False


def ask(peer: Peer, spec: Spec, before: Spec | None) -> Asked:
    """Ask an engine; another question before it, untimed, while its process wakes up.

    A job for a worker.
    """
    answer, has_failed = None, False
    if before:
        with suppress(Exception):
            peer.search(before)
    with taken() as cost:
        try:
            answer = peer.search(spec)
        except Unsupported:
            pass
        except Exception:
            has_failed = True
    return Asked(answer, cost.cpu, has_failed)


@dataclass(slots=True)
class Heard:
    """What one engine answered to the questions of one class."""

    answers: dict[int, Answer] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    warm_up: float = 0.0
    failures: int = 0
    before: Spec | None = None

    def is_asked(self, number: int, round_number: int) -> bool:
        """Whether this question is put to it: the first round decides about the others."""
        if round_number:
            return number in self.answers
        patience = PATIENCE_MS if len(self.answers) >= FEWEST else MOST_PATIENCE_MS
        return self.warm_up < patience

    def take(self, number: int, round_number: int, asked: Asked) -> None:
        """Note an answer."""
        if asked.has_failed:
            self.failures += 1
        elif asked.answer is None:
            self.warm_up = float("inf")
        elif round_number:
            self.milliseconds.append(asked.cpu)
        else:
            self.answers[number] = asked.answer
            self.warm_up += asked.cpu


def ask_all(
    workers: Mapping[str, Worker], specs: Sequence[Spec], random: Random, rounds: int = ROUNDS
) -> dict[str, Heard]:
    """Put the questions of a class to all engines, in turn."""
    heard = {name: Heard() for name in workers}
    for round_number in range(rounds + 1):
        for number in random.sample(range(len(specs)), len(specs)):
            for name, worker in workers.items():
                one, spec = heard[name], specs[number]
                if one.is_asked(number, round_number):
                    asked = worker.run(ask, spec, one.before)
                    one.take(number, round_number, asked)
                    one.before = spec if asked.cpu < WAKING_MS else None
    return heard


def times(heard: Mapping[str, Heard]) -> dict[str, Spread | None]:
    """The CPU time of each engine; None where it has no such query."""
    return {name: spread(one.milliseconds) for name, one in heard.items()}


def counts(answer: Answer) -> Counts:
    """What can be compared of an answer: values as frequent as each other may change places."""
    facets = tuple(tuple(sorted(values.values())) for values in answer.facets.values())
    return (answer.total, answer.group_total, facets)


def differences(heard: Mapping[str, Heard]) -> dict[str, tuple[int, int]]:
    """The engines that counted otherwise than most, or failed: in how many of how many answers."""
    common = {}
    for number in {number for one in heard.values() for number in one.answers}:
        given = [counts(one.answers[number]) for one in heard.values() if number in one.answers]
        common[number] = Counter(given).most_common(1)[0][0]
    found = {
        name: (
            sum(counts(answer) != common[number] for number, answer in one.answers.items())
            + one.failures,
            len(one.answers) + one.failures,
        )
        for name, one in heard.items()
    }
    return {name: (wrong, asked) for name, (wrong, asked) in found.items() if wrong}
