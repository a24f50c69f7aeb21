"""What is known of a document beside its words, and answering with it: filters, facets, groups.

For engines that keep facts in memory; pure, no engine in it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from archive.search.documents import Document
from archive.search.engines.base import FACETS, Ask, Group, Hit
from archive.search.query import Filter, normal_filter
from archive.search.words import fold

_SCORE_DIGITS = 6  # beyond them, differences are rounding and must not decide an order


class Facts(NamedTuple):
    """A document without its words; fields as in Document. `tags` is what `tag:` compares."""

    key: str
    article_key: str
    kind: str
    is_public: bool
    site: str
    people: tuple[str, ...]
    terms: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    first_day: int | None
    last_day: int | None
    sort_at: int | None
    comment_count: int


# Hits and their scores by the key of their article.
Conversations = dict[str, list[tuple[Facts, float]]]


def facts_of(document: Document) -> Facts:
    """The facts of a document, in the forms in which filters compare them."""
    language = normal_filter("lang", document.language)
    tags = {" ".join(fold(part).split()) for term in document.terms for part in term}
    return Facts(
        document.key,
        document.article_key,
        document.kind,
        document.is_public,
        document.site.casefold(),
        tuple(sorted({person.key for person in document.people if person.key})),
        tuple(sorted({term.key for term in document.terms})),
        tuple(sorted(tags)),
        language.value if language else "",
        document.first_day,
        document.last_day,
        document.sort_at,
        document.comment_count,
    )


def dump_facts(facts: Facts) -> str:
    """As one line of ASCII."""
    return json.dumps(facts, separators=(",", ":"))


def load_facts(text: str, shared: dict[Any, Any]) -> Facts:
    """The inverse of `dump_facts`.

    Equal values become one object through `shared`, for all documents that are loaded with it:
    sites, articles and people repeat, and memory would hold each as often as it is named.
    """
    key, *values = json.loads(text)
    frozen = (tuple(value) if isinstance(value, list) else value for value in values)
    return Facts(key, *(shared.setdefault(value, value) for value in frozen))


def _fits_days(condition: Filter) -> Callable[[Facts], bool]:
    first, last = condition.days()
    low, high = first or 0, last if last is not None else 99_999_999

    def fits(facts: Facts) -> bool:
        if facts.first_day is None or facts.last_day is None:
            return False
        return low <= facts.first_day and facts.last_day <= high

    return fits


def fits(condition: Filter) -> Callable[[Facts], bool]:
    """The test that a filter puts to a document's facts."""
    value = condition.value
    tests: dict[str, Callable[[Facts], bool]] = {
        "in": lambda facts: facts.kind + "s" == value,
        "site": lambda facts: facts.site == value,
        "tag": lambda facts: value in facts.tags,
        "person": lambda facts: value in facts.people,
        "lang": lambda facts: f"{facts.language}-".startswith(f"{value}-"),
    }
    return tests.get(condition.name) or _fits_days(condition)


def by_article(scored: Mapping[int, float], facts: Sequence[Facts]) -> Conversations:
    """Scored document numbers with their facts, by the key of their article."""
    conversations: Conversations = defaultdict(list)
    for number, score in scored.items():
        of_document = facts[number]
        conversations[of_document.article_key].append((of_document, score))
    return conversations


def count_facets(conversations: Conversations) -> Mapping[str, Mapping[str, int]]:
    """Per facet and value, the number of articles that have a hit with it."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for scored in conversations.values():
        # Sets of columns, not hit by hit: most conversations agree in most values.
        columns = map(set, zip(*(facts for facts, _score in scored), strict=True))
        values: dict[str, set[Any]] = dict(zip(Facts._fields, columns, strict=True))
        counts["kind"].update(values["kind"])
        counts["site"].update(values["site"])
        counts["person"].update(set(chain.from_iterable(values["people"])))
        counts["tag"].update(set(chain.from_iterable(values["terms"])))
        years = {day // 10_000 for day in values["first_day"] if day is not None}
        counts["year"].update(f"{year:04}" for year in years)
        counts["lang"].update({tag.partition("-")[0] for tag in values["language"] if tag})
    return counts


def group(
    ask: Ask, conversations: Conversations, comment_counts: Mapping[str, int]
) -> tuple[Group, ...]:
    """The page of conversations that is asked for."""
    order = _order(ask, conversations, comment_counts)
    start = (ask.page - 1) * ask.per_page
    page = sorted(conversations, key=order)[start : start + ask.per_page]
    return tuple(_as_group(article, conversations[article]) for article in page)


def _order(
    ask: Ask,
    conversations: Conversations,
    comment_counts: Mapping[str, int],
) -> Callable[[str], tuple[float | str | bool, ...]]:
    def newest(article: str) -> tuple[float | str | bool, ...]:
        times = [facts.sort_at for facts, _ in conversations[article] if facts.sort_at is not None]
        return (not times, -max(times, default=0), article)

    def oldest(article: str) -> tuple[float | str | bool, ...]:
        times = [facts.sort_at for facts, _ in conversations[article] if facts.sort_at is not None]
        return (not times, min(times, default=0), article)

    def relevance(article: str) -> tuple[float | str | bool, ...]:
        best = max(score for _, score in conversations[article])
        return (-round(best, _SCORE_DIGITS), *newest(article))

    def discussed(article: str) -> tuple[float | str | bool, ...]:
        return (-comment_counts.get(article, 0), *relevance(article))

    orders = {"newest": newest, "oldest": oldest, "relevance": relevance, "discussed": discussed}
    return orders[ask.sort]


def _as_group(article: str, scored: list[tuple[Facts, float]]) -> Group:
    rounded = [(facts, round(score, _SCORE_DIGITS)) for facts, score in scored]
    best_first = sorted(rounded, key=lambda hit: (-hit[1], hit[0].sort_at or 0, hit[0].key))
    return Group(article, tuple(Hit(facts.key, score) for facts, score in best_first))
