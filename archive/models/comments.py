"""Comments: what was said about an article."""

from typing import Any

from django.db import models
from django.urls import reverse

from archive.models.articles import Article
from archive.models.choices import CommentState, Precision, Visibility
from archive.models.people import Person
from archive.models.visibility import CommentQuerySet


class Comment(models.Model):
    """One reply in an article's thread.

    `position` ranks all comments of the article in display order, from 0; `depth` counts the
    levels above, 0 at the top; both follow from the effective parents and are written with the
    thread. `parent` is the source's, `keeper_parent` the keeper's where `keeper_parent_is_set`
    (null then means: moved to the top). Where sources told of a circle, the row at its top keeps
    its parent and stands above it. `is_placeholder` marks a deletion that the source page itself
    showed, `by_article_author` what it marked as the article's author's. `text_digest` is over
    the folded text, for matching. `first_seen_at` and `last_seen_at` are the times of the first
    and the last capture that showed it, null where no capture did or none says when it was made.
    `source_article` is set where the keeper joined articles: the one beneath which its source has
    it, while `article` is the one beneath which it stands. `joined_to`, `is_keepers_join` and
    `merged_into` as in Article; the keeper's join of articles joins comments that both have.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    key = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=40, default="comment")
    state = models.CharField(
        max_length=10, choices=CommentState.choices, default=CommentState.PUBLISHED
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    is_placeholder = models.BooleanField(default=False)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies"
    )
    keeper_parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="keeper_replies"
    )
    keeper_parent_is_set = models.BooleanField(default=False)
    source_rank = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    depth = models.PositiveIntegerField(default=0)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    author_name = models.CharField(max_length=500, blank=True, default="")
    author_url = models.CharField(max_length=2000, blank=True, default="")
    by_article_author = models.BooleanField(default=False)
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_precision = models.CharField(
        max_length=6, choices=Precision.choices, blank=True, default=""
    )
    posted_offset_minutes = models.SmallIntegerField(null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    title = models.TextField(blank=True, default="")
    body_html = models.TextField(blank=True, default="")
    body_text = models.TextField(blank=True, default="")
    cleaned_with = models.PositiveSmallIntegerField(default=0)
    text_digest = models.CharField(max_length=64, blank=True, default="")
    score = models.IntegerField(null=True, blank=True)
    permalink = models.CharField(max_length=2000, blank=True, default="")
    first_seen_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="merged",
    )
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    is_keepers_join = models.BooleanField(default=False)
    source_article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="comments_elsewhere"
    )
    origins: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, editable=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        """In the thread's order."""

        ordering = ("article", "position")
        indexes = (
            models.Index(fields=["article", "position"], name="comment_by_position"),
            # With what tells who may see them, which is asked of every person in a list.
            models.Index(
                fields=["person", "posted_at", "article", "state", "visibility", "merged_into"],
                name="comment_by_person",
            ),
            models.Index(fields=["posted_at"], name="comment_by_posted_at"),
            models.Index(fields=["posted_on"], name="comment_by_posted_on"),
            # Few are not published, and the desk asks for them.
            models.Index(
                fields=["state"],
                condition=~models.Q(state=CommentState.PUBLISHED),
                name="comment_not_published",
            ),
            models.Index(
                fields=["visibility"],
                condition=~models.Q(visibility=Visibility.PUBLIC),
                name="comment_not_public",
            ),
            # Of those alone that are merged: SQLite would seek all others by it, and sort them.
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="comment_by_merged_into",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="comment_not_own_parent"
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="comment_not_into_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(posted_at__isnull=True, posted_on__isnull=True)
                | models.Q(posted_at__isnull=False, posted_on__isnull=False),
                name="comment_date_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.author_name or 'unnamed'}: {self.body_text[:60]}"

    def get_absolute_url(self) -> str:
        """The comment's permanent address; it redirects to its place in the thread."""
        return reverse("comment", args=[self.key])
