"""Articles: what was published."""

from typing import Any

from django.db import models
from django.urls import reverse

from archive.models.choices import (
    ArticleKind,
    ArticleState,
    CommentsState,
    Precision,
    ThreadCaveat,
    Visibility,
)
from archive.models.evidence import Evidence, evidence_of
from archive.models.people import Person
from archive.models.sites import Site
from archive.models.terms import ArticleTerm, Term
from archive.models.visibility import ArticleQuerySet


class Article(models.Model):
    """One piece as archived, with the counts of the thread beneath it.

    Columns without `keeper_` are the source's and change only by import; `origins` holds, per
    field, what its value was compared by. `published_on` is the source's wall-clock date of
    `published_at`; both are null where the source gave none. `thread_shape` is one base-36 digit
    per sampled comment, its depth, at most 190 of them.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="articles")
    key = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=ArticleKind.choices, default=ArticleKind.POST)
    state = models.CharField(
        max_length=10, choices=ArticleState.choices, default=ArticleState.PUBLISHED
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    source_url = models.CharField(max_length=2000, blank=True, default="")
    canonical_url = models.CharField(max_length=2000, blank=True, default="")
    title = models.TextField(blank=True, default="")
    keeper_title = models.TextField(blank=True, default="")
    slug = models.CharField(max_length=200, blank=True, default="")
    standfirst = models.TextField(blank=True, default="")
    keeper_standfirst = models.TextField(blank=True, default="")
    authors: models.ManyToManyField[Person, Any] = models.ManyToManyField(
        Person, through="archive.ArticleAuthor", related_name="articles"
    )
    terms: models.ManyToManyField[Term, ArticleTerm] = models.ManyToManyField(
        Term, through=ArticleTerm, related_name="articles"
    )
    language = models.CharField(max_length=35, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    published_precision = models.CharField(
        max_length=6, choices=Precision.choices, blank=True, default=""
    )
    published_offset_minutes = models.SmallIntegerField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    modified_precision = models.CharField(
        max_length=6, choices=Precision.choices, blank=True, default=""
    )
    modified_offset_minutes = models.SmallIntegerField(null=True, blank=True)
    body_html = models.TextField(blank=True, default="")
    body_text = models.TextField(blank=True, default="")
    cleaned_with = models.PositiveSmallIntegerField(default=0)
    lead_image_url = models.CharField(max_length=2000, blank=True, default="")
    lead_image_caption = models.TextField(blank=True, default="")
    comments_state = models.CharField(
        max_length=10, choices=CommentsState.choices, default=CommentsState.UNKNOWN
    )
    declared_comment_count = models.PositiveIntegerField(null=True, blank=True)
    kept_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    last_comment_at = models.DateTimeField(null=True, blank=True)
    thread_shape = models.CharField(max_length=190, blank=True, default="")
    thread_caveat = models.CharField(
        max_length=20, choices=ThreadCaveat.choices, blank=True, default=ThreadCaveat.NONE
    )
    parser = models.CharField(max_length=60, blank=True, default="")
    confidence = models.FloatField(default=1.0)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    origins: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, editable=False
    )
    archived_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        """Newest first, undated ones last."""

        ordering = (models.F("published_at").desc(nulls_last=True), "key")
        indexes = (
            models.Index(fields=["published_at"], name="article_by_published_at"),
            models.Index(fields=["published_on"], name="article_by_published_on"),
            models.Index(fields=["site", "published_at"], name="article_by_site"),
            models.Index(fields=["comment_count"], name="article_by_comment_count"),
            models.Index(fields=["archived_at"], name="article_by_archived_at"),
            models.Index(fields=["language"], name="article_by_language"),
            models.Index(fields=["parser", "confidence"], name="article_by_parser"),
            models.Index(fields=["confidence"], name="article_by_confidence"),
            models.Index(
                fields=["declared_comment_count", "kept_count"], name="article_by_declared"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="article_not_into_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True, published_on__isnull=True)
                | models.Q(published_at__isnull=False, published_on__isnull=False),
                name="article_date_whole",
            ),
        )

    def __str__(self) -> str:
        return self.shown_title or self.source_url or self.key

    def get_absolute_url(self) -> str:
        """The article's page, with its slug where it has one."""
        if self.slug:
            return reverse("article", args=[self.key, self.slug])
        return reverse("article-plain", args=[self.key])

    @property
    def shown_title(self) -> str:
        """The keeper's title where there is one, else the source's; may be empty."""
        return self.keeper_title or self.title

    @property
    def shown_standfirst(self) -> str:
        """The keeper's standfirst where there is one, else the source's; may be empty."""
        return self.keeper_standfirst or self.standfirst

    @property
    def evidence(self) -> Evidence:
        """What read it."""
        return evidence_of(self.parser)

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return (
            self.state == ArticleState.PUBLISHED
            and self.visibility == Visibility.PUBLIC
            and self.merged_into_id is None
        )


class ArticleAuthor(models.Model):
    """That a person wrote an article; `position` is the place in the byline, from 0."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_authors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="article_authors")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the byline's order."""

        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["article", "person"], name="article_author_once"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} wrote {self.article_id}"
