"""Fields of a schema: words that were analysed, names that stand whole, and columns."""

from collections.abc import Iterable
from typing import Any, Protocol

from whoosh.columns import Column
from whoosh.fields import FieldType
from whoosh.formats import Existence, Frequency, Positions


class Analysis(Protocol):
    """How a text becomes terms, in two steps, so that the dear one is done once a spelling.

    `split` cuts a text into spellings; `terms` gives what a spelling is found by, one place each,
    in a variant of the field (such as a language; "" where there is one only). `separator` is a
    spelling that stands between two texts: no phrase reaches over its `gap` of places.
    """

    separator: str
    gap: int

    def split(self, text: str) -> list[str]:
        """The spellings of a text, in order."""
        ...

    def terms(self, spelling: str, variant: str) -> Iterable[str]:
        """The terms of a spelling; none where it is found by nothing."""
        ...


class Words(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """Analysed words. A document's value is a text, or a text and the variant of its analysis."""

    indexed = True
    stored = False
    unique = False
    scorable = True
    column_type = None
    vector = None
    analyzer = None

    def __init__(self, analysis: Analysis, *, positions: bool = True) -> None:
        """Without positions the field takes half the room, and finds no phrases."""
        self.analysis = analysis
        self.has_positions = positions
        self.format = Positions() if positions else Frequency()

    def supports(self, name: str) -> bool:
        """What stock matchers may ask its postings for."""
        return bool(self.format.supports(name))

    def to_bytes(self, value: str | bytes) -> bytes:
        """A term as it is stored."""
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, bs: bytes) -> str:
        """The inverse."""
        return bs.decode()


class Name(Words):
    """Texts that are found as a whole, such as a key: one or several; scored by nothing."""

    scorable = False

    def __init__(self) -> None:
        self.has_positions = False
        self.format = Existence()


class Fact(FieldType):  # type: ignore[misc]
    """A column alone: filtered, counted and sorted by, not searched."""

    indexed = False
    stored = False
    unique = False
    scorable = False
    vector = None
    analyzer = None
    format = None

    def __init__(self, column: Column) -> None:
        self.column_type = column

    def to_column_value(self, value: Any) -> Any:  # noqa: ANN401 -- what the column takes
        """As it is."""
        return value

    def from_column_value(self, value: Any) -> Any:  # noqa: ANN401
        """As it is."""
        return value
