"""The marks of what the index still has to learn: made, and read as masks.

A mark is made in the transaction that changes the row, so it is seen exactly when the change is.
While a mark that narrows stands, its document is masked from all but staff: a search never shows
for a second what was just hidden.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.models import Article, Comment, StaleDocument
from archive.models.choices import IdentityOf
from archive.models.visibility import User, is_keeper
from archive.search.documents import comment_document_key
from archive.search.engines.base import Scope
from archive.search.prepared import Prepared

T = TypeVar("T")

_ROWS_AT_ONCE = 500  # SQLite binds at most some thousand values, and a depth of 1,000


def mark_stale(
    *, articles: Iterable[int] = (), comments: Iterable[int] = (), narrows: bool = False
) -> None:
    """Mark rows, by primary key, for the index to read anew; call it in the changing transaction.

    An article stands for its whole thread. `narrows`: fewer may see it now; a mark that narrows
    stays so until the index has learned. Call it before a row is deleted: marks go by key and
    outlive it. Two statements for each 500 rows.
    """
    for ids in _batches(articles):
        keys = Article.objects.filter(pk__in=ids).order_by("pk").values_list("key", flat=True)
        _mark([_mark_of(IdentityOf.ARTICLE, key, key) for key in keys], narrows=narrows)
    for ids in _batches(comments):
        rows = Comment.objects.filter(pk__in=ids).order_by("pk")
        pairs = rows.values_list("key", "article__key")
        marks = [_mark_of(IdentityOf.COMMENT, key, article) for key, article in pairs]
        _mark(marks, narrows=narrows)


def scope_for(user: User) -> Scope:
    """What a user may find now: staff everything, others what is public and not masked.

    Read it before the engine is asked: then what an engine no longer masks it has learned.
    """
    if is_keeper(user):
        return Scope(include_private=True)
    documents, articles = set(), set()
    for kind, key in _masking().all():
        if kind == IdentityOf.ARTICLE:
            articles.add(key)
        else:
            documents.add(comment_document_key(key))
    return Scope(masked_documents=frozenset(documents), masked_articles=frozenset(articles))


@cache
def _masking() -> Prepared:
    rows: QuerySet[StaleDocument] = StaleDocument.objects.filter(narrows=True).order_by()
    return Prepared(rows.values_list("kind", "key"))


def forget(marks: Iterable[StaleDocument]) -> int:
    """Delete marks that nobody renewed since they were read; the number deleted."""
    deleted = 0
    for some in _batches(marks):
        unchanged = Q()
        for mark in some:
            unchanged |= Q(pk=mark.pk, marked_at=mark.marked_at)
        deleted += StaleDocument.objects.filter(unchanged).delete()[0]
    return deleted


def _mark_of(kind: IdentityOf, key: str, article_key: str) -> StaleDocument:
    return StaleDocument(kind=kind, key=key, article_key=article_key)


def _mark(marks: list[StaleDocument], *, narrows: bool) -> None:
    now = timezone.now()
    for mark in marks:
        mark.marked_at, mark.narrows = now, narrows
    StaleDocument.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        # What once narrowed is left as it is by a mark that does not.
        update_fields=["article_key", "marked_at", *(["narrows"] if narrows else [])],
    )


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(values)
    while batch := list(islice(remaining, _ROWS_AT_ONCE)):
        yield batch
