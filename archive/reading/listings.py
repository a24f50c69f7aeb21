"""Lists of articles, sites and tags: what each page shows, as the user may see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OrderBy,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Lower, Substr

from archive.models import Article, ArticleAuthor, ArticleTerm, Comment, Person, Site, Term
from archive.models.articles import PUBLISHED_AT, PUBLISHED_ON, SHOWN_TITLE
from archive.models.visibility import (
    PUBLIC_COMMENT_ROW,
    ArticleQuerySet,
    User,
    articles_visible_to,
    is_keeper,
)
from archive.reading.citations import articles_citing
from archive.reading.filters import UNDATED, Filters

OPENING_LENGTH = 260
"""Characters of the text that stand for a missing standfirst."""


def count_column(user: User) -> str:
    """The column that says how many responses the user may see."""
    return "kept_count" if is_keeper(user) else "comment_count"


def articles_for(user: User, filters: Filters, *, without: Collection[str] = ()) -> ArticleQuerySet:
    """The articles the user may see, narrowed by all filters but those named; in no order."""
    conditions = _conditions(filters, count_column(user))
    if filters.cites:
        cited = Article.objects.visible_to(user).filter(key=filters.cites)
        citing = articles_citing(user, cited).order_by().values("pk")
        conditions["cites"] = Q(pk__in=citing)
    if filters.voice:
        # Their articles are asked for above; and by a sum, for by its number SQLite would read
        # each of the thousands of articles that some speak beneath.
        is_open = Q(merged_into__isnull=True) if is_keeper(user) else PUBLIC_COMMENT_ROW
        said = Comment.objects.filter(is_open, person__in=_people_called(filters.voice))
        conditions["voice"] = Q(number__in=said.order_by().values("article"))
    kept = [condition for name, condition in conditions.items() if name not in without]
    visible = Article.objects.visible_to(user).alias(day=PUBLISHED_ON, number=F("pk") + 0)
    articles: ArticleQuerySet = visible.filter(*kept).order_by()
    return articles


def in_order(articles: ArticleQuerySet, user: User, sort: str) -> ArticleQuerySet:
    """The articles in one of the orders of `filters.SORTS`, the same on every database."""
    ordered: ArticleQuerySet = articles.order_by(*_order(sort, count_column(user)), "key")
    return ordered


@dataclass(frozen=True, slots=True)
class Figures:
    """Articles in numbers; the days are of the oldest and newest one, None where undated."""

    articles: int
    sites: int
    responses: int
    first_on: date | None
    last_on: date | None


def figures_of(user: User, articles: ArticleQuerySet) -> Figures:
    """These articles in numbers. One query, which reads no text."""
    found = articles.order_by().aggregate(
        articles=Count("pk"),
        sites=Count("site", distinct=True),
        responses=Sum(count_column(user), default=0),
        first_on=Min(PUBLISHED_ON),
        last_on=Max(PUBLISHED_ON),
    )
    return Figures(**found)


@dataclass(frozen=True, slots=True)
class RowsInOrder:
    """Rows of a list, in one of the orders of `filters.SORTS`, to be counted and cut.

    Those of a cut are found first, by an index that holds all it takes, and then read by number:
    else a database reads every article to put them in order. Three queries a cut.
    """

    articles: ArticleQuerySet
    user: User
    sort: str

    def count(self) -> int:
        """How many there are."""
        return int(self.articles.count())

    def __getitem__(self, places: slice, /) -> list[Article]:
        """Some of them, as from `as_rows`."""
        ordered = in_order(self.articles, self.user, self.sort)
        ids = list(ordered.values_list("pk", flat=True)[places])
        rows = as_rows(Article.objects.visible_to(self.user).filter(pk__in=ids), self.user)
        by_id = rows.in_bulk()
        return [by_id[pk] for pk in ids if pk in by_id]


def as_rows(articles: ArticleQuerySet, user: User) -> ArticleQuerySet:
    """The articles with what a row of a list shows, and without their texts.

    Adds `shown_count` (responses the user may see) and `opening`; two queries in all.
    """
    rows: ArticleQuerySet = (
        articles.select_related("site")
        .defer("body_html", "body_text", "origins")
        .annotate(
            shown_count=F(count_column(user)),
            opening=Substr("body_text", 1, OPENING_LENGTH, output_field=CharField()),
        )
        .prefetch_related(bylines())
    )
    return rows


def bylines() -> "Prefetch[str, QuerySet[ArticleAuthor, ArticleAuthor], str]":
    """The authors of articles in the byline's order, one query for all of them."""
    authors = ArticleAuthor.objects.shown().select_related("person").order_by("position", "pk")
    return Prefetch("article_authors", queryset=authors)


