"""Comments alone: a flat list of those that answer, in one thread or in all."""

from typing import Unpack

from archive.models.visibility import User
from archive.search.answers import facets_of, named_parts
from archive.search.engines.base import Ask, IndexUnavailable, Sort
from archive.search.found import answered_by, found_comment, markers_of
from archive.search.query import Filter, Query, to_text
from archive.search.results import Answer, Found, Page
from archive.search.service import MOST_PER_PAGE, PER_PAGE, Wishes, engine, order_of, parse_for
from archive.search.shown import comments_shown
from archive.search.stale import scope_for
from archive.search.timeline import timeline_of

_COMMENTS = Filter("in", "comments")


def is_of_one_thread(query: Query) -> bool:
    """Whether a question is put to one conversation, and not to its article alone."""
    return _is_of_thread(query) and Filter("in", "articles") not in query.filters


def comments_found(
    asked: str | Query, user: User, **wishes: Unpack[Wishes]
) -> Answer[Found] | None:
    """The comments that answer, with exact totals; None where the index cannot be asked.

    Sorted by relevance where another order than the newest or oldest first is asked for, and by
    the asked words alone. A page past the end is the last. Facets count conversations, and are none
    within one. Ten queries at most, whatever is found.
    """
    query = parse_for(asked, user) if isinstance(asked, str) else asked
    sort = order_of(wishes.get("sort", ""))
    order: Sort = "relevance" if sort == "discussed" else sort
    size = min(max(1, wishes.get("per_page", PER_PAGE)), MOST_PER_PAGE)
    wish = Ask(query.adding(_COMMENTS), scope_for(user), order, per_page=1, hits_per_group=1)
    try:
        result = engine().search(wish)
        number = min(max(1, wishes.get("page", 1)), max(1, -(-result.total_documents // size)))
        ranked = engine().best(wish, size, (number - 1) * size)
    except IndexUnavailable:
        return None
    rows = comments_shown([hit.key for hit, _article in ranked], user)
    left_out = result.facets.keys() if _is_of_thread(query) else {"kind"}
    tallies = {name: each for name, each in result.facets.items() if name not in left_out}
    facets = facets_of(query, tallies, wishes.get("opened", ""))
    answered, markers = answered_by(rows.values(), user), markers_of(query)
    items = tuple(
        found_comment(rows[hit.key], hit.score, markers, answered)
        for hit, _article in ranked
        if hit.key in rows
    )
    return Answer(
        query=query,
        text=to_text(query),
        parts=named_parts(query, facets, [row.article for row in rows.values()]),
        page=Page(items, number, size, result.total_documents),
        facets=facets,
        total_documents=result.total_documents,
        sort=wish.sort,
        timeline=timeline_of(query, result.days, result.total_documents),
    )


def _is_of_thread(query: Query) -> bool:
    return any(each.name == "thread" for each in query.filters)
