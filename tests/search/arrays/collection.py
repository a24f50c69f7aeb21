"""Documents of random words, and an index of them that has been through everything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from whoosh.fields import Schema

from archive.search.engines.whoosh_arrays.columns import Numbers, Texts, Values
from archive.search.engines.whoosh_arrays.fields import Fact, Name, Words
from archive.search.engines.whoosh_arrays.index import ArrayIndex
from archive.search.engines.whoosh_arrays.merging import to_merge

SEPARATOR = "\x1e"


class Plain:
    """Words as they stand, in lower case; one with an apostrophe is two."""

    separator = SEPARATOR
    gap = 10
    _spelling = re.compile(rf"[\w']+|{SEPARATOR}")

    def split(self, text: str) -> list[str]:
        return self._spelling.findall(text)

    def terms(self, spelling: str, variant: str) -> list[str]:
        return [variant + part.lower() for part in spelling.split("'") if part]


SCHEMA = Schema(
    key=Name(),
    title=Words(Plain()),
    body=Words(Plain()),
    bare=Words(Plain(), positions=False),
    site=Fact(Values()),
    tags=Fact(Values()),
    day=Fact(Numbers(-1)),
    label=Fact(Texts()),
)


@dataclass(frozen=True)
class Made:
    """A document as plain values."""

    key: str
    title: str
    body: str
    site: str
    tags: tuple[str, ...]
    day: int | None

    def fields(self) -> dict[str, Any]:
        """As a writer takes it."""
        day = {} if self.day is None else {"day": self.day}
        tags = {"tags": self.tags} if self.tags else {}
        words = {"title": self.title, "body": self.body, "bare": self.body}
        return {"key": self.key, "label": self.key, "site": self.site, **words, **day, **tags}


def words_of(random: Random, count: int) -> str:
    """So many words, the first of some 400 far more often than the last."""
    return " ".join(f"{_name(int(400 * random.random() ** 3))}" for _ in range(count))


def _name(number: int) -> str:
    return "".join("aeioublm"[int(digit)] for digit in oct(number + 8)[2:])


def made(random: Random, key: str, longest: int = 12) -> Made:
    """One document."""
    return Made(
        key,
        words_of(random, random.randrange(4)),
        words_of(random, random.randrange(longest)),
        f"{random.randrange(6)}.example",
        tuple(sorted(random.sample(["red", "green", "blue", "redder"], random.randrange(3)))),
        random.choice([None, random.randrange(1000)]),
    )


def create(folder: Path) -> ArrayIndex:
    """An empty index."""
    return ArrayIndex.create(folder, SCHEMA, "test")


def add(index: ArrayIndex, documents: Iterator[Made] | list[Made], *, merge: bool = True) -> None:
    """Add documents in one commit."""
    writer = index.writer()
    for document in documents:
        writer.add_document(**document.fields())
    writer.commit(to_merge if merge else lambda _segments, _fresh: [])


def replace(index: ArrayIndex, documents: list[Made], gone: list[str]) -> None:
    """Delete some, and put others in place of those with their keys."""
    writer = index.writer()
    writer.delete_named("key", [*gone, *(document.key for document in documents)])
    for document in documents:
        writer.add_document(**document.fields())
    writer.commit()


def lived_in(folder: Path, random: Random, count: int) -> tuple[ArrayIndex, dict[str, Made]]:
    """An index after additions, changes, removals and merges, and what is in it now, by key."""
    index = create(folder)
    held: dict[str, Made] = {}
    first = [made(random, f"k{number}") for number in range(count)]
    add(index, first, merge=False)
    held |= {document.key: document for document in first}
    for step in range(12):
        fresh = [made(random, f"s{step}x{number}") for number in range(random.randrange(1, 40))]
        keys = sorted(held)
        changed = [made(random, key) for key in random.sample(keys, min(len(keys), 15))]
        gone = random.sample(keys, min(len(keys), 10))
        changed = [document for document in changed if document.key not in gone]
        replace(index, [*fresh, *changed], gone)
        held = {key: document for key, document in held.items() if key not in gone}
        held |= {document.key: document for document in (*fresh, *changed)}
    return index, held
