"""SQLite's FTS5: postings with positions, the text beside them, facts in a table of their own.

Each statement is the fastest of those tried. Hits are found first and their facts looked up by
number, which an index on facts only slows; the best are sorted by SQLite, which keeps no more than
the page asks for, where FTS5's own order (`ORDER BY rank`) would sort all hits.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.search.corpus import BenchDocument
from benchmarks.search.peers import Answer, Group, Unsupported
from benchmarks.search.specs import (
    FACET_VALUES,
    All,
    Either,
    Filters,
    Phrase,
    Prefix,
    Spec,
    Term,
    Tree,
    Without,
)

SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE facts (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, article TEXT NOT NULL, kind TEXT NOT NULL,
  site TEXT NOT NULL, person TEXT NOT NULL, language TEXT NOT NULL, year INTEGER NOT NULL,
  posted_at INTEGER NOT NULL, day INTEGER NOT NULL, comment_count INTEGER NOT NULL
);
CREATE TABLE tags (id INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (id, tag)) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(
  text, content = 'texts', content_rowid = 'id', tokenize = 'unicode61'
);
"""
MATCHED = "FROM found WHERE found MATCH :match"
JOINED = "FROM found CROSS JOIN facts ON facts.id = found.rowid WHERE found MATCH :match"
PAGE = "LIMIT :limit OFFSET :offset"
CONDITIONS = {
    "site": "site = :site",
    "kind": "kind = :kind",
    "first_day": "day >= :first_day",
    "last_day": "day <= :last_day",
}
AT_ONCE = 1_000


