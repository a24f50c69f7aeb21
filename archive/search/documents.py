"""What an engine is given to index: one document per article and one per comment.

This half knows no rows: `archive.search.rows` makes documents of them.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

ARTICLE_PREFIX, COMMENT_PREFIX = "a:", "c:"

Kind = Literal["article", "comment"]


class Named(NamedTuple):
    """A person or term: the key it is counted under, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article or comment as an engine sees it.

    `key` is unique: `a:` or `c:` and the row's key. `title` is the article's in both; a comment
    carries it for `title:` alone. `people` wrote it, `article_people` the article it is or belongs
    to; one without a key is found by name only. Where something in the body is quoted, `quoted`
    has that and `own` the rest of it; else both are empty. Days are YYYYMMDD of the source's own
    calendar, the first and the last that its date may mean, both of one year; `sort_at` is
    seconds since 1970 in UTC; the undated have None for all three. `is_public`: everyone may see
    it. `states` are what the source and the keeper call it, `source_kind` which kind of article
    or comment the source says it is. `link_hosts` are those its links lead to.

    Site, terms and language are the article's in all documents of one conversation.

    Of an article only: `comment_count`, the comments that everyone may see; `kept_count`, those
    the source published; `declared_count`, what the source said; `addresses`, by which `thread:`
    finds it beside its key, and the keys of articles that were merged into it. Of a comment only:
    `parent`, the key of the document that it answers, empty at the top. What comments have of
    their article in that way an engine looks up, so that nobody learns it from a comment whose
    article changed since.
    """

    key: str
    kind: Kind
    article_key: str
    is_public: bool
    site: str = ""
    title: str = ""
    body: str = ""
    people: tuple[Named, ...] = ()
    terms: tuple[Named, ...] = ()
    language: str = ""
    first_day: int | None = None
    last_day: int | None = None
    sort_at: int | None = None
    comment_count: int = 0
    article_people: tuple[Named, ...] = ()
    quoted: str = ""
    own: str = ""
    source_kind: str = ""
    states: tuple[str, ...] = ("published",)
    parent: str = ""
    kept_count: int = 0
    declared_count: int | None = None
    addresses: tuple[str, ...] = ()
    link_hosts: tuple[str, ...] = ()
    has_image: bool = False


def article_document_key(key: str) -> str:
    """The document key of the article with this key."""
    return f"{ARTICLE_PREFIX}{key}"


def comment_document_key(key: str) -> str:
    """The document key of the comment with this key."""
    return f"{COMMENT_PREFIX}{key}"
