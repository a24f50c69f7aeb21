"""How documents lie in the index: its fields and columns, and a document's values for them.

Words lie twice: as they stand, with their places, for phrases and exact words; and as stems, by
the language of the text, without. What is known of a document beside its words lies in columns.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from whoosh.fields import Schema

from archive.search.documents import Document, Named
from archive.search.engines.whoosh_arrays.columns import Numbers, Texts, Values
from archive.search.engines.whoosh_arrays.fields import Fact, Name, Words
from archive.search.languages import stemmed_term, stemming_language
from archive.search.query import normal_filter
from archive.search.words import SEPARATOR, SEPARATOR_GAP, fold, pieces, raw_tokens

# Part of the index's stamp: raise it whenever schema, analysis or columns change, and every
# index of an earlier version is refused with a word on how to rebuild it.
SCHEMA_VERSION = 9

# Where words are looked for, and how much a hit there counts. A comment's `thread` is the title
# of its article: found by title: alone, else every reply would answer for its article. `own`
# stands beside `body` only where something in the body is quoted: else it would be the same.
SCOPE_FIELDS: dict[str, tuple[tuple[str, float], ...]] = {
    "": (("title", 3.0), ("people", 2.0), ("body", 1.0)),
    "title": (("title", 1.0), ("thread", 0.1)),
    "author": (("people", 1.0),),
    "by": (("byline", 1.0),),
    "quoted": (("quoted", 1.0),),
    "own": (("own", 1.0), ("body", 1.0)),
}
# The fields that have stems beside them, and the stems' fields; names of people have none.
STEMS = {name: f"{name}_stems" for name in ("title", "thread", "body", "quoted", "own")}

MISSING = -1  # a day or a count that is not known
UNDATED = -(2**62)  # before every date
_LONGEST_KEY = 200


class _Exact:
    """The words of archive.search.words."""

    separator = SEPARATOR
    gap = SEPARATOR_GAP

    def __init__(self) -> None:
        self._last = ("", [""])

    def split(self, text: str) -> list[str]:
        # A text is split for its words and at once again for its stems.
        if text is not self._last[0]:
            self._last = (text, raw_tokens(text))
        return self._last[1]

    def terms(self, spelling: str, variant: str) -> Iterable[str]:
        return pieces(spelling)


class _Stemmed(_Exact):
    """Their stems; the variant is the language."""

    def __init__(self, exact: _Exact) -> None:
        self._exact = exact

    def split(self, text: str) -> list[str]:
        return self._exact.split(text)

    def terms(self, spelling: str, variant: str) -> Iterable[str]:
        return filter(None, (stemmed_term(piece, variant) for piece in pieces(spelling)))


def make_schema() -> Schema:
    """Names to delete and look up by, words, their stems, and columns."""
    exact = _Exact()
    stemmed = _Stemmed(exact)
    names = {name: Name() for name in ("key", "article", "addresses")}
    words = ("title", "thread", "people", "byline", "body", "quoted", "own")
    fields = {name: Words(exact) for name in words}
    stems = {name: Words(stemmed, positions=False) for name in STEMS.values()}
    values = ("thread_key", "kind", "site", "person", "term", "tag", "lang", "kinds", "state")
    columns = {name: Fact(Values()) for name in (*values, "link", "has", "stemming")}
    counts = ("comment_count", "kept_count", "declared_count", "first_day", "last_day")
    columns |= {name: Fact(Numbers(MISSING)) for name in counts}
    columns |= {name: Fact(Numbers()) for name in ("is_public", "number", "parent")}
    columns |= {"sort_at": Fact(Numbers(UNDATED)), "label": Fact(Texts())}
    return Schema(**names, **fields, **stems, **columns)


def fields_of(document: Document) -> dict[str, Any]:
    """A document as the index takes it.

    Raises ValueError where a key could not be found again, TypeError where a text is none.
    """
    for key in (document.key, document.article_key):
        if not key or not key.isascii() or not key.isprintable() or len(key) > _LONGEST_KEY:
            raise ValueError(f"{key!r} cannot be the key of a document")
    fields = _words_of(document) | _values_of(document) | _numbers_of(document)
    return {name: value for name, value in fields.items() if value not in (None, "", ())}


def number_of(key: str) -> int:
    """A number for the key of a document, by which one finds those that answer it.

    64 bits of a digest: of a million documents two have the same once in 37 million archives.
    """
    digest = blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _words_of(document: Document) -> dict[str, Any]:
    texts = {
        "title" if document.kind == "article" else "thread": document.title,
        "body": document.body,
        "quoted": document.quoted,
        "own": document.own,
    }
    language = stemming_language(document.language, document.body or document.title)
    stems = {STEMS[name]: (text, language) for name, text in texts.items() if text and language}
    names = {"people": _names(document.people), "byline": _names(document.article_people)}
    return {"stemming": language, **texts, **names, **stems}


def _values_of(document: Document) -> dict[str, Any]:
    language = normal_filter("lang", document.language)
    tags = {" ".join(fold(part).split()) for term in document.terms for part in term}
    held = {
        "image": document.has_image,
        "link": bool(document.link_hosts),
        "quote": bool(document.quoted),
    }
    several = {
        "person": {person.key for person in document.people},
        "term": {term.key for term in document.terms},
        "tag": tags,
        "kinds": {document.kind, document.source_kind.casefold()},
        "state": document.states,
        "link": document.link_hosts,
        "has": (name for name, is_held in held.items() if is_held),
    }
    return {
        "label": document.key,
        "key": document.key,
        "article": document.article_key,
        "thread_key": document.article_key,
        "addresses": tuple(map(_storable, document.addresses)),
        "kind": document.kind,
        "site": _storable(document.site.casefold()),
        "lang": language.value if language else "",
        **{name: tuple(sorted(filter(None, map(_storable, v)))) for name, v in several.items()},
    }


def _numbers_of(document: Document) -> dict[str, int | None]:
    return {
        "is_public": int(document.is_public),
        "number": number_of(document.key),
        "parent": number_of(document.parent) if document.parent else None,
        "first_day": document.first_day,
        "last_day": document.last_day,
        "sort_at": document.sort_at,
        "comment_count": document.comment_count,
        "kept_count": document.kept_count,
        "declared_count": document.declared_count,
    }


def _names(people: Iterable[Named]) -> str:
    return SEPARATOR.join(person.name for person in people)


def _storable(text: str) -> str:
    """Without what no encoding can hold."""
    return text.encode(errors="ignore").decode()
