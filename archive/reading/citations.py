"""Which articles of the archive cite one another: by links in their texts, or beneath them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from archive.intake.links import lookups_in
from archive.models import Address, Article, Comment, Link, Site
from archive.models.visibility import ArticleQuerySet, User

MOST_CITED = 20
MOST_CITING = 20
MOST_READ = 1_000
"""Links to and from an article that are looked at, those from the latest articles first."""

_SHOWN = (
    *("pk", "key", "slug", "title", "keeper_title", "language", "state", "visibility"),
    *("shown_published_at", "shown_published_precision", "shown_published_offset_minutes"),
    *("site__host", "site__name"),
)
_COLUMNS = (*(f"the_{name}" for name in _SHOWN), "is_cited", "said_key", "said_by", "said_at")

_NOTHING_SAID: Mapping[str, F | Value] = {
    "said_key": Value("", CharField()),
    "said_by": Value("", CharField()),
    "said_at": Value(0, IntegerField()),
}

Rows = QuerySet[Any, tuple[Any, ...]]


@dataclass(slots=True)
class Citing:
    """An article that cites another: in its text or not, and in how many comments beneath it.

    `first_key` is that of the first such comment, `first_name` whose it is; "" where unnamed.
    """

    article: Article
    is_in_text: bool = False
    comment_count: int = 0
    first_key: str = ""
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class Citations:
    """The articles that one cites, by title, and those that cite it, latest first.

    They have what lists show, and no texts. `is_more`: there are more of the latter.
    """

    cited: list[Article] = field(default_factory=list)
    citing: list[Citing] = field(default_factory=list)
    is_more: bool = False


def citations_of(user: User, article: Article, lookups: Sequence[str]) -> Citations:
    """What an article cites and what cites it, as the user may see it.

    `lookups` are the addresses at which it is known, as `Address` has them. One query, or none
    where it is known at no address and links to nothing; O(links to it).
    """
    parts = [*_cited(user, lookups_in(article.body_html)), *_citing(user, lookups)]
    if not parts:
        return Citations()
    order = ("-is_cited", "-the_shown_published_at", "the_key", "said_at")
    rows = list(parts[0].union(*parts[1:], all=True).order_by(*order)[:MOST_READ])
    cited: dict[int, Article] = {}
    citing: dict[int, Citing] = {}
    for pk, *shown, is_cited, key, name, _ in rows:
        if pk == article.pk:
            continue
        if is_cited:
            cited.setdefault(pk, _article(pk, shown))
            continue
        one = citing.setdefault(pk, Citing(_article(pk, shown)))
        one.is_in_text = one.is_in_text or not key
        one.comment_count += bool(key)
        if not one.first_key:
            one.first_key, one.first_name = key, name
    return Citations(
        sorted(cited.values(), key=lambda row: (row.title, row.key))[:MOST_CITED],
        sorted(citing.values(), key=_age)[:MOST_CITING],
        len(citing) > MOST_CITING or len(rows) == MOST_READ,
    )


def articles_citing(user: User, article: ArticleQuerySet) -> ArticleQuerySet:
    """The other articles that link to one, in their texts or beneath them, as the user may see.

    `article` is asked for that one. What stands in the thread of the article itself does not count.
    """
    own = _lookups_of(article)
    in_text = Link.objects.filter(lookup__in=own, article__isnull=False).order_by()
    links = Link.objects.filter(lookup__in=own, comment__isnull=False).order_by()
    beneath = Comment.objects.visible_to(user).filter(pk__in=links.values("comment")).order_by()
    ids = in_text.values("article").union(beneath.values("article"))
    citing: ArticleQuerySet = (
        Article.objects.visible_to(user).filter(pk__in=ids).exclude(pk__in=article.values("pk"))
    )
    return citing


def _cited(user: User, lookups: Sequence[str]) -> Iterator[Rows]:
    """The articles known at these addresses; what was merged leads to what it is part of."""
    for at in ("addresses", "merged__addresses") if lookups else ():
        known = {f"{at}__lookup__in": lookups, f"{at}__comment__isnull": True}
        yield _rows(Article.objects.visible_to(user).filter(**known), is_cited=1)


def _citing(user: User, lookups: Sequence[str]) -> Iterator[Rows]:
    """The articles, and with theirs the comments, that link to these addresses."""
    if not lookups:
        return
    yield _rows(Article.objects.visible_to(user).filter(links__lookup__in=lookups))
    comments = Comment.objects.visible_to(user).filter(links__lookup__in=lookups)
    said: dict[str, F | Value] = {
        "said_key": F("key"),
        "said_by": F("author_name"),
        "said_at": F("position"),
    }
    yield _rows(comments, "article__", said)


def _rows(
    found: QuerySet[Any, Any],
    at: str = "",
    said: Mapping[str, F | Value] = _NOTHING_SAID,
    *,
    is_cited: int = 0,
) -> Rows:
    """What is shown of the articles, under names that are the same in every part of a union."""
    shown = {f"the_{name}": F(f"{at}{name}") for name in _SHOWN}
    what = {"is_cited": Value(is_cited, IntegerField()), **said}
    rows: Rows = found.order_by().annotate(**shown, **what).values_list(*_COLUMNS)
    return rows


def _lookups_of(article: ArticleQuerySet) -> QuerySet[Address, str]:
    """At which addresses an article, and what was merged into it, is known."""
    one = article.order_by().values("pk")
    merged = Article.objects.filter(merged_into__in=one).order_by().values("pk")
    rows = Address.objects.filter(article__in=one.union(merged), comment__isnull=True)
    return rows.order_by().values_list("lookup", flat=True)


def _article(pk: int, shown: Sequence[Any]) -> Article:
    """An article with what lists show of it."""
    key, slug, title, keeper_title, language, state, visibility, *rest, host, name = shown
    row = Article(
        pk=pk, key=key, slug=slug, title=title, keeper_title=keeper_title, language=language,
        state=state, visibility=visibility, site=Site(host=host, name=name),
    )  # fmt: skip
    row.shown_published_at, row.shown_published_precision = rest[:2]
    row.shown_published_offset_minutes = rest[2]
    return row


def _age(one: Citing) -> tuple[float, str]:
    at = one.article.shown_published_at or datetime.min.replace(tzinfo=UTC)
    return -at.timestamp(), one.article.key
