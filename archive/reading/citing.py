"""What is told where an article or a comment is cited, from the rows of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext, override

from archive.export.citations.cited import Cited, When
from archive.intake.candidates import unpack
from archive.lib.addresses import is_web
from archive.lib.text import collapse
from archive.models import Article, Capture, Comment
from archive.reading.articles import captures_of
from archive.templatetags.archive_dates import shown
from archive.templatetags.archive_links import Absolute

OBTAINED: Mapping[str, str] = {
    "export": "read from an export",
    "api": "read from an answer of its platform's API",
    "page": "read from a saved page",
    "feed": "read from a feed",
    "dump": "read from a text dump",
    "part": "read from a saved page of its thread",
}
"""By the rank of what its words come from."""


def cited_article(article: Article, absolute: Absolute) -> Cited:
    """The article's citation. Two queries."""
    return cited_from(article, names_of(article), list(captures_of(article)), absolute)


def cited_comment(comment: Comment, absolute: Absolute) -> Cited:
    """The comment's citation, with that of its article. Two queries."""
    article = comment.article.merged_into or comment.article
    captures = list(captures_of(article))
    url = comment.permalink if is_web(comment.permalink) else article.source_url
    name = collapse(comment.author_name)
    cited = Cited(
        kind="comment",
        key=comment.key,
        title=collapse(comment.title),
        authors=(name,) if name else (),
        site=collapse(article.site.shown_name),
        home=absolute(comment.get_absolute_url()),
        url=url if is_web(url) else "",
        published=when_of(
            comment.posted_at, comment.posted_precision, comment.posted_offset_minutes
        ),
        beneath=cited_from(article, names_of(article), captures, absolute),
    )
    return _with_provenance(cited, comment, captures)


def when_of(at: datetime | None, precision: str, offset_minutes: int | None) -> When | None:
    """A stored time as its source gave it; None where there is none.

    In English words, as all that is taken along is.
    """
    with override("en"):
        parts = shown(at, precision, offset_minutes)
        return When(parts.machine, parts.whole) if parts else None


def title_of(cited: Cited) -> str:
    """What is cited, in the language of the page that names it; of a comment what it is one on."""
    if cited.beneath is None:
        return cited.title or gettext("Untitled")
    beneath = title_of(cited.beneath)
    if cited.title:
        return gettext("%(title)s. Comment on “%(article)s”") % {
            "title": cited.title,
            "article": beneath,
        }
    return gettext("Comment on “%(article)s”") % {"article": beneath}


def published_of(article: Article) -> When | None:
    """When an article was published; None where nobody knows."""
    return when_of(
        article.shown_published_at,
        article.shown_published_precision,
        article.shown_published_offset_minutes,
    )


def names_of(article: Article) -> tuple[str, ...]:
    """Who wrote an article, in the byline's order. One query."""
    authors = article.article_authors.shown().select_related("person").order_by("position", "pk")
    return tuple(author.person.name for author in authors)


def cited_from(
    article: Article, names: Sequence[str], captures: Sequence[Capture], absolute: Absolute
) -> Cited:
    """The article's citation, from what was read of it before. No query."""
    cited = Cited(
        kind="article",
        key=article.key,
        title=collapse(article.shown_title),
        authors=tuple(map(collapse, names)),
        site=collapse(article.site.shown_name),
        home=absolute(article.get_absolute_url()),
        url=article.source_url if is_web(article.source_url) else "",
        language=collapse(article.language),
        published=published_of(article),
    )
    return _with_provenance(cited, article, captures)


def _with_provenance(cited: Cited, row: Article | Comment, captures: Sequence[Capture]) -> Cited:
    """From what its words were read, and the digest of the bytes where that is certain."""
    packed = row.origins.get("body") or row.origins.get("title")
    origin = unpack(packed) if packed else None
    at = origin.captured_at if origin else None
    of_then = [one for one in captures if at and one.captured_at == at] or [*captures]
    digests = {one.sha256 for one in of_then}
    capture = of_then[0] if len(digests) == 1 else None
    return replace(
        cited,
        obtained=OBTAINED[origin.rank] if origin else "",
        captured=when_of(at or (capture.captured_at if capture else None), "minute", 0),
        sha256=capture.sha256 if capture else "",
    )
