"""All that answers a question, hit by hit and not by conversation: for files and programs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.models import Article, ArticleAuthor
from archive.models.visibility import User
from archive.search.documents import article_document_key
from archive.search.engines.base import Ask, Hit, IndexUnavailable
from archive.search.found import Markers, language_of, markers_of
from archive.search.listing import titled, until_then
from archive.search.query import Everything, Query
from archive.search.service import SORTS, engine, parse_for
from archive.search.shown import ShownArticle, ShownComment, articles_shown, comments_shown
from archive.search.snippets import excerpt
from archive.search.stale import scope_for

HITS_PER_PAGE = 500
_ROWS_AT_ONCE = 100

# What is told of a hit: its article, its comment, who wrote it, its text.
_Told = tuple[ShownArticle, ShownComment | None, list[str], str]


@dataclass(frozen=True, slots=True)
class HitList:
    """A page of hits, best or newest or oldest first. `total` is exact, `number` counts from 1.

    `notice` is a sentence where the index could not be asked and titles were looked through.
    """

    query: Query
    sort: str
    number: int
    total: int
    hits: tuple[Hit, ...]
    notice: str = ""

    @property
    def last_number(self) -> int:
        """The number of the last page, 1 where there is nothing."""
        return max(1, -(-self.total // HITS_PER_PAGE))


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit with its row, and the passage that answers, as plain text.

    `comment` is None where the article itself answers; `names` are who wrote what answers.
    """

    article: ShownArticle
    comment: ShownComment | None
    names: tuple[str, ...]
    score: float
    passage: str


def hits_of(asked: str | Query, user: User, *, sort: str, number: int) -> HitList:
    """The hits of a page, which is empty past the last; where nothing is asked there are none.

    By relevance where another order than the newest or oldest first is asked for. One query.
    """
    query = parse_for(asked, user) if isinstance(asked, str) else asked
    order = sort if sort in SORTS and sort != "discussed" else "relevance"
    if isinstance(query.tree, Everything):
        return HitList(query, order, number, 0, ())
    wish = Ask(query, scope_for(user), order)
    first = (number - 1) * HITS_PER_PAGE
    try:
        ranked = engine().best(wish, HITS_PER_PAGE, first)
        total = engine().total(wish)
    except IndexUnavailable as error:
        return _titled(query, user, number, error.reason)
    return HitList(query, order, number, total, tuple(hit for hit, _article in ranked))


def hit_rows(found: HitList, user: User) -> Iterator[list[HitRow]]:
    """The rows of a page of hits in its order, a hundred at a time; four queries each time.

    What the user may not see, or is no more, is left out.
    """
    markers = markers_of(found.query)
    for start in range(0, len(found.hits), _ROWS_AT_ONCE):
        yield _rows(found.hits[start : start + _ROWS_AT_ONCE], user, markers)


def _rows(hits: Sequence[Hit], user: User, markers: Markers) -> list[HitRow]:
    keys = [hit.key for hit in hits]
    articles, comments = articles_shown(keys, user), comments_shown(keys, user)
    names = _bylines([article.pk for article, _text in articles.values()])
    found: dict[str, _Told] = {
        key: (article, None, names[article.pk], text) for key, (article, text) in articles.items()
    }
    for key, said in comments.items():
        found[key] = said.article, said, [said.name] if said.name else [], said.text
    return [_row(*found[hit.key], hit.score, markers) for hit in hits if hit.key in found]


def _bylines(articles: Collection[int]) -> Mapping[int, list[str]]:
    """Who wrote each of these articles, in the order of its byline."""
    writers = ArticleAuthor.objects.shown().filter(article__in=articles)
    names = defaultdict(list)
    for article, name in writers.order_by("position", "pk").values_list("article", "person__name"):
        names[article].append(name)
    return names


def _row(
    article: ShownArticle,
    comment: ShownComment | None,
    names: Iterable[str],
    text: str,
    score: float,
    markers: Markers,
) -> HitRow:
    wanted = markers(language_of(article, text or article.title))
    passage = "".join(piece for piece, _is_match in excerpt(text, wanted))
    return HitRow(article, comment, tuple(names), score, passage)


def _titled(query: Query, user: User, number: int, reason: str) -> HitList:
    rows = titled(Article.objects.visible_to(user), query).values_list("key", flat=True)
    first = (number - 1) * HITS_PER_PAGE
    keys = rows[first : first + HITS_PER_PAGE]
    hits = tuple(Hit(article_document_key(key), 0.0) for key in keys)
    return HitList(query, "newest", number, rows.count(), hits, until_then(reason))