class Fts5:
    """One connection to one file."""

    _connection: sqlite3.Connection

    def build(self, documents: Iterable[BenchDocument], folder: Path) -> None:
        """Index everything in one transaction."""
        self._connect(folder)
        self._connection.executescript(SCHEMA)
        rest = iter(documents)
        self._connection.execute("BEGIN")
        first = 1
        while batch := list(islice(rest, AT_ONCE)):
            self._insert(batch, first)
            first += len(batch)
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE facts")
        self.close()

    def open(self, folder: Path) -> None:
        """Connect."""
        self._connect(folder)

    def search(self, spec: Spec) -> Answer:
        """The page by one statement, what is counted by another."""
        asked = _conditions(spec.filters)
        where = JOINED + "".join(f" AND {CONDITIONS[name]}" for name in asked)
        asked |= {"match": expression(spec.tree), "limit": spec.limit, "offset": spec.offset}
        if spec.grouping:
            return self._grouped(where, asked)
        if spec.facets:
            total, facets = self._counted(spec.facets, where, asked)
        else:
            # Without a condition on facts the join is not needed to count.
            counted = MATCHED if where == JOINED else where
            total, facets = self._value(f"SELECT count(*) {counted}", asked), {}
        if spec.sort == "newest":
            newest = f"SELECT key {where} ORDER BY posted_at DESC {PAGE}"
            rows = self._rows(newest, asked)
        else:
            rows = self._rows(_best_first(where), asked)
        scores = () if spec.sort == "newest" else tuple(row[1] for row in rows)
        return Answer(total, tuple(row[0] for row in rows), scores, facets)

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Index in one transaction, which is on disk when it ends."""
        self._connection.execute("BEGIN")
        self._insert(documents, self._value("SELECT max(id) + 1 FROM facts", {}))
        self._connection.execute("COMMIT")

    def change(self, documents: Sequence[BenchDocument]) -> None:
        """Take out and put in, in one transaction."""
        self._connection.execute("BEGIN")
        self._delete([one.key for one in documents])
        self._insert(documents, self._value("SELECT max(id) + 1 FROM facts", {}))
        self._connection.execute("COMMIT")

    def remove(self, keys: Sequence[str]) -> None:
        """Take out in one transaction."""
        self._connection.execute("BEGIN")
        self._delete(keys)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _connect(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "search.sqlite3", isolation_level=None)
        self._connection.execute("PRAGMA synchronous = FULL")

    def _insert(self, documents: Sequence[BenchDocument], first: int) -> None:
        numbered = list(enumerate(documents, first))
        texts = [(number, one.text) for number, one in numbered]
        self._connection.executemany("INSERT INTO texts VALUES (?, ?)", texts)
        self._connection.executemany("INSERT INTO found (rowid, text) VALUES (?, ?)", texts)
        self._connection.executemany(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(number, *_facts(one)) for number, one in numbered],
        )
        tags = [(number, tag) for number, one in numbered for tag in one.tags]
        self._connection.executemany("INSERT INTO tags VALUES (?, ?)", tags)

    def _delete(self, keys: Sequence[str]) -> None:
        find = "SELECT facts.id, text FROM facts JOIN texts USING (id) WHERE key = ?"
        rows = [self._connection.execute(find, (key,)).fetchone() for key in keys]
        self._connection.executemany(
            "INSERT INTO found (found, rowid, text) VALUES ('delete', ?, ?)", rows
        )
        for table in ("texts", "facts", "tags"):
            delete = f"DELETE FROM {table} WHERE id = ?"  # noqa: S608
            self._connection.executemany(delete, [(number,) for number, _text in rows])

    def _grouped(self, where: str, asked: dict[str, Any]) -> Answer:
        # SQLite takes bare columns from the row that has the least of min(); and bm25() has no
        # place in a grouping, where `rank`, which is the same, has one.
        rows = self._rows(
            f"SELECT article, key, min(rank) {where} GROUP BY article ORDER BY 3 LIMIT :limit",
            asked,
        )
        totals = self._rows(f"SELECT count(*), count(DISTINCT article) {where}", asked)
        total, articles = totals[0]
        groups = tuple(Group(article, key, -rank) for article, key, rank in rows)
        return Answer(total, groups=groups, group_total=articles)

    def _counted(
        self, fields: Sequence[str], where: str, asked: dict[str, Any]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        each = " UNION ALL ".join(
            f"SELECT * FROM (SELECT '{field}', {field}, count(*) FROM hits"  # noqa: S608
            f" GROUP BY 2 ORDER BY 3 DESC LIMIT {FACET_VALUES})"
            for field in fields
        )
        rows = self._rows(
            f"WITH hits AS MATERIALIZED (SELECT {', '.join(fields)} {where})"  # noqa: S608
            f" SELECT '', '', count(*) FROM hits UNION ALL {each}",
            asked,
        )
        facets: dict[str, dict[str, int]] = {field: {} for field in fields}
        for field, value, count in rows[1:]:
            facets[field][str(value)] = count
        return rows[0][2], facets

    def _rows(self, statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, asked).fetchall()

    def _value(self, statement: str, asked: dict[str, Any]) -> Any:  # noqa: ANN401
        return self._rows(statement, asked)[0][0]


def _best_first(where: str) -> str:
    """The statement of a page by relevance: where facts decide nothing they are not looked at."""
    if where != JOINED:
        return f"SELECT key, -bm25(found) {where} ORDER BY 2 DESC {PAGE}"
    best = f"SELECT rowid AS at, -bm25(found) AS score {MATCHED} ORDER BY 2 DESC {PAGE}"
    return f"SELECT key, score FROM ({best}) CROSS JOIN facts ON facts.id = at"  # noqa: S608


def expression(tree: Tree) -> str:
    """Write a tree in FTS5's own language. Raises Unsupported for what it does not have."""
    match tree:
        case All(parts):
            return f"({' AND '.join(map(expression, parts))})"
        case Either(parts):
            return f"({' OR '.join(map(expression, parts))})"
        case Without(wanted, unwanted):
            return f"({expression(wanted)} NOT {expression(unwanted)})"
        case _:
            return _words(tree)


def _words(tree: Tree) -> str:
    match tree:
        case Term(word):
            return f'"{word}"'
        case Prefix(start):
            return f'"{start}"*'
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case _:
            raise Unsupported


def _conditions(filters: Filters) -> dict[str, Any]:
    values = {name: getattr(filters, name) for name in CONDITIONS}
    return {name: value for name, value in values.items() if value is not None}


def _facts(one: BenchDocument) -> tuple[str | int, ...]:
    return (
        one.key,
        one.article_key,
        one.kind,
        one.site,
        one.person,
        one.language,
        one.year,
        one.posted_at,
        one.day,
        one.comment_count,
    )
