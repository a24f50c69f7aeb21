"""Where everything came from: identities, addresses, captures, earlier values."""

from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from archive.models.articles import Article
from archive.models.choices import IdentityOf
from archive.models.comments import Comment
from archive.models.people import Person
from archive.models.runs import ImportRun
from archive.models.sites import Site

MAX_VALUE_LENGTH = 500
"""Longer identities are kept by their digest: a B-tree key has its limit (PostgreSQL:
2,704 bytes)."""


def bounded(value: str) -> str:
    """The value itself, or where it is too long for an index, `sha256:` and its digest."""
    if len(value) <= MAX_VALUE_LENGTH:
        return value
    return "sha256:" + sha256(value.encode("utf-8", "replace")).hexdigest()


class SourceIdentity(models.Model):
    """One name by which a source knows an article, a comment or a person.

    `site` is the one the source named, wherever the keeper moves the row. A comment's name
    counts within its article, so its identity carries both.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="identities")
    what = models.CharField(max_length=10, choices=IdentityOf.choices)
    namespace = models.CharField(max_length=100)
    value = models.CharField(max_length=MAX_VALUE_LENGTH + 50)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="identities"
    )
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="identities"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="identities"
    )

    class Meta:
        """A name is one thing's."""

        verbose_name_plural = gettext_lazy("source identities")
        constraints = (
            models.UniqueConstraint(
                fields=["site", "what", "namespace", "value"],
                condition=~Q(what=IdentityOf.COMMENT),
                name="identity_once_per_site",
            ),
            models.UniqueConstraint(
                fields=["article", "namespace", "value"],
                condition=Q(what=IdentityOf.COMMENT),
                name="identity_once_per_thread",
            ),
            models.CheckConstraint(
                condition=Q(
                    what=IdentityOf.ARTICLE,
                    article__isnull=False,
                    comment__isnull=True,
                    person__isnull=True,
                )
                | Q(
                    what=IdentityOf.COMMENT,
                    article__isnull=False,
                    comment__isnull=False,
                    person__isnull=True,
                )
                | Q(
                    what=IdentityOf.PERSON,
                    article__isnull=True,
                    comment__isnull=True,
                    person__isnull=False,
                ),
                name="identity_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.namespace}:{self.value}"


class Address(models.Model):
    """An address at which an article, or a comment of it, was known.

    `lookup` is the normalised address without its fragment, bounded; `fragment` is without `#`.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")
    # Found by its unique constraint: by an index of its own SQLite would seek those of no comment.
    comment = models.ForeignKey(
        Comment,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="addresses",
    )
    url = models.CharField(max_length=2000)
    lookup = models.CharField(max_length=MAX_VALUE_LENGTH + 50, db_index=True)
    fragment = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """One row per thing and address."""

        verbose_name_plural = gettext_lazy("addresses")
        constraints = (
            models.UniqueConstraint(
                fields=["article", "lookup", "fragment"],
                condition=Q(comment__isnull=True),
                name="address_once_per_article",
            ),
            models.UniqueConstraint(
                fields=["comment", "lookup", "fragment"],
                condition=Q(comment__isnull=False),
                name="address_once_per_comment",
            ),
        )

    def __str__(self) -> str:
        return self.url


class Capture(models.Model):
    """The bytes as obtained. `stored_as` is the name in the captures storage, empty where only the
    digest is known (jsonl).

    `thread_namespace` is the system whose comments the capture shows; `thread_is_complete`
    whether it shows them all. `captured_at` is null where nobody recorded it.
    """

    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="captures"
    )
    run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="captures"
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=200, blank=True, default="")
    size_bytes = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True, default="")
    url = models.CharField(max_length=2000, blank=True, default="")
    captured_at = models.DateTimeField(null=True, blank=True)
    thread_namespace = models.CharField(max_length=100, blank=True, default="")
    thread_is_complete = models.BooleanField(default=False)

    class Meta:
        """Latest last, unknown times first."""

        ordering = (models.F("captured_at").asc(nulls_first=True), "sha256")

    def __str__(self) -> str:
        return f"{self.sha256[:12]} of {self.url or 'an unknown address'}"


class KnownRecord(models.Model):
    """That a record of an input came in, as its parser gave it, and what it says the next time.

    `mark` is a keyed digest of the record and of the program that read it; `text_digest` that of
    the article's text; the counts are those of its comments.
    """

    mark = models.CharField(max_length=32, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="known_records")
    text_digest = models.CharField(max_length=64)
    unchanged_count = models.PositiveIntegerField(default=0)
    duplicate_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.mark


class Revision(models.Model):
    """Another value that a field of an article or comment once had, and where it came from.

    `value` is the field's value as JSON; `rank`, `modified_at` and `captured_at` are the best
    that was ever said for it. No value stands both here and in its row.
    """

    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="revisions"
    )
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="revisions"
    )
    field = models.CharField(max_length=40)
    value: models.JSONField[Any, Any] = models.JSONField()
    value_digest = models.CharField(max_length=64)
    rank = models.CharField(max_length=10)
    modified_at = models.DateTimeField(null=True, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    capture = models.ForeignKey(
        Capture, null=True, blank=True, on_delete=models.SET_NULL, related_name="revisions"
    )

    class Meta:
        """One row per thing, field and value."""

        constraints = (
            models.UniqueConstraint(
                fields=["article", "field", "value_digest"],
                condition=Q(article__isnull=False),
                name="revision_once_per_article",
            ),
            models.UniqueConstraint(
                fields=["comment", "field", "value_digest"],
                condition=Q(comment__isnull=False),
                name="revision_once_per_comment",
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False, comment__isnull=True)
                | Q(article__isnull=True, comment__isnull=False),
                name="revision_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} of {self.article_id or self.comment_id}"
