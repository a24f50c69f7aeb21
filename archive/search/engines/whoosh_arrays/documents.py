"""Lengths of fields and columns of a segment's documents: how they are written and read."""

from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import Column

from archive.search.engines.whoosh_arrays.columns import Buffer, Reader, buffer_for, reader_for
from archive.search.engines.whoosh_arrays.containers import (
    Array,
    Container,
    ContainerWriter,
    DamagedFile,
)
from archive.search.engines.whoosh_arrays.runs import narrowed
from archive.search.engines.whoosh_arrays.segments import ArraySegment


class DocumentsWriter(base.PerDocumentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Collects lengths and column values, and writes them when it is closed.

    Lengths are exact: Whoosh's byte for each is a guess that merging makes worse.
    """

    def __init__(self, container: ContainerWriter) -> None:
        self._container = container
        self._lengths: dict[str, array[int]] = {}
        self._columns: dict[str, Buffer] = {}
        self.count = 0
        self.largest_field = 0  # words; known when it is closed
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """The next document."""
        if docnum != self.count:
            raise ValueError(f"Document {docnum} comes where {self.count} was due")
        self.count += 1

    def add_lengths(self, name: str, documents: Array, lengths: Array) -> None:
        """How many words of a field these documents hold."""
        held = self._lengths.setdefault(name, array("I"))
        held.frombytes(bytes(4 * max(0, self.count - len(held))))
        np.frombuffer(held, np.uint32)[documents] = lengths

    def add_column_value(self, name: str, column: Column, value: Any) -> None:  # noqa: ANN401
        """A value of the document begun last."""
        self.buffer(name, column).add(self.count - 1, value)

    def buffer(self, name: str, column: Column) -> Buffer:
        """The buffer of a column."""
        held = self._columns.get(name)
        if held is None:
            held = self._columns[name] = buffer_for(column)
        return held

    def close(self) -> None:
        """Write all of it, unless there are no documents."""
        if self.is_closed:
            return
        self.is_closed = True
        if not self.count:
            return
        totals = {}
        for name, held in self._lengths.items():
            held.frombytes(bytes(4 * (self.count - len(held))))
            lengths = np.frombuffer(held, np.uint32)
            totals[name] = int(lengths.sum(dtype=np.int64))
            self._container.add(f"lengths/{name}", narrowed(lengths))
        self.largest_field = max(totals.values(), default=0)
        for name, buffer in self._columns.items():
            buffer.write(self._container, name, self.count)
        self._container.note("documents", self.count)
        self._container.note("total_lengths", totals)
        self._container.note("columns", sorted(self._columns))
        self._columns, self._lengths = {}, {}  # postings want their memory


class DocumentsReader(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths and columns of one segment."""

    def __init__(self, container: Container, segment: ArraySegment) -> None:
        """Raises DamagedFile where the file is of another number of documents."""
        self.container = container
        self.segment = segment
        self._count: int = container.facts["documents"]
        if self._count != segment.doc_count_all():
            raise DamagedFile(f"{container.path} holds {self._count} documents, not what it should")
        self._names = frozenset(container.facts["columns"])
        self._columns: dict[str, Reader] = {}

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return self._count - self.segment.deleted_count()

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self._count

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self.segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is."""
        return self.segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Those that are."""
        return self.segment.deleted_docs()

    def supports_columns(self) -> bool:
        """They are what it is for."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether any document has a value there."""
        return fieldname in self._names

    def list_columns(self) -> list[str]:
        """Those that have one."""
        return list(self.container.facts["columns"])

    def column_reader(self, fieldname: str, column: Column) -> Reader:
        """A column, made once a reader."""
        held = self._columns.get(fieldname)
        if held is None:
            held = self._columns[fieldname] = reader_for(self.container, fieldname, column)
        return held

    def lengths(self, fieldname: str) -> Array | None:
        """How many words of a field each document holds; None where none holds any."""
        name = f"lengths/{fieldname}"
        return self.container.get(name) if name in self.container else None

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """That of one document."""
        lengths = self.lengths(fieldname)
        return default if lengths is None else int(lengths[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """That of all documents, deleted ones included."""
        return int(self.container.facts["total_lengths"].get(fieldname, 0))

    def min_field_length(self, fieldname: str) -> int:
        """The smallest of them."""
        lengths = self.lengths(fieldname)
        return 0 if lengths is None else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """The greatest of them."""
        lengths = self.lengths(fieldname)
        return 0 if lengths is None else int(lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Nothing: what a document shows comes from the store, never from the index."""
        return {}
