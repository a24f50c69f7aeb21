"""Adding, deleting and committing: Whoosh's writer with buffers and merging of our own."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from whoosh.fields import FieldType
from whoosh.writing import SegmentWriter

from archive.search.engines.whoosh_arrays.buffers import NamesBuffer, WordsBuffer
from archive.search.engines.whoosh_arrays.codec import ARRAY_CODEC
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.contents import (
    Contents,
    remove_unused,
    write_contents,
)
from archive.search.engines.whoosh_arrays.fields import Name, Words
from archive.search.engines.whoosh_arrays.lexicon import PostingsReader
from archive.search.engines.whoosh_arrays.memory import give_freed_memory_back
from archive.search.engines.whoosh_arrays.merging import Moved, merge_into, to_merge
from archive.search.engines.whoosh_arrays.runs import Run, Source, merged
from archive.search.engines.whoosh_arrays.segments import SUFFIX, ArraySegment

_LARGE = 1_000_000  # postings of a field, after which free memory lies between what is held

Choice = Callable[[Sequence[ArraySegment], int], list[ArraySegment]]


class ArrayWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """One writer at a time; nothing is seen by readers before `commit` returns."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 -- an ArrayIndex, which makes these
        """Raises whoosh.index.LockError where another writes."""
        super().__init__(index, codec=ARRAY_CODEC)
        self._schema_version: str = index.schema_version
        self._buffers: dict[str, WordsBuffer | NamesBuffer] = {}
        self._taken: list[tuple[PostingsReader, Array]] = []

    def add_document(self, **fields: Any) -> None:  # noqa: ANN401 -- a schema's values
        """Add a document. What cannot be added raises, and leaves the rest as it was."""
        prepared = [(name, self._prepared(name, value)) for name, value in fields.items()]
        number = self.docnum
        self.perdocwriter.start_doc(number)
        for name, value in prepared:
            kind = self.schema[name]
            if isinstance(kind, Words):
                self._buffers[name].add(number, value)
            else:
                self.perdocwriter.add_column_value(name, kind.column_type, value)
        self._added = True
        self.docnum += 1

    @property
    def word_count(self) -> int:
        """How many words were added so far: what memory grows with."""
        return sum(buffer.word_count for buffer in self._buffers.values())

    def delete_named(self, field: str, values: Sequence[str]) -> int:
        """Delete the documents of a field of names that have one of these; how many there were."""
        terms = [value.encode() for value in values]
        deleted = 0
        for segment in self.segments:
            postings = ARRAY_CODEC.terms_reader(self.storage, segment).field(field)
            if postings is None:
                continue
            found = [postings.documents.of(at) for at in map(postings.find, terms) if at >= 0]
            if found:
                before = segment.deleted_count()
                segment.delete_documents(np.concatenate(found))
                deleted += segment.deleted_count() - before
        return deleted

    def commit(self, choose: Choice = to_merge) -> None:
        """Put everything on the disk and in sight, rewriting the segments that are chosen."""
        self._check_state()
        alive = [segment for segment in self.segments if segment.doc_count()]
        chosen = choose(alive, self.docnum)
        # A segment rewritten by itself for nothing would be rewritten at every commit.
        if self.docnum or len(chosen) > 1 or any(each.deleted_count() for each in chosen):
            for segment in chosen:
                self._take(segment)
            alive = [segment for segment in alive if segment not in chosen]
        if self._added:
            alive.append(self._finalize_segment())
        self._commit_toc(alive)
        self._finish()

    def cancel(self) -> None:
        """Forget everything since the writer was made."""
        self._check_state()
        self.newsegment.writer(self.storage.path).abandon()
        self._finish()

    def _prepared(self, name: str, value: Any) -> Any:  # noqa: ANN401
        buffer = self._buffers.get(name)
        if buffer is None:
            kind: FieldType = self.schema[name]
            if not isinstance(kind, Words):
                return value
            buffer = self._buffer_for(kind)
            self._buffers[name] = buffer
        return buffer.prepare(value)

    def _buffer_for(self, kind: Words) -> WordsBuffer | NamesBuffer:
        if isinstance(kind, Name):
            return NamesBuffer()
        return WordsBuffer(kind.analysis, positions=kind.has_positions)

    def _take(self, segment: ArraySegment) -> None:
        columns = {name: kind.column_type for name, kind in self.schema.items()}
        self._write_lengths()
        documents, postings = ARRAY_CODEC.readers(self.storage, segment)
        self._taken.append((postings, merge_into(self.perdocwriter, documents, columns)))
        self.docnum = self.perdocwriter.count
        self._added = True

    def _write_lengths(self) -> None:
        for name, buffer in self._buffers.items():
            for documents, lengths in buffer.lengths():
                self.perdocwriter.add_lengths(name, documents, lengths)

    def _flush_segment(self) -> None:
        self._write_lengths()
        self.perdocwriter.close()
        self.newsegment.largest_field = self.perdocwriter.largest_field
        self.fieldwriter.add_postings(self.schema, None, self._runs())
        self.fieldwriter.close()

    def _runs(self) -> Iterator[tuple[str, Run]]:
        # A field at a time, also of what is taken from segments: it is what memory goes into.
        taken = {name for reader, _numbers in self._taken for name in reader.indexed_field_names()}
        for name in sorted(self._buffers.keys() | taken):
            run = self._run(name)
            if run is None:
                continue
            is_large = len(run.documents) > _LARGE
            yield name, run
            del run  # before the next one is made
            if is_large:
                give_freed_memory_back()

    def _run(self, name: str) -> Run | None:
        sources: list[Source] = list(self._buffers[name].runs()) if name in self._buffers else []
        for reader, numbers in self._taken:
            field = reader.field(name)
            if field is not None:
                sources.append(Moved(reader, field, numbers))
        if not sources:
            return None
        run = merged(sources)
        return run if run.terms else None

    def _commit_toc(self, segments: Sequence[ArraySegment]) -> None:
        states = tuple(segment.state() for segment in segments)
        folder = self.storage.path
        write_contents(folder, Contents(self.generation, states, self._schema_version))
        remove_unused(folder, SUFFIX, (segment.file_name for segment in segments))
