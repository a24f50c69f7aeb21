"""The database of a backup: copied in one state while others write, and put back into nothing."""

import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from archive.curation.backups.contents import BackupError

# By their tables and not through the models: a copy may be older than these, and is a file.
_COUNTED = {
    "articles": "archive_article",
    "comments": "archive_comment",
    "people": "archive_person",
    "revisions": "archive_revision",
    "captures": "archive_capture",
}
_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
# What the captures storage holds, under which name and SHA-256; pictures since a migration.
_CAPTURES = "SELECT stored_as, sha256 FROM archive_capture WHERE stored_as <> ''"
_WITH_PICTURES = "archive.0011_pictures_that_came_in"
_PICTURES = (
    " UNION SELECT stored_as, sha256 FROM archive_picture"
    " UNION SELECT raster_stored_as, raster_sha256 FROM archive_picture"
)
_BUSY_SECONDS = 60.0
_DEBIAN = Path("/usr/lib/postgresql")

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a copy of the database says of itself.

    `captures` are pairs of the name in the captures storage and the SHA-256 of the content.
    """

    migrations: tuple[str, ...]
    counts: dict[str, int]
    captures: tuple[tuple[str, str], ...]


def facts_of(ask: Ask) -> Facts:
    """The facts of the database that answers. Seven queries."""
    migrations = tuple(f"{app}.{name}" for app, name in ask(_MIGRATIONS))
    stored = _CAPTURES + (_PICTURES if _WITH_PICTURES in migrations else "")
    return Facts(
        migrations=migrations,
        counts={what: _count(ask, table) for what, table in _COUNTED.items()},
        captures=tuple((name, sha256) for name, sha256 in sorted(set(ask(stored)))),
    )


def _count(ask: Ask, table: str) -> int:
    return int(ask(f"SELECT COUNT(*) FROM {table}")[0][0])  # noqa: S608 (one of ours)


def copy_database(to: Path) -> Facts:
    """Copies the database in one state to the file; what is written meanwhile is not in it.

    Nobody waits for it. Raises BackupError where there is nothing, or it cannot be copied.
    """
    return _COPY[connection.vendor](to)


def holds_tables() -> bool:
    """Whether there is a database with tables in it: something that a restore must not touch."""
    return _HOLDS[connection.vendor]()


def put_back(copy: Path) -> None:
    """Makes the copy the archive's database, in one step. Call it where `holds_tables` is false.

    Raises BackupError where the database does not take it; it is then as empty as before.
    """
    _PUT_BACK[connection.vendor](copy)


# SQLite -------------------------------------------------------------------------------------


def _live_file() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def read_sqlite(path: Path) -> Facts:
    """The facts of the database in the file. Raises BackupError where it is none of ours."""
    try:
        with closing(sqlite3.connect(path)) as database:
            return facts_of(lambda sql: database.execute(sql).fetchall())
    except sqlite3.Error as error:
        message = f"The database in {path.name} cannot be read ({error})"
        raise BackupError(f"{message}: it is none of Afterword's, or damaged.") from error


def _copy_sqlite(to: Path) -> Facts:
    live = _live_file()
    if not _sqlite_holds_tables():
        raise BackupError(f"There is no archive in {live.parent}: ARCHIVE_DATA names its folder.")
    try:
        with closing(_open_sqlite(live)) as source:
            # One read transaction, so with the write-ahead log nobody waits for it; as fast as
            # SQLite's page by page copy, and what was erased does not come along in free pages.
            source.execute("VACUUM INTO ?", [str(to)])
        with closing(sqlite3.connect(to)) as copy:
            verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupError(f"The database {live} cannot be copied ({error}).") from error
    if verdict != "ok":
        message = f"The database {live} is damaged ({verdict}): no backup was made"
        raise BackupError(f"{message}. Keep the earlier ones, and restore the latest.")
    return read_sqlite(to)


def _sqlite_holds_tables() -> bool:
    path = _live_file()
    if not path.exists():
        return False
    try:
        with closing(_open_sqlite(path)) as database:
            return bool(database.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])
    except sqlite3.Error:
        return True  # whatever it is, it is not ours to replace


def _open_sqlite(path: Path) -> sqlite3.Connection:
    """Opens what is there, and never makes it."""
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS)


def _put_back_sqlite(copy: Path) -> None:
    live = _live_file()
    # The log of another database would be played into this one.
    for suffix in ("", "-wal", "-shm", "-journal"):
        live.with_name(live.name + suffix).unlink(missing_ok=True)
    copy.replace(live)


# PostgreSQL ---------------------------------------------------------------------------------


def _copy_postgresql(to: Path) -> Facts:
    if not _postgresql_holds_tables():
        raise BackupError("There is no archive in this database: ARCHIVE_DATABASE_URL names it.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _call_client(
            "pg_dump",
            f"--snapshot={snapshot}",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={to}",
        )

        def ask(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        return facts_of(ask)


def _postgresql_holds_tables() -> bool:
    return bool(connection.introspection.table_names())


def _put_back_postgresql(copy: Path) -> None:
    _call_client(
        "pg_restore",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        str(copy),
    )


def _call_client(program: str, *arguments: str) -> None:
    """Runs a client program of PostgreSQL on this archive's database."""
    path = _find_client(program)
    with _conninfo() as conninfo:
        command = [path, f"--dbname={conninfo}", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = " ".join(done.stderr.split())[-500:]
        raise BackupError(f"{program} failed: {said}")


def _find_client(program: str) -> str:
    """On the PATH, or the newest of Debian's, which need not be on it."""
    found = shutil.which(program)
    if found:
        return found
    installed = [path for path in _DEBIAN.glob(f"*/bin/{program}") if path.parts[-3].isdigit()]
    if installed:
        return str(max(installed, key=lambda path: int(path.parts[-3])))
    raise BackupError(
        f"{program} is not installed here, and it is what copies a PostgreSQL database: install "
        "PostgreSQL's client programs (Debian: postgresql-client), of the server's version."
    )


@contextmanager
def _conninfo() -> Iterator[str]:
    """How to reach the database, the password in a file: a command line is everyone's to read."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    options = {
        name: str(value)
        for name, value in connection.get_connection_params().items()
        if name in known and isinstance(value, str | int)
    }
    password = options.pop("password", "").replace("\\", "\\\\").replace(":", "\\:")
    with tempfile.NamedTemporaryFile("w", prefix="afterword-", encoding="utf-8") as file:
        if password:
            file.write(f"*:*:*:*:{password}\n")
            file.flush()
            options["passfile"] = file.name
        yield make_conninfo(**options)


_COPY: dict[str, Callable[[Path], Facts]] = {
    "sqlite": _copy_sqlite,
    "postgresql": _copy_postgresql,
}
_HOLDS: dict[str, Callable[[], bool]] = {
    "sqlite": _sqlite_holds_tables,
    "postgresql": _postgresql_holds_tables,
}
_PUT_BACK: dict[str, Callable[[Path], None]] = {
    "sqlite": _put_back_sqlite,
    "postgresql": _put_back_postgresql,
}
