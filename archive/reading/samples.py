"""Made-up pieces for the page that shows every part of our pages: names, words and places are ours.

Rows that stand in no store, made ready by what makes those that do. Nothing here is asked of the
database.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage

from archive.lib.html import clean, strip_tags
from archive.lib.shown_pictures import Shown
from archive.lib.text import collapse
from archive.models import (
    Article,
    ArticleAuthor,
    ArticleTerm,
    Capture,
    Comment,
    Note,
    Person,
    Site,
    Term,
)
from archive.models.choices import ArticleKind
from archive.reading.pictures import Gallery
from archive.reading.sample_texts import (
    ARABIC,
    BODY,
    JAPANESE,
    LONG_NAME,
    LONG_WORD,
    PICTURE_URL,
    STANDFIRST,
)
from archive.reading.timeline import Months, Plot, plot_of

AT = datetime(2019, 3, 12, 18, 40, tzinfo=UTC)

cleaned = cache(clean)
"""The words never change, and cleaning them is what the page would cost most."""

_numbers = count(1)


def site(host: str = "tidewater.example", name: str = "Tidewater Notes") -> Site:
    """A publication."""
    return Site(pk=next(_numbers), host=host, name=name)


def person(name: str, key: str) -> Person:
    """Somebody who wrote on it."""
    return Person(pk=next(_numbers), key=key, name=name, site=site())


def article(key: str, title: str, *, by: str = "", **values: Any) -> Article:  # noqa: ANN401 -- columns
    """A piece of that publication; `by` names its author."""
    values = {"site": site(), "published_at": AT, "published_precision": "day", **values}
    shown = {name: values.get(f"published_{name}") for name in ("at", "precision")}
    row = Article(
        pk=next(_numbers), key=key, title=title, slug=key, archived_at=AT, kind=ArticleKind.POST,
        parser="html/wordpress", **values,
    )  # fmt: skip
    authors = [ArticleAuthor(article=row, person=person(by, f"{key}-by"))] if by else []
    given = {
        "shown_published_at": shown["at"],
        "shown_published_precision": shown["precision"],
        "shown_published_offset_minutes": None,
        # As prefetch_related leaves it: nothing is asked of the database.
        "_prefetched_objects_cache": {"article_authors": authors},
        "shown_count": row.comment_count,
        "opening": row.body_text[:260],
    }
    for name, value in given.items():
        setattr(row, name, value)
    return row


def note(text: str) -> Note:
    """A note of the archive's own."""
    row = Note(pk=next(_numbers), is_public=True, written_at=AT)
    row.say(text)
    return row


def tagged() -> list[ArticleTerm]:
    """What a piece is filed under."""
    names = ("harbour", "bridges and gates", LONG_WORD)
    return [ArticleTerm(term=Term(slug=f"t{at}", name=name)) for at, name in enumerate(names)]


def capture() -> Capture:
    """The bytes that a piece was read from."""
    return Capture(
        sha256="3f" * 32, stored_as="sample", size_bytes=88_412, media_type="text/html",
        url="https://tidewater.example/a-bridge-is-also-a-gate/", captured_at=AT,
        thread_is_complete=True,
    )  # fmt: skip


@dataclass(frozen=True)
class SampleGallery(Gallery):
    """Holds the one picture that the sample shows."""

    def find(self, source: str) -> Shown | None:
        """The picture of a bridge, wherever it was."""
        if source != PICTURE_URL:
            return None
        return Shown(staticfiles_storage.url("img/sample.svg"), 640, 320, "A bridge, half open.")


def main_article() -> Article:
    """A piece with everything that a text can hold."""
    return article(
        "bridge", "A bridge is also a gate", by="Ingrid Halloway", language="en",
        body_html=cleaned(BODY), standfirst=STANDFIRST,
        source_url="https://tidewater.example/a-bridge-is-also-a-gate/", comments_state="closed",
        declared_comment_count=25, comment_count=23, thread_shape="0123344500112a011200",
        body_text=collapse(strip_tags(BODY)), confidence=0.94,
    )  # fmt: skip


def textless_article() -> Article:
    """A piece of which only the conversation is held, undated and without a title."""
    return article(
        "textless", "", published_at=None, published_precision="",
        source_url="https://tidewater.example/?p=412",
    )  # fmt: skip


WHOLE = {
    "arabic": lambda: article(
        "jisr", "الجسر بابٌ أيضًا", by="ليلى منصور", language="ar", body_html=cleaned(ARABIC),
        standfirst="يريد المجلس أن يُلحم الجسر، ولم يسأل أحد حارسه.", comment_count=2,
    ),
    "japanese": lambda: article(
        "hashi", "橋は門でもある", by="佐藤 春", language="ja", body_html=cleaned(JAPANESE),
        standfirst="町は橋を溶接しようとしている。", comment_count=2,
    ),
    "textless": textless_article,
}  # fmt: skip
"""Whole pages by their names in addresses."""


def listed() -> Iterator[Article]:
    """Articles in every state that a row of a list can show."""
    yield main_article()
    yield article(
        "long", LONG_NAME, by=LONG_NAME, language="en", comment_count=0, declared_comment_count=12,
        body_text=f"A text without a standfirst, which opens with {LONG_WORD} and goes on.",
    )  # fmt: skip
    yield article("jisr", "الجسر بابٌ أيضًا", by="ليلى منصور", language="ar", comment_count=2,
                  declared_comment_count=1, thread_shape="01")  # fmt: skip
    yield article("hashi", "橋は門でもある", by="佐藤 春", language="ja", comment_count=1,
                  standfirst="町は橋を溶接しようとしている。", thread_shape="0")  # fmt: skip
    yield textless_article()


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as its writer's page lists it, and what it answers."""

    comment: Comment
    above: Comment | None


def said() -> Iterator[Said]:
    """Comments of one person: one that answers another, and one of which nobody knows when."""
    beneath = main_article()
    above = Comment(key="above", article=beneath, author_name="Bo Larsen", body_text=STANDFIRST)
    words = (f"{LONG_WORD}, as they say.", "I drive the number 4, and wait here twice a week.")
    for number, text in enumerate(words):
        at = None if number else AT
        comment = Comment(
            pk=next(_numbers), key=f"said{number}", article=beneath, body_text=text, posted_at=at,
            posted_precision="minute" if at else "", posted_on=at.date() if at else None,
            author_name="Tomasz Wren",
        )  # fmt: skip
        yield Said(comment, None if number else above)


def plot() -> Plot | None:
    """Six years of articles and comments."""
    articles = Counter({(2014 + n % 6, 1 + 5 * n % 12): 1 + 7 * n % 5 for n in range(30)})
    comments = Counter({(2014 + n % 6, 1 + 7 * n % 12): 3 + 11 * n % 40 for n in range(40)})
    return plot_of(Months(articles, comments), lambda year: f"#y{year}")
