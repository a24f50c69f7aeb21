"""Comments that come apart from their articles wait here: memory does not grow with them."""

import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from io import BytesIO
from operator import attrgetter
from types import TracebackType
from typing import Any, Self

from archive.lib.dates import Moment
from archive.parsing.drafts import ArticleDraft, CommentDraft, Identity, PersonDraft, TermDraft


def _parts(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    read = attrgetter(*(one.name for one in fields(kind)))
    return lambda draft: (kind, read(draft))


# How dataclasses with slots are pickled by themselves takes five times as long.
_REDUCERS: dict[type, Callable[[Any], tuple[type[Any], tuple[Any, ...]]]] = {
    kind: _parts(kind)
    for kind in (ArticleDraft, CommentDraft, PersonDraft, TermDraft, Identity, Moment)
}


def pickled(draft: ArticleDraft | CommentDraft) -> bytes:
    """The draft as bytes, the same for equal drafts."""
    out = BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.fast = True  # no references to what stands there already: drafts are small trees
    pickler.dump(draft)
    return out.getvalue()


def unpickled(bodies: Iterable[bytes]) -> tuple[CommentDraft, ...]:
    """The drafts that a spool gave back."""
    return tuple(pickle.loads(body) for body in bodies)  # noqa: S301 -- our own, see Spool


class Spool:
    """A temporary database of comment drafts, given back thread by thread.

    SQLite's unnamed temporary database: kept in memory while small, spilled to a private file that
    vanishes with the process. Drafts are pickled by this process for itself alone.
    """

    def __init__(self) -> None:
        """Open an empty spool."""
        self._database = sqlite3.connect("")
        self._database.execute(
            "CREATE TABLE draft (namespace TEXT, value TEXT, number INTEGER PRIMARY KEY, body BLOB)"
        )

    def __enter__(self) -> Self:
        """Use it as a context manager."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the spool go."""
        self._database.close()

    def add(self, draft: CommentDraft, article: Identity) -> None:
        """Keep a draft for the article of this identity."""
        self._database.execute(
            "INSERT INTO draft (namespace, value, body) VALUES (?, ?, ?)",
            (article.namespace, article.value, pickled(draft)),
        )

    def threads(self) -> Iterator[tuple[Identity, list[bytes]]]:
        """Every article's drafts, pickled, in the order they came; one thread in memory at a time.

        `unpickled` gives them back.
        """
        self._database.execute("CREATE INDEX IF NOT EXISTS by_article ON draft (namespace, value)")
        places = self._database.execute(
            "SELECT namespace, value, MIN(number) FROM draft GROUP BY 1, 2 ORDER BY 3"
        ).fetchall()
        for namespace, value, _ in places:
            rows = self._database.execute(
                "SELECT body FROM draft WHERE namespace = ? AND value = ? ORDER BY number",
                (namespace, value),
            )
            yield Identity(namespace, value), [body for (body,) in rows]
