"""What is measured: something that is given documents and finds their keys."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol


class Item(NamedTuple):
    """A document of a collection."""

    key: str
    title: str
    text: str


class Said(NamedTuple):
    """A comment of the sample archive."""

    key: str
    text: str


class Searcher(Protocol):
    """A search as a reader has it. Each call of an `index` method forgets what was there before."""

    @property
    def can_expand(self) -> bool:
        """Whether it takes up words of the best hits, where it is told to."""
        ...

    def index(self, documents: Iterable[Item]) -> None:
        """Take in documents."""
        ...

    def index_sample(self, folder: Path) -> list[Said]:
        """Take in the sample archive; its comments, in a fixed order."""
        ...

    def search(self, text: str, *, expand: bool, limit: int) -> list[str]:
        """The keys of the best hits, best first."""
        ...
