"""Saved searches: kept and taken away, each with its line in the log."""

from django.contrib.auth.models import User
from django.db import transaction

from archive.curation.logbook import ADDITION, DELETION, log
from archive.models import SavedSearch


@transaction.atomic
def save_search(user: User, name: str, question: str, sort: str = "") -> SavedSearch:
    """Keeps the question under a name; one that is kept in this order comes to bear the name."""
    saved = SavedSearch.objects.filter(question=question, sort=sort).first()
    if saved is None:
        saved = SavedSearch(question=question, sort=sort, saved_by=user)
    is_new, saved.name = saved.pk is None, name
    saved.save()
    log(user, saved, ADDITION, "Saved the search." if is_new else "Named the saved search anew.")
    return saved


@transaction.atomic
def remove_search(user: User, saved: SavedSearch) -> None:
    """Forgets the saved search."""
    log(user, saved, DELETION, f"Removed the saved search: {saved.question}")
    saved.delete()
