"""What the keeper does to the archive: one verb each, in one transaction, with all that follows."""

from collections.abc import Sequence

from django.db import transaction

from archive.intake.arranging import COUNTS, count
from archive.models import Article, Comment
from archive.models.choices import Visibility
from archive.search.stale import mark_stale


@transaction.atomic
def keep_article(article: Article, changed: Sequence[str]) -> None:
    """Stores the keeper's columns named in `changed`, and has the index learn of them.

    The mark stands for the article and its whole thread: both carry its title and visibility.
    """
    if not changed:
        return
    article.save(update_fields=list(changed))
    narrows = article.visibility != Visibility.PUBLIC
    mark_stale(articles=[article.pk], narrows=narrows)


@transaction.atomic
def keep_comment(comment: Comment, changed: Sequence[str]) -> None:
    """Stores who may see a comment, counts its thread anew, and has the index learn of it."""
    if not changed:
        return
    article = Article.objects.select_for_update().get(pk=comment.article_id)
    comment.save(update_fields=list(changed))
    recount(article)
    narrows = comment.visibility != Visibility.PUBLIC
    # The article's own document carries the count.
    mark_stale(articles=[article.pk])
    mark_stale(comments=[comment.pk], narrows=narrows)


def recount(article: Article) -> None:
    """Counts an article's thread anew, by intake's own rule. Cost: one query over its comments."""
    rows = article.comments.filter(merged_into__isnull=True)
    count(article, list(rows.only("state", "visibility", "position", "depth", "posted_at")))
    article.save(update_fields=COUNTS)
