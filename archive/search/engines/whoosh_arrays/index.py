"""An index in a folder: made, opened, written to, and read by stock Whoosh."""

from collections.abc import Sequence, Set
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

from whoosh.fields import Schema
from whoosh.index import FileIndex

from archive.search.engines.whoosh_arrays.codec import ARRAY_CODEC
from archive.search.engines.whoosh_arrays.contents import (
    Contents,
    read_contents,
    state_of,
    write_contents,
)
from archive.search.engines.whoosh_arrays.memory import give_freed_memory_back
from archive.search.engines.whoosh_arrays.merging import batches
from archive.search.engines.whoosh_arrays.segments import ArraySegment
from archive.search.engines.whoosh_arrays.storage import Folder
from archive.search.engines.whoosh_arrays.writer import ArrayWriter

_NAME = "MAIN"


class OtherSchema(Exception):  # noqa: N818 -- a state of things
    """The index is of another schema than the one it is opened with."""


class ArrayIndex(FileIndex):  # type: ignore[misc]  # Whoosh has no types
    """The schema is code, never read from the folder; `schema_version` says whether they agree."""

    def __init__(self, path: Path, schema: Schema, schema_version: str) -> None:
        """Open the index in a folder. Raises FileNotFoundError, DamagedFile, OtherSchema."""
        self.storage = Folder(path)
        self.indexname = _NAME
        self._schema = schema
        self.schema_version = schema_version
        found = read_contents(path).schema_version
        if found != schema_version:
            raise OtherSchema(f"The index is of version {found}, not {schema_version}")

    @classmethod
    def create(cls, path: Path, schema: Schema, schema_version: str) -> Self:
        """Make an empty index in a folder that is there already."""
        write_contents(path, Contents(0, (), schema_version))
        return cls(path, schema, schema_version)

    def latest_generation(self) -> int:
        """The number of the newest commit."""
        return read_contents(self.storage.path).generation

    def state(self) -> tuple[int, int]:
        """What changes with every commit, for some 2 µs."""
        return state_of(self.storage.path)

    def segments(self) -> tuple[int, list[ArraySegment]]:
        """The newest generation and its segments. Raises DamagedFile, FileNotFoundError."""
        contents = read_contents(self.storage.path)
        make = ArraySegment.from_state
        return contents.generation, [make(ARRAY_CODEC, _NAME, one) for one in contents.segments]

    def writer(self, **_options: Any) -> ArrayWriter:  # noqa: ANN401 -- Whoosh's signature
        """The one writer. Raises whoosh.index.LockError."""
        return ArrayWriter(self)

    def compact(self) -> None:
        """Rewrite everything in as few segments as can be, a commit each."""
        give_freed_memory_back()  # merging wants what building them has left
        for group in batches(self.segments()[1]):
            if len(group) > 1 or group[0].has_deletions():
                names = {segment.segid for segment in group}
                self.writer().commit(partial(_named, names))

    def _current_schema(self) -> Schema:
        return self._schema  # Whoosh would read the contents for it

    def _read_toc(self) -> SimpleNamespace:
        generation, segments = self.segments()
        return SimpleNamespace(schema=self._schema, segments=segments, generation=generation)


def _named(names: Set[str], segments: Sequence[ArraySegment], _fresh: int) -> list[ArraySegment]:
    return [segment for segment in segments if segment.segid in names]
