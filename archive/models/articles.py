"""Articles: what was published."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Coalesce, NullIf
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


def _shown(part: str, output: "models.Field[Any, Any]") -> models.GeneratedField:
    """A part of the date that is shown and sorted by: the keeper's where there is one."""
    kept = models.When(keeper_published_at__isnull=False, then=models.F(f"keeper_published_{part}"))
    expression = models.Case(kept, default=models.F(f"published_{part}"))
    return models.GeneratedField(expression=expression, output_field=output, db_persist=True)


PUBLISHED_AT = Coalesce("keeper_published_at", "published_at")
PUBLISHED_ON = Coalesce("keeper_published_on", "published_on")
"""What `shown_published_at` and `…_on` are, for what is asked of all articles at once."""


def _of_keeper(column: str) -> Coalesce:
    kept = NullIf(f"keeper_{column}", models.Value(""))
    return Coalesce(kept, column, output_field=models.TextField())


SHOWN_TITLE, SHOWN_STANDFIRST = _of_keeper("title"), _of_keeper("standfirst")
"""What `Article.shown_title` and `…_standfirst` are, for what the database is asked."""


class Article(models.Model):
    """One piece as archived, with the counts of the thread beneath it.

    Columns without `keeper_` are the source's and change only by import; `origins` holds, per
    field, what its value was compared by. `published_on` is the source's wall-clock date of
    `published_at`; both are null where the source gave none. The database computes
    `shown_published_…` from the keeper's date, or the source's where the keeper set none: a row
    at hand has it from when it was read. `thread_shape` is one base-36 digit per sampled comment,
    its depth, at most 190 of them. `site` is where the keeper has the article; its identities say
    where its source had it. `merged_into` is where it stands in the end, `joined_to` what it was
    itself joined with, by an import or (`is_keepers_join`) by the keeper.
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
    keeper_published_at = models.DateTimeField(null=True, blank=True)
    keeper_published_precision = models.CharField(
        max_length=6, choices=Precision.choices, blank=True, default=""
    )
    keeper_published_offset_minutes = models.SmallIntegerField(null=True, blank=True)
    keeper_published_on = models.DateField(null=True, blank=True)
    shown_published_at = _shown("at", models.DateTimeField(null=True))
    shown_published_precision = _shown("precision", models.CharField(max_length=6))
    shown_published_offset_minutes = _shown("offset_minutes", models.SmallIntegerField(null=True))
    shown_published_on = _shown("on", models.DateField(null=True))
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
    origins: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        default=dict, editable=False
    )
    archived_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        """Newest first, undated ones last."""

        ordering = (models.F("shown_published_at").desc(nulls_last=True), "key")
        indexes = (
            models.Index(fields=["shown_published_at"], name="article_by_published_at"),
            models.Index(fields=["shown_published_on"], name="article_by_published_on"),
            models.Index(fields=["site", "shown_published_at"], name="article_by_site"),
            models.Index(fields=["comment_count"], name="article_by_comment_count"),
            models.Index(fields=["archived_at"], name="article_by_archived_at"),
            models.Index(fields=["parser", "confidence"], name="article_by_parser"),
            models.Index(fields=["confidence"], name="article_by_confidence"),
            models.Index(
                fields=["declared_comment_count", "kept_count"], name="article_by_declared"
            ),
            # Of those alone that are merged: SQLite would seek all others by it, and sort them.
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="article_by_merged_into",
            ),
            # All that lists are counted and put in order by, whose texts stand before it in the
            # row. Without what the database computes: SQLite reads the row for that.
            models.Index(
                fields=[
                    *("site", "language", "keeper_published_on", "published_on"),
                    *("keeper_published_at", "published_at", "last_comment_at", "comment_count"),
                    *("kept_count", "declared_comment_count", "key"),
                    *("state", "visibility", "merged_into"),
                ],
                name="article_by_what_lists_ask",
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
            models.CheckConstraint(
                condition=models.Q(
                    keeper_published_at__isnull=True, keeper_published_on__isnull=True
                )
                | models.Q(keeper_published_at__isnull=False, keeper_published_on__isnull=False),
                name="article_keepers_date_whole",
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


class ArticleAuthorQuerySet(models.QuerySet[Any]):
    """Who wrote what, by whose word."""

    def shown(self) -> Self:
        """What counts: the keeper's word, or the source's where the keeper said nothing."""
        return self.filter(is_overruled=False)

    def of_source(self) -> Self:
        """What the sources said."""
        return self.filter(is_keepers=False)


class ArticleAuthor(models.Model):
    """That a person wrote an article; `position` is the place in the byline, from 0.

    The source says so, or the keeper (`is_keepers`), whose byline overrules the source's.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_authors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="article_authors")
    position = models.PositiveSmallIntegerField(default=0)
    is_keepers = models.BooleanField(default=False)
    is_overruled = models.BooleanField(default=False)

    objects = ArticleAuthorQuerySet.as_manager()

    class Meta:
        """In the byline's order."""

        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["article", "person", "is_keepers"], name="article_author_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} wrote {self.article_id}"
