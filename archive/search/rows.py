"""Rows to documents: the one place that says what of the store can be found, and by whom.

Every article and comment that is not merged into another has one document. A document is public
where everyone may see the row and there are words in it; staff find the rest as well.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Prefetch, QuerySet

from archive.models import Article, ArticleAuthor, Comment, Person
from archive.models.choices import CommentState, Precision, Visibility
from archive.search.documents import (
    Document,
    Named,
    article_document_key,
    comment_document_key,
)
from archive.search.query import day_number
from archive.search.words import SEPARATOR

_ARTICLES_AT_ONCE = 100
_COMMENTS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the comments of an article are found by, beside their own words."""

    key: str
    is_public: bool
    title: str
    site: str
    terms: tuple[Named, ...]
    language: str


def all_documents() -> Iterator[Document]:
    """The documents of the whole store, each article followed by its thread.

    Memory is bounded; four queries for each hundred articles, and one for each 2,000 comments.
    """
    yield from _with_threads(Article.objects.all())


def documents_of_articles(keys: Iterable[str]) -> Iterator[Document]:
    """The documents of these articles and of their threads; none for keys that are no more."""
    for some in _batches(keys, _ARTICLES_AT_ONCE):
        yield from _with_threads(Article.objects.filter(key__in=some))


def documents_of_comments(keys: Iterable[str]) -> Iterator[Document]:
    """The documents of these comments; none for keys that are no more."""
    for some in _batches(keys, _COMMENTS_AT_ONCE):
        comments = Comment.objects.filter(key__in=some)
        ids = comments.order_by().values_list("article_id", flat=True).distinct()
        settings = {row.pk: _setting(row) for row in _loaded(Article.objects.filter(pk__in=ids))}
        yield from _of_comments(comments, settings)


def document_keys() -> Iterator[tuple[str, bool]]:
    """Every document key that the index should hold, and whether it is public.

    As costly as `all_documents`: what is public depends on the words.
    """
    return ((document.key, document.is_public) for document in all_documents())


def _with_threads(articles: QuerySet[Article]) -> Iterator[Document]:
    last = 0
    while chunk := list(_loaded(articles.filter(pk__gt=last))[:_ARTICLES_AT_ONCE]):
        last = chunk[-1].pk
        settings = {row.pk: _setting(row) for row in chunk}
        for row in chunk:
            yield _of_article(row, settings[row.pk])
        yield from _of_comments(Comment.objects.filter(article__in=chunk), settings)


def _loaded(articles: QuerySet[Article]) -> QuerySet[Article]:
    rows = articles.filter(merged_into__isnull=True).order_by("pk").select_related("site")
    writers = ArticleAuthor.objects.shown().select_related("person__merged_into")
    people = Prefetch("article_authors", writers.order_by("position", "pk"))
    return rows.defer("body_html", "origins").prefetch_related("terms", people)


def _setting(row: Article) -> _Setting:
    terms = sorted({Named(term.slug, term.name) for term in row.terms.all()})
    language = row.language or row.site.language
    return _Setting(row.key, row.is_public, row.shown_title, row.site.host, tuple(terms), language)


def _of_article(row: Article, setting: _Setting) -> Document:
    links = row.article_authors.all()
    first, last = _days(row.shown_published_on, row.shown_published_precision)
    return Document(
        key=article_document_key(row.key),
        kind="article",
        article_key=row.key,
        is_public=setting.is_public,
        site=setting.site,
        title=setting.title,
        body=_joined(row.shown_standfirst, row.body_text, row.lead_image_caption),
        people=tuple(name for link in links for name in _names(link.person, "")),
        terms=setting.terms,
        language=setting.language,
        first_day=first,
        last_day=last,
        sort_at=_seconds(row.shown_published_at),
        comment_count=row.comment_count,
    )


def _of_comments(comments: QuerySet[Comment], settings: dict[int, _Setting]) -> Iterator[Document]:
    rows = comments.filter(merged_into__isnull=True, article__in=settings)
    rows = rows.order_by().select_related("person__merged_into").defer("body_html", "origins")
    for row in rows.iterator(chunk_size=_COMMENTS_AT_ONCE):
        yield _of_comment(row, settings[row.article_id])


def _of_comment(row: Comment, setting: _Setting) -> Document:
    first, last = _days(row.posted_on, row.posted_precision)
    body = _joined(row.title, row.body_text)
    is_public = row.state == CommentState.PUBLISHED and row.visibility == Visibility.PUBLIC
    return Document(
        key=comment_document_key(row.key),
        kind="comment",
        article_key=setting.key,
        is_public=is_public and setting.is_public and bool(body),
        site=setting.site,
        title=setting.title,
        body=body,
        people=_names(row.person, row.author_name),
        terms=setting.terms,
        language=setting.language,
        first_day=first,
        last_day=last,
        sort_at=_seconds(row.posted_at),
    )


def _names(person: Person | None, as_written: str) -> tuple[Named, ...]:
    """A writer under the key that counts, by the name of the row and by the name as written."""
    if person is None:
        return (Named("", as_written),) if as_written else ()
    shown = person.merged_into or person
    names = dict.fromkeys(name for name in (as_written, person.name, shown.name) if name)
    return tuple(Named(shown.key, name) for name in names)


def _days(day: date | None, precision: str) -> tuple[int | None, int | None]:
    """The first and last day that a date may mean, by how exactly the source stated it."""
    if day is None:
        return None, None
    if precision == Precision.YEAR:
        return day_number(day.replace(month=1, day=1)), day_number(day.replace(month=12, day=31))
    if precision == Precision.MONTH:
        end = monthrange(day.year, day.month)[1]
        return day_number(day.replace(day=1)), day_number(day.replace(day=end))
    return day_number(day), day_number(day)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _joined(*texts: str) -> str:
    kept = (text.replace(SEPARATOR, " ") for text in texts if text.strip())
    return SEPARATOR.join(kept)


def _batches(keys: Iterable[str], size: int) -> Iterator[list[Any]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, size)):
        yield batch
