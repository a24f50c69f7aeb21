"""An article with its thread as the user may see it, ready to be taken along or told of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from archive.export.citations.cited import When
from archive.export.pieces import Piece, Reply, Writer
from archive.export.schema_org import linked_data
from archive.lib.shown_pictures import Shown
from archive.lib.text import collapse, truncate
from archive.models import Article, ArticleAuthor, ArticleTerm, Capture, thread_for
from archive.models.visibility import User
from archive.reading.addresses import addresses_on
from archive.reading.articles import MOST_CAPTURES, Page, captures_of, terms_of
from archive.reading.citing import cited_from, title_of, when_of
from archive.reading.listings import count_column
from archive.reading.pictures import Gallery, lead_of
from archive.reading.thread_rows import UNNAMED, WHY, Row
from archive.templatetags.archive_links import Absolute

DESCRIPTION_LENGTH = 200
"""Characters; search engines and previews show fewer than that."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of itself in its head: to search engines, previews and programs.

    `data` are its facts in the words of schema.org; `published` is empty where nobody knows more
    than the year or month, for Open Graph takes whole dates alone.
    """

    url: str
    title: str
    description: str
    image: str
    published: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an article's words, as it was read for a page or for a copy."""

    article: Article
    authors: Sequence[ArticleAuthor]
    captures: Sequence[Capture]
    terms: Sequence[ArticleTerm]
    lead: Shown | None
    count: int


def told_of(page: Page, absolute: Absolute) -> Told:
    """What an article's page tells of itself, and of the comments that it shows. No query."""
    around = Around(
        page.article, page.authors, page.captures, page.terms, page.lead, page.shown_count
    )
    piece = piece_of(around, absolute)
    published = piece.cited.published
    return Told(
        url=piece.cited.home,
        title=title_of(piece.cited),
        description=truncate(piece.standfirst or piece.text, DESCRIPTION_LENGTH),
        image=piece.image,
        published=published.machine if published and len(published.parts) > 2 else "",
        data=linked_data(piece, _as_told(page.thread.rows, absolute)),
    )


def around(user: User, article: Article, gallery: Gallery) -> Around:
    """What stands around the article, for a copy of it. Three queries."""
    authors = article.article_authors.shown().select_related("person").order_by("position", "pk")
    return Around(
        article,
        list(authors),
        list(captures_of(article)[:MOST_CAPTURES]),
        terms_of(article),
        lead_of(article, gallery),
        int(getattr(article, count_column(user))),
    )


def piece_of(around: Around, absolute: Absolute) -> Piece:
    """The article with what stands around it, in plain values. No query."""
    article = around.article
    names = [author.person.name for author in around.authors]
    return Piece(
        cited=cited_from(article, names, around.captures, absolute),
        writers=[
            Writer(collapse(author.person.name), absolute(author.person.get_absolute_url()))
            for author in around.authors
        ],
        site_url=absolute(article.site.get_absolute_url()),
        standfirst=collapse(article.shown_standfirst),
        html=article.body_html,
        text=article.body_text,
        keywords=[collapse(tagged.term.name) for tagged in around.terms],
        modified=when_of(
            article.modified_at, article.modified_precision, article.modified_offset_minutes
        ),
        image=absolute(around.lead.src) if around.lead else "",
        caption=collapse(article.lead_image_caption),
        count=around.count,
        declared=article.declared_comment_count,
        archived_at=article.archived_at,
    )


def replies_of(user: User, article: Article, absolute: Absolute) -> Iterator[Reply]:
    """The article's thread as the user may see it, in plain values. As `thread_for`."""
    numbers: dict[str, int] = {}
    home, person_at = addresses_on("comment", absolute), addresses_on("person", absolute)
    with override("en"):
        whys = {"": "", **{why: str(words) for why, words in WHY.items()}}
    for number, row in enumerate(thread_for(user, article), start=1):
        numbers[row.key] = number
        yield Reply(
            key=row.key,
            depth=row.depth,
            home=home(row.key),
            number=number,
            writer=Writer(collapse(row.author_name), person_at(row.person_key or "")),
            posted=when_of(row.posted_at, row.posted_precision, row.posted_offset_minutes),
            title=collapse(row.title),
            html=row.body_html,
            text=row.body_text,
            why=whys[row.why],
            parent_number=numbers.get(row.parent_key, 0),
            parent_home=home(row.parent_key),
            parent_name=collapse(row.parent_name),
        )


def _as_told(rows: Sequence[Row], absolute: Absolute) -> Iterator[Reply]:
    home, people, unnamed = addresses_on("comment", absolute), _Addresses(absolute), str(UNNAMED)
    for row in rows:
        name = "" if row.name == unnamed else collapse(row.name)
        yield Reply(
            key=row.key,
            depth=row.depth,
            home=home(row.key),
            writer=Writer(name, people[row.person_url]),
            posted=When(row.machine, row.whole) if row.machine else None,
            title=collapse(row.title),
            why=row.why,
            parent_home=home(row.parent_key),
        )


class _Addresses(dict[str, str]):
    """Addresses by their paths, each made once."""

    def __init__(self, absolute: Absolute) -> None:
        super().__init__({"": ""})
        self.absolute = absolute

    def __missing__(self, path: str) -> str:
        self[path] = self.absolute(path)
        return self[path]
