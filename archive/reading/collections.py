"""Collections and what stands in them, as the user may see it.

An entry whose article or comment the user may not see is left out, and counts nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from archive.models import Article, Collection, CollectionEntry, Comment
from archive.models.about import AboutQuerySet
from archive.models.collections import CollectionQuerySet
from archive.models.visibility import User
from archive.reading.listings import as_rows, bylines
from archive.templatetags.archive_states import marks_of

MOST_ON_FRONT = 8


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """A collection of a list, and how many of its entries the user may see."""

    collection: Collection
    count: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry with its article, and its comment where it is one of a comment."""

    entry: CollectionEntry
    article: Article
    comment: Comment | None = None

    @property
    def row(self) -> Article | Comment:
        """What was collected."""
        return self.comment or self.article

    @property
    def marks(self) -> str:
        """What only keepers see: why others do not see the entry."""
        return marks_of(self.article, *([self.comment] if self.comment else []))


def collections_for(user: User) -> CollectionQuerySet:
    """Collections that the user may see, by name."""
    found: CollectionQuerySet = Collection.objects.visible_to(user).order_by("name", "slug")
    return found


def with_counts(user: User, collections: Sequence[Collection]) -> list[CollectionRow]:
    """The collections with their counts, in the same order. One query, however many."""
    entries = CollectionEntry.objects.visible_to(user).filter(collection__in=collections)
    counted = entries.order_by().values_list("collection").annotate(n=Count("pk"))
    counts = dict(counted)
    return [CollectionRow(one, counts.get(one.pk, 0)) for one in collections]


def some_for(user: User) -> list[CollectionRow]:
    """The first collections, for the front page. Two queries, one where there is none."""
    found = list(collections_for(user)[:MOST_ON_FRONT])
    return with_counts(user, found) if found else []


def entries_of(user: User, collection: Collection) -> AboutQuerySet:
    """The entries of a collection that the user may see, in the keeper's order."""
    entries: AboutQuerySet = (
        CollectionEntry.objects.visible_to(user)
        .filter(collection=collection)
        .with_places()
        .order_by("position", "pk")
    )
    return entries


def shown_entries(user: User, entries: Sequence[CollectionEntry]) -> list[EntryRow]:
    """The entries with what they show, in the same order. Four queries, however many.

    `entries` are from `entries_of`.
    """
    articles, comments = _articles(user, entries), _comments(user, entries)
    rows = []
    for entry in entries:
        comment = comments.get(entry.comment_at or 0)
        article = comment.article if comment else articles.get(entry.article_at or 0)
        if article is not None:
            rows.append(EntryRow(entry, article, comment))
    return rows


def latest_added(user: User, collection: Collection, limit: int) -> list[Article | Comment]:
    """What was added last, whole, the latest first, for the collection's feed. Six queries."""
    latest = list(entries_of(user, collection).order_by("-added_at", "-pk")[:limit])
    articles = (
        Article.objects.visible_to(user)
        .filter(pk__in=[one.article_at for one in latest if one.article_at])
        .select_related("site")
        .prefetch_related(bylines(), "terms")
        .defer("origins")
        .in_bulk()
    )
    comments = _comments(user, latest)
    found = [
        comments.get(one.comment_at or 0) or articles.get(one.article_at or 0) for one in latest
    ]
    return [row for row in found if row is not None]


def _articles(user: User, entries: Sequence[CollectionEntry]) -> dict[int, Article]:
    pks = [one.article_at for one in entries if one.article_at]
    return as_rows(Article.objects.visible_to(user).filter(pk__in=pks), user).in_bulk()


def _comments(user: User, entries: Sequence[CollectionEntry]) -> dict[int, Comment]:
    pks = [one.comment_at for one in entries if one.comment_at]
    comments = Comment.objects.visible_to(user).filter(pk__in=pks)
    return (
        comments.select_related("article__site")
        .defer("article__body_html", "article__body_text", "article__origins", "origins")
        .in_bulk()
    )
