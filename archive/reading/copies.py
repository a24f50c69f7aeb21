"""Copies of an article with its thread, in each format that it can be taken along in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.export.copies.epub import HeldPicture, write_epub
from archive.export.copies.markdown import markdown
from archive.export.copies.plain_text import plain_text
from archive.export.schema_org import json_pieces
from archive.intake.captures import read_stored
from archive.lib.shown_pictures import Shown, with_pictures
from archive.models import Article
from archive.models.provenance import bounded
from archive.models.visibility import User
from archive.reading.pictures import Gallery
from archive.reading.taking import around, piece_of, replies_of
from archive.templatetags.archive_links import Absolute

IN_MEMORY_BYTES = 4 * 1024**2
"""Of a larger book the rest waits on disk until it is sent."""

Write = Callable[[User, Article, Absolute], Iterator[str] | IO[bytes]]


@dataclass(frozen=True, slots=True)
class CopyFormat:
    """A format of copies: its name, what it is good for, its media type, and what writes it."""

    name: str | Promise
    words: str | Promise
    media_type: str
    write: Write


def _as_text(user: User, article: Article, absolute: Absolute) -> Iterator[str]:
    piece = piece_of(around(user, article, Gallery(article)), absolute)
    return plain_text(piece, replies_of(user, article, absolute))


def _as_markdown(user: User, article: Article, absolute: Absolute) -> Iterator[str]:
    gallery = Gallery(article)

    def find(source: str) -> Shown | None:
        shown = gallery.find(source)
        return replace(shown, src=absolute(shown.src)) if shown else None

    piece = piece_of(around(user, article, gallery), absolute)
    replies = replies_of(user, article, absolute)
    return markdown(piece, replies, lambda html: with_pictures(html, find))


def _as_json(user: User, article: Article, absolute: Absolute) -> Iterator[str]:
    piece = piece_of(around(user, article, Gallery(article)), absolute)
    return json_pieces(piece, replies_of(user, article, absolute))


def _as_epub(user: User, article: Article, absolute: Absolute) -> IO[bytes]:
    gallery = Gallery(article)
    about = around(user, article, gallery)

    def find(source: str) -> HeldPicture | None:
        row = gallery.rows.get(bounded(source))
        if row is None:
            return None
        one = row.picture
        try:
            content = read_stored(one.raster_stored_as, one.raster_sha256)
        except OSError:
            return None
        name = f"{one.sha256}.{one.extension}"
        return HeldPicture(name, content, one.width, one.height, row.alt)

    out = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 -- closed once it is sent
    lead = article.lead_image_url if about.lead else ""
    write_epub(out, piece_of(about, absolute), replies_of(user, article, absolute), find, lead)
    out.seek(0)
    return out


COPY_FORMATS: Mapping[str, CopyFormat] = {
    "txt": CopyFormat(
        gettext_lazy("Plain text"),
        gettext_lazy("to read anywhere"),
        "text/plain; charset=utf-8",
        _as_text,
    ),
    "md": CopyFormat(
        "Markdown",
        gettext_lazy("with its links and pictures"),
        "text/markdown; charset=utf-8",
        _as_markdown,
    ),
    "json": CopyFormat(
        "JSON",
        gettext_lazy("for programs, in the words of schema.org"),
        "application/ld+json",
        _as_json,
    ),
    "epub": CopyFormat(
        "EPUB",
        gettext_lazy("a book for readers, with the pictures in it"),
        "application/epub+zip",
        _as_epub,
    ),
}
"""By the ending of the address, in the order in which they are offered."""
