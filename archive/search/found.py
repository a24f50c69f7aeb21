"""Found comments: their passages, and the first words of what each answers."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.db.models import QuerySet
from django.db.models.functions import Left

from archive.lib.text import truncate
from archive.models import Comment
from archive.models.visibility import Shell, User, eyes_of
from archive.search.languages import stemming_language
from archive.search.prepared import Prepared
from archive.search.query import Query
from archive.search.results import Answered, Found
from archive.search.shown import ShownArticle, ShownComment
from archive.search.snippets import Wanted, excerpt, marker_of

_FIRST_CHARACTERS = 400  # of what is answered, read to find its first words among
_FIRST_WORDS_WIDTH = 100

# Gives what to mark in a text of this language, a code of archive.search.languages or "".
Markers = Callable[[str], Wanted]


def markers_of(query: Query, *scopes: str) -> Markers:
    """What to mark, by the language of the text; without scopes in what was written."""
    if scopes:
        return cache(lambda language: marker_of(query, scopes=scopes, language=language))
    return cache(lambda language: marker_of(query, language=language))


def language_of(article: ShownArticle, text: str) -> str:
    """By which language a text of this conversation is stemmed, as in the index."""
    return stemming_language(article.language or article.site_language, text)


@cache
def _answered_for(eyes: Shell) -> Prepared:
    rows: QuerySet[Comment] = Comment.objects.visible_to(eyes).order_by()
    columns = ("pk", "article_id", "position", "key", "author_name", "person__name", "first")
    first = Left("body_text", _FIRST_CHARACTERS)
    return Prepared(rows.annotate(first=first).values_list(*columns), "pk")


def answered_by(rows: Iterable[ShownComment], user: User) -> dict[str, Answered]:
    """What comments answer, by their own key, as far as the user may see it.

    One query, whatever there is.
    """
    rows = list(rows)
    known = _answered_for(eyes_of(user)).of(row.parent for row in rows)
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
        article, position, answered = told.get(row.parent, (0, 0, None))
        # Where sources told of a circle it was broken: what stands below is no parent.
        if answered and article == row.article.pk and position < row.position:
            found[row.key] = answered
    return found


def found_comment(
    row: ShownComment, score: float, markers: Markers, answered: Mapping[str, Answered]
) -> Found:
    """A found comment with its passage."""
    wanted = markers(language_of(row.article, row.text))
    return Found(row, excerpt(row.text, wanted), score, answered.get(row.key))
