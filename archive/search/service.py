"""The door to searching: a question and a user in, an answer of rows, snippets and facets out.

Only here is an engine chosen. Rows are fetched through `visible_to`, whatever the index says.
"""

import atexit
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from django.conf import settings

from archive.models import Article
from archive.models.visibility import User
from archive.search.answers import conversations, facets_of, named_parts, source_addresses
from archive.search.documents import Kind
from archive.search.engines.base import Ask, Engine, EngineResult, IndexUnavailable, Sort
from archive.search.engines.whoosh_engine import WhooshEngine
from archive.search.listing import titled
from archive.search.query import Query, parse, parts_of, to_text
from archive.search.results import Conversation, Page, SearchAnswer
from archive.search.stale import scope_for

MOST_PER_PAGE = 100
SORTS: tuple[Sort, ...] = get_args(Sort)

_held: dict[Path, Engine] = {}


@dataclass(frozen=True, slots=True)
class SourceHit:
    """One hit for programs: the row's key and kind, its article's key, where it came from."""

    key: str
    kind: Kind
    article_key: str
    url: str
    score: float


def engine() -> Engine:
    """The engine over the index of this archive; one object a process.

    Where the setting changed (as between tests), the engine held before gives its files back.
    """
    root = Path(settings.SEARCH_INDEX_DIR)
    held = _held.get(root)
    if held is None:
        _close_held()
        held = _held.setdefault(root, WhooshEngine(root))
    return held


def _close_held() -> None:
    for each in _held.values():
        each.close()
    _held.clear()


atexit.register(_close_held)


def search(
    asked: str | Query, user: User, *, sort: str = "relevance", page: int = 1, per_page: int = 20
) -> SearchAnswer:
    """Answer a question for a user: conversations, exact totals, facets.

    Anything may be asked: an unknown sort is relevance, a page past the end is the last. Never
    raises for the index's sake: without one, `unavailable` is set and titles are looked through.
    Eight queries at most, whatever is found.
    """
    query = parse(asked) if isinstance(asked, str) else asked
    scope = scope_for(user)
    wish = Ask(
        query,
        scope,
        sort if sort in SORTS else "relevance",
        max(1, page),
        min(max(1, per_page), MOST_PER_PAGE),
    )
    try:
        wish, result = _ask(wish)
    except IndexUnavailable as error:
        return _listing(wish, user, str(error))
    items = conversations(query, result.groups, user)
    facets = facets_of(query, result.facets)
    return SearchAnswer(
        query=query,
        text=to_text(query),
        parts=named_parts(query, facets),
        page=Page(items, wish.page, wish.per_page, result.total_conversations),
        facets=facets,
        total_documents=result.total_documents,
        sort=wish.sort,
    )


def best_hits(asked: str, user: User, limit: int) -> Iterator[SourceHit]:
    """The best hits one by one, best first, conversations apart. Raises IndexUnavailable.

    Three queries.
    """
    result = engine().search(Ask(parse(asked), scope_for(user), per_page=max(limit, 1)))
    # The best n hits lie in the n conversations with the best hit.
    ranked = [(hit, group.article_key) for group in result.groups for hit in group.hits]
    ranked.sort(key=lambda pair: -pair[0].score)
    ranked = ranked[: max(limit, 0)]
    urls = source_addresses([hit.key for hit, _article in ranked], user)
    for hit, article_key in ranked:
        if hit.key in urls:
            kind: Kind = "article" if hit.key.startswith("a:") else "comment"
            yield SourceHit(hit.key[2:], kind, article_key, urls[hit.key], hit.score)


def _ask(wish: Ask) -> tuple[Ask, EngineResult]:
    result = engine().search(wish)
    if not result.groups and result.total_conversations:
        last = -(-result.total_conversations // wish.per_page)
        wish = Ask(wish.query, wish.scope, wish.sort, last, wish.per_page)
        result = engine().search(wish)
    return wish, result


def _listing(wish: Ask, user: User, reason: str) -> SearchAnswer:
    """What the database can do without an index: articles whose titles hold the words."""
    rows = titled(Article.objects.visible_to(user), wish.query)
    total = rows.count()
    page = min(wish.page, max(1, -(-total // wish.per_page)))
    start = (page - 1) * wish.per_page
    rows = rows.select_related("site").defer("body_html", "body_text", "origins")
    items = tuple(
        Conversation(row, ((row.shown_title, False),), (), (), (), 0.0, None)
        for row in rows[start : start + wish.per_page]
    )
    return SearchAnswer(
        query=wish.query,
        text=to_text(wish.query),
        parts=parts_of(wish.query),
        page=Page(items, page, wish.per_page, total),
        facets=(),
        total_documents=total,
        sort="newest",
        unavailable=True,
        notice=f"{reason} Until then only titles are looked through.",
    )
