"""One state of the index, opened for reading by one thread."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh.scoring import BM25F

from archive.search.engines.base import Scope
from archive.search.engines.facts import Facts, load_facts
from archive.search.engines.whoosh_folders import TrackedStorage

# A matcher walks over the documents of one word: is_active, id, score, value_as, next.
Matcher = Any


class SegmentFacts:
    """The facts of each segment, loaded once per process: segments never change."""

    def __init__(self) -> None:
        self._by_segment: dict[str, Sequence[Facts]] = {}
        self._lock = Lock()

    def of(self, reader: Any) -> list[Facts]:  # noqa: ANN401 -- Whoosh has no types
        """The facts of every document number of a reader, deleted ones too.

        Costs about 10 µs a document that was not yet loaded.
        """
        known = self._by_segment
        kept: dict[str, Sequence[Facts]] = {}
        facts: list[Facts] = []
        for leaf, _offset in reader.leaf_readers():
            if leaf.doc_count_all() == 0:
                continue
            name = leaf.segment().segment_id()
            kept[name] = known.get(name) or [
                load_facts(leaf.stored_fields(number)["facts"])
                for number in range(leaf.doc_count_all())
            ]
            facts.extend(kept[name])
        with self._lock:
            self._by_segment = kept
        return facts


class Snapshot:
    """A Whoosh searcher on one generation, with the facts of its documents by number."""

    def __init__(self, folder: Path, segment_facts: SegmentFacts) -> None:
        """Open the index in a folder. Raises whatever Whoosh raises where it is damaged."""
        self.folder = folder
        self._storage = TrackedStorage(folder)
        try:
            self._index = self._storage.open_index()
            self._searcher = self._index.searcher(weighting=BM25F())
            self._reader = self._searcher.reader()
            self.generation: int = self._reader.generation() or 0
            self.facts = segment_facts.of(self._reader)
        except BaseException:
            self.close()
            raise

    def is_newest_of(self, folder: Path) -> bool:
        """Whether nothing was written since. Costs one listing of a folder."""
        return folder == self.folder and self._index.latest_generation() == self.generation

    def close(self) -> None:
        """Give the files back."""
        self._storage.close_files()

    @cached_property
    def live(self) -> frozenset[int]:
        """The numbers of all documents that are not deleted."""
        return frozenset(self._reader.all_doc_ids())

    @cached_property
    def public(self) -> frozenset[int]:
        """The numbers of public documents."""
        return frozenset(number for number in self.live if self.facts[number].is_public)

    @cached_property
    def comment_counts(self) -> dict[str, int]:
        """Article key to its comment count."""
        facts = self.facts
        return {
            facts[number].article_key: facts[number].comment_count
            for number in self.live
            if facts[number].kind == "article"
        }

    def within(self, scope: Scope) -> frozenset[int]:
        """The numbers of the documents in a scope."""
        numbers = self.live if scope.include_private else self.public
        if not scope.masked_documents and not scope.masked_articles:
            return numbers
        facts = self.facts
        return frozenset(
            number
            for number in numbers
            if facts[number].key not in scope.masked_documents
            and facts[number].article_key not in scope.masked_articles
        )

    def document_count_of(self, field: str, word: str) -> int:
        """In how many documents a field holds the word, deleted ones included."""
        return int(self._searcher.doc_frequency(field, word))

    def words_beginning(self, field: str, prefix: str) -> list[str]:
        """Every word of a field that begins so."""
        to_text: Callable[[bytes], str] = self._reader.schema[field].from_bytes
        return [to_text(word) for word in self._reader.expand_prefix(field, prefix)]

    def postings(self, field: str, word: str) -> Iterator[tuple[int, Matcher]]:
        """The documents whose field holds the word, with the matcher standing on each."""
        if (field, word) not in self._reader:
            return
        matcher = self._searcher.postings(field, word)
        while matcher.is_active():
            yield matcher.id(), matcher
            matcher.next()

    def numbers_with(self, field: str, word: str) -> frozenset[int]:
        """The documents whose field holds the word, unscored: several times as fast."""
        if (field, word) not in self._reader:
            return frozenset()
        return frozenset(self._reader.postings(field, word).all_ids())
