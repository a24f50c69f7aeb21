"""The fields of articles and comments that sources give: how each stands in its row.

A field's value is JSON, so that candidates compare and revisions keep alike for all of them.
Reading and writing are inverse. People and parents are references and are resolved by
`people.py` and `threads.py`; they are not in these tables.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from archive.intake.candidates import Json
from archive.lib.dates import Moment, moment_from_iso
from archive.lib.digests import text_digest
from archive.lib.html import CLEANER_VERSION, to_text
from archive.lib.text import slugify
from archive.models import Article, Comment
from archive.models.choices import CommentState

Row = Any  # Article or Comment: a field of either table is used with rows of that table alone
MAX_URL_LENGTH = 2000
MAX_SHORT_LENGTH = 200
MAX_NUMBER = 2**31 - 1  # what an integer column of PostgreSQL takes


@dataclass(frozen=True, slots=True)
class Field:
    """How one field stands in a row."""

    columns: tuple[str, ...]
    read: Callable[[Row], Json]
    write: Callable[[Row, Json], None]

    def clear(self, row: Row) -> None:
        """Leave the field as in a row of which nothing was said."""
        for column in self.columns:
            setattr(row, column, row._meta.get_field(column).get_default())  # noqa: SLF001 (documented)
        if not self.columns:
            self.write(row, None)


def plain(column: str) -> Field:
    """A field that is one column."""

    def write(row: Row, value: Json) -> None:
        setattr(row, column, value)

    return Field((column,), lambda row: getattr(row, column), write)


def moment(prefix: str) -> Field:
    """A time with its precision and zone; `[iso, precision, offset]` as JSON."""
    at, precision, offset, on = (
        f"{prefix}_{part}" for part in ("at", "precision", "offset_minutes", "on")
    )

    def read(row: Row) -> Json:
        time = getattr(row, at)
        return [time.isoformat(), getattr(row, precision), getattr(row, offset)] if time else None

    def write(row: Row, value: Json) -> None:
        time = datetime.fromisoformat(value[0]) if value else None
        setattr(row, at, time)
        setattr(row, precision, value[1] if value else "")
        setattr(row, offset, value[2] if value else None)
        if hasattr(row, on):
            shift = timedelta(minutes=(value[2] or 0) if value else 0)
            setattr(row, on, (time + shift).date() if time else None)

    columns = (at, precision, offset)
    return Field(columns if prefix == "modified" else (*columns, on), read, write)


def moment_value(given: Moment | None) -> list[Json] | None:
    """A parser's moment as a field's value, no finer than its precision says.

    It goes through its printed form, so that what is exported and read again is the same value;
    but for a whole second of our times, which comes out as it went in.
    """
    if given and _is_common(given):
        return [given.at.isoformat(), given.precision, given.offset_minutes]
    printed = moment_from_iso(given.isoformat()) if given else None
    if printed is None:
        return None
    return [printed.at.isoformat(), printed.precision, printed.offset_minutes]


def _is_common(given: Moment) -> bool:
    at, offset = given.at, given.offset_minutes
    return (
        given.precision == "second"
        and at.tzinfo is UTC
        and not at.microsecond
        and 1900 < at.year < 2100
        and (offset is None or -720 <= offset <= 840)
    )


@lru_cache(maxsize=20_000)
def text_of(cleaned: str) -> tuple[str, str]:
    """The plain text of cleaned markup, and its digest for matching.

    Remembered, because `prepare` asks first, so that no transaction waits for a parser.
    """
    text = to_text(cleaned)
    return text, text_digest(text)


def _write_body(row: Row, value: Json) -> None:
    row.body_html = value or ""
    row.body_text = text_of(row.body_html)[0]
    row.cleaned_with = CLEANER_VERSION


def _write_comment_body(row: Comment, value: Json) -> None:
    _write_body(row, value)
    row.text_digest = text_of(row.body_html)[1]


def _write_lead_image(row: Article, value: Json) -> None:
    row.lead_image_url, row.lead_image_caption = value or ("", "")


def _write_parser(row: Article, value: Json) -> None:
    row.parser, row.confidence = value or ("", 1.0)


def _write_title(row: Article, value: Json) -> None:
    row.title = value or ""
    if "slug" not in row.origins:
        row.slug = slugify(row.title)[:MAX_SHORT_LENGTH]


def _write_state(row: Comment, value: Json) -> None:
    row.state = value
    row.is_placeholder = value == CommentState.DELETED and row.origins["state"][0] != "export"


_BODY_COLUMNS = ("body_html", "body_text", "cleaned_with")

ARTICLE_FIELDS: Mapping[str, Field] = {
    "kind": plain("kind"),
    "state": plain("state"),
    "url": plain("source_url"),
    "canonical_url": plain("canonical_url"),
    "slug": plain("slug"),
    "title": Field(("title", "slug"), lambda row: row.title, _write_title),
    "standfirst": plain("standfirst"),
    "language": plain("language"),
    "published": moment("published"),
    "modified": moment("modified"),
    "body": Field(_BODY_COLUMNS, lambda row: row.body_html, _write_body),
    "lead_image": Field(
        ("lead_image_url", "lead_image_caption"),
        lambda row: [row.lead_image_url, row.lead_image_caption] if row.lead_image_url else None,
        _write_lead_image,
    ),
    "comments_state": plain("comments_state"),
    "declared_comment_count": plain("declared_comment_count"),
    "thread_caveat": plain("thread_caveat"),
    "parser": Field(
        ("parser", "confidence"), lambda row: [row.parser, row.confidence], _write_parser
    ),
}

KEEPERS_DATE = moment("keeper_published")
"""The keeper's own date of an article, which no source touches."""

COMMENT_FIELDS: Mapping[str, Field] = {
    "kind": plain("kind"),
    "state": Field(("state", "is_placeholder"), lambda row: row.state, _write_state),
    "place": plain("source_rank"),
    "by_article_author": plain("by_article_author"),
    "posted": moment("posted"),
    "title": plain("title"),
    "body": Field((*_BODY_COLUMNS, "text_digest"), lambda row: row.body_html, _write_comment_body),
    "score": plain("score"),
    "permalink": plain("permalink"),
}