def latest_first(rows: Iterable[Article | Comment]) -> list[Article | Comment]:
    """Articles and comments together, the latest written first, undated ones last."""

    def rank(row: Article | Comment) -> tuple[datetime, str]:
        written = row.shown_published_at if isinstance(row, Article) else row.posted_at
        return written or datetime.min.replace(tzinfo=UTC), row.key

    return sorted(rows, key=rank, reverse=True)


def sites_for(user: User) -> QuerySet[Site]:
    """Sites with at least one article the user may see, by host.

    Adds `article_count` and `response_count`. One query.
    """
    return (
        Site.objects.filter(articles_visible_to(user, "articles"))
        .annotate(
            article_count=Count("articles"), response_count=Sum(f"articles__{count_column(user)}")
        )
        .order_by("host")
    )


def terms_for(user: User) -> QuerySet[Term]:
    """Tags and categories of articles the user may see, most used first, with `article_count`."""
    return (
        Term.objects.filter(articles__in=Article.objects.visible_to(user).order_by())
        .annotate(article_count=Count("articles", distinct=True))
        .order_by("-article_count", "name", "slug")
    )


def _conditions(filters: Filters, count: str) -> dict[str, Q | Exists]:
    conditions: dict[str, Q | Exists] = {}
    if filters.site:
        conditions["site"] = Q(site__host=filters.site)
    if filters.person:
        people = _people_called(filters.person)
        wrote = ArticleAuthor.objects.shown().filter(person__in=people)
        conditions["person"] = Q(pk__in=wrote.order_by().values("article"))
    if filters.term:
        conditions["term"] = Exists(
            ArticleTerm.objects.filter(article=OuterRef("pk"), term__slug=filters.term)
        )
    if filters.language:
        conditions["language"] = Q(language=filters.language)
    return {**conditions, **_conditions_on_dates(filters), **_conditions_on_counts(filters, count)}


def _people_called(key: str) -> QuerySet[Person, Any]:
    """The row numbers of the person with this key and of those merged into it."""
    named = Person.objects.filter(key=key).order_by().values("pk")
    return named.union(Person.objects.filter(merged_into__key=key).order_by().values("pk"))


def _conditions_on_dates(filters: Filters) -> dict[str, Q]:
    if filters.year == UNDATED:
        return {"year": Q(day__isnull=True)}
    whole_year = filters.changed(month="").span()
    if whole_year is None:
        return {}
    conditions = {"year": Q(day__range=whole_year)}
    if filters.month:
        conditions["month"] = Q(day__range=filters.span())
    return conditions


def _conditions_on_counts(filters: Filters, count: str) -> dict[str, Q]:
    conditions = {}
    if filters.comments:
        conditions["comments"] = has_responses(count, filters.comments)
    if filters.declared:
        conditions["declared"] = declared_differs(count)
    return conditions


def has_responses(count: str, which: str) -> Q:
    """That an article has responses ("with"), or none ("without")."""
    has_none = Q(**{count: 0})
    return has_none if which == "without" else ~has_none


def declared_differs(count: str) -> Q:
    """That a source declared another number of responses than the archive shows."""
    return Q(declared_comment_count__gt=F(count)) | Q(declared_comment_count__lt=F(count))


def _order(sort: str, count: str) -> tuple[OrderBy | str, ...]:
    newest = PUBLISHED_AT.desc(nulls_last=True)
    if sort == "oldest":
        return (PUBLISHED_AT.asc(nulls_last=True),)
    if sort == "discussed":
        return (f"-{count}", newest)
    if sort == "latest-comment":
        return (F("last_comment_at").desc(nulls_last=True), newest)
    if sort == "title":
        return (Lower(SHOWN_TITLE).asc(),)
    return (newest,)
