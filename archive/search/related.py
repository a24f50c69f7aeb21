"""Related articles, for the page of one: of public documents alone, whoever reads it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists
from django.db.models.functions import Left

from archive.models import Article, StaleDocument
from archive.models.visibility import STRANGER
from archive.search.engines.base import IndexUnavailable, Like, Scope
from archive.search.service import engine
from archive.search.stale import scope_for
from archive.search.words import fold

MOST = 5
_MOST_SEEN = 12  # copies of the article, and of each other, are looked past
_OPENING = 300  # characters by which copies are known


def related_to(article: Article, tags: Iterable[str]) -> tuple[Article, ...]:
    """At most MOST articles about the same, most alike first; `tags` are its tags' slugs.

    No copies: neither of it nor of each other. None without an index. One query, and one question
    to the engine; `site` is loaded, no text is. Three queries and two questions while the index
    has yet to learn what was hidden, for its words would weigh.
    """
    like = Like(article.key, article.shown_title, article.body_text, tuple(tags))
    try:
        rows = _alike(like, Scope())
        if rows and rows[0].is_behind:
            rows = _alike(like, scope_for(STRANGER))
    except IndexUnavailable:
        return ()
    seen = {_likeness(article.shown_title, article.body_text)}
    found: list[Article] = []
    for row in rows:
        likeness = _likeness(row.shown_title, row.opening)
        if likeness not in seen and len(found) < MOST:
            found.append(row)
        seen.add(likeness)
    return tuple(found)


def _alike(like: Like, scope: Scope) -> Sequence[Any]:
    """The rows that a stranger may see, each with its `opening`, and whether the index is behind.

    `is_behind`: some document counts that fewer people may see by now.
    """
    keys = engine().related(like, scope, _MOST_SEEN)
    rows = Article.objects.visible_to(STRANGER).filter(key__in=keys).select_related("site")
    rows = rows.defer("body_html", "body_text", "origins")
    told = rows.annotate(
        opening=Left("body_text", _OPENING),
        is_behind=Exists(StaleDocument.objects.filter(narrows=True)),
    )
    known = {row.key: row for row in told}
    return [known[key] for key in keys if key in known]


def _likeness(title: str, text: str) -> str:
    """What two copies of one piece share: how the text begins, else the title."""
    return " ".join(fold(text[:_OPENING]).split()) or fold(title)
