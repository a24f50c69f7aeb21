"""Whoosh 2.7.4 as it comes: its own codec and writer, columns for what is sorted or counted."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import fields, query
from whoosh.analysis import LowercaseFilter, RegexTokenizer
from whoosh.columns import NumericColumn
from whoosh.index import create_in, open_dir
from whoosh.searching import Results, Searcher
from whoosh.sorting import Count, FieldFacet

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

MEBIBYTES = 128


def schema() -> fields.Schema:
    """Text with positions, unstored; the key stored; facts as columns, and as terms if filtered by.

    A number costs Whoosh eight terms or sixteen, so that only the day, which is asked for by range,
    is one.
    """
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        article_key=fields.ID(sortable=True),
        kind=fields.ID(sortable=True),
        site=fields.ID(sortable=True),
        person=fields.ID(sortable=True),
        tags=fields.KEYWORD,
        language=fields.ID(sortable=True),
        year=fields.COLUMN(NumericColumn("i")),
        posted_at=fields.COLUMN(NumericColumn("q")),
        day=fields.NUMERIC,
        comment_count=fields.COLUMN(NumericColumn("i")),
        text=fields.TEXT(analyzer=RegexTokenizer() | LowercaseFilter(), phrase=True),
    )


class StockWhoosh:
    """One index, one searcher, refreshed after each change."""

    def build(self, documents: Iterable[BenchDocument], folder: Path) -> None:
        """Index with one process."""
        writer = create_in(str(folder), schema()).writer(limitmb=MEBIBYTES)
        for one in documents:
            writer.add_document(**_document(one))
        writer.commit()

    def open(self, folder: Path) -> None:
        """Open index and searcher."""
        self._index = open_dir(str(folder))
        self._searcher: Searcher = self._index.searcher()

    def search(self, spec: Spec) -> Answer:
        """One call; what the page does not show is counted by the length of the results."""
        if spec.grouping:
            return self._grouped(spec)
        facets = {name: FieldFacet(name, maptype=Count) for name in spec.facets}
        results = self._searcher.search(
            native(spec.tree),
            limit=spec.offset + spec.limit,
            filter=_conditions(spec.filters),
            groupedby=facets or None,
            **({"sortedby": "posted_at", "reverse": True} if spec.sort == "newest" else {}),
        )
        # Where it counts facets it gives all hits, whatever the limit.
        hits = list(islice(results.items(), spec.offset, spec.offset + spec.limit))
        keys = tuple(self._searcher.stored_fields(number)["key"] for number, _score in hits)
        scores = () if spec.sort == "newest" else tuple(score for _number, score in hits)
        counted = {name: _most_frequent(results, name) for name in spec.facets}
        return Answer(len(results), keys, scores, counted)

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Commit and refresh."""
        writer = self._index.writer()
        for one in documents:
            writer.add_document(**_document(one))
        self._commit(writer)

    def change(self, documents: Sequence[BenchDocument]) -> None:
        """Update by key."""
        writer = self._index.writer()
        for one in documents:
            writer.update_document(**_document(one))
        self._commit(writer)

    def remove(self, keys: Sequence[str]) -> None:
        """Delete by key."""
        writer = self._index.writer()
        for key in keys:
            writer.delete_by_term("key", key)
        self._commit(writer)

    def close(self) -> None:
        """Close searcher and index."""
        self._searcher.close()
        self._index.close()

    def _commit(self, writer: Any) -> None:  # noqa: ANN401 -- Whoosh has no types
        writer.commit()
        self._searcher = self._searcher.refresh()

    def _grouped(self, spec: Spec) -> Answer:
        """All hits, and the first of each article; its own collapsing counts too few of them."""
        results = self._searcher.search(
            native(spec.tree), limit=None, filter=_conditions(spec.filters)
        )
        article_of = _column(self._searcher, "article_key")
        best: dict[str, tuple[int, float]] = {}
        for number, score in results.items():
            best.setdefault(article_of(number), (number, score))
        groups = [
            Group(article, self._searcher.stored_fields(number)["key"], score)
            for article, (number, score) in list(best.items())[: spec.limit]
        ]
        return Answer(len(results), groups=tuple(groups), group_total=len(best))


def native(tree: Tree) -> query.Query:
    """A tree as Whoosh's query."""
    match tree:
        case All(parts):
            return query.And([native(one) for one in parts])
        case Either(parts):
            return query.Or([native(one) for one in parts])
        case Without(wanted, unwanted):
            return query.AndNot(native(wanted), native(unwanted))
        case _:
            return _words(tree)


def _words(tree: Tree) -> query.Query:
    match tree:
        case Term(word):
            return query.Term("text", word)
        case Prefix(start):
            return query.Prefix("text", start)
        case Fuzzy(word):
            return query.FuzzyTerm("text", word, prefixlength=0)
        case Phrase(words):
            return query.Phrase("text", list(words))
        case _:
            raise Unsupported


def _conditions(filters: Filters) -> query.Query | None:
    found: list[query.Query] = [
        query.Term(name, value)
        for name, value in (("site", filters.site), ("kind", filters.kind))
        if value is not None
    ]
    if filters.first_day is not None or filters.last_day is not None:
        found.append(query.NumericRange("day", filters.first_day, filters.last_day))
    return query.And(found) if found else None


def _most_frequent(results: Results, name: str) -> dict[str, int]:
    counts = results.groups(name)
    best = sorted(counts.items(), key=lambda pair: -pair[1])[:FACET_VALUES]
    return {str(value): count for value, count in best}


def _column(searcher: Searcher, name: str) -> Any:  # noqa: ANN401
    return searcher.reader().column_reader(name).__getitem__


def _document(one: BenchDocument) -> dict[str, Any]:
    return one._asdict() | {"tags": " ".join(one.tags)}
