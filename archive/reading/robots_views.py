from collections.abc import Iterator
from html import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.models import Article
from archive.models.visibility import STRANGER
from archive.templatetags.archive_links import Absolute, absolute_of

PER_SITEMAP = 10_000
# What is made of what somebody asked, what is made up, and what is for staff: no pages of the
# archive's own.
KEPT_OUT = (
    "/about/", "/admin/", "/desk/", "/from/", "/imports/", "/search/?", "/search/form",
    "/search/suggest", "/search.", "/sign-in/",
)  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = "application/xml; charset=utf-8"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /"]
    if settings.ARCHIVE_INDEXING:
        lines[1:] = [f"Disallow: {path}" for path in KEPT_OUT]
        lines += ["", f"Sitemap: {absolute_of(request)(reverse('sitemap'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    refuse_unless_indexed()
    parts = -(-Article.objects.visible_to(STRANGER).count() // PER_SITEMAP)
    absolute = absolute_of(request)
    places = (absolute(reverse("sitemap-part", args=[part + 1])) for part in range(parts))
    entries = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
    text = f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{entries}</sitemapindex>\n"
    return HttpResponse(text, content_type=_XML)


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponseBase:
    refuse_unless_indexed()
    rows = Article.objects.visible_to(STRANGER).order_by("pk").only("key", "slug")
    begin = (min(number, 10**6) - 1) * PER_SITEMAP
    if number < 1 or not rows[begin : begin + 1]:
        raise Http404
    articles = rows[begin : begin + PER_SITEMAP].iterator(chunk_size=1000)
    return StreamingHttpResponse(places_of(articles, absolute_of(request)), content_type=_XML)


def places_of(articles: Iterator[Article], absolute: Absolute) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_NAMESPACE}>\n"
    for article in articles:
        yield f"<url><loc>{escape(absolute(article.get_absolute_url()))}</loc></url>\n"
    yield "</urlset>\n"


def refuse_unless_indexed() -> None:
    """A map of what is there is for those who may make a copy of it."""
    if not settings.ARCHIVE_INDEXING:
        raise Http404
