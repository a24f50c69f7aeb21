"""The door to searching: a question and a user in, an answer of rows, snippets and facets out.

Only here is an engine chosen. Rows are fetched through `visible_to`, whatever the index says.
"""

import atexit
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, Unpack, get_args

from django.conf import settings
from django.utils import timezone

from archive.models import Article
from archive.models.visibility import User, is_keeper
from archive.search.answers import (
    HITS_SHOWN,
    conversations,
    facets_of,
    named_parts,
    source_addresses,
)
from archive.search.documents import Kind, article_document_key, comment_document_key
from archive.search.engines.base import Ask, Engine, EngineResult, IndexUnavailable, Sort
from archive.search.engines.whoosh_engine import WhooshEngine
from archive.search.feedback import hints_for, is_plain_question
from archive.search.listing import titled, until_then
from archive.search.loosening import any_of, going_on, nearest
from archive.search.query import Everything, Query, parse, parts_of, to_text
from archive.search.results import Conversation, Page, SearchAnswer
from archive.search.shown import articles_shown
from archive.search.stale import scope_for
from archive.search.timeline import timeline_of

PER_PAGE, MOST_PER_PAGE = 20, 100
SORTS: tuple[Sort, ...] = get_args(Sort)

_KINDS: dict[str, Kind] = {article_document_key(""): "article", comment_document_key(""): "comment"}

_held: dict[Path, Engine] = {}


@dataclass(frozen=True, slots=True)
class SourceHit:
    """One hit for programs: the row's key and kind, its article's key, where it came from."""

    key: str
    kind: Kind
    article_key: str
    url: str
    score: float


@dataclass(frozen=True, slots=True)
class SourceHits:
    """How many documents answer a question, and the best hits; those that answer nearly follow."""

    total: int
    hits: tuple[SourceHit, ...]


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


def parse_for(text: str, user: User) -> Query:
    """What a text asks today, of this user: operators of the keeper's are words to others."""
    return parse(text, today=timezone.localdate(), is_keepers=is_keeper(user))


class Wishes(TypedDict, total=False):
    """How an answer is to be.

    `opened`: the facet, by its operator, of which many values are wanted. `expand`: whether a
    question in plain words is sorted by words of its best hits too, as it is where nothing is said.
    """

    sort: str
    page: int
    per_page: int
    opened: str
    expand: bool


def search(asked: str | Query, user: User, **wishes: Unpack[Wishes]) -> SearchAnswer:
    """Answer a question for a user: conversations, exact totals, facets; 20 by relevance.

    Anything may be asked: an unknown sort is relevance, a page past the end is the last. Never
    raises for the index's sake: without one, `unavailable` is set and titles are looked through.
    Twelve queries at most, whatever is found.
    """
    query = parse_for(asked, user) if isinstance(asked, str) else asked
    wish = Ask(
        query,
        scope_for(user),
        order_of(wishes.get("sort", "")),
        max(1, wishes.get("page", 1)),
        min(max(1, wishes.get("per_page", PER_PAGE)), MOST_PER_PAGE),
        HITS_SHOWN,
    )
    try:
        if wishes.get("expand", True):
            wish = _expanded(wish, user)
        wish, result = _ask(wish)
        others = nearest(engine(), wish, result)
    except IndexUnavailable as error:
        return _listing(wish, user, error.reason)
    groups = result.groups if others is None else (*result.groups, *others.groups)
    rows = conversations(query, groups, user)
    answering = {group.article_key for group in result.groups}
    items = tuple(row for row in rows if row.article.key in answering)
    facets = facets_of(query, result.facets, wishes.get("opened", ""))
    return SearchAnswer(
        query=query,
        text=to_text(query),
        parts=named_parts(query, facets, [one.article for one in items]),
        page=Page(items, wish.page, wish.per_page, result.total_conversations),
        facets=facets,
        total_documents=result.total_documents,
        sort=wish.sort,
        timeline=timeline_of(query, result.days, result.total_documents),
        nearest=rows[len(items) :],
        any_of=any_of(query) if len(rows) > len(items) else "",
        is_expanded=bool(wish.hints),
    )


def best_hits(
    asked: str, user: User, limit: int, *, sort: str = "relevance", expand: bool = True
) -> SourceHits:
    """The best hits one by one, conversations apart, and how many documents answer.

    By relevance, hits go on into those that answer nearly, which do not count. A question that
    asks nothing finds nothing. Five queries at most. Raises IndexUnavailable.
    """
    query = parse_for(asked, user)
    if isinstance(query.tree, Everything):
        return SourceHits(0, ())
    wish = Ask(query, scope_for(user), order_of(sort))
    if expand:
        wish = _expanded(wish, user)
    ranked = going_on(engine(), wish, max(limit, 0))
    urls = source_addresses([hit.key for hit, _article in ranked], user)
    hits = (
        SourceHit(hit.key[2:], _KINDS[hit.key[:2]], article_key, urls[hit.key], hit.score)
        for hit, article_key in ranked
        if hit.key in urls
    )
    return SourceHits(engine().total(wish), tuple(hits))


def latest_hits(asked: str, user: User, limit: int) -> tuple[str, ...]:
    """The keys of the newest documents that answer; without an index, of articles by their titles.

    Two queries.
    """
    wish = Ask(parse_for(asked, user), scope_for(user), "newest", per_page=max(limit, 1))
    try:
        return tuple(hit.key for hit, _article in engine().best(wish, limit))
    except IndexUnavailable as error:
        found = _listing(wish, user, error.reason).page.items
        return tuple(article_document_key(one.article.key) for one in found)


def order_of(name: str) -> Sort:
    """The order of a name; by relevance where there is none of it."""
    return name if name in SORTS else "relevance"


def _expanded(wish: Ask, user: User) -> Ask:
    """With words of the best hits, where a question is put in plain words."""
    if wish.sort != "relevance" or not is_plain_question(wish.query):
        return wish
    return replace(wish, hints=hints_for(engine(), wish, user))


def _ask(wish: Ask) -> tuple[Ask, EngineResult]:
    result = engine().search(wish)
    if not result.groups and result.total_conversations:
        last = -(-result.total_conversations // wish.per_page)
        wish = replace(wish, page=last)
        result = engine().search(wish)
    return wish, result


def _listing(wish: Ask, user: User, reason: str) -> SearchAnswer:
    """What the database can do without an index: articles whose titles hold the words."""
    rows = titled(Article.objects.visible_to(user), wish.query)
    total = rows.count()
    page = min(wish.page, max(1, -(-total // wish.per_page)))
    start = (page - 1) * wish.per_page
    some = rows.values_list("key", flat=True)[start : start + wish.per_page]
    keys = [article_document_key(key) for key in some]
    known = articles_shown(keys, user)
    items = tuple(
        Conversation(article, ((article.title, False),), (), (), 0, 0.0, None)
        for article, _text in (known[key] for key in keys if key in known)
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
        notice=until_then(reason),
    )
