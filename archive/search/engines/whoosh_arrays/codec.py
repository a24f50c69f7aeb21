"""What Whoosh asks of a codec, answered with the rooms of this folder."""

from pathlib import Path

from whoosh.codec import base

from archive.search.engines.whoosh_arrays.containers import Container
from archive.search.engines.whoosh_arrays.documents import DocumentsReader, DocumentsWriter
from archive.search.engines.whoosh_arrays.lexicon import PostingsReader, PostingsWriter
from archive.search.engines.whoosh_arrays.segments import ArraySegment
from archive.search.engines.whoosh_arrays.storage import Folder


class ArrayCodec(base.Codec):  # type: ignore[misc]  # Whoosh has no types
    """Segments of flat arrays, one file each."""

    # The least and greatest length of a term's documents are looked up where they are asked for.
    length_stats = False

    def new_segment(self, storage: Folder, indexname: str) -> ArraySegment:
        """A segment with a random name."""
        return ArraySegment(self, indexname)

    def per_document_writer(self, storage: Folder, segment: ArraySegment) -> DocumentsWriter:
        """Writes the first half of the segment's file."""
        return DocumentsWriter(segment.writer(storage.path))

    def field_writer(self, storage: Folder, segment: ArraySegment) -> PostingsWriter:
        """Writes the second half, and finishes the file."""
        return PostingsWriter(segment.writer(storage.path))

    def per_document_reader(self, storage: Folder, segment: ArraySegment) -> DocumentsReader:
        """Reads the first half."""
        return DocumentsReader(Container.opened(_path(storage, segment)), segment)

    def terms_reader(self, storage: Folder, segment: ArraySegment) -> PostingsReader:
        """Reads the second half."""
        return self.readers(storage, segment)[1]

    def readers(
        self, storage: Folder, segment: ArraySegment
    ) -> tuple[DocumentsReader, PostingsReader]:
        """Both halves, for one look at the file."""
        documents = self.per_document_reader(storage, segment)
        return documents, PostingsReader(documents.container, documents.lengths)


def _path(storage: Folder, segment: ArraySegment) -> Path:
    return storage.path / segment.file_name


ARRAY_CODEC = ArrayCodec()
