"""What an engine must be able to do to stand in the benchmark, and which ones there are.

Each lives in a process of its own (`benchmarks.search.workers`), so that neither memory nor threads
nor settings of one are another's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol, runtime_checkable

from benchmarks.search.corpus import BenchDocument
from benchmarks.search.specs import Spec

OURS, IN_FULL = "ours", "ours, all forms"
FTS5, TANTIVY, WHOOSH, HAYSTACK = "fts5", "tantivy", "whoosh", "haystack"

# The module and class of each. The second is built alone, to see what the whole schema costs.
ENGINES = {
    OURS: "benchmarks.search.peers.ours:Ours",
    IN_FULL: "benchmarks.search.peers.ours:OursInFull",
    FTS5: "benchmarks.search.peers.fts5:Fts5",
    TANTIVY: "benchmarks.search.peers.tantivy_peer:Tantivy",
    WHOOSH: "benchmarks.search.peers.stock_whoosh:StockWhoosh",
    HAYSTACK: "benchmarks.search.peers.haystack_peer:Haystack",
}


class Unsupported(Exception):  # noqa: N818 -- no error, but an answer
    """Raised by an engine that has no such query."""


@dataclass(frozen=True, slots=True)
class Group:
    """An article, and the key and score of the best hit in it or beneath it."""

    article_key: str
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found; what a Spec does not ask for is empty.

    `facets` holds per field the counts of the most frequent values; `group_total` is the number
    of all articles with a hit.
    """

    total: int
    keys: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    group_total: int = 0


class Peer(Protocol):
    """An engine over an index in a folder. Made without arguments, in the process it runs in.

    Text is analysed alike by all: words as they are, in lower case, none left out, with positions.
    """

    def build(self, documents: Iterable[BenchDocument], folder: Path) -> None:
        """Index the documents in an empty folder, each read once and none kept; ends on disk."""
        ...

    def open(self, folder: Path) -> None:
        """Make ready to search the index in a folder."""
        ...

    def search(self, spec: Spec) -> Answer:
        """Answer a question, nothing remembered of earlier ones. May raise Unsupported."""
        ...

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Index more documents: on disk, and seen by the next search of this object."""
        ...

    def change(self, documents: Sequence[BenchDocument]) -> None:
        """Put documents in the place of those with their keys; seen by the next search."""
        ...

    def remove(self, keys: Sequence[str]) -> None:
        """Take documents out; not seen by the next search."""
        ...

    def close(self) -> None:
        """Give back what `open` took."""
        ...


@runtime_checkable
class Tidy(Protocol):
    """What is asked besides of an engine that says how its index is kept in order: ours."""

    def segments(self) -> int:
        """How many segments there are."""
        ...

    def merge(self) -> None:
        """Merge away what was removed; the next search runs without it."""
        ...


def engine(name: str) -> Peer:
    """Make the engine of that name. Raises ImportError where its package is missing."""
    module, _, attribute = ENGINES[name].partition(":")
    return getattr(import_module(module), attribute)()
