"""One state of the index, opened for reading by one thread."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

from whoosh.reading import TermNotFound

from archive.search.engines.base import Scope
from archive.search.engines.facts import Facts, load_facts
from archive.search.engines.whoosh_folders import TrackedStorage

# A matcher walks over the documents of one word: is_active, id, score, value_as, next.
Matcher = Any


@dataclass(frozen=True)
class Catalogue:
    """What one generation of an index holds: facts by document number, and who may see which.

    The same for every thread, so a process holds it once. `live` are the numbers that are not
    deleted, `comment_counts` those of articles by their keys; `lengths` and `totals` are filled
    field by field.
    """

    facts: Sequence[Facts]
    live: frozenset[int]
    public: frozenset[int]
    comment_counts: dict[str, int]
    lengths: dict[str, Sequence[int]] = field(default_factory=dict)
    totals: dict[tuple[str, bool], int] = field(default_factory=dict)

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

    def total_of(self, field: str, lengths: Sequence[int], *, is_of_all: bool) -> int:
        """How many words a field holds in all documents, or in the public ones alone."""
        at = field, is_of_all
        if at not in self.totals:
            numbers = self.live if is_of_all else self.public
            self.totals[at] = sum(lengths[number] for number in numbers)
        return self.totals[at]


class Catalogues:
    """The newest catalogue of a process, and the facts of each segment: segments never change."""

    def __init__(self) -> None:
        self._by_segment: dict[str, Sequence[Facts]] = {}
        self._lengths: dict[tuple[str, str], Sequence[int]] = {}
        self._newest: tuple[object, Catalogue] | None = None
        self._lock = Lock()

    def of(self, reader: Any, generation: object) -> Catalogue:  # noqa: ANN401 -- untyped Whoosh
        """The catalogue of a reader. Costs some 10 µs a document in a segment not yet seen."""
        with self._lock:
            if self._newest is None or self._newest[0] != generation:
                self._newest = (generation, self._load(reader))
            return self._newest[1]

    def lengths_of(self, reader: Any, field: str) -> Sequence[int]:  # noqa: ANN401
        """How many words a field holds, by document number. Some 5 µs a document not yet seen."""
        lengths = array("L")
        with self._lock:
            for leaf, _offset in reader.leaf_readers():
                if leaf.doc_count_all():
                    at = leaf.segment().segment_id(), field
                    if at not in self._lengths:
                        self._lengths[at] = _lengths_in(leaf, field)
                    lengths.extend(self._lengths[at])
        return lengths

    def _load(self, reader: Any) -> Catalogue:  # noqa: ANN401 -- untyped Whoosh
        kept: dict[str, Sequence[Facts]] = {}
        facts: list[Facts] = []
        for leaf, _offset in reader.leaf_readers():
            if leaf.doc_count_all():
                name = leaf.segment().segment_id()
                kept[name] = self._by_segment.get(name) or _facts_in(leaf)
                facts.extend(kept[name])
        self._by_segment = kept
        self._lengths = {at: each for at, each in self._lengths.items() if at[0] in kept}
        live = frozenset(reader.all_doc_ids())
        public = frozenset(number for number in live if facts[number].is_public)
        articles = (facts[number] for number in live if facts[number].kind == "article")
        return Catalogue(facts, live, public, {a.article_key: a.comment_count for a in articles})


def _facts_in(leaf: Any) -> Sequence[Facts]:  # noqa: ANN401 -- untyped Whoosh
    shared: dict[Any, Any] = {}
    numbers = range(leaf.doc_count_all())
    return [load_facts(leaf.stored_fields(number)["facts"], shared) for number in numbers]


def _lengths_in(leaf: Any, field: str) -> Sequence[int]:  # noqa: ANN401 -- untyped Whoosh
    numbers = range(leaf.doc_count_all())
    return array("L", (leaf.doc_field_length(number, field) or 0 for number in numbers))


class Snapshot:
    """A Whoosh searcher on one generation, for one thread, with the catalogue of its documents."""

    def __init__(self, folder: Path, catalogues: Catalogues) -> None:
        """Open the index in a folder. Raises whatever Whoosh raises where it is damaged."""
        self.folder = folder
        self._storage = TrackedStorage(folder)
        # A thread that ends takes its snapshot with it, and must not leave the files open.
        self._give_back = finalize(self, self._storage.close_files)
        try:
            self._index = self._storage.open_index()
            self._searcher = self._index.searcher()
            self._reader = self._searcher.reader()
            self.generation: int = self._reader.generation() or 0
            self._leaves = list(self._reader.leaf_readers())
            self._catalogues = catalogues
            self.catalogue = catalogues.of(self._reader, (folder, self.generation))
        except BaseException:
            self.close()
            raise

    def is_newest_of(self, folder: Path) -> bool:
        """Whether nothing was written since. Costs one listing of a folder."""
        return folder == self.folder and self._index.latest_generation() == self.generation

    def close(self) -> None:
        """Give the files back."""
        self._give_back()

    def document_count_of(self, field: str, word: str) -> int:
        """In how many documents a field holds the word, deleted ones included."""
        return int(self._searcher.doc_frequency(field, word))

    def words_beginning(self, field: str, prefix: str) -> list[str]:
        """Every word of a field that begins so."""
        to_text: Callable[[bytes], str] = self._reader.schema[field].from_bytes
        return [to_text(word) for word in self._reader.expand_prefix(field, prefix)]

    def postings(self, field: str, word: str) -> Iterator[tuple[int, Matcher]]:
        """The documents whose field holds the word, with the matcher standing on each.

        Deleted ones may be among them.
        """
        for leaf, offset in self._leaves:
            try:
                matcher = leaf.postings(field, word)
            except TermNotFound:
                continue
            # Where documents were deleted, a wrapper leaves them out at a call for each.
            matcher = getattr(matcher, "child", matcher)
            while matcher.is_active():
                yield offset + matcher.id(), matcher
                matcher.next()

    def numbers_with(self, field: str, words: Iterable[str]) -> set[int]:
        """The documents whose field holds one of the words, deleted ones perhaps among them."""
        return {number for word in words for number, _matcher in self.postings(field, word)}

    def lengths_of(self, field: str) -> Sequence[int]:
        """How many words a field holds, by document number."""
        lengths = self.catalogue.lengths.get(field)
        if lengths is None:
            lengths = self._catalogues.lengths_of(self._reader, field)
            self.catalogue.lengths[field] = lengths
        return lengths
