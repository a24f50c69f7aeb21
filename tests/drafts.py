"""Drafts as parsers yield them, from the fewest arguments, and the archive they leave behind."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from archive.export.digest import digest_of_archive
from archive.intake.importer import Stored, import_article
from archive.intake.prepare import prepare
from archive.lib.dates import Moment
from archive.models import Article
from archive.models.visibility import KEEPER
from archive.parsing.drafts import (
    ArticleDraft,
    CaptureDraft,
    CommentDraft,
    Context,
    Identity,
    PersonDraft,
)

ADDRESS = "https://tidewater.example/bridge/"


def at(hour: int, minute: int = 0, *, day: int = 22, offset: int | None = None) -> Moment:
    return Moment(datetime(2012, 6, day, hour, minute, tzinfo=UTC), "minute", offset)


def on(day: int) -> datetime:
    """A capture's time."""
    return datetime(2020, 1, day, tzinfo=UTC)


def said(
    text: str, by: str = "Tomasz Wren", *, number: int | None = None, **values: Any
) -> CommentDraft:
    """A comment; with a number it has WordPress's id, which is its ref too."""
    identities = (Identity("wordpress", str(number)),) if number is not None else ()
    defaults: dict[str, Any] = {
        "ref": str(number) if number is not None else text,
        "rank": number or 0,
        "identities": identities,
        "author": PersonDraft(by) if by else None,
        "posted": at(9, (number or 0) % 60),
        "body_html": f"<p>{text}</p>" if text else "",
    }
    return CommentDraft(**{**defaults, **values})


def piece(*comments: CommentDraft, **values: Any) -> ArticleDraft:
    """A saved page of the bridge article, with these comments."""
    defaults: dict[str, Any] = {
        "rank": "page",
        "parser": "html/wordpress",
        "title": "A bridge is also a gate",
        "canonical_url": ADDRESS,
        "published": at(8),
        "body_html": "<p>The bridge opens for the herring boats.</p>",
        "comments": comments,
    }
    return ArticleDraft(**{**defaults, **values})


def captured(
    draft: ArticleDraft, day: int, *, content: bytes = b"", complete: bool = True
) -> ArticleDraft:
    """The draft as read from a capture of that day of January 2020."""
    capture = CaptureDraft(
        content=content or f"captured on day {day}".encode(),
        media_type="text/html",
        url=draft.canonical_url,
        captured_at=on(day),
        thread_namespace="wordpress",
        thread_is_complete=complete,
    )
    return replace(draft, capture=capture)


def store(draft: ArticleDraft, *, site_host: str = "", input_digest: str = "0" * 64) -> Stored:
    return import_article(prepare(draft, Context(site_host=site_host), input_digest))


def thread(article: Article) -> list[tuple[int, str]]:
    """Depth and text of every live row, in order."""
    rows = article.comments.filter(merged_into__isnull=True).order_by("position")
    return [(row.depth, row.body_text) for row in rows]


def sums() -> list[str]:
    return list(digest_of_archive(KEEPER).lines())


def sums_after(drafts: Iterable[ArticleDraft]) -> list[str]:
    """What the archive sums up to after these drafts came in this order; undone afterwards."""
    with transaction.atomic():
        for draft in drafts:
            store(draft)
        result = sums()
        transaction.set_rollback(True)
    return result
