"""What the keeper asked to be done to many rows at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from archive.models.choices import BulkState


class BulkAction(models.Model):
    """One verb of the keeper's, and the rows it is for, in the order in which they are done.

    `model` is article, comment or person, `verb` a name of `curation.bulk.VERBS`, `argument` what
    the verb asks for. `done_count` says how many of `row_ids` were passed; who runs it says at
    `seen_alive_at` that it still does.
    """

    model = models.CharField(max_length=10)
    verb = models.CharField(max_length=20)
    argument = models.TextField(blank=True, default="")
    row_ids: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    problems: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=BulkState.choices, default=BulkState.ASKED, db_index=True
    )
    stop_is_asked = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    asked_at = models.DateTimeField(auto_now_add=True)
    seen_alive_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Latest first."""

        verbose_name = gettext_lazy("action on many rows")
        verbose_name_plural = gettext_lazy("actions on many rows")

        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.verb.replace('_', ' ')} {self.row_count} of {self.model}"
