"""A segment: so many documents in one file, and which of them are deleted."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any, Self

import numpy as np
from whoosh.codec import base

from archive.search.engines.whoosh_arrays.containers import Array, ContainerWriter, DamagedFile

SUFFIX = ".arrays"
_KEPT = 16  # segments of which it is kept what is deleted: a byte a document


class ArraySegment(base.Segment):  # type: ignore[misc]  # Whoosh has no types
    """What the table of contents says of a segment; Whoosh asks it, and deletes through it."""

    def __init__(self, codec: base.Codec, indexname: str) -> None:
        """A new segment, without documents yet."""
        super().__init__(indexname)
        self._codec = codec
        self._count = 0
        self._live: Array | None = None
        self._packed: str | None = None  # `live` as it is written, once that was made
        self._deleted_count = 0
        self.largest_field = 0  # the words of the field that has most
        self._writer: ContainerWriter | None = None

    @classmethod
    def from_state(cls, codec: base.Codec, indexname: str, state: Any) -> Self:  # noqa: ANN401
        """The inverse of `state`. Raises DamagedFile."""
        segment = cls(codec, indexname)
        segment.segid, segment._count, segment.largest_field, packed = state
        segment._packed = packed
        if packed:
            segment._live, segment._deleted_count = _of_text(packed, segment._count)
        return segment

    @classmethod
    def _random_id(cls, size: int = 16) -> str:
        """Some 1 µs; Whoosh's own takes 60, each time a segment is read of the contents."""
        return token_hex(size // 2)

    @property
    def live(self) -> Array | None:
        """For each document whether it is there; None where all are."""
        return self._live

    @property
    def file_name(self) -> str:
        """The name of its one file."""
        return str(self.make_filename(SUFFIX))

    def writer(self, folder: Path) -> ContainerWriter:
        """What writes its file: the same for documents and postings."""
        if self._writer is None:
            self._writer = ContainerWriter(folder / self.file_name)
        return self._writer

    def state(self) -> list[Any]:
        """What JSON can hold: id, documents, words of the largest field, those alive as bits."""
        if self._packed is None:
            self._packed = "" if self._live is None else _as_text(self._live)
        return [self.segid, self._count, self.largest_field, self._packed]

    def codec(self) -> base.Codec:
        """The one codec there is."""
        return self._codec

    def should_assemble(self) -> bool:
        """Never: it is one file already."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Called by the writer when it knows."""
        self._count = doccount

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self._count

    def deleted_count(self) -> int:
        """Deleted documents."""
        return self._deleted_count

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of deleted documents."""
        return iter(() if self._live is None else np.flatnonzero(~self._live).tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return self._live is not None and not self._live[docnum]

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002
        """Mark a document as deleted, or as there again. Readers keep what they were given."""
        self._mark(docnum, is_there=not delete)

    def delete_documents(self, docnums: Array) -> None:
        """Mark many at once, for the price of one."""
        self._mark(docnums, is_there=False)

    def _mark(self, docnums: int | Array, *, is_there: bool) -> None:
        live = np.ones(self._count, bool) if self._live is None else self._live.copy()
        live[docnums] = is_there
        self._live, self._packed = live, None
        self._deleted_count = self._count - int(np.count_nonzero(live))


def _as_text(live: Array) -> str:
    return b64encode(zlib.compress(np.packbits(live).tobytes(), 1)).decode()


@lru_cache(maxsize=_KEPT)
def _of_text(packed: str, count: int) -> tuple[Array, int]:
    """For each of so many documents whether it is there, and how many are not. Raises DamagedFile.

    Read with every commit, and seldom changed by it: the array is shared, and cannot be written.
    """
    bits = np.frombuffer(zlib.decompress(b64decode(packed)), np.uint8)
    if len(bits) != -(-count // 8):
        raise DamagedFile(f"The deletions of {count} documents are cut short")
    live = np.unpackbits(bits, count=count).view(bool)
    live.flags.writeable = False
    return live, count - int(np.count_nonzero(live))
