"""What django-haystack indexes: rows that no database ever holds."""

from django.db import models


class Page(models.Model):
    """An article or a comment of the benchmark."""

    key = models.TextField(primary_key=True)
    article_key = models.TextField()
    kind = models.TextField()
    site = models.TextField()
    person = models.TextField()
    language = models.TextField()
    year = models.IntegerField()
    posted_at = models.IntegerField()
    day = models.IntegerField()
    comment_count = models.IntegerField()
    tags = models.JSONField()
    text = models.TextField()

    class Meta:
        """One app of a site that is nothing else."""

        app_label = "haystack_site"

    def __str__(self) -> str:
        """The key."""
        return self.key
