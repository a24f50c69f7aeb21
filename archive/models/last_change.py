"""Which state the archive is in: a mark that is another one after every change.

It changes with the transaction that changes a row, so who reads it first and the rows afterwards
never takes what was before a change for what came after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

# Triggers on every table of which visitors see something write a new mark (migration 0018). Each
# writer at PostgreSQL has a row of its own, so there the mark is all of the rows.
_MARK = {
    "sqlite": "SELECT hex(mark) FROM archive_last_change",
    "postgresql": "SELECT string_agg(mark::text, ' ' ORDER BY slot) FROM archive_last_change",
}


def last_change() -> str:
    """The mark of the state that the next query sees, or a later one. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK[connection.vendor])
        row = cursor.fetchone()
    return str(row[0])


_known = ContextVar[str | None]("_known", default=None)


@contextmanager
def known_change(mark: str) -> Iterator[None]:
    """Take this mark, which was just read, for that of all that is read within."""
    token = _known.set(mark)
    try:
        yield
    finally:
        _known.reset(token)


def change_before() -> str:
    """A mark of a state before that which the next query sees, or the same. One query at most."""
    return _known.get() or last_change()
