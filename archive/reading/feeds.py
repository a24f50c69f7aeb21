"""Feeds, as Atom and as JSON: of lists and collections, of one thread, of one person, of a search.

Every entry has a stable id, a time and an author (RFC 4287, section 4.1.2), and holds only
characters that XML 1.0 allows: the feed of the oddest comment stays well-formed.
"""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse  # noqa: TID251 -- a feed is a view of Django's own making
from django.urls import reverse
from django.utils.translation import gettext

from archive.lib.addresses import is_web
from archive.lib.shown_pictures import Shown, with_pictures
from archive.lib.text import clean_characters, truncate
from archive.models import Article, Collection, Comment, Person, Site, Term
from archive.models.choices import Precision
from archive.models.threads import SHOWN_PARENT
from archive.models.visibility import User
from archive.reading.articles import article_under, standing_of
from archive.reading.atom_feed import ThreadedFeed
from archive.reading.citing import published_of, when_of
from archive.reading.collections import collections_for, latest_added
from archive.reading.filters import Filters, tidied
from archive.reading.finding import latest_found
from archive.reading.in_time import took_too_long
from archive.reading.json_feed import JsonFeed
from archive.reading.listings import (
    articles_for,
    bylines,
    in_order,
    latest_first,
    sites_for,
    terms_for,
)
from archive.reading.people import comments_of, ids_of, people_for
from archive.reading.thread_rows import UNNAMED
from archive.search.patience import TookTooLong
from archive.templatetags.archive_dates import calendar_month
from archive.templatetags.archive_states import in_a_row

ENTRIES = 30
ID = "urn:x-afterword:"
TITLE_LENGTH = 120
ARCHIVE = "Afterword"
EXACT = frozenset({Precision.MINUTE, Precision.SECOND})
"""What a feed may tell as a moment: it has no way to say that only the day is known."""


def _not_shown(_source: str) -> Shown | None:
    """No picture."""
    return None


class ArchiveFeed(Feed[Any, Any]):
    """Entries from articles and comments alike; subclasses say which, and of what."""

    feed_type: type[ThreadedFeed | JsonFeed] = ThreadedFeed
    author_name = ARCHIVE

    def __init__(self, feed_type: type[ThreadedFeed | JsonFeed] = ThreadedFeed) -> None:
        self.feed_type = feed_type

    def title(self, about: Any) -> str:  # noqa: ANN401 -- what get_object gave
        """What the feed is of."""
        raise NotImplementedError

    def item_title(self, item: Article | Comment) -> str:
        """An article's title; a comment's author and article."""
        if isinstance(item, Article):
            return _plain(str(item))
        names = {"name": item.author_name or UNNAMED, "article": item.article}
        return _plain(gettext("%(name)s on %(article)s") % names)

    def item_description(self, item: Article | Comment) -> str:
        """The stored, cleaned markup, else the standfirst or the plain text.

        Pictures stay links: of what stands in other programs we know no size and no policy.
        """
        opening = item.shown_standfirst if isinstance(item, Article) else item.body_text
        return clean_characters(with_pictures(item.body_html, _not_shown) or opening)

    def item_link(self, item: Article | Comment) -> str:
        """The address in this archive."""
        return item.get_absolute_url()

    def item_guid(self, item: Article | Comment) -> str:
        """The key, which never changes, whatever the archive's own address."""
        return _id_of(item)

    def item_extra_kwargs(self, item: Article | Comment) -> dict[str, Any]:
        """What tells the place of an entry in a thread, and its date as exactly as it is known."""
        if isinstance(item, Article):
            known, source = published_of(item), item.source_url
            place = {
                "comment_count": item.comment_count,
                "last_comment_at": item.last_comment_at,
                "replies_address": thread_feed(item),
                "answered_address": "",
                "answered_id": "",
            }
        else:
            known = when_of(item.posted_at, item.posted_precision, item.posted_offset_minutes)
            source = item.permalink
            place = {"comment_count": None, **_answered(item)}
        return {
            **place,
            "known_date": known.machine if known else "",
            "source": source if is_web(source) else "",
        }

    def item_pubdate(self, item: Article | Comment) -> datetime | None:
        """When the source published it; nothing where it told no time of the day."""
        if isinstance(item, Article):
            at, precision = item.shown_published_at, item.shown_published_precision
        else:
            at, precision = item.posted_at, item.posted_precision
        return at if precision in EXACT else None

    def item_updateddate(self, item: Article | Comment) -> datetime:
        """When the source last changed it; what has no time takes the archive's own."""
        if isinstance(item, Article):
            return item.modified_at or item.shown_published_at or item.archived_at
        return item.posted_at or item.article.shown_published_at or item.article.archived_at

    def item_author_name(self, item: Article | Comment) -> str:
        """Who wrote it; where nobody is named, its site."""
        if isinstance(item, Comment):
            return _plain(item.author_name or str(UNNAMED))
        names = [author.person.name for author in item.article_authors.all()]
        return _plain(", ".join(names) or item.site.shown_name)

    def item_categories(self, item: Article | Comment) -> list[str]:
        """The article's tags."""
        if isinstance(item, Comment):
            return []
        return [_plain(name) for name in dict.fromkeys(term.name for term in item.terms.all())]


