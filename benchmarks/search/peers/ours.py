"""Our engine: the codec's segments of arrays, and the executor's answers over them.

`Ours` has one field of words, as all others have; `OursInFull` is the archive's own schema, with
exact and stemmed forms, of which only the building is measured.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from whoosh.fields import Schema

from archive.search.documents import Document, Named
from archive.search.engines.executor import facets, nodes
from archive.search.engines.executor.collect import by_number, by_score, matches, total
from archive.search.engines.executor.groups import gathered, page
from archive.search.engines.executor.snapshot import opened
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays.columns import Numbers, Texts, Values
from archive.search.engines.whoosh_arrays.fields import Fact, Name, Words
from archive.search.engines.whoosh_arrays.index import ArrayIndex
from archive.search.engines.whoosh_engine import WhooshEngine
from archive.search.engines.whoosh_writer import DOCUMENTS_AT_ONCE
from benchmarks.search.corpus import BenchDocument
from benchmarks.search.peers import Answer, Group
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

VERSION = "benchmark"
FACTS = ("article", "kind", "site", "person", "language")


class _Analysis:
    """Words as they are, in lower case."""

    separator = "\x1e"
    gap = 1
    _words = re.compile(r"\w+")

    def split(self, text: str) -> list[str]:
        return self._words.findall(text.lower())

    def terms(self, spelling: str, variant: str) -> tuple[str, ...]:
        return (spelling,)


def _schema() -> Schema:
    columns = {name: Fact(Values()) for name in (*FACTS, "tags")}
    numbers = {name: Fact(Numbers()) for name in ("year", "posted_at", "day", "comment_count")}
    words = Words(_Analysis())
    return Schema(key=Name(), text=words, label=Fact(Texts()), **columns, **numbers)


class Ours:
    """One index, and one view of its newest state."""

    _index: ArrayIndex
    _view: View

    def build(self, documents: Iterable[BenchDocument], folder: Path) -> None:
        """So many documents at a time, then all merged, as `manage.py reindex` does."""
        index = ArrayIndex.create(folder, _schema(), VERSION)
        remaining = iter(documents)
        while True:
            some = islice(remaining, DOCUMENTS_AT_ONCE)
            writer = index.writer()
            for document in some:
                writer.add_document(**_fields(document))
            count = writer.docnum
            writer.commit(lambda _segments, _fresh: [])
            if not count:
                break
        index.compact()

    def open(self, folder: Path) -> None:
        """Map the segments."""
        self._index = ArrayIndex(folder, _schema(), VERSION)
        self._view = View(opened(self._index))

    def search(self, spec: Spec) -> Answer:
        """Make nodes of the question, find, and cut."""
        view = self._view
        found = matches(view, _question(spec))
        counted = {name: _facet(view, found, name) for name in spec.facets}
        if spec.grouping:
            return self._grouped(spec, found, counted)
        if spec.sort == "newest":
            ranked = by_number(view, found, "posted_at", spec.limit, spec.offset)
            return Answer(total(found), self._labels(ranked.numbers.tolist()), (), counted)
        ranked = by_score(view, found, spec.limit, spec.offset)
        keys = self._labels(ranked.numbers.tolist())
        return Answer(total(found), keys, tuple(ranked.ranks.tolist()), counted)

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Commit and read anew."""
        self._write(documents, [])

    def change(self, documents: Sequence[BenchDocument]) -> None:
        """Delete by key and add, in one commit."""
        self._write(documents, [document.key for document in documents])

    def remove(self, keys: Sequence[str]) -> None:
        """Delete by key."""
        self._write((), keys)

    def close(self) -> None:
        """Let go."""
        del self._index, self._view

    def segments(self) -> int:
        """How many there are."""
        return len(self._view.slices)

    def merge(self) -> None:
        """Rewrite everything."""
        self._index.compact()
        self._view = View(opened(self._index, self._view.snapshot))

    def _write(self, documents: Sequence[BenchDocument], gone: Sequence[str]) -> None:
        writer = self._index.writer()
        writer.delete_named("key", gone)
        for document in documents:
            writer.add_document(**_fields(document))
        writer.commit()
        self._view = View(opened(self._index, self._view.snapshot))

    def _labels(self, numbers: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._view.snapshot.texts("label", numbers))

    def _grouped(self, spec: Spec, found: list, counted: dict[str, dict[str, int]]) -> Answer:
        by_article = gathered(self._view, found, "article")
        present = by_article.present()
        names = self._view.snapshot.numbering("article").values
        scores_of_all = by_article.best_scores()
        shown = page(present, [scores_of_all], names, spec.offset, spec.offset + spec.limit)
        if not shown:
            return Answer(total(found), (), (), counted, (), len(present))
        counts, documents, scores = by_article.members(shown)
        ends = counts.cumsum()
        best = [
            int(documents[end - count + scores[end - count : end].argmax()])
            for count, end in zip(counts.tolist(), ends.tolist(), strict=True)
        ]
        highest = scores_of_all[shown].tolist()
        groups = [
            Group(names[number].decode(), label, score)
            for number, label, score in zip(shown, self._labels(best), highest, strict=True)
        ]
        return Answer(total(found), (), (), counted, tuple(groups), len(present))


