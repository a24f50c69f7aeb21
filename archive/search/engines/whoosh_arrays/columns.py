"""What is known of each document beside its words: numbers, texts, and values that repeat.

Three kinds of column, each with a buffer that collects values in document order, and a reader
over the arrays that were written. Values that repeat are kept as codes into a sorted table, so
that to count them is to count small numbers.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from whoosh.columns import Column, ColumnReader

from archive.search.engines.whoosh_arrays.containers import Array, Container, ContainerWriter
from archive.search.engines.whoosh_arrays.runs import narrowed, narrowed_signed, offsets

_LAST = b"\xff"  # above every byte of UTF-8
_FEW = 1_000  # values of a column up to which all are held by name, in some 100 kB


class Numbers(Column):  # type: ignore[misc]  # Whoosh has no types
    """A whole number a document, below 2^63; `missing` where a document has none."""

    def __init__(self, missing: int = 0) -> None:
        self.missing = missing

    def default_value(self, reverse: bool = False) -> int:  # noqa: FBT001, FBT002 -- Whoosh's
        """As Whoosh asks for it."""
        return self.missing


class Texts(Column):  # type: ignore[misc]
    """A text a document, each most likely its own."""

    def default_value(self, reverse: bool = False) -> str:  # noqa: FBT001, FBT002
        """As Whoosh asks for it."""
        return ""


class Values(Column):  # type: ignore[misc]
    """A few texts a document out of a table: sites, tags. A text alone stands for one of them."""

    def default_value(self, reverse: bool = False) -> str:  # noqa: FBT001, FBT002
        """As Whoosh asks for it."""
        return ""


class Table(Sequence[bytes]):
    """Sorted or unsorted byte strings that lie one after the other."""

    def __init__(self, blob: Array, places: Array) -> None:
        self.blob = blob
        self.places = places
        self._blob = blob.data
        self._places = places.data

    def __len__(self) -> int:
        return len(self._places) - 1

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]  # slices are not asked for
        return self._blob[self._places[at] : self._places[at + 1]].tobytes()

    def between(self, first: int, last: int) -> list[bytes]:
        """Those from one to before another, in a third of the time that each by itself takes."""
        places = self.places[first : last + 1].tolist()
        base = places[0]
        blob = self._blob[base : places[-1]].tobytes()
        return [blob[begin - base : end - base] for begin, end in pairwise(places)]

    def text(self, at: int) -> str:
        """One of them, decoded."""
        return str(self._blob[self._places[at] : self._places[at + 1]], "utf-8")

    def find(self, value: bytes) -> int:
        """The number of a value in a sorted table, -1 where it is not there."""
        at = bisect_left(self, value)
        return at if at < len(self) and self[at] == value else -1

    def range_of(self, prefix: bytes) -> tuple[int, int]:
        """Where values that begin so stand in a sorted table: the first, and past the last."""
        return bisect_left(self, prefix), bisect_left(self, prefix + _LAST)


class NumbersReader(ColumnReader):  # type: ignore[misc]
    """Numbers by document."""

    def __init__(self, container: Container, name: str) -> None:
        self.numbers = container.get(f"column/{name}/numbers")

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, document: int) -> int:
        return int(self.numbers[document])


class TextsReader(ColumnReader):  # type: ignore[misc]
    """Texts by document."""

    def __init__(self, container: Container, name: str) -> None:
        self._blob = container.get(f"column/{name}/blob")
        self._places = container.get(f"column/{name}/places")

    @cached_property
    def texts(self) -> Table:
        """The texts as bytes, by document."""
        return Table(self._blob, self._places)

    def __len__(self) -> int:
        return len(self._places) - 1

    def __getitem__(self, document: int) -> str:
        return self.texts.text(document)


class ValuesReader(ColumnReader):  # type: ignore[misc]
    """Codes into a sorted table, by document.

    `codes` holds every document's codes one after the other. `starts` says where each document's
    begin; it is None where every document has one.
    """

    def __init__(self, container: Container, name: str) -> None:
        self.codes = container.get(f"column/{name}/codes")
        starts = f"column/{name}/starts"
        self.starts = container.get(starts) if starts in container else None
        self._blob = container.get(f"column/{name}/blob")
        self._places = container.get(f"column/{name}/places")

    @cached_property
    def table(self) -> Table:
        """The values, sorted; codes are places in it."""
        return Table(self._blob, self._places)

    def code_of(self, value: bytes) -> int:
        """The code of a value, -1 where no document has it."""
        return self.table.find(value) if self._names is None else self._names.get(value, -1)

    @cached_property
    def _names(self) -> dict[bytes, int] | None:
        is_small = len(self.table) <= _FEW
        return {value: code for code, value in enumerate(self.table)} if is_small else None

    def __len__(self) -> int:
        return len(self.codes) if self.starts is None else len(self.starts) - 1

    def __getitem__(self, document: int) -> tuple[str, ...]:
        starts = (document, document + 1) if self.starts is None else self.starts[document:][:2]
        return tuple(self.table[code].decode() for code in self.codes[starts[0] : starts[1]])


@dataclass(slots=True)
class NumbersBuffer:
    """Collects numbers."""

    missing: int
    numbers: "array[int]"

    def add(self, document: int, value: int) -> None:
        """Documents come in order; those left out have the missing number."""
        self._fill(document)
        self.numbers.append(value)

    def extend(self, base: int, reader: NumbersReader, kept: Array) -> None:
        """The numbers of the kept documents of a segment, from document `base` on."""
        self._fill(base)
        self.numbers.frombytes(reader.numbers[kept].astype(np.int64).tobytes())

    def write(self, container: ContainerWriter, name: str, count: int) -> None:
        """All of them, for so many documents."""
        self._fill(count)
        numbers = np.frombuffer(self.numbers, np.int64)
        container.add(f"column/{name}/numbers", narrowed_signed(numbers))

    def _fill(self, count: int) -> None:
        self.numbers.extend([self.missing] * (count - len(self.numbers)))


@dataclass(slots=True)
class TextsBuffer:
    """Collects texts."""

    texts: list[bytes]

    def add(self, document: int, value: str) -> None:
        """Documents come in order; those left out have no text."""
        self._fill(document)
        self.texts.append(value.encode())

    def extend(self, base: int, reader: TextsReader, kept: Array) -> None:
        """The texts of the kept documents of a segment, from document `base` on."""
        self._fill(base)
        self.texts.extend(map(reader.texts.__getitem__, kept.tolist()))

    def write(self, container: ContainerWriter, name: str, count: int) -> None:
        """All of them, for so many documents."""
        self._fill(count)
        _write_table(container, name, self.texts)

    def _fill(self, count: int) -> None:
        self.texts.extend([b""] * (count - len(self.texts)))


class ValuesBuffer:
    """Collects values that repeat."""

    def __init__(self) -> None:
        self._codes: dict[bytes, int] = {}
        self._of_documents = array("I")
        self._lengths = array("I")

    def add(self, document: int, value: str | Iterable[str]) -> None:
        """Documents come in order; those left out have no value."""
        values = (value,) if isinstance(value, str) else tuple(value)
        self._fill(document)
        self._lengths.append(len(values))
        self._of_documents.extend([self._code(each.encode()) for each in values])

    def extend(self, base: int, reader: ValuesReader, kept: Array) -> None:
        """The values of the kept documents of a segment, from document `base` on."""
        self._fill(base)
        own = np.fromiter(map(self._code, reader.table), np.uint32, len(reader.table))
        if reader.starts is None:
            codes, lengths = reader.codes[kept], np.ones(len(kept), np.uint32)
        else:
            lengths = np.diff(reader.starts)[kept].astype(np.uint32)
            codes = reader.codes[each_of(reader.starts[kept], lengths)]
        self._of_documents.frombytes(own[codes].tobytes())
        self._lengths.frombytes(lengths.tobytes())

    def write(self, container: ContainerWriter, name: str, count: int) -> None:
        """All of them, for so many documents, with the codes in the order of their values."""
        self._fill(count)
        values = sorted(self._codes)
        ranks = np.empty(len(values), np.uint32)
        ranks[[self._codes[value] for value in values]] = np.arange(len(values))
        codes = ranks[np.frombuffer(self._of_documents, np.uint32)]
        lengths = np.frombuffer(self._lengths, np.uint32)
        container.add(f"column/{name}/codes", narrowed(codes))
        if not (lengths == 1).all():
            container.add(f"column/{name}/starts", narrowed(offsets(lengths)))
        _write_table(container, name, values)

    def _code(self, value: bytes) -> int:
        return self._codes.setdefault(value, len(self._codes))

    def _fill(self, count: int) -> None:
        self._lengths.extend([0] * (count - len(self._lengths)))


Buffer = NumbersBuffer | TextsBuffer | ValuesBuffer
Reader = NumbersReader | TextsReader | ValuesReader


def buffer_for(column: Column) -> Buffer:
    """An empty buffer for a column of a schema."""
    if isinstance(column, Numbers):
        return NumbersBuffer(column.missing, array("q"))
    return TextsBuffer([]) if isinstance(column, Texts) else ValuesBuffer()


def reader_for(container: Container, name: str, column: Column) -> Reader:
    """The reader of a column of a schema. Raises KeyError where the segment has none."""
    if isinstance(column, Numbers):
        return NumbersReader(container, name)
    is_texts = isinstance(column, Texts)
    return TextsReader(container, name) if is_texts else ValuesReader(container, name)


def each_of(starts: Array, lengths: Array) -> Array:
    """The places that ranges cover, one range after the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    places = np.repeat(starts.astype(np.int64) - (ends - lengths), lengths)
    places += np.arange(len(places))
    return places


def _write_table(container: ContainerWriter, name: str, values: Sequence[bytes]) -> None:
    container.add(f"column/{name}/blob", b"".join(values))
    lengths = np.fromiter(map(len, values), np.int64, len(values))
    container.add(f"column/{name}/places", narrowed(offsets(lengths)))


def values_of(reader: Reader) -> Iterator[Any]:
    """Every document's value in order."""
    return (reader[document] for document in range(len(reader)))
