"""Categories and tags."""

from django.db import models
from django.urls import reverse

from archive.models.choices import TermKind


class Term(models.Model):
    """A category or tag; terms of several sites with one slug are one term."""

    slug = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        """Terms stand by name."""

        ordering = ("name", "slug")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The tag's page in the archive."""
        return reverse("tag", args=[self.slug])


class ArticleTerm(models.Model):
    """That an article carries a term, said by its source or by the keeper."""

    article = models.ForeignKey(
        "archive.Article", on_delete=models.CASCADE, related_name="article_terms"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="article_terms")
    kind = models.CharField(max_length=10, choices=TermKind.choices, default=TermKind.TAG)
    is_keepers = models.BooleanField(default=False)

    class Meta:
        """One row per article, term, kind and speaker."""

        constraints = (
            models.UniqueConstraint(
                fields=["article", "term", "kind", "is_keepers"], name="article_term_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.term_id} on {self.article_id}"
