"""Import runs: what came in, when, and the account of every record."""

from typing import Any

from django.conf import settings
from django.db import models

from archive.models.choices import RunState, Severity


class ImportRun(models.Model):
    """One run over one input. `receipt` counts every record in exactly one line."""

    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    input_name = models.TextField()
    format = models.CharField(max_length=40, blank=True, default="")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    receipt: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        """Latest first."""

        ordering = ("-started_at", "-id")

    def __str__(self) -> str:
        return f"run {self.pk} of {self.input_name}"


class ImportProblem(models.Model):
    """What went wrong in a run, and where in the input."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    severity = models.CharField(max_length=10, choices=Severity.choices)
    input_name = models.TextField(blank=True, default="")
    place = models.TextField(blank=True, default="")
    message = models.TextField()

    class Meta:
        """In the order of the input."""

        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.severity}: {self.message}"
