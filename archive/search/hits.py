"""All that answers a question, hit by hit and not by conversation: for files and programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from archive.models import Article, ArticleAuthor, Comment
from archive.models.visibility import User
from archive.search.documents import Kind, article_document_key
from archive.search.engines.base import Ask, Hit, IndexUnavailable
from archive.search.found import Markers, comment_rows, language_of, markers_of
from archive.search.listing import titled, until_then
from archive.search.query import Everything, Query
from archive.search.service import SORTS, engine, parse_for
from archive.search.snippets import excerpt
from archive.search.stale import scope_for

HITS_PER_PAGE = 500
_ROWS_AT_ONCE = 100


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

    `article` is the row itself or that of the comment, its site loaded; `names` are who wrote it.
    """

    kind: Kind
    row: Article | Comment
    article: Article
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
    writers = ArticleAuthor.objects.shown().select_related("person").order_by("position", "pk")
    articles = Article.objects.visible_to(user).filter(key__in=[hit.key[2:] for hit in hits])
    articles = articles.select_related("site").defer("body_html", "origins")
    articles = articles.prefetch_related(Prefetch("article_authors", writers))
    found: dict[str, Article | Comment] = {article_document_key(row.key): row for row in articles}
    found |= comment_rows([hit.key for hit in hits if hit.key not in found], user)
    return [_row(found[hit.key], hit.score, markers) for hit in hits if hit.key in found]


def _row(row: Article | Comment, score: float, markers: Markers) -> HitRow:
    if isinstance(row, Article):
        names = tuple(author.person.name for author in row.article_authors.all())
        text = "\n".join(filter(None, [row.shown_standfirst, row.body_text]))
        return HitRow("article", row, row, names, score, _passage(row, text, markers))
    name = row.author_name or (row.person.name if row.person else "")
    passage = _passage(row.article, row.body_text, markers)
    return HitRow("comment", row, row.article, (name,) if name else (), score, passage)


def _passage(article: Article, text: str, markers: Markers) -> str:
    wanted = markers(language_of(article, text or article.shown_title))
    return "".join(piece for piece, _is_match in excerpt(text, wanted))


def _titled(query: Query, user: User, number: int, reason: str) -> HitList:
    rows = titled(Article.objects.visible_to(user), query).values_list("key", flat=True)
    first = (number - 1) * HITS_PER_PAGE
    keys = rows[first : first + HITS_PER_PAGE]
    hits = tuple(Hit(article_document_key(key), 0.0) for key in keys)
    return HitList(query, "newest", number, rows.count(), hits, until_then(reason))
