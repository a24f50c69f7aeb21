"""The terms of a segment and where their postings lie: how they are written and read."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.reading import TermInfo, TermNotFound

from archive.search.engines.whoosh_arrays.columns import Table
from archive.search.engines.whoosh_arrays.containers import (
    Array,
    Container,
    ContainerWriter,
)
from archive.search.engines.whoosh_arrays.counts import Counts, packed_counts
from archive.search.engines.whoosh_arrays.document_bits import DocumentBits, packed_bits
from archive.search.engines.whoosh_arrays.document_numbers import (
    DocumentNumbers,
    packed_numbers,
)
from archive.search.engines.whoosh_arrays.matchers import PostingsMatcher
from archive.search.engines.whoosh_arrays.positions import Positions, packed
from archive.search.engines.whoosh_arrays.runs import Run, narrowed, offsets

_MOST_REMEMBERED = 20_000  # terms a field whose place is kept: a bisection costs some 5 µs


def write_run(container: ContainerWriter, field: str, run: Run) -> None:
    """Write a field's postings; counts that are all 1 are left out."""

    def write(sections: Mapping[str, Array]) -> None:
        for name, section in sections.items():
            container.add(f"field/{field}/{name}", section)

    lengths = np.fromiter(map(len, run.terms), np.int64, len(run.terms))
    terms = np.frombuffer(b"".join(run.terms), np.uint8)
    write({"terms": terms, "term_places": narrowed(offsets(lengths))})
    write(packed_numbers(run.starts, run.documents))
    write(packed_bits(run.starts, run.documents))
    if not (run.counts == 1).all():
        write(packed_counts(run.counts))
    if run.positions is not None and run.position_starts is not None:
        write(packed(run.position_starts, run.positions))


class FieldPostings:
    """One field of one segment, over the map; every reader of the segment shares it.

    Postings of term number `at` are those from `starts[at]` to `starts[at + 1]`: its documents
    are `documents.of(at)`, how often each holds it is in `counts` between these places, and where
    in `positions`. Sections are looked into, and so verified, when first asked for.
    """

    def __init__(self, container: Container, field: str) -> None:
        def section(name: str) -> Array | None:
            full = f"field/{field}/{name}"
            return container.get(full) if full in container else None

        self.terms = Table(container.get(f"field/{field}/terms"), _present(section("term_places")))
        numbers = _present(section("documents"))
        self.documents = DocumentNumbers(numbers, section("starts"), len(self.terms))
        self.starts = self.documents.starts
        self._section = section
        self._remembered: dict[bytes, int] = {}

    @cached_property
    def bits(self) -> DocumentBits | None:
        """The documents of frequent terms, to look some up there; None where no term is."""
        frequent = self._section("frequent")
        if frequent is None:
            return None
        return DocumentBits(
            frequent, _present(self._section("bits")), _present(self._section("before"))
        )

    @cached_property
    def counts(self) -> Counts | None:
        """How often documents hold words; None where that is once each."""
        shared = self._section("counts")
        if shared is None:
            return None
        many = self._section("many"), self._section("many_places")
        return Counts(shared, len(self.documents), *many)

    def counts_between(self, first: int, last: int) -> Array | None:
        """The counts of so many postings in a row."""
        return None if self.counts is None else self.counts.between(first, last)

    def counts_at(self, first: int, last: int, at: Array) -> Array | None:
        """Of those counts the ones at these places, the first of them being 0."""
        return None if self.counts is None else self.counts.take(first, last, at)

    @cached_property
    def positions(self) -> Positions | None:
        """Where each word stands; None where the field keeps none."""
        starts = self._section("position_starts")
        if starts is None:
            return None
        return Positions(
            starts, _present(self._section("positions")), self._section("upper_positions")
        )

    def find(self, term: bytes) -> int:
        """The number of a term, -1 where no document holds it."""
        at = self._remembered.get(term)
        if at is None:
            at = self.terms.find(term)
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[term] = at
        return at

    def first_from(self, term: bytes) -> int:
        """The number of the first term that is not below this one."""
        return bisect_left(self.terms, term)

    def run(self, first: int, last: int) -> Run:
        """The postings of terms that follow one another, `last` not among them, without terms."""
        starts = np.asarray(self.starts[first : last + 1]).astype(np.int64)
        documents = self.documents.of_terms(first, last)
        counts = self.counts_between(int(starts[0]), int(starts[-1]))
        if counts is None:
            counts = np.ones(len(documents), np.uint8)
        if self.positions is None:
            return Run((), starts - starts[0], documents, counts)
        begins = self.positions.starts[first : last + 1].astype(np.int64)
        positions = self.positions.of_terms(first, last)
        return Run((), starts - starts[0], documents, counts, begins - begins[0], positions)


def _present(array: Array | None) -> Array:
    if array is None:
        raise KeyError("A field lacks one of its sections")
    return array


