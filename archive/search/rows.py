"""Rows to documents: the one place that says what of the store can be found, and by whom.

Every article and comment that is not merged into another has one document. A document is public
where everyone may see the row, and words or a picture in it; staff find the rest as well.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce

from archive.lib.addresses import normalise
from archive.lib.contents import Contents, contents_of
from archive.models import Address, Article, ArticleAuthor, Comment, Person
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

# What a comment answers, as a thread shows it: the keeper's word first, joined ones as one.
_PARENT_KEY = Case(
    When(
        Q(keeper_parent__isnull=True) | Q(keeper_parent__article=F("article")),
        keeper_parent_is_set=True,
        then=Coalesce(F("keeper_parent__merged_into__key"), F("keeper_parent__key")),
    ),
    default=Coalesce(F("parent__merged_into__key"), F("parent__key")),
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the comments of an article are found by, beside their own words."""

    key: str
    is_public: bool
    title: str
    site: str
    people: tuple[Named, ...]
    terms: tuple[Named, ...]
    language: str


def all_documents() -> Iterator[Document]:
    """The documents of the whole store, each article followed by its thread.

    Memory is bounded; six queries for each hundred articles, and one for each 2,000 comments.
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
        articles = _loaded(Article.objects.filter(pk__in=ids)).defer("body_html", "body_text")
        settings = {row.pk: _setting(row) for row in articles}
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
    # Addresses of comments are left out: some would tell of comments that not everyone may see.
    known_at = Prefetch("addresses", Address.objects.filter(comment__isnull=True))
    merged = Prefetch("merged", Article.objects.only("key", "merged_into"))
    return rows.defer("origins").prefetch_related("terms", people, known_at, merged)


def _setting(row: Article) -> _Setting:
    links = row.article_authors.all()
    return _Setting(
        key=row.key,
        is_public=row.is_public,
        title=row.shown_title,
        site=row.site.host,
        people=tuple(name for link in links for name in _names(link.person, "")),
        terms=tuple(sorted({Named(term.slug, term.name) for term in row.terms.all()})),
        language=row.language or row.site.language,
    )


def _of_article(row: Article, setting: _Setting) -> Document:
    contents = contents_of(row.body_html, row.body_text)
    first, last = _days(row.shown_published_on, row.shown_published_precision)
    return Document(
        key=article_document_key(row.key),
        kind="article",
        article_key=row.key,
        is_public=setting.is_public,
        site=setting.site,
        title=setting.title,
        body=_joined(row.shown_standfirst, row.body_text, row.lead_image_caption),
        people=setting.people,
        article_people=setting.people,
        terms=setting.terms,
        language=setting.language,
        first_day=first,
        last_day=last,
        sort_at=_seconds(row.shown_published_at),
        comment_count=row.comment_count,
        kept_count=row.kept_count,
        declared_count=row.declared_comment_count,
        quoted=contents.quoted,
        own=_own(contents, row.shown_standfirst, row.lead_image_caption),
        source_kind=row.kind,
        states=_states(row),
        addresses=_addresses(row),
        link_hosts=contents.link_hosts,
        has_image=contents.has_image or bool(row.lead_image_url),
    )


def _of_comments(comments: QuerySet[Comment], settings: dict[int, _Setting]) -> Iterator[Document]:
    rows = comments.filter(merged_into__isnull=True, article__in=settings)
    rows = rows.order_by().select_related("person__merged_into").defer("origins")
    rows = rows.annotate(parent_key=_PARENT_KEY)
    for row in rows.iterator(chunk_size=_COMMENTS_AT_ONCE):
        yield _of_comment(row, settings[row.article_id])


def _of_comment(row: Comment, setting: _Setting) -> Document:
    contents = contents_of(row.body_html, row.body_text)
    first, last = _days(row.posted_on, row.posted_precision)
    parent: str | None = getattr(row, "parent_key", None)
    body = _joined(row.title, row.body_text)
    is_public = row.state == CommentState.PUBLISHED and row.visibility == Visibility.PUBLIC
    return Document(
        key=comment_document_key(row.key),
        kind="comment",
        article_key=setting.key,
        is_public=is_public and setting.is_public and (bool(body) or contents.has_image),
        site=setting.site,
        title=setting.title,
        body=body,
        people=_names(row.person, row.author_name),
        article_people=setting.people,
        terms=setting.terms,
        language=setting.language,
        first_day=first,
        last_day=last,
        sort_at=_seconds(row.posted_at),
        quoted=contents.quoted,
        own=_own(contents, row.title),
        source_kind=row.kind,
        states=_states(row),
        parent=comment_document_key(parent) if parent else "",
        link_hosts=contents.link_hosts,
        has_image=contents.has_image,
    )


def _own(contents: Contents, *beside: str) -> str:
    """What the writer says where something is quoted: the rest of the body, and what is beside."""
    return _joined(*beside, contents.own) if contents.quoted else ""


def _states(row: Article | Comment) -> tuple[str, ...]:
    is_shut = row.visibility != Visibility.PUBLIC
    return tuple(dict.fromkeys([row.state, *([row.visibility] if is_shut else [])]))


def _addresses(row: Article) -> tuple[str, ...]:
    written = (row.source_url, row.canonical_url, *(one.url for one in row.addresses.all()))
    known = {normalise(url) for url in written} - {""}
    return tuple(sorted(known | {one.key for one in row.merged.all()}))


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
