"""Collections: made, filled, put in order and taken away, each act with its line in the log."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext

from archive.curation.logbook import ADDITION, CHANGE, DELETION, log, named
from archive.lib.digests import short_key
from archive.lib.text import collapse, slugify
from archive.models import Article, Collection, CollectionEntry, Comment


class AlreadyThereError(ValueError):
    """What was to be added stands in the collection; the message says so to a reader."""


@transaction.atomic
def make_collection(
    user: User, name: str, *, description: str = "", is_public: bool = False
) -> Collection:
    """A new, empty collection at an address made of its name."""
    name = collapse(name)
    collection = Collection.objects.create(
        name=name,
        slug=free_slug(name),
        description=description.strip(),
        is_public=is_public,
        made_by=user,
    )
    log(user, collection, ADDITION, "Made the collection.")
    return collection


def free_slug(name: str) -> str:
    """The name as a piece of an address that no collection has; numbered where one has it."""
    first = slugify(name) or short_key("collection", name)
    slug, number = first, 1
    while Collection.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{first}-{number}"
    return slug


@transaction.atomic
def describe_collection(
    user: User, collection: Collection, name: str, description: str, *, is_public: bool
) -> None:
    """Gives the collection a name and a description, and says who sees it; its address stays."""
    before = collection.name, collection.description, collection.is_public
    collection.name, collection.description = collapse(name), description.strip()
    collection.is_public = is_public
    if (collection.name, collection.description, collection.is_public) != before:
        collection.save()
        shown = "public" if is_public else "kept to staff"
        log(user, collection, CHANGE, f"Described the collection; it is {shown}.")


@transaction.atomic
def remove_collection(user: User, collection: Collection) -> None:
    """Takes the collection and its remarks away for good; what stood in it stays."""
    count = collection.entries.count()
    log(user, collection, DELETION, f"Removed the collection, which had {count} entries.")
    collection.delete()


@transaction.atomic
def add_to_collection(
    user: User, collection: Collection, row: Article | Comment, remark: str = ""
) -> CollectionEntry:
    """A new entry at the collection's end.

    Raises:
        AlreadyThereError: The article or comment, or one merged into it, stands there already.
    """
    locked = _locked(collection)
    if locked.entries.all().at(row).exists():
        told = gettext("This comment already stands in “%(name)s”.")
        if isinstance(row, Article):
            told = gettext("This article already stands in “%(name)s”.")
        raise AlreadyThereError(told % {"name": locked.name})
    last = locked.entries.aggregate(last=Max("position"))["last"]
    about = {"article": row} if isinstance(row, Article) else {"comment": row}
    entry = CollectionEntry.objects.create(
        collection=locked,
        position=0 if last is None else last + 1,
        remark=remark.strip(),
        **about,
    )
    log(user, locked, CHANGE, f"Added {named(row)}.")
    return entry


@transaction.atomic
def move_entry(user: User, entry: CollectionEntry, to: int) -> None:
    """Puts the entry at a place, counted from 0; past either end means that end.

    Cost: two queries over the collection, and a write for every entry that changes its place.
    """
    collection = _locked(entry.collection)
    entries = list(collection.entries.order_by("position", "id"))
    moved = next(one for one in entries if one.pk == entry.pk)
    entries.remove(moved)
    entries.insert(max(0, min(to, len(entries))), moved)
    changed = [one for place, one in enumerate(entries) if one.position != place]
    for place, one in enumerate(entries):
        one.position = place
    CollectionEntry.objects.bulk_update(changed, ["position"], batch_size=500)
    entry.position = moved.position
    if moved in changed:
        log(user, collection, CHANGE, f"Moved {named(entry.place)} to place {to + 1}.")


def place_of(entry: CollectionEntry) -> int:
    """How many entries stand before it."""
    higher = Q(position__lt=entry.position) | Q(position=entry.position, pk__lt=entry.pk)
    return entry.collection.entries.filter(higher).count()


@transaction.atomic
def remark_on_entry(user: User, entry: CollectionEntry, remark: str) -> None:
    """Lets the entry carry this remark."""
    if entry.remark != remark.strip():
        entry.remark = remark.strip()
        entry.save(update_fields=["remark"])
        log(user, entry.collection, CHANGE, f"Remarked on {named(entry.place)}.")


@transaction.atomic
def remove_entry(user: User, entry: CollectionEntry) -> None:
    """Takes the entry out of its collection; the log keeps its remark."""
    remark = f": {entry.remark}" if entry.remark else "."
    log(user, entry.collection, CHANGE, f"Took out {named(entry.place)}{remark}")
    entry.delete()


def _locked(collection: Collection) -> Collection:
    """The collection, which no other writer changes until this transaction ends."""
    locked: Collection = Collection.objects.select_for_update().get(pk=collection.pk)
    return locked
