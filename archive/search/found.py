"""Found comments: their rows, their passages, and the first words of what each answers."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left

from archive.lib.text import truncate
from archive.models import Article, Comment
from archive.models.threads import SHOWN_PARENT
from archive.models.visibility import Shell, User, eyes_of
from archive.search.documents import comment_document_key
from archive.search.languages import stemming_language
from archive.search.query import Query
from archive.search.results import Answered, Found
from archive.search.snippets import Wanted, excerpt, marker_of

_FIRST_CHARACTERS = 400  # of what is answered, read to find its first words among
_FIRST_WORDS_WIDTH = 100

# What results show of a row, as pages and as files; a row has several times as many columns.
_COLUMNS = (
    *("key", "article_id", "position", "state", "visibility", "author_name", "body_text"),
    *("posted_at", "posted_precision", "posted_offset_minutes", "person__key", "person__name"),
    "permalink",
)
_ARTICLE_COLUMNS = tuple(
    f"article__{name}"
    for name in (
        *("key", "slug", "title", "keeper_title", "language"),
        *("site__host", "site__name", "site__language", "source_url", "canonical_url"),
    )
)

# Gives what to mark in a text of this language, a code of archive.search.languages or "".
Markers = Callable[[str], Wanted]


def markers_of(query: Query, *scopes: str) -> Markers:
    """What to mark, by the language of the text; without scopes in what was written."""
    if scopes:
        return cache(lambda language: marker_of(query, scopes=scopes, language=language))
    return cache(lambda language: marker_of(query, language=language))


def language_of(article: Article, text: str) -> str:
    """By which language a text of this conversation is stemmed, as in the index."""
    return stemming_language(article.language or article.site.language, text)


def comment_rows(
    document_keys: Iterable[str], user: User, articles: Iterable[Article] | None = None
) -> dict[str, Comment]:
    """The comments of these keys that the user may see, by key, with their articles. One query.

    Of a row what results show is loaded, its article too. `articles`: those that are at hand;
    comments that stand beneath none of them are left out.
    """
    keys = [key[2:] for key in document_keys]
    if articles is None:
        rows = _rows_for(eyes_of(user)).select_related("person", "article__site")
        rows = rows.only(*_COLUMNS, *_ARTICLE_COLUMNS).filter(key__in=keys)
        return {comment_document_key(row.key): row for row in rows}
    known = {article.pk: article for article in articles}
    found = {
        comment_document_key(row.key): row
        for row in _rows_for(eyes_of(user)).filter(key__in=keys)
        if row.article_id in known
    }
    for row in found.values():
        row.article = known[row.article_id]
    return found


# To put these together takes longer than to run them, so it is done once for all who may ask.
@cache
def _rows_for(eyes: Shell) -> QuerySet[Comment]:
    seen = Comment.objects.visible_to(eyes).order_by()
    rows: QuerySet[Comment] = seen.select_related("person").only(*_COLUMNS)
    return rows.annotate(shown_parent=SHOWN_PARENT)


@cache
def _answered_for(eyes: Shell) -> QuerySet[Comment, tuple[Any, ...]]:
    rows: QuerySet[Comment] = Comment.objects.visible_to(eyes).order_by()
    columns = ("pk", "article_id", "position", "key", "author_name", "person__name", "first")
    return rows.annotate(first=Left("body_text", _FIRST_CHARACTERS)).values_list(*columns)


def answered_by(rows: Iterable[Comment], user: User) -> dict[str, Answered]:
    """What comments of `comment_rows` answer, by their own key, as far as the user may see it.

    One query, whatever there is.
    """
    rows = list(rows)
    known = _answered_for(eyes_of(user)).filter(pk__in={_parent_of(row) for row in rows})
    told = {
        pk: (
            article,
            position,
            Answered(key, name or person or "", truncate(text, _FIRST_WORDS_WIDTH)),
        )
        for pk, article, position, key, name, person, text in known
    }
    found = {}
    for row in rows:
        article, position, answered = told.get(_parent_of(row), (0, 0, None))
        # Where sources told of a circle it was broken: what stands below is no parent.
        if answered and article == row.article_id and position < row.position:
            found[row.key] = answered
    return found


def found_comment(
    row: Comment, score: float, markers: Markers, answered: Mapping[str, Answered]
) -> Found:
    """A found comment with its passage."""
    wanted = markers(language_of(row.article, row.body_text))
    return Found(row, excerpt(row.body_text, wanted), score, answered.get(row.key))


def _parent_of(row: Comment) -> int | None:
    parent: int | None = getattr(row, "shown_parent", None)
    return parent
