"""Search answers made ready for their page and their feed."""

from dataclasses import dataclass

from django.db.models import F

from archive.lib.paging import Slice, page_number, steps
from archive.models import Article, Comment
from archive.models.visibility import User
from archive.reading.listings import bylines, count_column, latest_first
from archive.search.results import Conversation, SearchAnswer
from archive.search.service import search

PER_PAGE = 20
MOST_HITS = 20_000  # comments looked through for the latest: databases bound a list of keys
SORTS = {
    "relevance": "Best match",
    "newest": "Newest",
    "oldest": "Oldest",
    "discussed": "Most discussed",
}
FACET_LABELS = {
    "in": "Where",
    "site": "Site",
    "person": "Written by",
    "year": "Year",
    "tag": "Tag",
    "lang": "Language",
}


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation and how many responses of its thread the user may see."""

    conversation: Conversation
    shown_count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What the page shows: the answer, its conversations, and the pages there are."""

    answer: SearchAnswer
    page: Slice
    facets: list[tuple[str, object]]


def results_for(user: User, question: str, *, sort: str, asked_page: str) -> Results:
    """Answer a question for the page. Queries as for `search`, whatever is found."""
    page = page_number(asked_page)
    answer = search(question, user, sort=sort, page=page, per_page=PER_PAGE)
    found = answer.page
    rows = [
        ConversationRow(one, int(getattr(one.article, count_column(user)))) for one in found.items
    ]
    shown = Slice(
        items=rows,
        number=found.number,
        last=found.last_number,
        total=found.total,
        steps=steps(found.number, found.last_number),
    )
    facets = [(FACET_LABELS.get(facet.name, facet.name), facet) for facet in answer.facets]
    return Results(answer, shown, list(facets))


def latest_found(user: User, question: str, limit: int) -> list[Article | Comment]:
    """The latest articles and comments found in the newest conversations, for a search's feed.

    Latest first, undated ones last, whole rows; twelve queries at most, whatever is found.
    """
    answer = search(question, user, sort="newest", per_page=limit)
    found = answer.page.items
    told = [one.article.key for one in found if one.article_score is not None or answer.unavailable]
    said = [key for one in found for key in one.comment_hits][:MOST_HITS]
    articles = Article.objects.visible_to(user).filter(key__in=told).select_related("site")
    comments = Comment.objects.visible_to(user).filter(key__in=said).select_related("article")
    latest = F("posted_at").desc(nulls_last=True)
    rows: list[Article | Comment] = [
        *articles.prefetch_related(bylines(), "terms").defer("origins"),
        *comments.defer("article__body_html", "origins").order_by(latest, "key")[:limit],
    ]
    return latest_first(rows)[:limit]
