"""What a search finds, hit by hit, as JSON and as CSV: sent as it is read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from archive.lib.dates import format_moment
from archive.lib.tables import csv_lines, json_pieces
from archive.models.visibility import User
from archive.reading.addresses import article_addresses
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
    path_of = article_addresses()
    for rows in hit_rows(found, user):
        yield [_of(one, home + path_of(one.article)) for one in rows]


def _of(hit: HitRow, address: str) -> dict[str, Any]:
    """A hit by its columns; `address` is its article's."""
    article, comment = hit.article, hit.comment
    source = article.source_url or article.canonical_url
    if comment is None:
        key, kind, url = article.key, "article", address
        at, precision = article.published_at, article.published_precision
        offset_minutes = article.published_offset_minutes
    else:
        key, kind, url = comment.key, "comment", f"{address}#c-{comment.key}"
        source = comment.permalink or source
        at, precision = comment.posted_at, comment.posted_precision
        offset_minutes = comment.posted_offset_minutes
    date = _date(at, precision, offset_minutes)
    values = (key, kind, article.key, article.title, url, source, article.site_host,
              list(hit.names), date, hit.score, hit.passage)  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _cells(told: dict[str, Any]) -> list[str | int | float]:
    return ["; ".join(told["by"]) if name == "by" else told[name] for name in COLUMNS]


def _date(at: datetime | None, precision: str, offset_minutes: int | None) -> str:
    """As jsonl writes it; empty for what has none."""
    return "" if at is None else format_moment(at, precision, offset_minutes)
