"""Comments that come apart from their articles wait here: memory does not grow with them."""

import pickle
import sqlite3
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from archive.parsing.drafts import CommentDraft, Identity


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
            (article.namespace, article.value, pickle.dumps(draft)),
        )

    def threads(self) -> Iterator[tuple[Identity, list[CommentDraft]]]:
        """Every article's drafts in the order they came, one thread in memory at a time."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_article ON draft (namespace, value)")
        places = self._database.execute(
            "SELECT namespace, value, MIN(number) FROM draft GROUP BY 1, 2 ORDER BY 3"
        ).fetchall()
        for namespace, value, _ in places:
            rows = self._database.execute(
                "SELECT body FROM draft WHERE namespace = ? AND value = ? ORDER BY number",
                (namespace, value),
            )
            drafts = [pickle.loads(body) for (body,) in rows]  # noqa: S301 -- our own, see above
            yield Identity(namespace, value), drafts
