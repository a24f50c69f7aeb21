"""What the keeper does to the archive: one verb each, in one transaction, with all that follows."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from archive.models import Article, Comment, StaleDocument
from archive.models.choices import CommentState, IdentityOf, Visibility
from archive.models.visibility import PUBLIC_COMMENT_ROW


@transaction.atomic
def keep_article(article: Article, changed: Sequence[str]) -> None:
    """Stores the keeper's columns named in `changed`, and has the index learn of them.

    The mark stands for the article and its whole thread: both carry its title and visibility.
    """
    if not changed:
        return
    article.save(update_fields=list(changed))
    narrows = article.visibility != Visibility.PUBLIC
    mark_stale(IdentityOf.ARTICLE, article.key, article.key, narrows=narrows)


@transaction.atomic
def keep_comment(comment: Comment, changed: Sequence[str]) -> None:
    """Stores who may see a comment, counts its thread anew, and has the index learn of it."""
    if not changed:
        return
    article = Article.objects.select_for_update().get(pk=comment.article_id)
    comment.save(update_fields=list(changed))
    recount(article)
    narrows = comment.visibility != Visibility.PUBLIC
    mark_stale(IdentityOf.COMMENT, comment.key, article.key, narrows=narrows)


def recount(article: Article) -> None:
    """Writes the counts of an article's thread; to be called where the thread was changed.

    `kept_count` counts published rows whatever their visibility, `comment_count` those that
    everyone may see: DESIGN section 3, "Counts".
    """
    kept = article.comments.filter(state=CommentState.PUBLISHED, merged_into__isnull=True)
    public = article.comments.filter(PUBLIC_COMMENT_ROW)
    article.kept_count = kept.count()
    article.comment_count = public.count()
    article.last_comment_at = public.aggregate(last=Max("posted_at"))["last"]
    article.save(update_fields=["kept_count", "comment_count", "last_comment_at"])


def mark_stale(what: IdentityOf, key: str, article_key: str, *, narrows: bool) -> None:
    """Marks a document for the worker; one already marked as narrowing stays so."""
    mark, is_new = StaleDocument.objects.get_or_create(
        kind=what,
        key=key,
        defaults={"article_key": article_key, "marked_at": timezone.now(), "narrows": narrows},
    )
    if not is_new:
        mark.marked_at = timezone.now()
        mark.narrows = mark.narrows or narrows
        mark.save(update_fields=["marked_at", "narrows"])
