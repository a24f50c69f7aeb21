"""The protocol that every search engine answers, and the values it speaks in.

An engine holds documents, knows nothing of rows, users or pages, and can be rebuilt from the
store at any time. The contract is tested by tests/search/test_engine_contract.py, which runs on
every engine; the set of hits is defined by tests/search/oracle.py.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from archive.search.documents import Document
from archive.search.engines.tallies import Tally
from archive.search.query import Query

Sort = Literal["relevance", "newest", "oldest", "discussed"]

ValueKind = Literal["site", "tag", "lang", "kind"]

# With four tenths and two words the Cranfield questions lose nothing to asking for any one word,
# and two thirds fewer documents are to be weighed (make bench-relevance).
LOOSE_FREQUENT = 0.4
LOOSE_WORDS = 2

FACETS = ("kind", "site", "person", "year", "tag", "lang")


class IndexUnavailable(Exception):  # noqa: N818 -- a state of things, as the pages name it
    """The index is missing, damaged or of another version; the message says what helps.

    `reason` is the message as it was given: a Note, where readers may come to see it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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
class Hint:
    """A word of texts that answer well, and the share of them that it takes.

    `term` is an exact form, or where `is_stem` a term by stem (archive.search.languages).
    """

    term: str
    is_stem: bool
    share: float


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: what, for whom, in which order, and which conversations (pages from 1).

    `hits_per_group`: at most so many hits of each conversation are named, the best ones.
    `loosely`: not what answers, but what answers nearly: documents that fulfil every condition
    but some of those by words (`Query.wishes`; "well-known" is two). Of these they hold half where
    there are up to four, two where there are more; words in more than LOOSE_FREQUENT of the
    documents that may be found do not count, unless there are no others.
    `hints` change the scores, never what is found.
    """

    query: Query
    scope: Scope = Scope()
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 20
    hits_per_group: int = 20
    loosely: bool = False
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Like:
    """What others are to be like: an article's key, its words, and the keys of its tags."""

    article_key: str
    title: str
    text: str
    tags: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A found document; a higher score answers better."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """An article with the best hits in it and beneath it, best first; its own may lack.

    `hit_count` is how many there are in all.
    """

    article_key: str
    hits: tuple[Hit, ...]
    hit_count: int


@dataclass(frozen=True, slots=True)
class EngineResult:
    """The answer: exact totals, one page of groups, and how many conversations each value has.

    `facets` maps each name of FACETS to value -> number of conversations with a hit of that
    value, that is, the total one gets by adding the value to the query. `days` is how many hits
    are of each date, by YYYYMMDD; what is not known of it is 0, as in 20120600 or 20120000, and
    so is the day where not all that are known are of one month. `generation` changes whenever the
    index does.
    """

    total_documents: int
    total_conversations: int
    groups: tuple[Group, ...]
    facets: Mapping[str, Tally]
    days: Mapping[int, int]
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

        Raises IndexUnavailable, and TookTooLong where archive.search.patience is at its end, as
        `best` and `total` do.
        """
        ...

    def best(self, ask: Ask, limit: int, offset: int = 0) -> tuple[tuple[Hit, str], ...]:
        """So many hits from `offset` on, conversations apart, each with the key of its article.

        By relevance, or the newest or oldest first; scores are told by relevance alone. Equal
        ones come newest first, then by their keys. Raises IndexUnavailable.
        """
        ...

    def total(self, ask: Ask) -> int:
        """How many documents answer, as `search` would say and sooner. Raises IndexUnavailable."""
        ...

    def alike(self, word: str, where: str, scope: Scope, limit: int) -> tuple[tuple[str, int], ...]:
        """Other words that may be meant by a folded one, each with how many documents hold it.

        `where` is a scope of the query language: words are those of its fields, and the documents
        those of the field where most hold the word. Few edits come first (`most_edits` at most,
        none to the first letter), then what most documents hold, then the alphabet. What no
        document of the scope holds is not there. Raises IndexUnavailable.
        """
        ...

    def titles_begun(self, text: str, scope: Scope, limit: int) -> tuple[str, ...]:
        """The keys of articles whose titles hold these words, the last of which may go on.

        Sorted as by relevance, as if documents outside the scope were not there; none for a text
        without words. Raises IndexUnavailable.
        """
        ...

    def people_begun(self, text: str, scope: Scope, limit: int) -> tuple[tuple[str, int], ...]:
        """The keys of people of documents whose writers' names hold these words, as above.

        Each with how many such documents there are, most first, then by key. A document of
        several writers counts for each of them, whosever name it is. Raises IndexUnavailable.
        """
        ...

    def values_begun(
        self, kind: ValueKind, text: str, scope: Scope, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Values that articles have, a word of which begins with this folded text.

        Words begin after a blank, a full stop or a hyphen. Each with how many articles have it,
        most first, then by the alphabet. Raises IndexUnavailable.
        """
        ...

    def related(self, like: Like, scope: Scope, limit: int) -> tuple[str, ...]:
        """The keys of articles that are about the same, most alike first; never its own.

        About the same are those with a fair part of the words that tell most of it: those it
        holds often and few others hold. A shared tag lifts them. As if documents outside the
        scope were not there; the article itself need not be. Raises IndexUnavailable.
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
