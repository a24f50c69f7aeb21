from django.urls import path, register_converter
from django.urls.converters import StringConverter

from archive.reading import collection_views, feeds, picture_views, views
from archive.reading.articles import segment_of


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


register_converter(YearConverter, "year")
register_converter(DigestConverter, "sha256")
register_converter(MonthConverter, "month")
register_converter(SlugConverter, "own_slug")

article_urls = [
    # /a/<key>/
    path("a/<str:key>/", views.article, name="article-plain"),
    path("a/<str:key>.atom", feeds.ThreadFeed(), name="article-plain-feed"),
    path("a/<str:key>/<own_slug:slug>/", views.article, name="article"),
    path("a/<str:key>/<own_slug:slug>.atom", feeds.ThreadFeed(), name="article-feed"),
    path("a/<str:key>/<own_slug:slug>/changes/", views.article_changes, name="article-changes"),
    path("c/<str:key>/", views.comment, name="comment"),
    path("pictures/<sha256:sha256>.<str:extension>", picture_views.picture, name="picture"),
]

list_urls = [
    path("articles/", views.articles, name="articles"),
    path("articles.atom", feeds.ArticlesFeed(), name="articles-feed"),
    path("sites/", views.sites, name="sites"),
    path("sites/<str:host>/", views.site, name="site"),
    path("sites/<str:host>.atom", feeds.SiteFeed(), name="site-feed"),
    path("people/", views.people, name="people"),
    path("people/<str:key>/", views.person, name="person"),
    path("people/<str:key>.atom", feeds.PersonFeed(), name="person-feed"),
    path("tags/", views.tags, name="tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("tags/<str:slug>.atom", feeds.TagFeed(), name="tag-feed"),
    path("timeline/", views.timeline, name="timeline"),
    path("timeline/<year:year>/<month:month>/", views.timeline_month, name="timeline-month"),
    path("timeline/<year:year>/<month:month>.atom", feeds.MonthFeed(), name="timeline-month-feed"),
]

collection_urls = [
    path("collections/", collection_views.collections, name="collections"),
    path("collections/<str:slug>/", collection_views.collection, name="collection"),
    path("collections/<str:slug>.atom", feeds.CollectionFeed(), name="collection-feed"),
]

search_urls = [
    path("search/", views.search, name="search"),
    path("search/help", views.search_help, name="search-help"),
    path("search.atom", feeds.SearchFeed(), name="search-feed"),
    path("from/", views.from_address, name="from"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]

urlpatterns = [
    path("", views.home, name="home"),
    *article_urls,
    *list_urls,
    *collection_urls,
    *search_urls,
    path("theme/", views.theme, name="theme"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
