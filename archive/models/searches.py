"""Saved searches: questions that the keeper asks again."""

from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

MAX_QUESTION_LENGTH = 4_000  # as much as the search itself reads


class SavedSearch(models.Model):
    """A question as it was put into the search box, under a name; every keeper sees it.

    `sort` is empty for the order that the search itself would take.
    """

    name = models.CharField(max_length=200)
    question = models.TextField(max_length=MAX_QUESTION_LENGTH)
    sort = models.CharField(max_length=20, blank=True, default="")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, editable=False
    )
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Saved searches stand by name."""

        verbose_name_plural = gettext_lazy("saved searches")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of what it finds: the search itself."""
        asked = {"q": self.question, **({"sort": self.sort} if self.sort else {})}
        return f"{reverse('search')}?{urlencode(asked)}"

    @property
    def feed_url(self) -> str:
        """The feed of what it finds."""
        return f"{reverse('search-feed')}?{urlencode({'q': self.question})}"
