"""An Isso database opened as what it is, a stranger's file: nothing in it runs, all is bounded.

After "Defense Against The Dark Arts" of SQLite's own documentation
(https://sqlite.org/security.html, "Untrusted SQLite Database Files").
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from archive.parsing.sources import Source, SourceError

MAGIC = b"SQLite format 3\0"
MAX_COPY_BYTES = 1024**3  # of bytes that are no file of their own
MOST_SECONDS = 30  # of SQLite's work for one row, or one question
MOST_ANSWERS = 1000
STEPS_BETWEEN_LOOKS = 10_000
LEAST_ROW_BYTES = 8  # a row of a database that tells no row twice takes more
# Besides its own errors: one whose words are the file's and no UTF-8, and a size made up by it.
FAULTS = (sqlite3.Error, UnicodeError, MemoryError)
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 16 * 1024 * 1024,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
PRAGMAS = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "query_only = ON",
    "mmap_size = 0",
    "ignore_check_constraints = ON",  # else the check of the file would reckon them out
)


class Database:
    """Tables of a database, read row by row. Every method raises SourceError, never sqlite3's."""

    def __init__(self, connection: sqlite3.Connection, size_bytes: int, name: str) -> None:
        """Read within bounds that follow from the file's size; `name` is for messages."""
        self._connection = connection
        self._size_bytes = size_bytes
        self._name = name
        self._until = 0.0
        connection.set_progress_handler(self._is_late, STEPS_BETWEEN_LOOKS)

    def _is_late(self) -> bool:
        return time.monotonic() > self._until

    def _ask(self, question: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        self._until = time.monotonic() + MOST_SECONDS
        try:
            return self._connection.execute(question, values).fetchmany(MOST_ANSWERS)
        except FAULTS as error:
            raise SourceError(f"{self._name}: the database cannot be read: {error}") from error

    def columns(self, table: str) -> list[str]:
        """The names of a table's columns. What is no plain table is refused."""
        made = self._ask(
            "SELECT type, sql FROM sqlite_master WHERE lower(name) = ? AND type <> 'trigger'",
            (table,),
        )
        how = " ".join(str(made[0][1]).split()).upper() if made else ""
        if len(made) != 1 or made[0][0] != "table" or not how.startswith("CREATE TABLE"):
            raise SourceError(f"{self._name}: has no table {table!r}, or something else so named")
        found = self._ask("SELECT name, hidden FROM pragma_table_xinfo(?)", (table,))
        if any(hidden for _, hidden in found):
            raise SourceError(f"{self._name}: the table {table!r} reckons out what it holds")
        return [str(name).lower() for name, _ in found]

    def damage(self, table: str) -> str:
        """What is wrong with the pages of a table; empty where nothing is. One look at each."""
        try:
            found = self._ask(f"PRAGMA quick_check({table})")
        except SourceError as error:
            return str(error)
        said = "; ".join(str(row[0]) for row in found[:3])
        return "" if said == "ok" else said

    def rows(self, table: str, wanted: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The rows of a table, None for a column it has not. Names are our own, never the file's.

        Ends with SourceError where the file says more than it holds: rows told twice.
        """
        has = set(self.columns(table))
        listed = ", ".join(f'"{name}"' if name in has else "NULL" for name in wanted)
        question = f"SELECT {listed} FROM {table} NOT INDEXED"  # noqa: S608  # our own names
        rows = length = 0
        try:
            self._until = time.monotonic() + MOST_SECONDS
            with closing(self._connection.execute(question)) as cursor:
                # One by one: of several at once, all would go with one that cannot be read.
                while row := cursor.fetchone():
                    rows += 1
                    length += sum(len(one) for one in row if isinstance(one, str | bytes))
                    if rows * LEAST_ROW_BYTES > self._size_bytes or length > self._size_bytes:
                        raise SourceError(f"{self._name}: {table} tells more than the file holds")
                    yield row
                    self._until = time.monotonic() + MOST_SECONDS
        except FAULTS as error:
            message = f"{self._name}: {table} cannot be read beyond row {rows}: {error}"
            raise SourceError(message) from error


@contextmanager
def opened(source: Source) -> Iterator[Database]:
    """Open a database for reading, whatever lies beside it. Raises SourceError."""
    with _local(source) as path:
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
        except FAULTS as error:
            raise SourceError(f"{source.name}: the database cannot be opened: {error}") from error
        with closing(connection):
            for limit, most in LIMITS.items():
                connection.setlimit(limit, most)
            # A text that is not what the file's encoding says is read with its gaps.
            connection.text_factory = lambda content: content.decode("utf-8", "replace")
            database = Database(connection, path.stat().st_size, source.name)
            try:
                for pragma in PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}")
            except FAULTS as error:
                message = f"{source.name}: the database cannot be opened: {error}"
                raise SourceError(message) from error
            yield database


@contextmanager
def _local(source: Source) -> Iterator[Path]:
    try:
        path = source.local_path()
    except SourceError:
        with NamedTemporaryFile(prefix="afterword-") as copy:
            copy.write(source.read(MAX_COPY_BYTES))
            copy.flush()
            yield Path(copy.name)
        return
    yield path
