"""From an engine's keys and counts to rows, snippets and labelled facets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from archive.models import Article, Comment, Person, Site, Term
from archive.models.visibility import User
from archive.search.documents import article_document_key, comment_document_key
from archive.search.engines.base import Group
from archive.search.query import Filter, Part, Query, normal_filter, parts_of, to_text
from archive.search.results import Conversation, Facet, FacetValue, Found
from archive.search.snippets import Wanted, excerpt, marked, marker_of

_COMMENTS_SHOWN = 3
_VALUES_SHOWN = 12

# The operator that each facet stands for, and how its values become the operator's.
_OPERATORS = {"kind": "in", "site": "site", "person": "person", "year": "year"}
_OPERATORS |= {"tag": "tag", "lang": "lang"}


def conversations(query: Query, groups: Sequence[Group], user: User) -> tuple[Conversation, ...]:
    """The rows of each group with their passages; a group whose article is not to be seen is left.

    Two queries.
    """
    wanted, in_title = marker_of(query), marker_of(query, scopes=("", "title"))
    articles = _articles(groups, user)
    comments = _comments([key for group in groups for key in _shown(group)], user)
    return tuple(
        _conversation(articles[group.article_key], group, comments, (wanted, in_title))
        for group in groups
        if group.article_key in articles
    )


def facets_of(query: Query, counts: Mapping[str, Mapping[str, int]]) -> tuple[Facet, ...]:
    """The facets with something to choose, their values most frequent first. Three queries."""
    kept = {name: _most_frequent(query, name, counts.get(name, {})) for name in _OPERATORS}
    labels = {
        "site": {site.host: site.shown_name for site in Site.objects.filter(host__in=kept["site"])},
        "person": dict(Person.objects.filter(key__in=kept["person"]).values_list("key", "name")),
        "tag": dict(Term.objects.filter(slug__in=kept["tag"]).values_list("slug", "name")),
    }
    facets = []
    for name, values in kept.items():
        named = labels.get(name, {})
        shown = tuple(
            _value(query, condition, counts[name][value], named.get(value))
            for value, condition in values.items()
        )
        if shown:
            facets.append(Facet(_OPERATORS[name], shown, len(counts[name]) - len(shown)))
    return tuple(facets)


def named_parts(query: Query, facets: Sequence[Facet]) -> tuple[Part, ...]:
    """The parts of a query, sites, people and tags by their names.

    A name is told only where the answer itself holds it: a key alone must not reveal one.
    """
    names = {(facet.name, each.value): each.label for facet in facets for each in facet.values}
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


def _articles(groups: Sequence[Group], user: User) -> dict[str, Article]:
    rows = Article.objects.visible_to(user).filter(key__in=[group.article_key for group in groups])
    rows = rows.select_related("site").defer("body_html", "origins")
    return {row.key: row for row in rows}


def _comments(document_keys: Sequence[str], user: User) -> dict[str, Comment]:
    rows = Comment.objects.visible_to(user).filter(key__in=[key[2:] for key in document_keys])
    rows = rows.select_related("person__merged_into").defer("body_html", "origins")
    return {comment_document_key(row.key): row for row in rows}


def _shown(group: Group) -> list[str]:
    comments = [hit.key for hit in group.hits if hit.key.startswith("c:")]
    return comments[:_COMMENTS_SHOWN]


def _conversation(
    article: Article, group: Group, comments: Mapping[str, Comment], marks: tuple[Wanted, Wanted]
) -> Conversation:
    wanted, in_title = marks
    scores = {hit.key: hit.score for hit in group.hits}
    article_score = scores.pop(article_document_key(article.key), None)
    text = "\n".join(filter(None, [article.shown_standfirst, article.body_text]))
    return Conversation(
        article=article,
        title=marked(article.shown_title, in_title),
        passage=() if article_score is None else excerpt(text, wanted),
        comments=tuple(
            Found(comments[key], excerpt(comments[key].body_text, wanted), scores[key])
            for key in _shown(group)
            if key in comments
        ),
        comment_hits=tuple(key[2:] for key in scores),
        score=group.hits[0].score,
        article_score=article_score,
    )


def _most_frequent(query: Query, name: str, counts: Mapping[str, int]) -> dict[str, Filter]:
    """The values to show: what is chosen first, then the most frequent; years by the calendar."""
    # Through the language's own rule, so that a link and the typed operator are one condition.
    filters = {value: normal_filter(_OPERATORS[name], value) for value in counts}
    kept = {value: condition for value, condition in filters.items() if condition}

    def order_of(value: str) -> tuple[bool, int, str]:
        return (kept[value] not in query.filters, -counts[value], value)

    order = sorted(kept, key=order_of)[:_VALUES_SHOWN]
    if name == "year":
        order.sort(reverse=True)
    return {value: kept[value] for value in order}


def _value(query: Query, condition: Filter, count: int, label: str | None) -> FacetValue:
    is_chosen = condition in query.filters
    changed = query.without(condition) if is_chosen else query.adding(condition)
    return FacetValue(condition.value, label or condition.value, count, is_chosen, to_text(changed))
