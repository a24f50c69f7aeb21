"""An article with its thread as a book: EPUB 3.2 (https://www.w3.org/TR/epub-32/).

Written by hand, for what writes EPUB in Python is under the AGPL, and a book is a zip of XHTML:
docs/dependencies.md. The same article gives the same bytes.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from archive.export.citations.plain import plain_citation
from archive.export.copies.epub_parts import CONTAINER, STYLE, navigation, package, page
from archive.export.pieces import Piece, Reply
from archive.export.wording import byline, head_of, responses
from archive.lib.html import text_to_html
from archive.lib.shown_pictures import Shown, with_pictures
from archive.lib.text import clean_characters
from archive.lib.xhtml import to_xhtml, web_address

PER_FILE = 250
"""Responses in one document of the book: readers lay out a document at a time."""
DEEPEST = 8
"""Levels beyond are not indented further: each says what it answers."""
PICTURE_TYPES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif"}
"""The kinds that every reading system has to know (EPUB 3.2, section 3.1); WebP is none."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.I)


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """A picture that the archive holds, with its bytes. `name` ends in its kind."""

    name: str
    content: bytes
    width: int
    height: int
    alt: str = ""


FindPicture = Callable[[str], HeldPicture | None]
"""Gives the picture that stored markup names by an address; None where it is not held."""


@dataclass(slots=True)
class _Book:
    """A book as it is written: its documents by their titles, and its pictures' names."""

    file: ZipFile
    find: FindPicture
    language: str
    documents: dict[str, str] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)

    def add(self, name: str, content: str | bytes, *, how: int = ZIP_DEFLATED) -> None:
        # No clock of the machine's: the same article gives the same bytes.
        info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = how
        self.file.writestr(info, content)

    def add_page(self, name: str, title: str, body: str) -> None:
        self.documents[name] = title
        self.add(f"EPUB/{name}", page(title, body, self.language))

    def show(self, source: str) -> Shown | None:
        held = self.find(source)
        if held is None or held.name.rpartition(".")[2] not in PICTURE_TYPES:
            return None
        if held.name not in self.pictures:
            self.pictures.add(held.name)
            self.add(f"EPUB/pictures/{held.name}", held.content)
        return Shown(f"pictures/{held.name}", held.width, held.height, held.alt)

    def words(self, html: str, text: str, prefix: str) -> str:
        return to_xhtml(with_pictures(html, self.show) or text_to_html(text), prefix)


def write_epub(
    out: IO[bytes], piece: Piece, replies: Iterable[Reply], find: FindPicture, lead: str = ""
) -> None:
    """The book. Memory holds one document at a time.

    `lead` is the address by which `find` knows the picture to stand above the text.
    """
    cited = piece.cited
    language = cited.language if _LANGUAGE.fullmatch(cited.language) else "und"
    with ZipFile(out, "w") as file:
        book = _Book(file, find, language)
        book.add("mimetype", "application/epub+zip", how=ZIP_STORED)
        book.add("META-INF/container.xml", CONTAINER)
        book.add("EPUB/style.css", STYLE)
        book.add_page("article.xhtml", _text(cited.full_title), _article(book, piece, lead))
        _add_replies(book, piece, replies)
        book.add_page("about.xhtml", "Where this comes from", _about(piece))
        book.add("EPUB/nav.xhtml", navigation(_text(cited.full_title), book.documents, language))
        modified = piece.archived_at or datetime(1980, 1, 1, tzinfo=UTC)
        book.add(
            "EPUB/package.opf",
            package(cited, language, modified, [*book.documents], sorted(book.pictures)),
        )


def _add_replies(book: _Book, piece: Piece, replies: Iterable[Reply]) -> None:
    body: list[str] = []
    number = 0
    for reply in replies:
        number = reply.number
        body.append(_reply(book, reply))
        if number % PER_FILE == 0:
            _add_part(book, piece, body, number)
            body.clear()
    if body:
        _add_part(book, piece, body, number)


def _add_part(book: _Book, piece: Piece, body: list[str], last: int) -> None:
    first = last - len(body) + 1
    title = responses(piece) if first == 1 and last < PER_FILE else f"Responses {first} to {last}"
    book.add_page(_file_of(last), title, f"<h1>{title}</h1>\n{''.join(body)}")


def _file_of(number: int) -> str:
    return f"responses-{(number - 1) // PER_FILE + 1:03d}.xhtml"


def _article(book: _Book, piece: Piece, lead: str) -> str:
    parts = [f'<h1 dir="auto">{_text(piece.cited.full_title)}</h1>']
    if piece.standfirst:
        parts.append(f'<p class="standfirst" dir="auto">{_text(piece.standfirst)}</p>')
    parts.append(f'<p class="byline">{_text(byline(piece))}</p>')
    shown = book.show(lead) if lead else None
    if shown:
        caption = f"<figcaption>{_text(piece.caption)}</figcaption>" if piece.caption else ""
        picture = f'<img src="{shown.src}" alt="" width="{shown.width}" height="{shown.height}"/>'
        parts.append(f"<figure>{picture}{caption}</figure>")
    if piece.html or piece.text:
        parts.append(book.words(piece.html, piece.text, "a"))
    else:
        parts.append('<p class="why">The text is not held.</p>')
    return "\n".join(parts)


def _reply(book: _Book, reply: Reply) -> str:
    head = _text(head_of(reply))
    if reply.parent_number:
        place = f"{_file_of(reply.parent_number)}#r{reply.parent_number}"
        said, answers = head_of(reply).rsplit(f"answers [{reply.parent_number}]", 1)
        words = _text(f"answers [{reply.parent_number}]{answers}")
        head = f'{_text(said)}<a href="{place}">{words}</a>'
    if reply.why:
        words = f'<p class="why">{_text(reply.why)}</p>'
    else:
        title = f"<p><b>{_text(reply.title)}</b></p>" if reply.title else ""
        words = title + book.words(reply.html, reply.text, f"r{reply.number}-")
    return (
        f'<section class="reply d{min(reply.depth, DEEPEST)}" id="r{reply.number}">\n'
        f'<p class="by"><b>[{reply.number}]</b> {head}</p>\n{words}\n</section>\n'
    )


def _about(piece: Piece) -> str:
    home = web_address(piece.cited.home)
    way = f'<p><a href="{escape(home)}">In the archive</a></p>' if home else ""
    return f"<h1>Where this comes from</h1>\n<p>{_text(plain_citation(piece.cited))}</p>\n{way}"


def _text(words: str) -> str:
    return escape(clean_characters(words))