class PostingsWriter(base.FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes the fields of a segment, and finishes its file."""

    def __init__(self, container: ContainerWriter) -> None:
        self._container = container
        self._fields: list[str] = []
        self.is_closed = False

    def add_postings(
        self,
        schema: Any,  # noqa: ANN401 -- Whoosh's signature, and not needed
        lengths: Any,  # noqa: ANN401
        items: Iterable[tuple[str, Run]],
    ) -> None:
        """Fields and their runs, in the order of names."""
        for field, run in items:
            write_run(self._container, field, run)
            self._fields.append(field)
            del run  # before the next one is made

    def close(self) -> None:
        """Name the fields in the file, and finish it."""
        if not self.is_closed:
            self.is_closed = True
            self._container.note("fields", self._fields)
            self._container.close()


class PostingsReader(base.TermsReader):  # type: ignore[misc]
    """The fields of one segment, as Whoosh asks for them, and as arrays by `field`."""

    def __init__(self, container: Container, lengths: Callable[[str], Array | None]) -> None:
        self._container = container
        self._lengths = lengths
        self._fields: dict[str, FieldPostings] = {}

    def field(self, name: str) -> FieldPostings | None:
        """A field's postings; None where no document of the segment has any."""
        held = self._fields.get(name)
        if held is None and name in self._container.facts["fields"]:
            held = self._fields[name] = FieldPostings(self._container, name)
        return held

    def let_go(self) -> None:
        """Let the system have the memory of what was read; it is read again when it is asked."""
        self._container.let_go()

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self.field(term[0])
        return field is not None and field.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        """Those with postings."""
        return list(self._container.facts["fields"])

    def cursor(self, fieldname: str, fieldobj: FieldType) -> "TermCursor":
        """Walks over the terms of a field."""
        return TermCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term, sorted."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Fields and terms from a place on, sorted."""
        for name in sorted(self.indexed_field_names()):
            field = self.field(name)
            if field is not None and name >= fieldname:
                first = field.first_from(prefix) if name == fieldname else 0
                yield from ((name, field.terms[at]) for at in range(first, len(field.terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Terms with what is known of them."""
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The same from a place on."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Counts and bounds of a term. Raises TermNotFound."""
        field, at = self._found(fieldname, text)
        first, last = field.starts[at], field.starts[at + 1]
        documents = field.documents.of(at)
        counts = field.counts_between(first, last)
        lengths = self._lengths(fieldname)
        of_documents = np.zeros(1, np.int64) if lengths is None else lengths[documents]
        return TermInfo(
            float(last - first if counts is None else counts.sum(dtype=np.int64)),
            last - first,
            int(of_documents.min()),
            int(of_documents.max()),
            1.0 if counts is None else float(counts.max()),
            int(documents[0]),
            int(documents[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents, deleted ones included."""
        field = self.field(fieldname)
        at = -1 if field is None else field.find(text)
        return 0 if field is None or at < 0 else field.starts[at + 1] - field.starts[at]

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often in all of them."""
        is_known = (fieldname, text) in self
        return float(self.term_info(fieldname, text).weight()) if is_known else 0.0

    def matcher(
        self,
        fieldname: str,
        text: bytes,
        format_: Any,  # noqa: ANN401 -- untyped Whoosh
        scorer: Any = None,  # noqa: ANN401
    ) -> PostingsMatcher:
        """A stock matcher over the arrays of a term. Raises TermNotFound."""
        field, at = self._found(fieldname, text)
        info = self.term_info(fieldname, text)
        return PostingsMatcher(field.run(at, at + 1), info, format_, scorer, (fieldname, text))

    def _found(self, fieldname: str, text: bytes) -> tuple[FieldPostings, int]:
        field = self.field(fieldname)
        at = -1 if field is None else field.find(text)
        if field is None or at < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return field, at


class TermCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks over the terms of a field, as Whoosh's own expansions do."""

    def __init__(self, reader: PostingsReader, fieldname: str, fieldobj: FieldType) -> None:
        self._reader = reader
        self._name = fieldname
        self._type = fieldobj
        self._field = reader.field(fieldname)
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, text: str | bytes) -> str | None:
        """Go to the first term that is not below this one."""
        term = text if isinstance(text, bytes) else self._type.to_bytes(text)
        self._at = 0 if self._field is None else self._field.first_from(term)
        return self.text()

    def next(self) -> str | None:
        """Go on."""
        self._at += 1
        return self.text()

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._field is not None and self._at < len(self._field.terms)

    def text(self) -> str | None:
        """The term it stands on."""
        if self._field is None or not self.is_valid():
            return None
        return str(self._type.from_bytes(self._field.terms[self._at]))

    def term_info(self) -> TermInfo | None:
        """What is known of it."""
        if self._field is None or not self.is_valid():
            return None
        return self._reader.term_info(self._name, self._field.terms[self._at])
