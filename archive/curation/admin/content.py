"""The desk's pages of what is read: articles, comments, people, sites, terms."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import TextField
from django.forms import ModelForm
from django.http import HttpRequest

from archive.curation import actions
from archive.curation.admin.base import KeptAdmin
from archive.curation.admin.filters import EVIDENCE_FILTERS
from archive.models import Article, Comment, Person, Site, Term


@admin.register(Article)
class ArticleAdmin(KeptAdmin):
    """Titles put right, and who may see an article."""

    keeper_fields = ("keeper_title", "keeper_standfirst", "visibility")
    left_out = ("body_html", "body_text", "thread_shape", "parser", "confidence")
    list_display = (
        "__str__",
        "site",
        "shown_published_on",
        "read_by",
        "confidence",
        "declared_and_kept",
        "state",
        "visibility",
    )
    list_filter = (*EVIDENCE_FILTERS, "visibility", "state", "kind", "comments_state")
    list_select_related = ("site",)
    search_fields = ("title", "keeper_title", "source_url", "=key")
    date_hierarchy = "shown_published_on"
    formfield_overrides: ClassVar = {TextField: {"widget": AdminTextareaWidget({"rows": 2})}}

    @admin.display(description="thread read by", ordering="parser")
    def read_by(self, article: Article) -> str:
        """The layer and the recogniser."""
        return str(article.evidence)

    @admin.display(description="declared / kept")
    def declared_and_kept(self, article: Article) -> str:
        """How many comments the source declared, and how many are kept."""
        declared = article.declared_comment_count
        return f"{'–' if declared is None else declared} / {article.kept_count}"  # noqa: RUF001

    def source_fields(self) -> list[str]:
        """What read the article comes first."""
        return ["read_by", "confidence", "declared_and_kept", *super().source_fields()]

    def save_model(
        self, request: HttpRequest, obj: Article, form: ModelForm[Article], change: bool
    ) -> None:
        """Stores the keeper's word with all that follows from it."""
        actions.keep_article(obj, form.changed_data)


@admin.register(Comment)
class CommentAdmin(KeptAdmin):
    """Who may see a comment."""

    keeper_fields = ("visibility",)
    left_out = ("body_html", "text_digest")
    list_display = ("author_name", "beginning", "article", "posted_on", "state", "visibility")
    list_filter = ("visibility", "state", "kind")
    list_select_related = ("article",)
    search_fields = ("author_name", "=key")
    # By key, which is indexed: by date, a million rows would be sorted for the first page.
    ordering = ("-id",)

    @admin.display(description="text")
    def beginning(self, comment: Comment) -> str:
        """The first words."""
        return comment.body_text[:80]

    def save_model(
        self, request: HttpRequest, obj: Comment, form: ModelForm[Comment], change: bool
    ) -> None:
        """Stores the keeper's word with all that follows from it."""
        actions.keep_comment(obj, form.changed_data)


@admin.register(Person)
class PersonAdmin(KeptAdmin):
    """Names under which someone wrote."""

    list_display = ("name", "site", "profile_url", "merged_into")
    list_select_related = ("site", "merged_into")
    search_fields = ("name", "=key")


@admin.register(Site)
class SiteAdmin(KeptAdmin):
    """Publications."""

    list_display = ("host", "name", "language")
    search_fields = ("host", "name")


@admin.register(Term)
class TermAdmin(KeptAdmin):
    """Categories and tags."""

    list_display = ("name", "slug")
    search_fields = ("name", "slug")
