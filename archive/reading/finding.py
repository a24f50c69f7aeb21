"""Search answers made ready for their page and their feed."""

from dataclasses import dataclass
from typing import Any, Unpack

from django.conf import settings

from archive.lib.paging import Slice, page_number, steps
from archive.models import Article, Comment
from archive.models.visibility import User
from archive.reading.found_rows import (
    ConversationRow,
    Thread,
    comment_rows,
    conversation_rows,
    thread_of,
)
from archive.reading.listings import bylines, latest_first
from archive.search.flat import comments_found, is_of_one_thread
from archive.search.meant import Meant, what_was_meant
from archive.search.nothing import Nothing, why_nothing
from archive.search.patience import TookTooLong, patience
from archive.search.query import Query, parts_of, to_text
from archive.search.remembering import remembering
from archive.search.results import Answer, Found, Page, SearchAnswer
from archive.search.service import Wishes, latest_hits, parse_for, search

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Results:
    """What the page shows: the answer, its conversations, the pages there are.

    `is_flat`: comments alone, none of their articles. `nothing`: why nothing was found. `nearest`:
    other conversations, which hold some of the words.
    `thread`: where all of them stand, where one thread was asked.
    `meant`: other spellings, where little or nothing was found.
    """

    answer: SearchAnswer | Answer[Found]
    page: Slice
    is_flat: bool
    nothing: Nothing | None
    nearest: list[ConversationRow]
    thread: Thread | None
    meant: tuple[Meant, ...] = ()


def results_for(
    user: User, question: str, *, asked_page: str, view: str = "", **wishes: Unpack[Wishes]
) -> Results:
    """Answer a question for the page. Queries as for `search`, two more where little is found.

    `view` is "comments" or "conversations"; without it, comments where one thread is asked.
    `wishes` as for `search`. What takes longer than ARCHIVE_SEARCH_SECONDS of work is given up, and
    the answer says so.
    """
    query, page = parse_for(question, user), page_number(asked_page)
    try:
        with patience(settings.ARCHIVE_SEARCH_SECONDS), remembering():
            return _found(user, query, view, {**wishes, "page": page, "per_page": PER_PAGE})
    except TookTooLong:
        return _results(user, _given_up(query), [], nearest=[])


def _found(user: User, query: Query, view: str, wishes: Wishes) -> Results:
    if view == "comments" or (view != "conversations" and is_of_one_thread(query)):
        flat = comments_found(query, user, **wishes)
        if flat is not None:
            return _flat_results(user, flat)
    answer = search(query, user, **wishes)
    rows = conversation_rows(user, answer.page.items)
    return _results(user, answer, rows, nearest=conversation_rows(user, answer.nearest))


def _flat_results(user: User, answer: Answer[Found]) -> Results:
    found = answer.page.items
    is_one = is_of_one_thread(answer.query)
    thread = thread_of(found[0].comment.article) if found and is_one else None
    return _results(user, answer, comment_rows(found, is_of_one_thread=is_one), thread=thread)


def _given_up(query: Query) -> SearchAnswer:
    return SearchAnswer(
        query=query,
        text=to_text(query),
        parts=parts_of(query),
        page=Page((), 1, PER_PAGE, 0),
        facets=(),
        total_documents=0,
        sort="relevance",
        is_given_up=True,
    )


def _results(
    user: User,
    answer: SearchAnswer | Answer[Found],
    rows: list[Any],
    nearest: list[ConversationRow] | None = None,
    thread: Thread | None = None,
) -> Results:
    found = answer.page
    shown = Slice(
        items=rows,
        number=found.number,
        last=found.last_number,
        total=found.total,
        steps=steps(found.number, found.last_number),
    )
    is_nothing = not found.total and not (answer.unavailable or answer.is_given_up)
    nothing = why_nothing(answer.query, answer.parts, user) if is_nothing else None
    is_asked = not (answer.unavailable or answer.is_given_up)
    meant = what_was_meant(answer.query, answer.total_documents, user) if is_asked else ()
    return Results(
        answer=answer,
        page=shown,
        is_flat=nearest is None,
        nothing=nothing,
        nearest=nearest or [],
        thread=thread,
        meant=meant,
    )


def latest_found(user: User, question: str, limit: int) -> list[Article | Comment]:
    """The newest articles and comments that answer, for a search's feed.

    Latest first, undated ones last, whole rows; twelve queries at most, whatever is found. Raises
    TookTooLong past ARCHIVE_SEARCH_SECONDS of work.
    """
    with patience(settings.ARCHIVE_SEARCH_SECONDS):
        keys = [key[2:] for key in latest_hits(question, user, limit)]
    articles = Article.objects.visible_to(user).filter(key__in=keys).select_related("site")
    comments = Comment.objects.visible_to(user).filter(key__in=keys).select_related("article")
    rows: list[Article | Comment] = [
        *articles.prefetch_related(bylines(), "terms").defer("origins"),
        *comments.defer("article__body_html", "origins"),
    ]
    return latest_first(rows)
