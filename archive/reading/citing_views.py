from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.export.citations import CITATION_FORMATS
from archive.export.citations.cited import Cited
from archive.lib.text import slugify
from archive.models import Article, Comment
from archive.models.choices import CommentState
from archive.reading.articles import cite_url, comment_under, standing_of
from archive.reading.citing import cited_article, cited_comment, title_of
from archive.reading.copies import COPY_FORMATS
from archive.reading.views import gone, readable_article
from archive.templatetags.archive_dates import shown
from archive.templatetags.archive_links import absolute_of
from archive.templatetags.archive_states import in_a_row

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Written:
    """A citation in one format, and where it is to be had as a file."""

    ending: str
    name: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in one format, what it is good for, and where it is to be had."""

    name: str
    words: str
    url: str


@require_safe
def article_cite(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    row = readable_article(request, key)
    if row is None:
        return gone(request)
    own = cite_url(row)
    if own != reverse("article-cite", args=[key, slug]):
        return redirect(own)
    cited = cited_article(row, absolute_of(request))
    copies = [
        Copy(str(one.name), str(one.words), article_file(row, ending))
        for ending, one in COPY_FORMATS.items()
    ]
    return cite_page(request, cited, row, lambda ending: article_file(row, ending), copies)


@require_safe
def comment_cite(request: HttpRequest, key: str) -> HttpResponse:
    row = readable_comment(request, key)
    if row is None:
        return gone(request)
    if row.key != key:
        return redirect("comment-cite", row.key)
    cited = cited_comment(row, absolute_of(request))
    return cite_page(request, cited, row, lambda ending: comment_file(row, ending))


@require_safe
def article_citation(request: HttpRequest, key: str, ending: str, slug: str = "") -> HttpResponse:
    row = readable_article(request, key)
    if row is None:
        return gone(request)
    return as_file(cited_article(row, absolute_of(request)), ending)


@require_safe
def article_copy(request: HttpRequest, key: str, ending: str, slug: str = "") -> HttpResponseBase:
    row = readable_article(request, key)
    if row is None:
        return gone(request)
    one = COPY_FORMATS[ending]
    name = f"{slugify(row.shown_title) or row.key}.{ending}"
    content = one.write(request.user, row, absolute_of(request))
    response: HttpResponseBase
    if isinstance(content, Iterator):
        response = StreamingHttpResponse(content, content_type=one.media_type)
    else:
        response = FileResponse(content, content_type=one.media_type)
    name_file(response, one.media_type, name)
    return response


@require_safe
def comment_citation(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    row = readable_comment(request, key)
    if row is None:
        return gone(request)
    return as_file(cited_comment(row, absolute_of(request)), ending)


def cite_page(
    request: HttpRequest,
    cited: Cited,
    row: Article | Comment,
    url_of: Callable[[str], str],
    copies: Sequence[Copy] = (),
) -> HttpResponse:
    written = [
        Written(ending, gettext(one.name), one.write(cited).strip(), url_of(ending))
        for ending, one in CITATION_FORMATS.items()
    ]
    context: dict[str, Any] = {
        "cited": cited,
        "title": title_of(cited),
        "authors": in_a_row(cited.authors),
        "published": shown(*times_of(row)),
        "row": row,
        "citations": written,
        "copies": copies,
    }
    return unindexed(render(request, "articles/cite.html", context))


def times_of(row: Article | Comment) -> tuple[datetime | None, str, int | None]:
    if isinstance(row, Comment):
        return row.posted_at, row.posted_precision, row.posted_offset_minutes
    return (
        row.shown_published_at,
        row.shown_published_precision,
        row.shown_published_offset_minutes,
    )


def as_file(cited: Cited, ending: str) -> HttpResponse:
    one = CITATION_FORMATS[ending]
    response = HttpResponse(one.write(cited), content_type=one.media_type)
    name_file(response, one.media_type, f"{cited.id}.{ending}")
    return response


def name_file(response: HttpResponseBase, media_type: str, name: str) -> None:
    """What browsers can show as it is they show; all else they save, by this name."""
    unindexed(response)
    is_download = not media_type.startswith("text/plain")
    response.headers["Content-Disposition"] = str(content_disposition_header(is_download, name))


def unindexed(response: Response) -> Response:
    """Where an archive is open to search engines, it is by its pages and not by their copies."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def readable_comment(request: HttpRequest, key: str) -> Comment | None:
    """The comment whose words may be read; None where it was withdrawn. Raises Http404."""
    row = comment_under(key)
    if row is None or (standing := standing_of(request.user, row)) == "absent":
        raise Http404
    if standing == "withdrawn":
        return None
    # Its address may lead on to where it stood; its words are for those whom the thread shows them.
    is_wordless = row.state == CommentState.DELETED and not row.body_html
    has_words = row.state != CommentState.MISSING and not is_wordless
    if not (has_words and Comment.objects.visible_to(request.user).filter(pk=row.pk).exists()):
        raise Http404
    return row


def article_file(row: Article, ending: str) -> str:
    kind = "citation" if ending in CITATION_FORMATS else "copy"
    if row.slug:
        return reverse(f"article-{kind}", args=[row.key, row.slug, ending])
    return reverse(f"article-plain-{kind}", args=[row.key, ending])


def comment_file(row: Comment, ending: str) -> str:
    return reverse("comment-citation", args=[row.key, ending])
