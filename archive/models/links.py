"""Where the texts of articles and comments link to."""

from django.db import models
from django.db.models import Q

from archive.models.about import OF_ONE_THING
from archive.models.articles import Article
from archive.models.comments import Comment
from archive.models.provenance import MAX_VALUE_LENGTH


class Link(models.Model):
    """That the text of an article, or of a comment, links to an address.

    `lookup` is the address as in `Address`. It follows from the text and is written with it.
    """

    # Their unique constraints are the indexes by which they are found.
    article = models.ForeignKey(
        Article, null=True, on_delete=models.CASCADE, db_index=False, related_name="links"
    )
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.CASCADE, db_index=False, related_name="links"
    )
    lookup = models.CharField(max_length=MAX_VALUE_LENGTH + 50, db_index=True)

    class Meta:
        """One row per text and address."""

        constraints = (
            models.UniqueConstraint(
                fields=["article", "lookup"],
                condition=Q(article__isnull=False),
                name="link_once_per_article",
            ),
            models.UniqueConstraint(
                fields=["comment", "lookup"],
                condition=Q(comment__isnull=False),
                name="link_once_per_comment",
            ),
            models.CheckConstraint(condition=OF_ONE_THING, name="link_of_one_text"),
        )

    def __str__(self) -> str:
        return self.lookup


class UnreadLinks(models.Model):
    """That an article and its thread came in before links were kept, and are still to be read.

    `manage.py work` reads them and takes the row away.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"links of {self.article_id}"
