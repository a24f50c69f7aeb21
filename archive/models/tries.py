"""How often somebody lately tried to come in."""

from django.db import models
from django.utils.translation import gettext_lazy


class SignInTries(models.Model):
    """The tries at one door since a moment; rows older than the throttle's window count nothing.

    `door` is an HMAC of who is named and from which network, or of the network alone: neither a
    name nor an address is kept.
    """

    door = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(db_index=True)

    class Meta:
        """Oldest first."""

        verbose_name_plural = gettext_lazy("sign-in tries")
        ordering = ("since", "id")

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%Y-%m-%d %H:%M}"
