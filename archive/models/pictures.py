"""Pictures that came in the input, and the articles whose texts they came with."""

from typing import Any, Self

from django.db import models
from django.urls import reverse

from archive.models.articles import Article
from archive.models.provenance import MAX_VALUE_LENGTH


class Picture(models.Model):
    """A picture, once for all articles that show it.

    `sha256` is of the bytes as they came; `stored_as` has those, `raster_stored_as` what is shown:
    the same picture decoded and written anew, without metadata. Both are names in the captures
    storage.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    stored_as = models.CharField(max_length=200)
    size_bytes = models.PositiveBigIntegerField(default=0)
    raster_sha256 = models.CharField(max_length=64)
    raster_stored_as = models.CharField(max_length=200)
    extension = models.CharField(max_length=4)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        """By their digests."""

        ordering = ("sha256",)

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.extension}"

    def get_absolute_url(self) -> str:
        """Where it is shown to those who may see an article that shows it."""
        return reverse("picture", args=[self.sha256, self.extension])


class ArticlePictureQuerySet(models.QuerySet[Any]):
    """Which pictures came with which articles."""

    def of(self, article: Article) -> Self:
        """Those of the article and of what was merged into it, the one to show first: of two at
        one address the one captured last."""
        one = models.Q(article=article) | models.Q(article__merged_into=article)
        latest = models.F("captured_at").desc(nulls_last=True)
        return self.filter(one).select_related("picture").order_by(latest, "picture__sha256")


class ArticlePicture(models.Model):
    """That a picture came with an article's text.

    `address` is where it was on the web, or its name by its bytes, bounded as identities are;
    `alt` are its words in the text. `file` is its path beside the page, where it lay in a folder.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="shown_by")
    address = models.CharField(max_length=MAX_VALUE_LENGTH + 50)
    alt = models.TextField(blank=True, default="")
    file = models.CharField(max_length=1000, blank=True, default="")
    captured_at = models.DateTimeField(null=True, blank=True)

    objects = ArticlePictureQuerySet.as_manager()

    class Meta:
        """One row per article, picture and address."""

        ordering = ("article", "address", "picture")
        constraints = (
            models.UniqueConstraint(
                fields=["article", "picture", "address"], name="picture_once_per_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.picture_id} in {self.article_id}"
