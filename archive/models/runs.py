"""Import runs: what came in, when, and the account of every record."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from archive.models.choices import RunState, Severity

UNDER_WAY = [RunState.WAITING, RunState.RUNNING, RunState.PAUSED]
"""The states of runs whose end is still to come."""

MAX_KIND_LENGTH = 200


class ImportRun(models.Model):
    """One run over one input. `receipt` counts every record in exactly one line.

    While somebody works on a run they hold a lease and renew it with a heartbeat; past
    `lease_until` the worker counts as dead. Counts named `…_done` are as of the last heartbeat,
    and of this worker, who is at it since `working_since`. `inputs` are the paths that a command
    was given, by which it can be resumed.
    """

    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    input_name = models.TextField()
    inputs: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    format = models.CharField(max_length=40, blank=True, default="")
    # Of runs over uploads alone: the folder's name beneath uploads/, and what was chosen for it.
    upload = models.CharField(max_length=40, blank=True, default="")
    chosen_format = models.CharField(max_length=40, blank=True, default="")
    site_host = models.CharField(max_length=255, blank=True, default="")
    is_dry_run = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    receipt: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    failure = models.TextField(blank=True, default="")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )

    worker = models.CharField(max_length=120, blank=True, default="")
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    working_since = models.DateTimeField(null=True, blank=True)
    takeover_count = models.PositiveSmallIntegerField(default=0)
    is_pause_asked = models.BooleanField(default=False)
    is_cancel_asked = models.BooleanField(default=False)

    files_total = models.PositiveIntegerField(null=True, blank=True)
    files_done = models.PositiveIntegerField(default=0)
    articles_done = models.PositiveIntegerField(default=0)
    comments_done = models.PositiveIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(null=True, blank=True)
    bytes_done = models.PositiveBigIntegerField(default=0)

    class Meta:
        """Latest first."""

        ordering = ("-started_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["upload"],
                condition=Q(state__in=UNDER_WAY) & ~Q(upload=""),
                name="upload_runs_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"run {self.pk} of {self.input_name}"

    def get_absolute_url(self) -> str:
        """The run's progress, and afterwards its receipt."""
        return reverse("import-run", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        """Whether its end is still to come: it waits for a worker, has one, or is paused."""
        return self.state in UNDER_WAY


class ImportProblem(models.Model):
    """What went wrong in a run, and where in the input.

    `kind` is the message without what varies, by which problems stand together.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    severity = models.CharField(max_length=10, choices=Severity.choices)
    input_name = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="")
    message = models.TextField()
    kind = models.CharField(max_length=MAX_KIND_LENGTH, blank=True, default="")

    class Meta:
        """In the order of the input."""

        ordering = ("id",)
        indexes = (models.Index(fields=["run", "severity", "kind"], name="problems_by_kind"),)

    def __str__(self) -> str:
        return f"{self.severity}: {self.message}"
