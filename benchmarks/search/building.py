"""What it costs to make an index and to open it. Jobs for workers, each in a process of its own."""

import json
import resource
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.search.corpus import BenchDocument, Corpus
from benchmarks.search.costs import folder_size, measured, own_memory, peak_memory
from benchmarks.search.peers import Peer
from benchmarks.search.specs import Spec

NOTE = "built.json"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took; the CPU is without what making the documents took."""

    documents: int
    text_bytes: int
    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int
    index_bytes: int

    @property
    def rate(self) -> float:
        """Documents per second of CPU."""
        return self.documents / self.cpu_seconds

    @property
    def share(self) -> float:
        """The size of the index by that of the text."""
        return self.index_bytes / self.text_bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening took: milliseconds, and memory of the process' own then and after a query."""

    cpu: float
    wall: float
    own_bytes: int
    own_bytes_after_query: int


class Metered:
    """The documents of a corpus, with what making them takes kept apart."""

    def __init__(self, corpus: Corpus) -> None:
        """Nothing is made yet."""
        self._corpus = corpus
        self.cpu_seconds = 0.0
        self.text_bytes = 0

    def __iter__(self) -> Iterator[BenchDocument]:
        """The documents one by one, made some hundreds at a time."""
        batches = self._corpus.batches()
        while True:
            # Of this thread alone: an engine's own may be at work meanwhile.
            started = time.thread_time()
            batch = next(batches, [])
            self.text_bytes += sum(len(one.text.encode()) for one in batch)
            self.cpu_seconds += time.thread_time() - started
            if not batch:
                return
            yield from batch


def build(peer: Peer, corpus: Corpus, folder: Path) -> Built:
    """Have an index made, in a new process."""
    documents = Metered(corpus)
    cpu, wall = _cpu_seconds(), time.perf_counter()
    peer.build(documents, folder)
    found = Built(
        corpus.size,
        documents.text_bytes,
        _cpu_seconds() - cpu - documents.cpu_seconds,
        time.perf_counter() - wall,
        peak_memory(),
        folder_size(folder),
    )
    (folder.parent / f"{folder.name}.{NOTE}").write_text(json.dumps(asdict(found)))
    return found


def built_before(folder: Path) -> Built | None:
    """What the build of this folder took, where it is there already."""
    note = folder.parent / f"{folder.name}.{NOTE}"
    return Built(**json.loads(note.read_text())) if note.exists() else None


def opened(peer: Peer, folder: Path, spec: Spec) -> Opened:
    """Open an index in a new process and ask it something."""
    before = own_memory()
    cost = measured(lambda: peer.open(folder))
    own = own_memory() - before
    peer.search(spec)
    return Opened(cost.cpu, cost.wall, own, own_memory() - before)


def _cpu_seconds() -> float:
    """Of this process with all its threads, and of those it started and waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
