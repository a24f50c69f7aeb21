"""What an engine is given to index: one document per article and one per comment.

This half knows no rows: `archive.search.rows` makes documents of them.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["article", "comment"]


class Named(NamedTuple):
    """A person or term: the key it is counted under, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article or comment as an engine sees it.

    `key` is unique: `a:` or `c:` and the row's key. `title` is the article's in both; a comment
    carries it for `title:` alone. `people` wrote it; one without a key is found by name only.
    Days are YYYYMMDD of the source's own calendar, the first and the last that its date may
    mean, both of one year; `sort_at` is seconds since 1970 in UTC; the undated have None for all
    three. `comment_count` is an article's, 0 for comments. `is_public`: everyone may see it.
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


def article_document_key(key: str) -> str:
    """The document key of the article with this key."""
    return f"a:{key}"


def comment_document_key(key: str) -> str:
    """The document key of the comment with this key."""
    return f"c:{key}"
