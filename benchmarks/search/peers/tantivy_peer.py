"""Tantivy by its own Python package: the engine in Rust that ours is held against.

Facets are its aggregations. It has none that would give the best hit of each article, so grouping
takes all hits and the articles' column, and finds the groups with numpy.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy
from tantivy import FieldType, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from benchmarks.search.corpus import BenchDocument
from benchmarks.search.peers import Answer, Group, Unsupported
from benchmarks.search.specs import (
    FACET_VALUES,
    All,
    Either,
    Filters,
    Fuzzy,
    Phrase,
    Prefix,
    Spec,
    Term,
    Tree,
    Without,
)

HEAP = 128_000_000
MOST_DAY = 99_999_999
NAMES = ("site", "person", "kind", "language")
NUMBERS = ("year", "day", "posted_at", "comment_count")


def schema() -> Schema:
    """Text with positions; facts that are filtered or sorted by as columns."""
    made = SchemaBuilder()
    made.add_text_field("text")
    made.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("article_key", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_unsigned_field("article", fast=True)
    for name in (*NAMES, "tags"):
        made.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        made.add_unsigned_field(name, fast=True, indexed=name == "day")
    return made.build()


class Tantivy:
    """One index, one searcher at a time."""

    _index: Index
    _schema: Schema
    _searcher: Searcher

    def build(self, documents: Iterable[BenchDocument], folder: Path) -> None:
        """Index with the threads and the memory it takes of itself."""
        writer = Index(schema(), path=str(folder)).writer(HEAP)
        for one in documents:
            writer.add_document(_document(one))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Open for searching; a writer is made with the first change."""
        self._index = Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._writer = None

    def search(self, spec: Spec) -> Answer:
        """The page with its total by one call, facets by another."""
        query = filtered(self._schema, spec)
        if spec.grouping:
            return self._grouped(query, spec.limit)
        is_newest = spec.sort == "newest"
        found = self._searcher.search(
            query,
            limit=spec.limit,
            offset=spec.offset,
            order_by_field="posted_at" if is_newest else None,
        )
        keys = tuple(self._searcher.doc(address)["key"][0] for _score, address in found.hits)
        scores = () if is_newest else tuple(score for score, _address in found.hits)
        facets = self._facets(query, spec.facets) if spec.facets else {}
        return Answer(found.count, keys, scores, facets)

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Commit and read anew."""
        writer = self._writing()
        for one in documents:
            writer.add_document(_document(one))
        self._commit()

    def change(self, documents: Sequence[BenchDocument]) -> None:
        """Delete by key and add, in one commit."""
        writer = self._writing()
        for one in documents:
            writer.delete_documents_by_term("key", one.key)
            writer.add_document(_document(one))
        self._commit()

    def remove(self, keys: Sequence[str]) -> None:
        """Delete by key."""
        writer = self._writing()
        for key in keys:
            writer.delete_documents_by_term("key", key)
        self._commit()

    def close(self) -> None:
        """Let go of index and writer."""
        del self._searcher, self._index, self._writer

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(HEAP, num_threads=1)
        return self._writer

    def _commit(self) -> None:
        self._writing().commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _grouped(self, query: Query, limit: int) -> Answer:
        hits = self._searcher.search(query, limit=max(self._searcher.num_docs, 1)).hits
        addresses = [address for _score, address in hits]
        articles = self._searcher.fast_field_values("article", addresses)
        # Hits come best first, so that the first of each article is its best.
        _articles, firsts = np.unique(np.array(articles, dtype=np.int64), return_index=True)
        best = [hits[at] for at in np.sort(firsts)[:limit].tolist()]
        groups = []
        for score, address in best:
            stored = self._searcher.doc(address)
            groups.append(Group(stored["article_key"][0], stored["key"][0], score))
        return Answer(len(hits), groups=tuple(groups), group_total=len(firsts))

    def _facets(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        wanted = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in fields}
        counted = self._searcher.aggregate(query, wanted)
        return {
            name: {str(_plain(one["key"])): one["doc_count"] for one in counted[name]["buckets"]}
            for name in fields
        }


def filtered(known: Schema, spec: Spec) -> Query:
    """The tree, and conditions that add nothing to its score."""
    conditions = _conditions(known, spec.filters)
    wanted = native(known, spec.tree)
    if not conditions:
        return wanted
    free = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in conditions]
    return Query.boolean_query([(Occur.Must, wanted), *free])


def native(known: Schema, tree: Tree) -> Query:
    """A tree as tantivy's query."""
    match tree:
        case All(parts):
            return Query.boolean_query([(Occur.Must, native(known, one)) for one in parts])
        case Either(parts):
            return Query.boolean_query([(Occur.Should, native(known, one)) for one in parts])
        case Without(wanted, unwanted):
            must, must_not = native(known, wanted), native(known, unwanted)
            return Query.boolean_query([(Occur.Must, must), (Occur.MustNot, must_not)])
        case _:
            return _words(known, tree)


def _words(known: Schema, tree: Tree) -> Query:
    match tree:
        case Term(word):
            # Without frequencies all documents would have one score.
            return Query.term_query(known, "text", word, index_option="freq")
        case Prefix(start):
            return Query.regex_query(known, "text", f"{start}.*")
        case Fuzzy(word):
            return Query.fuzzy_term_query(known, "text", word, transposition_cost_one=True)
        case Phrase(words):
            return Query.phrase_query(known, "text", list(words))
        case _:
            raise Unsupported


def _conditions(known: Schema, filters: Filters) -> list[Query]:
    found = [
        Query.term_query(known, name, value, index_option="basic")
        for name, value in (("site", filters.site), ("kind", filters.kind))
        if value is not None
    ]
    if filters.first_day is not None or filters.last_day is not None:
        first, last = filters.first_day or 0, filters.last_day or MOST_DAY
        found.append(Query.range_query(known, "day", FieldType.Unsigned, first, last))
    return found


def _document(one: BenchDocument) -> tantivy.Document:
    made = tantivy.Document()
    for name in ("text", "key", "article_key", *NAMES):
        made.add_text(name, getattr(one, name))
    for tag in one.tags:
        made.add_text("tags", tag)
    for name in NUMBERS:
        made.add_unsigned(name, getattr(one, name))
    made.add_unsigned("article", int(one.article_key[2:]))
    return made


def _plain(value: str | float) -> str | int:
    """A bucket's value: numbers come as floats."""
    return int(value) if isinstance(value, float) else value
