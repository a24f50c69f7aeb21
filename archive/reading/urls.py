import re

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from archive.export.citations import CITATION_FORMATS
from archive.reading import (
    citing_views,
    collection_views,
    feeds,
    picture_views,
    robots_views,
    search_views,
    style_views,
    views,
    ways_views,
)
from archive.reading.addresses import segment_of
from archive.reading.copies import COPY_FORMATS
from archive.reading.json_feed import JsonFeed


class YearConverter:
    regex = "(?!0000)[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class MonthConverter:
    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class SlugConverter(StringConverter):
    def to_url(self, value: str) -> str:
        return segment_of(value)


class DigestConverter(StringConverter):
    regex = "[0-9a-f]{64}"


class CitationConverter(StringConverter):
    regex = "|".join(map(re.escape, CITATION_FORMATS))


class CopyConverter(StringConverter):
    regex = "|".join(map(re.escape, COPY_FORMATS))


register_converter(YearConverter, "year")
register_converter(CopyConverter, "copy")
register_converter(CitationConverter, "citation")
register_converter(DigestConverter, "sha256")
register_converter(MonthConverter, "month")
register_converter(SlugConverter, "own_slug")


def both_feeds(route: str, feed: type[feeds.ArchiveFeed], name: str) -> list[URLPattern]:
    return [
        path(f"{route}.atom", feed(), name=f"{name}-feed"),
        path(f"{route}.feed.json", feed(JsonFeed), name=f"{name}-json-feed"),
    ]


article_urls = [
    # /a/<key>/
    path("a/<str:key>/", views.article, name="article-plain"),
    *both_feeds("a/<str:key>", feeds.ThreadFeed, "article-plain"),
    path("a/<str:key>/<own_slug:slug>/", views.article, name="article"),
    *both_feeds("a/<str:key>/<own_slug:slug>", feeds.ThreadFeed, "article"),
    path("a/<str:key>/<own_slug:slug>/changes/", views.article_changes, name="article-changes"),
    path("c/<str:key>/", views.comment, name="comment"),
    path("c/<str:key>/cite/", citing_views.comment_cite, name="comment-cite"),
    path("c/<str:key>.<citation:ending>", citing_views.comment_citation, name="comment-citation"),
    path("a/<str:key>/<own_slug:slug>/cite/", citing_views.article_cite, name="article-cite"),
    path(
        "a/<str:key>.<citation:ending>",
        citing_views.article_citation,
        name="article-plain-citation",
    ),
    path(
        "a/<str:key>/<own_slug:slug>.<citation:ending>",
        citing_views.article_citation,
        name="article-citation",
    ),
    # After the citations: ".csl.json" is no copy of what is called ".csl".
    path("a/<str:key>.<copy:ending>", citing_views.article_copy, name="article-plain-copy"),
    path(
        "a/<str:key>/<own_slug:slug>.<copy:ending>",
        citing_views.article_copy,
        name="article-copy",
    ),
    path("pictures/<sha256:sha256>.<str:extension>", picture_views.picture, name="picture"),
]

list_urls = [
    path("articles/", ways_views.articles, name="articles"),
    *both_feeds("articles", feeds.ArticlesFeed, "articles"),
    path("sites/", ways_views.sites, name="sites"),
    path("sites/<str:host>/", ways_views.site, name="site"),
    *both_feeds("sites/<str:host>", feeds.SiteFeed, "site"),
    path("people/", ways_views.people, name="people"),
    path("people/<str:key>/", ways_views.person, name="person"),
    *both_feeds("people/<str:key>", feeds.PersonFeed, "person"),
    path("tags/", ways_views.tags, name="tags"),
    path("tags/<str:slug>/", ways_views.tag, name="tag"),
    *both_feeds("tags/<str:slug>", feeds.TagFeed, "tag"),
    path("timeline/", ways_views.timeline, name="timeline"),
    path("timeline/<year:year>/<month:month>/", ways_views.timeline_month, name="timeline-month"),
    *both_feeds("timeline/<year:year>/<month:month>", feeds.MonthFeed, "timeline-month"),
]

collection_urls = [
    path("collections/", collection_views.collections, name="collections"),
    path("collections/<str:slug>/", collection_views.collection, name="collection"),
    *both_feeds("collections/<str:slug>", feeds.CollectionFeed, "collection"),
]

search_urls = [
    path("search/", search_views.search, name="search"),
    path("search/form", search_views.search_form, name="search-form"),
    path("search/suggest", search_views.suggest, name="search-suggest"),
    path("search/help", search_views.search_help, name="search-help"),
    *both_feeds("search", feeds.SearchFeed, "search"),
    path("search.json", search_views.search_json, name="search-json"),
    path("search.csv", search_views.search_csv, name="search-csv"),
    path("from/", views.from_address, name="from"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]

urlpatterns = [
    path("", ways_views.home, name="home"),
    *search_urls,
    *article_urls,
    *list_urls,
    *collection_urls,
    path("about/style/", style_views.style, name="style"),
    path("about/style/<str:name>/", style_views.style_whole, name="style-whole"),
    path("theme/", views.theme, name="theme"),
    path("language/", views.language, name="language"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", robots_views.robots, name="robots"),
    path("sitemap.xml", robots_views.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", robots_views.sitemap_part, name="sitemap-part"),
    path("favicon.ico", views.favicon, name="favicon"),
]
