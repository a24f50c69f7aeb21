"""How much was said in which month, written with the thread."""

from collections.abc import Iterable, Sequence
from datetime import date

from archive.intake.rows import insert_values
from archive.models import Article, Comment, ThreadMonth
from archive.models.choices import CommentState, Visibility

Counts = tuple[int, int]
_COLUMNS = ("article_id", "month", "kept_count", "comment_count")


def save_months(threads: Sequence[tuple[Article, Iterable[Comment]]]) -> None:
    """Write how much was said when in these threads, each given with all its rows.

    By the rule of `arranging.count`, and in the transaction that calls that. One query for all;
    nothing is written where nothing changed.
    """
    stored: dict[int, dict[date, Counts]] = {article.pk: {} for article, _ in threads}
    rows = ThreadMonth.objects.filter(article__in=stored)
    for pk, month, *counts in rows.values_list("article", *_COLUMNS[1:]):
        stored[pk][month] = (counts[0], counts[1])
    now = {article.pk: _counts_of(comments) for article, comments in threads}
    changed = [pk for pk, counts in now.items() if counts != stored[pk]]
    if gone := [pk for pk in changed if stored[pk]]:
        ThreadMonth.objects.filter(article__in=gone).delete()
    values = [(pk, month, *counts) for pk in changed for month, counts in now[pk].items()]
    if values:
        insert_values(ThreadMonth, _COLUMNS, values)


def _counts_of(comments: Iterable[Comment]) -> dict[date, Counts]:
    found: dict[date, Counts] = {}
    for row in comments:
        if row.state == CommentState.PUBLISHED and row.posted_on is not None:
            month = row.posted_on.replace(day=1)
            kept, public = found.get(month, (0, 0))
            found[month] = kept + 1, public + (row.visibility == Visibility.PUBLIC)
    return found