class ArticlesFeed(ArchiveFeed):
    """The list of articles with all its filters and sorts."""

    def get_object(self, request: HttpRequest, *_args: str, **_kwargs: str) -> tuple[User, Filters]:
        """The reader, and what narrows the list."""
        return request.user, Filters.read(request.GET)

    def title(self, about: tuple[User, Filters]) -> str:
        """Says what the list is narrowed to."""
        chosen = in_a_row(value for _name, value in about[1].chosen())
        words = gettext("Articles: %(chosen)s") if chosen else gettext("Articles")
        return _plain(f"{words % {'chosen': chosen}} · {ARCHIVE}")

    def link(self, about: tuple[User, Filters]) -> str:
        """The list itself."""
        query = about[1].query()
        return reverse("articles") + (f"?{query}" if query else "")

    def feed_url(self, about: tuple[User, Filters]) -> str:
        """The feed's own address, with what narrows it."""
        query = about[1].query()
        return reverse(f"articles-{self.feed_type.route}") + (f"?{query}" if query else "")

    def items(self, about: tuple[User, Filters]) -> list[Article]:
        """The first of the list."""
        return _entries(*about)


class SiteFeed(ArchiveFeed):
    """The newest articles of a site."""

    def get_object(self, request: HttpRequest, *_args: str, **kwargs: str) -> tuple[User, Site]:
        """The reader and the site."""
        return request.user, sites_for(request.user).get(host=tidied(kwargs["host"]))

    def title(self, about: tuple[User, Site]) -> str:
        """The site's name."""
        return _plain(f"{about[1].shown_name} · {ARCHIVE}")

    def link(self, about: tuple[User, Site]) -> str:
        """The site's page."""
        return about[1].get_absolute_url()

    def items(self, about: tuple[User, Site]) -> list[Article]:
        """Its newest articles."""
        return _entries(about[0], Filters(site=about[1].host))


class TagFeed(ArchiveFeed):
    """The newest articles that carry a tag."""

    def get_object(self, request: HttpRequest, *_args: str, **kwargs: str) -> tuple[User, Term]:
        """The reader and the tag."""
        return request.user, terms_for(request.user).get(slug=tidied(kwargs["slug"]))

    def title(self, about: tuple[User, Term]) -> str:
        """The tag's name."""
        return _plain(f"{about[1].name} · {ARCHIVE}")

    def link(self, about: tuple[User, Term]) -> str:
        """The tag's page."""
        return about[1].get_absolute_url()

    def items(self, about: tuple[User, Term]) -> list[Article]:
        """Its newest articles."""
        return _entries(about[0], Filters(term=about[1].slug))


class MonthFeed(ArchiveFeed):
    """The articles of a month, latest first."""

    def get_object(self, request: HttpRequest, *_args: int, **kwargs: int) -> tuple[User, date]:
        """The reader and the month's first day."""
        return request.user, date(kwargs["year"], kwargs["month"], 1)

    def title(self, about: tuple[User, date]) -> str:
        """The month's name."""
        return f"{calendar_month(about[1])} · {ARCHIVE}"

    def link(self, about: tuple[User, date]) -> str:
        """The month's page."""
        return reverse("timeline-month", args=[about[1].year, about[1].month])

    def items(self, about: tuple[User, date]) -> list[Article]:
        """Its latest articles."""
        year, month = about[1].year, about[1].month
        return _entries(about[0], Filters(year=f"{year:04d}", month=str(month)))


class PersonFeed(ArchiveFeed):
    """The latest articles and comments of a person."""

    def get_object(self, request: HttpRequest, *_args: str, **kwargs: str) -> tuple[User, Person]:
        """The reader and the person, or whom the person was merged into."""
        row = Person.objects.select_related("merged_into").get(key=tidied(kwargs["key"]))
        return request.user, people_for(request.user).get(pk=(row.merged_into or row).pk)

    def title(self, about: tuple[User, Person]) -> str:
        """The person's name."""
        return _plain(f"{about[1].name} · {ARCHIVE}")

    def link(self, about: tuple[User, Person]) -> str:
        """The person's page."""
        return about[1].get_absolute_url()

    def items(self, about: tuple[User, Person]) -> list[Article | Comment]:
        """The latest of both kinds together."""
        user, person = about
        wrote = _entries(user, Filters(person=person.key))
        said = list(_with_answered(user, comments_of(user, ids_of(person)))[:ENTRIES])
        return latest_first([*wrote, *said])[:ENTRIES]


