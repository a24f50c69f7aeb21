"""Where texts link to: read from their markup, and kept beside them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import islice

from django.db import transaction

from archive.intake.rows import insert_values
from archive.lib.addresses import normalise
from archive.models import Article, Comment, Link, UnreadLinks
from archive.models.provenance import bounded

MOST_LINKS = 300
"""Links of a text that are kept; a page of links is no text."""
ARTICLES_AT_ONCE = 20
_HREF = re.compile(r'<a\s[^<>]*?href="(https?://[^"]+)"')
_COLUMNS = ("article_id", "comment_id", "lookup")
_ROWS_AT_ONCE = 500  # SQLite binds at most some thousand values


def lookups_in(markup: str) -> list[str]:
    """The addresses that stored markup links to, each once, as `Address.lookup` has them.

    Of the first MOST_LINKS links. Linear.
    """
    links = (unescape(one[1]) for one in islice(_HREF.finditer(markup), MOST_LINKS))
    return [one for one in dict.fromkeys(bounded(normalise(link)) for link in links) if one]


def keep_links(
    new: Iterable[Article | Comment], rewritten: Sequence[Article | Comment] = ()
) -> None:
    """Write where texts link to: of new rows, and of those whose text is another than before.

    Call it in the transaction that writes them. No query where no text has a link.
    """
    articles = [row.pk for row in rewritten if isinstance(row, Article)]
    comments = [row.pk for row in rewritten if isinstance(row, Comment)]
    for name, pks in (("article", articles), ("comment", comments)):
        for start in range(0, len(pks), _ROWS_AT_ONCE):
            Link.objects.filter(**{f"{name}__in": pks[start : start + _ROWS_AT_ONCE]}).delete()
    values = [one for row in (*new, *rewritten) for one in _values_of(row)]
    if values:
        insert_values(Link, _COLUMNS, values)


def read_unread_links() -> int:
    """Read the links of some articles, and their threads, that came in before links were kept.

    The number of articles; none once all are read. A transaction of its own.
    """
    with transaction.atomic():
        waiting = list(UnreadLinks.objects.order_by("pk")[:ARTICLES_AT_ONCE])
        if not waiting:
            return 0
        ids = [one.article_id for one in waiting]
        columns = ("body_html",)
        articles = Article.objects.filter(pk__in=ids).only(*columns)
        comments = Comment.objects.filter(article__in=ids, body_html__contains="<a ").only(*columns)
        keep_links([], [*articles, *comments.order_by()])
        UnreadLinks.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    return len(waiting)


def _values_of(row: Article | Comment) -> Iterator[tuple[int | None, int | None, str]]:
    if "<a" not in row.body_html:
        return
    article, comment = (row.pk, None) if isinstance(row, Article) else (None, row.pk)
    for lookup in lookups_in(row.body_html):
        yield article, comment, lookup
