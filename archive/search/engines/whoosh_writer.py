"""Writing documents to the index, so that one that cannot be written costs only itself."""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from archive.search.documents import Document
from archive.search.engines.base import Changes, Culprit, WriteReport
from archive.search.engines.whoosh_arrays.index import ArrayIndex
from archive.search.engines.whoosh_arrays.writer import ArrayWriter
from archive.search.engines.whoosh_schema import fields_of

_log = logging.getLogger(__name__)

# So many documents or words are collected before they are written: what is held in memory.
DOCUMENTS_AT_ONCE = 65_536
_WORDS_AT_ONCE = 6_500_000
_BETWEEN_LOOKS = 256  # documents between two looks at how full a segment is


def write_changes(index: ArrayIndex, changes: Changes) -> WriteReport:
    """Make the changes in one commit."""
    writer = index.writer()
    try:
        documents = {document.key: document for document in changes.documents}
        writer.delete_named("article", sorted(changes.remove_articles))
        writer.delete_named("key", sorted({*changes.remove_documents, *documents}))
        culprits = tuple(_add(writer, documents.values()))
        writer.commit()
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    return WriteReport(len(documents) - len(culprits), culprits)


def write_all(index: ArrayIndex, documents: Iterable[Document]) -> WriteReport:
    """Fill an empty index with documents of different keys; then merge all that can be."""
    remaining = iter(documents)
    written = 0
    culprits: list[Culprit] = []
    while batch := _write_segment(index, remaining):
        written += batch.written
        culprits += batch.culprits
    index.compact()
    return WriteReport(written, tuple(culprits))


def _write_segment(index: ArrayIndex, remaining: Iterator[Document]) -> WriteReport | None:
    """As many of the documents as make a segment; None where there are no more."""
    writer = index.writer()
    culprits: list[Culprit] = []
    try:
        while not _is_full(writer) and (some := tuple(islice(remaining, _BETWEEN_LOOKS))):
            culprits += _add(writer, some)
        count = writer.docnum
        writer.commit(lambda _segments, _fresh: [])
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    return WriteReport(count, tuple(culprits)) if count or culprits else None


def _is_full(writer: ArrayWriter) -> bool:
    return writer.docnum > DOCUMENTS_AT_ONCE - _BETWEEN_LOOKS or writer.word_count > _WORDS_AT_ONCE


def _add(writer: ArrayWriter, documents: Iterable[Document]) -> Iterator[Culprit]:
    for document in documents:
        try:
            writer.add_document(**fields_of(document))
        except Exception as error:
            _log.exception("Document %s cannot be indexed", document.key)
            yield Culprit(document.key, f"{type(error).__name__}: {error}")