class OursInFull:
    """The archive's engine as it is."""

    def build(self, documents: Iterable[BenchDocument], folder: Path) -> None:
        """As `manage.py reindex` does."""
        WhooshEngine(folder / "index").rebuild(map(_document, documents))


def _fields(document: BenchDocument) -> dict[str, object]:
    values = document._asdict()
    values["label"] = document.key
    values["article"] = values.pop("article_key")
    return values


def _document(document: BenchDocument) -> Document:
    is_article = document.kind == "article"
    return Document(
        key=document.key,
        kind="article" if is_article else "comment",
        article_key=document.article_key,
        is_public=True,
        site=document.site,
        title=document.text[:60] if is_article else "",
        body=document.text,
        people=(Named(document.person, document.person),),
        terms=tuple(Named(tag, tag) for tag in document.tags),
        language=document.language,
        first_day=document.day,
        last_day=document.day,
        sort_at=document.posted_at,
        comment_count=document.comment_count,
        kept_count=document.comment_count,
    )


def _question(spec: Spec) -> nodes.Node:
    tests = _tests(spec.filters)
    tree = _node(spec.tree)
    return nodes.And((tree, *tests)) if tests else tree


def _tests(filters: Filters) -> list[nodes.Node]:
    tests: list[nodes.Node] = []
    if filters.site is not None:
        tests.append(nodes.Is("site", frozenset({filters.site})))
    if filters.kind is not None:
        tests.append(nodes.Is("kind", frozenset({filters.kind})))
    if filters.first_day is not None or filters.last_day is not None:
        tests.append(nodes.Between("day", filters.first_day or 0, filters.last_day or 99_999_999))
    return tests


def _node(tree: Tree) -> nodes.Node:
    match tree:
        case All(parts):
            return nodes.And(tuple(_node(part) for part in parts))
        case Either(parts):
            return nodes.Or(tuple(_node(part) for part in parts))
        case Without(wanted, unwanted):
            return nodes.And((_node(wanted), nodes.Not(_node(unwanted))))
    return _leaf(tree)


def _leaf(tree: Term | Prefix | Fuzzy | Phrase) -> nodes.Node:
    match tree:
        case Term(word):
            return nodes.Term("text", word)
        case Prefix(start):
            return nodes.Spellings("text", start, "prefix")
        case Fuzzy(word):
            return nodes.Spellings("text", word, "fuzzy", 1, fixed=0)
        case Phrase(words):
            terms = tuple(nodes.Term("text", word) for word in words)
            return nodes.Phrase("text", terms, tuple(range(len(words))))


def _facet(view: View, found: list, name: str) -> dict[str, int]:
    if name != "year":
        return facets.of_documents(view, found, name, FACET_VALUES)
    years = facets.histogram(view, found, "year")
    best = sorted(years.items(), key=lambda pair: (-pair[1], pair[0]))
    return {str(year): count for year, count in best[:FACET_VALUES]}
