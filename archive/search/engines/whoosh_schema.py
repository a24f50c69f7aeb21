"""How documents lie in Whoosh: its schema, the analysis of text, and a document's fields."""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Composable, Token
from whoosh.fields import ID, STORED, TEXT, Schema

from archive.search.documents import Document
from archive.search.engines.facts import dump_facts, facts_of
from archive.search.words import SEPARATOR, tokens

# Part of the index's stamp: raise it whenever schema, analysis or facts change, and every
# index of an earlier version is refused with a word on how to rebuild it.
SCHEMA_VERSION = 2

# Where words are looked for, and how much a hit there counts. A comment's `thread` is the title
# of its article: found by title: alone, else every reply would answer for its article.
SCOPE_FIELDS: dict[str, tuple[tuple[str, float], ...]] = {
    "": (("title", 3.0), ("people", 2.0), ("body", 1.0)),
    "title": (("title", 1.0), ("thread", 0.1)),
    "author": (("people", 1.0),),
}


class WordAnalyzer(Composable):  # type: ignore[misc]  # Whoosh has no types
    """The words of archive.search.words, in Whoosh's protocol for analysers."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __call__(self, value: str, **_options: Any) -> Iterator[Token]:  # noqa: ANN401
        """One Token object, changed and given again: Whoosh asks for that."""
        token = Token(positions=True)
        for found in tokens(value):
            token.text = found.text
            token.pos = found.position
            token.boost = 1.0
            yield token


def make_schema() -> Schema:
    """The schema: two keys to delete by, four fields of words, and the facts as stored."""
    analyzer = WordAnalyzer()
    words = {
        name: TEXT(analyzer=analyzer, phrase=True, stored=False)
        for name in ("title", "thread", "people", "body")
    }
    return Schema(key=ID, article=ID, facts=STORED, **words)


def fields_of(document: Document) -> dict[str, str]:
    """A document as Whoosh takes it.

    Raises ValueError where a key could not be found again.
    """
    for key in (document.key, document.article_key):
        if not key or not key.isascii() or not key.isprintable() or len(key) > 200:
            raise ValueError(f"{key!r} cannot be the key of a document")
    people = SEPARATOR.join(person.name for person in document.people)
    fields = {
        "key": document.key,
        "article": document.article_key,
        "facts": dump_facts(facts_of(document)),
        "title" if document.kind == "article" else "thread": document.title,
        "people": people,
        "body": document.body,
    }
    return {name: value for name, value in fields.items() if value}
