"""What a search finds, hit by hit, as JSON and as CSV: sent as it is read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from archive.lib.dates import format_moment
from archive.lib.tables import csv_lines, json_pieces
from archive.models import Article
from archive.models.visibility import User
from archive.search.hits import HITS_PER_PAGE, HitList, HitRow, hit_rows
from archive.search.query import to_text

# Of each hit, in the order of a line; docs/user-guide.md says what they are.
COLUMNS = (
    *("key", "kind", "article", "title", "url", "source", "site", "by", "date", "score"),
    "passage",
)


def as_json(found: HitList, user: User, home: str, links: dict[str, str]) -> Iterator[str]:
    """A page of hits as the text of one JSON object, in pieces.

    `home` is this archive's own address without a slash at its end; `links` are those of the
    pages beside this one, by name.
    """
    head = {
        "query": to_text(found.query),
        "notes": [*found.query.notes, *filter(None, [found.notice])],
        "sort": found.sort,
        "total": found.total,
        "page": found.number,
        "pages": found.last_number,
        "most_per_page": HITS_PER_PAGE,
        "links": links,
    }
    return json_pieces(head, "hits", _told(found, user, home))


def as_csv(found: HitList, user: User, home: str) -> Iterator[str]:
    """The same hits as lines of CSV; several names stand with a semicolon between them."""
    blocks = ([_cells(one) for one in rows] for rows in _told(found, user, home))
    return csv_lines(COLUMNS, blocks)


def _told(found: HitList, user: User, home: str) -> Iterator[list[dict[str, Any]]]:
    for rows in hit_rows(found, user):
        yield [_of(one, home) for one in rows]


def _of(hit: HitRow, home: str) -> dict[str, Any]:
    row, article = hit.row, hit.article
    source = article.source_url or article.canonical_url
    if isinstance(row, Article):
        address, at = row.get_absolute_url(), row.shown_published_at
        date = _date(at, row.shown_published_precision, row.shown_published_offset_minutes)
    else:
        address, source = f"{article.get_absolute_url()}#c-{row.key}", row.permalink or source
        date = _date(row.posted_at, row.posted_precision, row.posted_offset_minutes)
    values = (row.key, hit.kind, article.key, article.shown_title, home + address, source,
              article.site.host, list(hit.names), date, hit.score, hit.passage)  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _cells(told: dict[str, Any]) -> list[str | int | float]:
    return ["; ".join(told["by"]) if name == "by" else told[name] for name in COLUMNS]


def _date(at: datetime | None, precision: str, offset_minutes: int | None) -> str:
    """As jsonl writes it; empty for what has none."""
    return "" if at is None else format_moment(at, precision, offset_minutes)
