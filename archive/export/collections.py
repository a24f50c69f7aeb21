"""Collections as objects of Afterword's own format (docs/formats.md, jsonl): one per collection."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Coalesce

from archive.models import Collection, CollectionEntry
from archive.models.visibility import User

Record = dict[str, Any]
CHUNK = 50
"""Collections fetched at a time, with all their entries."""


def collection_records(user: User) -> Iterator[Record]:
    """Every collection that the user may see, with the entries that the user may see.

    What was merged goes by the key of what it became. Two queries per 50 collections.
    """
    entries = (
        CollectionEntry.objects.visible_to(user)
        .annotate(
            article_key=Coalesce("article__merged_into__key", "article__key"),
            comment_key=Coalesce("comment__merged_into__key", "comment__key"),
        )
        .order_by("position", "pk")
    )
    found = Collection.objects.visible_to(user).order_by("slug")
    for collection in found.prefetch_related(Prefetch("entries", entries)).iterator(CHUNK):
        yield _record(collection)


def _record(collection: Collection) -> Record:
    return {
        "kind": "collection",
        "name": collection.name,
        "slug": collection.slug,
        "description": collection.description,
        "is_public": collection.is_public,
        "entries": [
            {
                "article_key": entry.article_key,
                "comment_key": entry.comment_key,
                "remark": entry.remark,
                "added_at": entry.added_at.isoformat(),
            }
            for entry in collection.entries.all()
        ],
    }
