"""Lists of articles, sites and tags: what each page shows, as the user may see it."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    OrderBy,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Lower, NullIf, Substr

from archive.models import Article, ArticleAuthor, ArticleTerm, Comment, Site, Term
from archive.models.visibility import ArticleQuerySet, User, is_keeper
from archive.reading.filters import UNDATED, Filters

OPENING_LENGTH = 260
"""Characters of the text that stand for a missing standfirst."""


def count_column(user: User) -> str:
    """The column that says how many responses the user may see."""
    return "kept_count" if is_keeper(user) else "comment_count"


def articles_for(user: User, filters: Filters, *, without: Collection[str] = ()) -> ArticleQuerySet:
    """The articles the user may see, narrowed by all filters but those named; in no order."""
    conditions = _conditions(filters, count_column(user))
    kept = [condition for name, condition in conditions.items() if name not in without]
    articles: ArticleQuerySet = Article.objects.visible_to(user).filter(*kept).order_by()
    return articles


def in_order(articles: ArticleQuerySet, user: User, sort: str) -> ArticleQuerySet:
    """The articles in one of the orders of `filters.SORTS`, the same on every database."""
    ordered: ArticleQuerySet = articles.order_by(*_order(sort, count_column(user)), "key")
    return ordered


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
        Site.objects.filter(articles__in=Article.objects.visible_to(user).order_by())
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
        conditions["person"] = Exists(
            ArticleAuthor.objects.shown().filter(
                Q(person__key=filters.person) | Q(person__merged_into__key=filters.person),
                article=OuterRef("pk"),
            )
        )
    if filters.term:
        conditions["term"] = Exists(
            ArticleTerm.objects.filter(article=OuterRef("pk"), term__slug=filters.term)
        )
    if filters.language:
        conditions["language"] = Q(language=filters.language)
    return {**conditions, **_conditions_on_dates(filters), **_conditions_on_counts(filters, count)}


def _conditions_on_dates(filters: Filters) -> dict[str, Q]:
    if filters.year == UNDATED:
        return {"year": Q(shown_published_on__isnull=True)}
    whole_year = filters.changed(month="").span()
    if whole_year is None:
        return {}
    conditions = {"year": Q(shown_published_on__range=whole_year)}
    if filters.month:
        conditions["month"] = Q(shown_published_on__range=filters.span())
    return conditions


def _conditions_on_counts(filters: Filters, count: str) -> dict[str, Q]:
    conditions = {}
    if filters.comments:
        has_none = Q(**{count: 0})
        conditions["comments"] = has_none if filters.comments == "without" else ~has_none
    if filters.declared:
        conditions["declared"] = declared_differs(count)
    return conditions


def declared_differs(count: str) -> Q:
    """That a source declared another number of responses than the archive shows."""
    return Q(declared_comment_count__isnull=False) & ~Q(declared_comment_count=F(count))


def _order(sort: str, count: str) -> tuple[OrderBy | str, ...]:
    newest = F("shown_published_at").desc(nulls_last=True)
    if sort == "oldest":
        return (F("shown_published_at").asc(nulls_last=True),)
    if sort == "discussed":
        return (f"-{count}", newest)
    if sort == "latest-comment":
        return (F("last_comment_at").desc(nulls_last=True), newest)
    if sort == "title":
        return (Lower(Coalesce(NullIf("keeper_title", Value("")), "title")).asc(),)
    return (newest,)
