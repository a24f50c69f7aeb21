"""Search answers made ready for their page and their feed."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from archive.models import Article, Comment
from archive.models.visibility import User
from archive.reading.listings import bylines, count_column
from archive.reading.paging import Slice, page_number, steps
from archive.search.results import Conversation, SearchAnswer
from archive.search.service import search

PER_PAGE = 20
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
    """The articles and comments found in the newest conversations, for the feed of a search.

    Rows come whole, with what an entry shows: twelve queries at most, whatever is found.
    """
    answer = search(question, user, sort="newest", per_page=limit)
    found = list(answer.page.items)
    articles = Article.objects.visible_to(user).filter(
        key__in=[
            one.article.key for one in found if one.article_score is not None or answer.unavailable
        ]
    )
    comments = Comment.objects.visible_to(user).filter(
        key__in=[each.comment.key for one in found for each in one.comments]
    )
    rows: dict[tuple[type, str], Article | Comment] = {}
    for article in articles.select_related("site").defer("origins"):
        rows[Article, article.key] = article
    for comment in comments.select_related("article").defer("article__body_html", "origins"):
        rows[Comment, comment.key] = comment
    prefetch_related_objects(
        [row for row in rows.values() if isinstance(row, Article)], bylines(), "terms"
    )
    wanted: list[tuple[type, str]] = []
    for one in found:
        wanted.append((Article, one.article.key))
        wanted.extend((Comment, each.comment.key) for each in one.comments)
    return [rows[key] for key in wanted if key in rows][:limit]
