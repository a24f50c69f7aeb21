"""The desk's pages of what is read: articles, comments, people, sites, terms."""

from django.contrib import admin
from django.db.models import CharField, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from archive.curation.admin.base import KeptAdmin, WordsAdmin
from archive.curation.admin.bulk import actions_for
from archive.curation.admin.filters import EVIDENCE_FILTERS
from archive.curation.admin.forms import ArticleForm, CommentForm, PersonForm
from archive.models import Article, Comment, Person, Site, Term
from archive.templatetags.archive_states import state_word

OPENING = 80
MOST_PEOPLE = 500
MOST_SHOWN = 50
"""Comments of a thread on the page of its article; all of them are a link away."""


@admin.register(Article)
class ArticleAdmin(WordsAdmin):
    """What the keeper says of an article, its thread, and what its sources said."""

    form = ArticleForm
    actions = actions_for("article")
    keeper_fields = (
        "keeper_title",
        "keeper_standfirst",
        "keeper_date",
        "byline",
        "tags",
        "site",
        "part_of",
        "visibility",
    )
    left_out = (
        "body_html",
        "body_text",
        "thread_shape",
        "parser",
        "confidence",
        "joined_to",
        "is_keepers_join",
        "keeper_published_at",
        "keeper_published_precision",
        "keeper_published_offset_minutes",
        "keeper_published_on",
        "shown_published_precision",
        "shown_published_offset_minutes",
        "shown_published_at",
    )
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
    not_listed = ("body_html", "body_text", "origins", "standfirst", "lead_image_caption")
    list_filter = (*EVIDENCE_FILTERS, "visibility", "state", "kind", "comments_state")
    list_select_related = ("site",)
    search_fields = ("title", "keeper_title", "source_url", "=key")
    date_hierarchy = "shown_published_on"

    @admin.display(description=gettext_lazy("thread read by"), ordering="parser")
    def read_by(self, article: Article) -> str:
        """The layer and the recogniser."""
        return str(article.evidence)

    @admin.display(description=gettext_lazy("declared / kept"))
    def declared_and_kept(self, article: Article) -> str:
        """How many comments the source declared, and how many are kept."""
        declared = article.declared_comment_count
        return f"{'–' if declared is None else declared} / {article.kept_count}"  # noqa: RUF001

    @admin.display(description=gettext_lazy("thread"))
    def thread(self, article: Article) -> SafeString:
        """The first comments in their order, each a link to its page here."""
        rows = article.comments.filter(merged_into__isnull=True).order_by("position")
        opening = Substr("body_text", 1, OPENING, output_field=CharField())
        columns = rows.values_list("pk", "depth", "author_name", opening, "visibility")
        lines = format_html_join(
            "",
            '<li dir="auto"><a href="{}">{} <bdi>{}</bdi></a> <bdi>{}</bdi>{}</li>',
            (
                (
                    reverse("admin:archive_comment_change", args=[pk]),
                    "\N{MIDDLE DOT}" * min(depth, 9),
                    name or gettext("unnamed"),
                    text,
                    "" if visibility == "public" else f" ({state_word(visibility)})",
                )
                for pk, depth, name, text, visibility in columns[:MOST_SHOWN]
            ),
        )
        whole = reverse("admin:archive_comment_changelist") + f"?article={article.pk}&o="
        words = gettext("the whole thread")
        return format_html('<ol>{}</ol><a href="{}">{}</a>', lines, whole, words)

    def source_fields(self) -> list[str]:
        """The thread and what read it come first."""
        return ["thread", "read_by", "confidence", "declared_and_kept", *super().source_fields()]


@admin.register(Comment)
class CommentAdmin(WordsAdmin):
    """Who may see a comment, and what it answers."""

    form = CommentForm
    actions = actions_for("comment")
    keeper_fields = ("visibility", "answers", "answers_key")
    left_out = (
        "body_html",
        "text_digest",
        "keeper_parent",
        "keeper_parent_is_set",
        "joined_to",
        "is_keepers_join",
    )
    list_display = ("author_name", "beginning", "article", "posted_on", "state", "visibility")
    not_listed = (
        "body_html",
        "origins",
        *(f"article__{name}" for name in ArticleAdmin.not_listed),
    )
    list_filter = ("visibility", "state", "kind")
    list_select_related = ("article",)
    search_fields = ("=key", "=article__key")
    search_help_text = gettext_lazy("A name, or the key of a comment or of its article.")
    # By key, which is indexed: by date, a million rows would be sorted for the first page.
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("text"))
    def beginning(self, comment: Comment) -> str:
        """The first words."""
        return comment.body_text[:OPENING]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Comment], search_term: str
    ) -> tuple[QuerySet[Comment], bool]:
        """By key; else by the people of that name, found first: they are few, comments are not."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        name = search_term.strip()
        if not name or found.exists():
            return found, may_repeat
        people = Person.objects.filter(name__icontains=name).order_by()
        ids = list(people.values_list("pk", flat=True)[:MOST_PEOPLE])
        return queryset.filter(person__in=ids), False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A thread is a list of comments of one article."""
        return lookup == "article" or super().lookup_allowed(lookup, value, request)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """A thread stands in its order."""
        return ("position",) if "article" in request.GET else self.ordering


@admin.register(Person)
class PersonAdmin(WordsAdmin):
    """Names under which someone wrote, and who is one with whom."""

    form = PersonForm
    actions = actions_for("person")
    keeper_fields = ("part_of",)
    left_out = ("joined_to",)
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
