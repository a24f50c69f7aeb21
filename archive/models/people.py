"""Names under which people wrote."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

from archive.models.sites import Site


class Person(models.Model):
    """A name under which someone wrote on one site; a name, not a human being.

    The name by which it was found stands in SourceIdentity (one per person). A merged person
    stays, and its key keeps resolving: `joined_to` is whom the keeper joined it with,
    `merged_into` where that leads in the end, so it never chains.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="people")
    key = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=500)
    profile_url = models.CharField(max_length=2000, blank=True, default="")
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="merged",
    )
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    origins: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, editable=False
    )

    class Meta:
        """People stand by name; the index serves the listing of a site's people."""

        verbose_name_plural = gettext_lazy("people")
        ordering = ("name", "key")
        indexes = (
            models.Index(fields=["site", "name"], name="person_by_site_name"),
            models.Index(fields=["name", "key"], name="person_by_name"),
            # Of those alone that are merged: SQLite would seek all others by it, and sort them.
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="person_by_merged_into",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="person_not_into_itself"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The person's page in the archive."""
        return reverse("person", args=[self.key])
