"""How much was said when, article by article."""

from django.db import models

from archive.models.articles import Article


class ThreadMonth(models.Model):
    """How many comments of an article's thread were posted in a month, by their source's calendar.

    `month` is its first day. `kept_count` and `comment_count` as in Article, and written with
    them: whoever asks how much was said when adds up these rows, and reads no comment.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, db_index=False, related_name="thread_months"
    )
    month = models.DateField()
    kept_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)

    class Meta:
        """One row per article and month, found by the index of that."""

        constraints = (
            models.UniqueConstraint(fields=["article", "month"], name="thread_month_once"),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} of {self.article_id}"
