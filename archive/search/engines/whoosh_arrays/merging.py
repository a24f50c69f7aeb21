"""Which segments become one, and how: arrays laid end to end, never posting by posting."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.documents import DocumentsReader, DocumentsWriter
from archive.search.engines.whoosh_arrays.lexicon import PostingsReader
from archive.search.engines.whoosh_arrays.runs import Run, renumbered
from archive.search.engines.whoosh_arrays.segments import ArraySegment

# Document numbers of 16 bits, and a bound on what is held in memory while segments are merged.
LARGEST_SEGMENT = 65_536
MOST_WORDS = 10_000_000  # of all fields: a process that merges them takes some 370 MiB
_REACH = 3  # a segment joins smaller ones that together are a third of it
_MOST_DELETED_SHARE = 0.2


def to_merge(segments: Sequence[ArraySegment], fresh: int) -> list[ArraySegment]:
    """The segments to be rewritten with so many fresh documents.

    Small ones are gathered, smallest first, while each is at most _REACH times what was gathered
    before; so sizes grow by powers, and 1,000 documents added one by one leave some six. What is
    deleted for a good part is rewritten as soon as it fits.
    """
    chosen = []
    gathered, words = fresh, 0
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        count = segment.doc_count()
        is_sparse = segment.deleted_count() > segment.doc_count_all() * _MOST_DELETED_SHARE
        fits = gathered + count <= LARGEST_SEGMENT and words + segment.word_count <= MOST_WORDS
        if fits and (is_sparse or count <= gathered * _REACH):
            chosen.append(segment)
            gathered += count
            words += segment.word_count
    return chosen


def batches(segments: Sequence[ArraySegment]) -> list[list[ArraySegment]]:
    """All segments, in groups that make one each: for an index as compact as it can be."""
    groups: list[list[ArraySegment]] = []
    documents = words = 0
    for segment in sorted(segments, key=lambda segment: -segment.doc_count()):
        documents += segment.doc_count()
        words += segment.word_count
        if not groups or documents > LARGEST_SEGMENT or words > MOST_WORDS:
            groups.append([])
            documents, words = segment.doc_count(), segment.word_count
        groups[-1].append(segment)
    return groups


def merge_into(
    writer: DocumentsWriter, documents: DocumentsReader, columns: Mapping[str, Any]
) -> Array:
    """Write the lengths and columns of the live documents of a segment after those of a writer.

    Gives each document's new number, -1 for those that are gone.
    """
    base = writer.count
    live = documents.segment.live
    count = documents.doc_count_all()
    kept = np.arange(count) if live is None else np.flatnonzero(live)
    numbers = np.full(count, -1, np.int64)
    numbers[kept] = base + np.arange(len(kept))
    writer.count += len(kept)
    for name in documents.container.facts["total_lengths"]:
        lengths = documents.lengths(name)
        if lengths is not None:
            writer.add_lengths(name, numbers[kept], lengths[kept])
    for name in documents.list_columns():
        if name in columns:
            reader = documents.column_reader(name, columns[name])
            writer.buffer(name, columns[name]).extend(base, reader, kept)
    return numbers


def run_of(reader: PostingsReader, name: str, numbers: Array) -> Run | None:
    """The postings of a field with new document numbers; None where none are left."""
    field = reader.field(name)
    if field is None:
        return None
    run = renumbered(field.run(), numbers)
    return run if len(run.documents) else None
