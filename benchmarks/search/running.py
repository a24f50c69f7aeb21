"""The stages of a run: build, open, ask, change, for every engine that is here."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
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
# What takes half an hour to index its few documents: longer than all else together.
SLOW = (HAYSTACK,)
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
    begun: dict[str, Worker] = field(default_factory=dict)

    def begin(self, plan: Plan) -> None:
        """Have indexes that take long made from now on, where there is another core for it."""
        for name in plan.asked:
            is_due = building.built_before(self._place(name, Corpus(plan.documents))) is None
            if name in SLOW and is_due and (os.cpu_count() or 1) > 1:
                # Where it cannot be begun its stage will tell why.
                with suppress(WorkerError):
                    self.begun[name] = self._begun(name, Corpus(plan.documents))

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
        found: Built | None = building.built_before(self._place(name, corpus))
        if found is None:
            try:
                with self.begun.pop(name, None) or self._begun(name, corpus) as worker:
                    found = worker.ended()
            except WorkerError as error:
                self._failed(name, error)
                return
        stage.built[name] = found

    def _begun(self, name: str, corpus: Corpus) -> Worker:
        told(f"{corpus.size:,} documents: {name} indexes")
        place = self._place(name, corpus)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True, mode=0o700)
        worker = Worker(name)
        worker.begin(building.build, corpus, place)
        return worker

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
