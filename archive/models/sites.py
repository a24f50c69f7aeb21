"""Publications that articles came from."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext

UNKNOWN_HOST = "unknown.invalid"
"""The host of what names none; `.invalid` can never be anybody's (RFC 2606)."""


class Site(models.Model):
    """A publication, known by its host name without `www.`."""

    host = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=300, blank=True, default="")
    home_url = models.CharField(max_length=2000, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    origins: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, editable=False
    )

    class Meta:
        """Sites stand by host."""

        ordering = ("host",)

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        """The site's page in the archive."""
        return reverse("site", args=[self.host])

    @property
    def shown_name(self) -> str:
        """The name a reader sees: never empty."""
        return shown_name(self.host, self.name)


def shown_name(host: str, name: str) -> str:
    """The name of a site that a reader sees: never empty."""
    return gettext("unknown site") if host == UNKNOWN_HOST else name or host
