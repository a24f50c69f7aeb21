"""The stages of a run: build, open, ask, change, for every engine that is here."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from benchmarks.search import asking, building, changes
from benchmarks.search.building import Built, Opened
from benchmarks.search.corpus import Corpus
from benchmarks.search.outcome import Outcome, Stage
from benchmarks.search.peers import FTS5, HAYSTACK, IN_FULL, OURS, TANTIVY, WHOOSH, Peer
from benchmarks.search.queries import questions
from benchmarks.search.specs import Spec
from benchmarks.search.workers import Worker, WorkerError

SMALL, MILLION = 20_000, 1_000_000
TIMES_OPENED = 3
# What is asked of an index after a thousand changes, and of the same without them.
PROBES = ("common", "and_common", "phrase")


@dataclass(frozen=True, slots=True)
class Plan:
    """A stage that is to be run: which engines are asked, which are changed, which only built."""

    name: str
    documents: int
    asked: Sequence[str]
    changed: Sequence[str] = ()
    built: Sequence[str] = ()


def plans(documents: int, *, million: bool = False) -> list[Plan]:
    """The stages of a run at this size, or the one of a million alone."""
    if million:
        return [Plan("million", MILLION, (OURS, TANTIVY))]
    peers = (OURS, FTS5, TANTIVY, WHOOSH)
    return [
        Plan("main", documents, peers, peers, (IN_FULL,)),
        Plan("small", min(documents, SMALL), (OURS, HAYSTACK)),
    ]


@dataclass(frozen=True, slots=True)
class Run:
    """A run with its folder, the classes it asks, and what it found so far."""

    folder: Path
    classes: Sequence[str]
    rounds: int
    outcome: Outcome

    def stage(self, plan: Plan, corpus: Corpus) -> None:
        """Run one stage."""
        stage = self.outcome.stages.setdefault(plan.name, Stage(corpus.size))
        specs = questions(corpus, dict.fromkeys((*self.classes, *PROBES)))
        for name in (*plan.asked, *plan.built):
            self._build(stage, name, corpus)
        for name in [one for one in plan.asked if one in stage.built]:
            stage.opened[name] = self._open(name, corpus, specs[PROBES[0]][0])
        self._ask(stage, [one for one in plan.asked if one in stage.built], specs)
        probes = [spec for name in PROBES for spec in specs[name]]
        for name in [one for one in plan.changed if one in stage.built]:
            told(f"{corpus.size:,} documents: {name} is changed")
            try:
                self._change(stage, name, corpus, probes)
            except WorkerError as error:
                # What else there is to know of it, and of the others, is worth having.
                self._failed(f"{name}, changed", error)

    def _place(self, name: str, corpus: Corpus) -> Path:
        return self.folder / f"{corpus.size}-{name.replace(', ', '-').replace(' ', '-')}"

    def _build(self, stage: Stage, name: str, corpus: Corpus) -> None:
        place = self._place(name, corpus)
        found: Built | None = building.built_before(place)
        if found is None:
            told(f"{corpus.size:,} documents: {name} indexes")
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True, mode=0o700)
            try:
                with Worker(name) as worker:
                    found = worker.run(building.build, corpus, place)
            except WorkerError as error:
                self._failed(name, error)
                return
        stage.built[name] = found

    def _open(self, name: str, corpus: Corpus, spec: Spec) -> Opened:
        found = []
        for _ in range(TIMES_OPENED):
            with Worker(name) as worker:
                found.append(worker.run(building.opened, self._place(name, corpus), spec))
        return sorted(found, key=lambda one: one.cpu)[TIMES_OPENED // 2]

    def _ask(self, stage: Stage, names: Iterable[str], specs: dict[str, list[Spec]]) -> None:
        with ExitStack() as stack:
            workers = {name: stack.enter_context(Worker(name)) for name in names}
            for name, worker in workers.items():
                worker.run(_opened, self._place(name, Corpus(stage.documents)))
            for name in self.classes:
                told(f"{stage.documents:,} documents: {name}")
                random = Random(name)  # noqa: S311 -- no secret
                heard = asking.ask_all(workers, specs[name], random, self.rounds)
                stage.times[name] = asking.times(heard)
                # It stems: what it counts is another thing.
                compared = {one: what for one, what in heard.items() if one != HAYSTACK}
                if found := asking.differences(compared):
                    stage.differences[name] = found

    def _change(self, stage: Stage, name: str, corpus: Corpus, probes: list[Spec]) -> None:
        place = self._place(name, corpus)
        with _Copy(name, place) as copy:
            stage.changed[name] = copy.run(changes.change, corpus, copy.place, probes, place)
        with _Copy(name, place) as copy:
            stage.merged[name] = copy.run(changes.merge, corpus, copy.place)

    def _failed(self, what: str, error: WorkerError) -> None:
        told(f"{what}: {error}")
        self.outcome.missing[what] = str(error).strip().rpartition("\n")[2]


class _Copy(Worker):
    """A worker, and a copy of an index that it may spoil."""

    def __init__(self, name: str, original: Path) -> None:
        """Copy the folder beside itself."""
        self.place = original.with_name(f"{original.name}-copy")
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(original, self.place)
        super().__init__(name)

    def __exit__(self, *ending: Any) -> None:  # noqa: ANN401
        """End the process and take the copy away."""
        super().__exit__(*ending)
        shutil.rmtree(self.place)


def _opened(peer: Peer, folder: Path) -> None:
    peer.open(folder)


_started = perf_counter()


def told(what: str) -> None:
    """Say what is being done, beside the table."""
    sys.stderr.write(f"{perf_counter() - _started:7.0f} s  {what}\n")
    sys.stderr.flush()
