"""Collections that Afterword's own export tells of, put together again.

One that is here already, by its name or address, stays as it is: it is a keeper's word.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.intake.receipts import Line
from archive.lib.digests import short_key
from archive.lib.text import clean_characters, collapse, slugify
from archive.models import Article, Collection, CollectionEntry, Comment
from archive.models.collections import (
    MAX_DESCRIPTION_LENGTH,
    MAX_NAME_LENGTH,
    MAX_REMARK_LENGTH,
)
from archive.parsing.drafts import CollectionDraft, Problem

BATCH = 500


@transaction.atomic
def import_collection(draft: CollectionDraft, *, dry_run: bool) -> tuple[Line, list[Problem]]:
    """Stores the collection with those of its entries that are here, or leaves the one there is.

    Gives its line of the receipt, and what had to be left out. A dry run looks no entry up: what
    they name has not been stored.
    """
    name = collapse(draft.name)[:MAX_NAME_LENGTH]
    slug = slugify(draft.slug or name) or short_key("collection", name)
    if not name:
        return "left out", [Problem("a collection without a name", draft.place, "noticed")]
    if Collection.objects.filter(Q(name=name) | Q(slug=slug)).exists():
        return "unchanged", []
    if dry_run:
        return "created", []
    collection = Collection.objects.create(
        name=name,
        slug=slug,
        description=clean_characters(draft.description).strip()[:MAX_DESCRIPTION_LENGTH],
        is_public=draft.is_public,
    )
    entries = list(_entries(collection, draft))
    CollectionEntry.objects.bulk_create(entries, batch_size=BATCH)
    left_out = len(draft.entries) - len(entries)
    if not left_out:
        return "created", []
    message = f"of the collection “{name}” {left_out} entries are not in this archive, or twice"
    return "created", [Problem(message, draft.place, "repaired")]


def _entries(collection: Collection, draft: CollectionDraft) -> Iterator[CollectionEntry]:
    articles = _under_keys(Article, [one.article for one in draft.entries])
    comments = _under_keys(Comment, [one.comment for one in draft.entries])
    seen: set[tuple[int | None, int | None]] = set()
    for entry in draft.entries:
        article, comment = articles.get(entry.article), comments.get(entry.comment)
        if (article, comment) in seen or not (article or comment):
            continue
        yield CollectionEntry(
            collection=collection,
            article_id=article,
            comment_id=comment,
            position=len(seen),
            remark=clean_characters(entry.remark).strip()[:MAX_REMARK_LENGTH],
            added_at=entry.added_at or timezone.now(),
        )
        seen.add((article, comment))


def _under_keys(kind: type[Article] | type[Comment], keys: list[str]) -> dict[str, int]:
    """Row numbers by key, of those that are here."""
    wanted = [key for key in dict.fromkeys(keys) if key.isalnum()]
    found: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        rows = kind.objects.filter(key__in=wanted[start : start + BATCH])
        found |= dict(rows.order_by().values_list("key", "pk"))
    return found
