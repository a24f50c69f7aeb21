"""From an engine's keys and counts to rows, snippets and labelled facets."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from archive.models import Article, Comment
from archive.models.visibility import User
from archive.search.documents import (
    COMMENT_PREFIX,
    article_document_key,
    comment_document_key,
)
from archive.search.engines.base import Group
from archive.search.engines.tallies import Tally
from archive.search.found import Markers, answered_by, found_comment, language_of, markers_of
from archive.search.names import names_of
from archive.search.query import Filter, Part, Query, Writer, normal_filter, parts_of
from archive.search.results import Conversation, Facet, FacetValue, Found
from archive.search.shown import ShownArticle, articles_shown, comments_shown
from archive.search.snippets import excerpt, marked

_COMMENTS_SHOWN = 3
HITS_SHOWN = _COMMENTS_SHOWN + 1
"""Of a conversation: its best comments, and the article itself."""
_VALUES_SHOWN, _VALUES_OPENED = 12, 200

# The operator that each facet stands for, and how its values become the operator's.
_OPERATORS = {"kind": "in", "site": "site", "person": "person", "year": "year"}
_OPERATORS |= {"tag": "tag", "lang": "lang"}


def conversations(query: Query, groups: Sequence[Group], user: User) -> tuple[Conversation, ...]:
    """The rows of each group with their passages; a group whose article is not to be seen is left.

    Three queries.
    """
    articles = articles_shown(map(_article_of, groups), user)
    keys = [key for group in groups for key in _shown(group)]
    rows = comments_shown(keys, user, (article for article, _text in articles.values()))
    answered, markers = answered_by(rows.values(), user), markers_of(query)
    found = {
        hit.key: found_comment(rows[hit.key], hit.score, markers, answered)
        for group in groups
        for hit in group.hits
        if hit.key in rows
    }
    writer, in_title = Writer(query), markers_of(query, "", "title")
    return tuple(
        _conversation(writer, *articles[_article_of(group)], group, found, (markers, in_title))
        for group in groups
        if _article_of(group) in articles
    )


def facets_of(query: Query, tallies: Mapping[str, Tally], opened: str = "") -> tuple[Facet, ...]:
    """The facets with something to choose, their values most frequent first. Four queries at most.

    `opened` is the operator of the one to show many values of.
    """
    writer, chosen = Writer(query), query.filters
    most = {
        name: _VALUES_OPENED if operator == opened else _VALUES_SHOWN
        for name, operator in _OPERATORS.items()
    }
    kept = {
        name: _most_frequent(chosen, name, tallies[name], most[name]) if name in tallies else ()
        for name in _OPERATORS
    }
    keys = {name: [value for value, *_ in values] for name, values in kept.items()}
    labels = names_of(keys)
    return tuple(
        Facet(
            _OPERATORS[name],
            tuple(_value(writer, chosen, labels[name], *value) for value in values),
            len(tallies[name]) - len(values),
            is_opened=_OPERATORS[name] == opened,
        )
        for name, values in kept.items()
        if values
    )


def named_parts(
    query: Query, facets: Sequence[Facet], articles: Iterable[ShownArticle] = ()
) -> tuple[Part, ...]:
    """The parts of a query, sites, people and tags by their names, conversations by their titles.

    A name is told only where the answer itself holds it: a key alone must not reveal one.
    """
    names = {(facet.name, each.value): each.label for facet in facets for each in facet.values}
    names |= {("thread", one.key): one.title for one in articles if one.title}
    parts = parts_of(query)
    return tuple(
        replace(part, value=names.get((part.label, part.value), part.value)) for part in parts
    )


def source_addresses(keys: Iterable[str], user: User) -> dict[str, str]:
    """Where documents came from, by document key; empty where unknown. Two queries.

    A comment without an address of its own has its article's.
    """
    keys = list(keys)
    articles = Article.objects.visible_to(user).filter(key__in=[key[2:] for key in keys])
    comments = Comment.objects.visible_to(user).filter(key__in=[key[2:] for key in keys])
    found = {
        article_document_key(key): source or canonical
        for key, source, canonical in articles.values_list("key", "source_url", "canonical_url")
    }
    columns = ("key", "permalink", "article__source_url", "article__canonical_url")
    return found | {
        comment_document_key(key): link or source or canonical
        for key, link, source, canonical in comments.values_list(*columns)
    }


def _article_of(group: Group) -> str:
    return article_document_key(group.article_key)


def _shown(group: Group) -> list[str]:
    comments = [hit.key for hit in group.hits if hit.key.startswith(COMMENT_PREFIX)]
    return comments[:_COMMENTS_SHOWN]


def _conversation(
    writer: Writer,
    article: ShownArticle,
    text: str,
    group: Group,
    found: Mapping[str, Found],
    marks: tuple[Markers, Markers],
) -> Conversation:
    markers, in_title = marks
    scores = {hit.key: hit.score for hit in group.hits}
    article_score = scores.get(_article_of(group))
    language = language_of(article, text or article.title)
    return Conversation(
        article=article,
        title=marked(article.title, in_title(language)),
        passage=() if article_score is None else excerpt(text, markers(language)),
        comments=tuple(found[key] for key in _shown(group) if key in found),
        comment_total=group.hit_count - (article_score is not None),
        score=group.hits[0].score,
        article_score=article_score,
        within=writer.adding(Filter("thread", article.key)),
    )


def _most_frequent(
    asked: Iterable[Filter], name: str, tally: Tally, most: int
) -> Sequence[tuple[str, int, Filter]]:
    """The values to show, with their counts: what is chosen first, then the most frequent.

    Years stand by the calendar.
    """
    operator = _OPERATORS[name]
    chosen = [each for each in asked if each.name == operator]
    # Beside those that are shown, some that the language may not know of, and the chosen ones.
    ranked = tally.most_frequent(2 * most)
    if chosen:
        counts = dict(ranked)
        counts |= {each.value: tally[each.value] for each in chosen if each.value in tally}
        ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    # Through the language's own rule, so that a link and the typed operator are one condition.
    known: Iterable[tuple[str, int, Filter]] = (
        (value, count, condition)
        for value, count in ranked
        if (condition := _filter_of(operator, value))
    )
    if chosen:
        known = sorted(known, key=lambda one: one[2] not in chosen)
    shown = list(islice(known, most))
    return sorted(shown, reverse=True) if name == "year" else shown


# Hosts are taken apart for it. Nothing that the index holds depends on the day that is asked.
_filter_of = lru_cache(maxsize=4_096)(normal_filter)


def _value(
    writer: Writer,
    chosen: Collection[Filter],
    labels: Mapping[str, str],
    value: str,
    count: int,
    condition: Filter,
) -> FacetValue:
    is_chosen = condition in chosen
    text = writer.without(condition) if is_chosen else writer.adding(condition)
    return FacetValue(condition.value, labels.get(value) or condition.value, count, is_chosen, text)
