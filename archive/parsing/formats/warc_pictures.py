"""The pictures of a web archive, put aside so that its pages can show them.

They may stand anywhere in a file, and mostly behind the page that shows them: so a file is read for
its pictures before it is read for its pages.
"""

import sqlite3
from types import TracebackType
from typing import Self

from archive.lib.addresses import normalise
from archive.lib.rasters import MOST_BYTES, looks_like_raster
from archive.parsing.drafts import Problem
from archive.parsing.formats.warc_answers import answer_of, body_of
from archive.parsing.formats.warc_bodies import TooLargeError
from archive.parsing.formats.warc_records import Record, records_of
from archive.parsing.formats.warc_tape import BombError, Tape
from archive.parsing.pictures import Found

MOST_STORED_BYTES = 4 * 1024**3
"""Bytes put aside for one input; pictures beyond are named on their pages, not shown."""


class Pictures:
    """A temporary database of pictures by their addresses; on disk, where they are many.

    Of several captures of one address the first is kept.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE picture (address TEXT PRIMARY KEY, content BLOB)")
        self._left = MOST_STORED_BYTES

    def __enter__(self) -> Self:
        """Use it as a context manager."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let them go."""
        self._database.close()

    def keep_all(self, tape: Tape) -> None:
        """Put the pictures of one file aside. What is wrong with it is told when it is read."""
        try:
            for record in records_of(tape, ""):
                if not isinstance(record, Problem) and record.kind in ("response", "resource"):
                    self._keep(record)
        except BombError:
            return

    def _keep(self, record: Record) -> None:
        answer = answer_of(record)
        if answer is None or answer.status != 200 or not answer.media_type.startswith("image/"):
            return
        try:
            content = body_of(record, answer, MOST_BYTES).content
        except TooLargeError:
            return
        if looks_like_raster(content) and len(content) <= self._left:
            self._left -= len(content)
            row = (normalise(record.url), content)
            self._database.execute("INSERT OR IGNORE INTO picture VALUES (?, ?)", row)

    def find(self, address: str) -> Found | None:
        """Give the picture at an address; None where there is none."""
        asked = "SELECT content FROM picture WHERE address = ?"
        row = self._database.execute(asked, (normalise(address),)).fetchone()
        return Found(row[0]) if row else None
