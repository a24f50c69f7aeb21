"""The protocol that every search engine answers, and the values it speaks in.

An engine holds documents, knows nothing of rows, users or pages, and can be rebuilt from the
store at any time. The contract is tested by tests/search/test_engine_contract.py, which runs on
every engine; the set of hits is defined by tests/search/oracle.py.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from archive.search.documents import Document
from archive.search.query import Query

Sort = Literal["relevance", "newest", "oldest", "discussed"]

FACETS = ("kind", "site", "person", "year", "tag", "lang")


class IndexUnavailable(Exception):  # noqa: N818 -- a state of things, as the pages name it
    """The index is missing, damaged or of another version; the message says what helps."""


class IndexBusy(Exception):  # noqa: N818 -- likewise
    """Another process is writing to the index; trying again later helps."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents one user may find.

    `include_private`: not only public documents. Masked documents, and all documents of masked
    articles, count as not there.
    """

    include_private: bool = False
    masked_documents: frozenset[str] = frozenset()
    masked_articles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: what, for whom, in which order, and which conversations (pages from 1)."""

    query: Query
    scope: Scope = Scope()
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A found document; a higher score answers better."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """An article with every hit in it and beneath it, best first; the article's own may lack."""

    article_key: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class EngineResult:
    """The answer: exact totals, one page of groups, and how many conversations each value has.

    `facets` maps each name of FACETS to value -> number of conversations with a hit of that
    value, that is, the total one gets by adding the value to the query. `generation` changes
    whenever the index does.
    """

    total_documents: int
    total_conversations: int
    groups: tuple[Group, ...]
    facets: Mapping[str, Mapping[str, int]]
    generation: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What to write: in order, articles to forget whole, documents to forget, and to hold.

    A document replaces the one of its key.
    """

    documents: tuple[Document, ...] = ()
    remove_documents: frozenset[str] = frozenset()
    remove_articles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Culprit:
    """A document that could not be indexed, and why; the others of its batch were."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class WriteReport:
    """How many documents were written, and which could not be."""

    written: int
    culprits: tuple[Culprit, ...] = ()


class Engine(Protocol):
    """A search engine. One writer at a time; any number of readers, in threads and processes.

    Readers see the state before a write or the state after it, never one between.
    """

    def search(self, ask: Ask) -> EngineResult:
        """Answer one request on the newest state.

        Hits are what the oracle says. Conversations are sorted by `relevance` (their best hit,
        ties newest first), `newest` or `oldest` (the newest or oldest of their hits, undated
        last) or `discussed` (the article's comment count, without masked ones); the article's key
        breaks ties. A page past the end is empty. The whole answer is the same as if documents
        outside the scope were not in the index: what is rare or long is so within it.

        Raises IndexUnavailable.
        """
        ...

    def writing(self, wait_seconds: float | None = None) -> AbstractContextManager[None]:
        """Hold the one right to write, over several writes or a rebuild.

        Documents that were read before may be older than what another wrote meanwhile: read
        them within. `wait_seconds`: how long to wait for others, None for the engine's own
        patience. Raises IndexBusy, and IndexUnavailable where there is no place to write.
        """
        ...

    def write(self, changes: Changes) -> WriteReport:
        """Make changes, all visible at once and to be found when this returns.

        Raises IndexUnavailable where there is no usable index, IndexBusy.
        """
        ...

    def rebuild(self, documents: Iterable[Document]) -> WriteReport:
        """Make a new index of these documents and put it in the old one's place, at once.

        Searches are answered from the old index meanwhile. Raises IndexBusy.
        """
        ...

    def is_usable(self) -> bool:
        """Whether there is an index that can be searched."""
        ...

    def count(self) -> int:
        """How many documents the index holds. Raises IndexUnavailable."""
        ...

    def keys(self) -> Iterator[tuple[str, bool]]:
        """Each document's key and whether it is public, in no order. Raises IndexUnavailable."""
        ...

    def close(self) -> None:
        """Give back what this thread holds open; the next call opens it again."""
        ...
