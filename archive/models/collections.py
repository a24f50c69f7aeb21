"""Collections: articles and comments that the keeper put together, in an order of the keeper's."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from archive.models.about import OF_ONE_THING, About, AboutQuerySet
from archive.models.visibility import User, is_keeper

MAX_NAME_LENGTH = 200
MAX_DESCRIPTION_LENGTH = 5_000
MAX_REMARK_LENGTH = 2_000


class CollectionQuerySet(models.QuerySet[Any]):
    """Collections, with the rule of visibility."""

    def visible_to(self, user: User) -> Self:
        """Public collections with an entry that the user may see; for keepers all."""
        if is_keeper(user):
            return self.all()
        entries = CollectionEntry.objects.visible_to(user).filter(collection=OuterRef("pk"))
        return self.filter(Exists(entries), is_public=True)


class Collection(models.Model):
    """A named, ordered list of articles and comments.

    `slug` is made of the first name, holds letters of any script, digits and hyphens, and stays
    when the name changes: it is the address.
    """

    name = models.CharField(max_length=MAX_NAME_LENGTH, unique=True)
    slug = models.CharField(max_length=120, unique=True, editable=False)
    description = models.TextField(blank=True, default="", max_length=MAX_DESCRIPTION_LENGTH)
    is_public = models.BooleanField(
        gettext_lazy("public"),
        default=False,
        help_text=gettext_lazy("Shown to everyone, with what everyone may read of it."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, editable=False
    )
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        """Collections stand by name."""

        ordering = ("name", "slug")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The collection's page in the archive."""
        return reverse("collection", args=[self.slug])


class CollectionEntry(About):
    """An article or comment in a collection; `position` ranks the entries, from 0."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField(default=0)
    remark = models.TextField(blank=True, default="", max_length=MAX_REMARK_LENGTH)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AboutQuerySet.as_manager()

    class Meta:
        """In the keeper's order."""

        verbose_name_plural = gettext_lazy("collection entries")
        ordering = ("position", "id")
        indexes = (models.Index(fields=["collection", "position"], name="entry_by_position"),)
        constraints = (
            models.CheckConstraint(condition=OF_ONE_THING, name="entry_of_one_thing"),
            models.UniqueConstraint(
                fields=["collection", "article"], name="article_once_per_collection"
            ),
            models.UniqueConstraint(
                fields=["collection", "comment"], name="comment_once_per_collection"
            ),
        )

    def __str__(self) -> str:
        return f"place {self.position + 1}"
