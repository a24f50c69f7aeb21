"""What the search index still has to learn."""

from django.db import models
from django.utils.translation import gettext_lazy

from archive.models.choices import IdentityOf


class StaleDocument(models.Model):
    """A mark that a document of the index no longer says what the store says.

    A mark of kind `article` stands for the article and its whole thread. `narrows`: fewer people
    may see it now, so it is masked from answers until the index has learned. Marks go by key and
    outlive the row.
    """

    kind = models.CharField(
        max_length=10,
        choices=[
            (IdentityOf.ARTICLE.value, gettext_lazy("article")),
            (IdentityOf.COMMENT.value, gettext_lazy("comment")),
        ],
    )
    key = models.CharField(max_length=20)
    article_key = models.CharField(max_length=20)
    marked_at = models.DateTimeField()
    narrows = models.BooleanField(default=False)

    class Meta:
        """One mark per document."""

        ordering = ("marked_at", "id")
        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="stale_once"),)
        indexes = (models.Index(fields=["narrows"], name="stale_by_narrows"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
