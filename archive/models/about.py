"""What the keeper adds to one article or one comment, and whom it is shown to.

A row keeps the article or comment that it was added to, whatever becomes of that: where it was
merged into another, what was added is found at the other as long as the merge holds.
"""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from archive.models.articles import Article
from archive.models.choices import ArticleState, CommentState, Visibility
from archive.models.comments import Comment
from archive.models.visibility import User, is_keeper


def _public(at: str, state: str) -> Q:
    row = {"state": state, "visibility": Visibility.PUBLIC, "merged_into__isnull": True}
    return Q(**{f"{at}__{name}": value for name, value in row.items()})


def _public_comment(at: str) -> Q:
    return _public(at, CommentState.PUBLISHED) & _public(f"{at}__article", ArticleState.PUBLISHED)


ABOUT_PUBLIC = (
    _public("article", ArticleState.PUBLISHED)
    | _public("article__merged_into", ArticleState.PUBLISHED)
    | _public_comment("comment")
    | _public_comment("comment__merged_into")
)
"""What `visible_to` asks of articles and comments, asked of the one that a row stands at."""

OF_ONE_THING = Q(article__isnull=False, comment__isnull=True) | Q(
    article__isnull=True, comment__isnull=False
)


class AboutQuerySet(models.QuerySet[Any]):
    """What was added to articles and comments, with the rule of visibility."""

    def visible_to(self, user: User) -> Self:
        """What stands at an article or comment that the user may see."""
        return self if is_keeper(user) else self.filter(ABOUT_PUBLIC)

    def at_thread_of(self, article: Article) -> Self:
        """What stands at the article or at a comment of its thread, merged ones included.

        Cost: one look-up a comment of the thread.
        """
        articles = Article.objects.filter(Q(pk=article.pk) | Q(merged_into=article)).order_by()
        comments = Comment.objects.filter(article=article).order_by()
        return self.filter(
            Q(article__in=articles.values("pk"))
            | Q(comment__in=comments.values("pk"))
            | Q(comment__in=comments.filter(merged__isnull=False).values("merged"))
        )

    def at(self, row: Article | Comment) -> Self:
        """What stands at this article or comment, or at one that was merged into it."""
        if isinstance(row, Article):
            return self.filter(Q(article=row) | Q(article__merged_into=row))
        return self.filter(Q(comment=row) | Q(comment__merged_into=row))

    def with_places(self) -> Self:
        """Adds `article_at` and `comment_at`: the row number of what each stands at, or None."""
        return self.annotate(
            article_at=Coalesce(F("article__merged_into_id"), F("article_id")),
            comment_at=Coalesce(F("comment__merged_into_id"), F("comment_id")),
        )


class About(models.Model):
    """Something added to one article or one comment.

    `article_at` and `comment_at` are there where `with_places` asked for them.
    """

    article_at: int | None
    comment_at: int | None

    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE)
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.CASCADE)

    class Meta:
        """No table of its own."""

        abstract = True

    @property
    def place(self) -> Article | Comment:
        """The article or comment that this stands at. Cost: up to two queries."""
        row = self.article or self.comment
        if row is None:
            raise ValueError(f"{self!r} was added to nothing: the store refuses such rows")
        return row.merged_into or row
