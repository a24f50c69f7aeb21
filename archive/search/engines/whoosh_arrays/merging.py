"""Which segments become one, and how: arrays laid end to end, never posting by posting."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_arrays.documents import DocumentsReader, DocumentsWriter
from archive.search.engines.whoosh_arrays.lexicon import FieldPostings, PostingsReader
from archive.search.engines.whoosh_arrays.runs import Run, Sizes, renumbered, stretches
from archive.search.engines.whoosh_arrays.segments import ArraySegment

# A question costs some dozen calls of numpy for each segment, whatever they find: the fewer
# segments the better. What bounds them is the memory that merging takes, field by field.
LARGEST_SEGMENT = 262_144
MOST_WORDS = 20_000_000  # of one field: a process that merges them takes some 390 MiB
# A segment joins smaller ones that together are half of it; a small one, of which most of the
# time of rewriting it does not depend on its size, joins a twelfth.
_REACH = 2
_SMALL = 1_000
_REACH_OF_SMALL = 12
_MOST_DELETED_SHARE = 0.2
_LONGEST_PART = 500_000  # words: some 20 MB while they are moved


def to_merge(segments: Sequence[ArraySegment], fresh: int) -> list[ArraySegment]:
    """The segments to be rewritten with so many fresh documents.

    Small ones are gathered, smallest first, while each is at most so many times what was gathered
    before; so sizes grow by powers, and 1,000 documents added one by one leave some three. What is
    deleted for a good part is rewritten as soon as it fits.
    """
    chosen = []
    gathered, words = fresh, 0
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        count = segment.doc_count()
        is_sparse = segment.deleted_count() > segment.doc_count_all() * _MOST_DELETED_SHARE
        fits = gathered + count <= LARGEST_SEGMENT and words + segment.largest_field <= MOST_WORDS
        reach = _REACH_OF_SMALL if count <= _SMALL else _REACH
        if fits and (is_sparse or count <= gathered * reach):
            chosen.append(segment)
            gathered += count
            words += segment.largest_field
    return chosen


def batches(segments: Sequence[ArraySegment]) -> list[list[ArraySegment]]:
    """All segments, in groups that make one each: for an index as compact as it can be."""
    groups: list[list[ArraySegment]] = []
    documents = words = 0
    for segment in sorted(segments, key=lambda segment: -segment.doc_count()):
        documents += segment.doc_count()
        words += segment.largest_field
        if not groups or documents > LARGEST_SEGMENT or words > MOST_WORDS:
            groups.append([])
            documents, words = segment.doc_count(), segment.largest_field
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


class Moved:
    """The postings of a field of a segment, with new document numbers; negative ones are gone."""

    def __init__(self, reader: PostingsReader, field: FieldPostings, numbers: Array) -> None:
        self._reader = reader
        self._field = field
        self._numbers = numbers

    @property
    def terms(self) -> list[bytes]:
        """All of them, made anew each time: they take more memory than most that is merged."""
        found = self._field.terms.between(0, len(self._field.terms))
        self._reader.let_go()
        return found

    def sizes(self) -> Sizes:
        """What is left of each term. Where documents are gone, costs a look at all postings."""
        counts, positions = self._field.counts, self._field.positions
        types = (
            np.dtype(np.uint8) if counts is None else counts.type,
            None if positions is None else positions.type,
        )
        self._reader.let_go()
        if self._numbers.min(initial=0) >= 0:
            begins = None if positions is None else positions.starts.astype(np.int64)
            starts = np.asarray(self._field.starts).astype(np.int64)
            return Sizes(np.diff(starts), None if begins is None else np.diff(begins), *types)
        sizes = [part.sizes() for _first, part in self.parts()]
        lengths = [each.positions for each in sizes if each.positions is not None]
        return Sizes(
            np.concatenate([each.postings for each in sizes]),
            np.concatenate(lengths) if lengths else None,
            *types,
        )

    def parts(self) -> Iterator[tuple[int, Run]]:
        """So many terms at a time that a part is not long, unless a term alone is."""
        positions = self._field.positions
        starts = np.asarray(self._field.starts) if positions is None else positions.starts
        for first, last in stretches(starts, _LONGEST_PART):
            yield first, renumbered(self._field.run(first, last), self._numbers)
        self._reader.let_go()
