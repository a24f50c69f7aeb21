"""What results show of articles and comments: the rows behind them, and no more of each.

They are plain values. A page of results has some ninety, and models would take twice as long.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from archive.models import Article, Comment
from archive.models.articles import SHOWN_STANDFIRST, SHOWN_TITLE
from archive.models.threads import SHOWN_PARENT
from archive.models.visibility import Shell, User, eyes_of
from archive.search.documents import (
    ARTICLE_PREFIX,
    COMMENT_PREFIX,
    article_document_key,
    comment_document_key,
)
from archive.search.prepared import Prepared


class ShownArticle(NamedTuple):
    """An article as results tell of it. `title` and `published_…` are those that are shown."""

    pk: int
    key: str
    slug: str
    title: str
    language: str
    state: str
    visibility: str
    published_at: datetime | None
    published_precision: str
    published_offset_minutes: int | None
    comment_count: int
    kept_count: int
    declared_comment_count: int | None
    thread_shape: str
    source_url: str
    canonical_url: str
    site_host: str
    site_name: str
    site_language: str


class ShownComment(NamedTuple):
    """A comment as results tell of it. `parent` is the number of what it is shown to answer."""

    key: str
    position: int
    parent: int | None
    state: str
    visibility: str
    author_name: str
    person_name: str | None
    person_key: str | None
    posted_at: datetime | None
    posted_precision: str
    posted_offset_minutes: int | None
    permalink: str
    text: str
    article: ShownArticle

    @property
    def name(self) -> str:
        """Who wrote it, as written there or else as known; empty where nobody is named."""
        return self.author_name or self.person_name or ""


ArticleWithText = tuple[ShownArticle, str]

_ARTICLE = (
    *("pk", "key", "slug", SHOWN_TITLE, "language", "state", "visibility", "shown_published_at"),
    *("shown_published_precision", "shown_published_offset_minutes", "comment_count"),
    *("kept_count", "declared_comment_count", "thread_shape", "source_url", "canonical_url"),
    *("site__host", "site__name", "site__language"),
)
_COMMENT = (
    *("article_id", "key", "position", SHOWN_PARENT, "state", "visibility", "author_name"),
    *("person__name", "person__key", "posted_at", "posted_precision", "posted_offset_minutes"),
    *("permalink", "body_text"),
)


def articles_shown(document_keys: Iterable[str], user: User) -> dict[str, ArticleWithText]:
    """Of these documents the articles that the user may see, by document key. One query.

    Each with its text, of which the standfirst is the first line.
    """
    keys = _keys_of(document_keys, ARTICLE_PREFIX)
    rows = _articles_for(eyes_of(user), "key", SHOWN_STANDFIRST, "body_text")
    found = {}
    for *columns, standfirst, body in rows.of(keys):
        article = ShownArticle._make(columns)
        text = "\n".join(filter(None, [standfirst, body]))
        found[article_document_key(article.key)] = article, text
    return found


def comments_shown(
    document_keys: Iterable[str], user: User, articles: Iterable[ShownArticle] | None = None
) -> dict[str, ShownComment]:
    """Of these documents the comments that the user may see, by document key. Two queries.

    `articles`: those that are at hand, which saves a query; comments that stand beneath none of
    them are left out.
    """
    keys = _keys_of(document_keys, COMMENT_PREFIX)
    rows = _comments_for(eyes_of(user)).of(keys)
    if articles is None:
        of_rows = _articles_for(eyes_of(user), "pk")
        articles = map(ShownArticle._make, of_rows.of(row[0] for row in rows))
    known = {article.pk: article for article in articles}
    return {
        comment_document_key(columns[0]): ShownComment._make([*columns, known[article]])
        for article, *columns in rows
        if article in known
    }


def _keys_of(document_keys: Iterable[str], prefix: str) -> list[str]:
    return [key.removeprefix(prefix) for key in document_keys if key.startswith(prefix)]


@cache
def _articles_for(eyes: Shell, column: str, *beside: str | Combinable) -> Prepared:
    rows: QuerySet[Article] = Article.objects.visible_to(eyes).order_by()
    return Prepared(rows.values_list(*_ARTICLE, *beside), column)


@cache
def _comments_for(eyes: Shell) -> Prepared:
    rows: QuerySet[Comment] = Comment.objects.visible_to(eyes).order_by()
    return Prepared(rows.values_list(*_COMMENT), "key")