class ThreadFeed(ArchiveFeed):
    """The latest comments beneath an article."""

    def get_object(self, request: HttpRequest, *_args: str, **kwargs: str) -> tuple[User, Article]:
        """The reader and the article; any slug will do, the key is what counts."""
        row = article_under(kwargs["key"])
        if row is None or standing_of(request.user, row) != "shown":
            raise ObjectDoesNotExist
        return request.user, row

    def title(self, about: tuple[User, Article]) -> str:
        """The article's title."""
        words = gettext("Responses to %(article)s") % {"article": about[1]}
        return _plain(f"{words} · {ARCHIVE}")

    def link(self, about: tuple[User, Article]) -> str:
        """The thread on the article's page."""
        return f"{about[1].get_absolute_url()}#responses"

    def items(self, about: tuple[User, Article]) -> list[Comment]:
        """The comments that came last, those without a time after all others."""
        user, article = about
        comments = Comment.objects.visible_to(user).filter(article=article)
        latest = (
            _with_answered(user, comments)
            .select_related("article")
            .defer("article__body_html", "article__body_text")
        )
        return list(latest.order_by(F("posted_at").desc(nulls_last=True), "-position")[:ENTRIES])


class CollectionFeed(ArchiveFeed):
    """What was added to a collection last."""

    def get_object(
        self, request: HttpRequest, *_args: str, **kwargs: str
    ) -> tuple[User, Collection]:
        """The reader and the collection."""
        return request.user, collections_for(request.user).get(slug=tidied(kwargs["slug"]))

    def title(self, about: tuple[User, Collection]) -> str:
        """The collection's name."""
        return _plain(f"{about[1].name} · {ARCHIVE}")

    def link(self, about: tuple[User, Collection]) -> str:
        """The collection's page."""
        return about[1].get_absolute_url()

    def items(self, about: tuple[User, Collection]) -> list[Article | Comment]:
        """The latest additions of both kinds."""
        return latest_added(*about, limit=ENTRIES)


class SearchFeed(ArchiveFeed):
    """What a search finds, newest first."""

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The feed; where the search takes too long a refusal, which empties no reader's list."""
        try:
            return super().__call__(request, *args, **kwargs)
        except TookTooLong:
            return took_too_long()

    def get_object(self, request: HttpRequest, *_args: str, **_kwargs: str) -> tuple[User, str]:
        """The reader and the question."""
        return request.user, request.GET.get("q", "").replace("\x00", " ").strip()

    def title(self, about: tuple[User, str]) -> str:
        """The question."""
        return _plain(f"{about[1]} · {ARCHIVE}")

    def link(self, about: tuple[User, str]) -> str:
        """The page of the search."""
        return f"{reverse('search')}?{urlencode({'q': about[1]})}"

    def feed_url(self, about: tuple[User, str]) -> str:
        """The feed's own address, with its question."""
        return f"{reverse(f'search-{self.feed_type.route}')}?{urlencode({'q': about[1]})}"

    def items(self, about: tuple[User, str]) -> list[Article | Comment]:
        """What was found; nothing where nothing was asked."""
        return latest_found(*about, limit=ENTRIES) if about[1] else []


def _id_of(item: Article | Comment) -> str:
    kind = "article" if isinstance(item, Article) else "comment"
    return f"{ID}{kind}:{item.key}"


def thread_feed(article: Article) -> str:
    """The address of the feed of an article's thread."""
    if article.slug:
        return reverse("article-feed", args=[article.key, article.slug])
    return reverse("article-plain-feed", args=[article.key])


def _with_answered(user: User, comments: "QuerySet[Comment, Any]") -> "QuerySet[Comment, Any]":
    """The comments with the key of the one that each answers, where the user may read that."""
    above = Comment.objects.visible_to(user).filter(pk=OuterRef("above")).order_by()
    rows = comments.annotate(above=SHOWN_PARENT)
    return rows.annotate(answered_key=Subquery(above.values("key")[:1]))


def _answered(comment: Comment) -> dict[str, str]:
    key = getattr(comment, "answered_key", None)
    if key:
        address, name = reverse("comment", args=[key]), f"{ID}comment:{key}"
    else:
        address, name = comment.article.get_absolute_url(), _id_of(comment.article)
    return {"answered_address": address, "answered_id": name}


def _entries(user: User, filters: Filters) -> list[Article]:
    articles = in_order(articles_for(user, filters), user, filters.sort)
    found = articles.select_related("site").defer("origins").prefetch_related(bylines(), "terms")
    return list(found[:ENTRIES])


def _plain(text: str) -> str:
    return truncate(clean_characters(text), TITLE_LENGTH)
