"""Why nothing was found, and what to ask for instead."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from archive.models import Article
from archive.models.visibility import User
from archive.search.engines.base import Ask, IndexUnavailable
from archive.search.patience import TookTooLong, patience
from archive.search.query import Everything, Filter, Node, Not, Part, Query, to_text
from archive.search.service import engine
from archive.search.stale import scope_for
from archive.search.telling import Note, gettext_noop

MOST_WORDS = 12
"""How many words are looked for one by one, and how many questions are offered."""

_MOST_SECONDS = 0.5  # of work: advice is not worth more
_WITH, _WITHOUT = gettext_noop("with"), gettext_noop("without")
_OF_ALL_TIME = gettext_noop("of all time")
_DATES = frozenset({"year", "on", "before", "after"})


@dataclass(frozen=True, slots=True)
class Looser:
    """A question that asks for less: what it leaves out, as a phrase, and how many answer it."""

    says: Note
    named: str
    text: str
    total: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Of `words` looked for one by one, those that nothing holds; less that finds something.

    `is_all_empty`: the user sees no article at all, so that no question finds anything.
    """

    missing: tuple[str, ...]
    looser: Sequence[Looser]
    words: int
    is_all_empty: bool = False


def why_nothing(query: Query, parts: Sequence[Part], user: User) -> Nothing | None:
    """What to say of a question that nothing answers; None where the index cannot be asked,
    or patience is at its end.

    `parts` are its conditions, named as the page names them. Asks the engine at most twice
    MOST_WORDS times, for totals alone, and the database as `scope_for` does and once more. What
    the user may not find counts as not there.
    """
    if not Article.objects.visible_to(user).exists():
        return Nothing((), (), 0, is_all_empty=True)
    scope = scope_for(user)

    def total_of(asked: Query) -> int:
        return engine().total(Ask(asked, scope))

    words = tuple(dict.fromkeys(query.wanted_words))[:MOST_WORDS]
    try:
        with patience(_MOST_SECONDS):
            totals = {word: total_of(Query(word)) for word in words}
            missing = [word for word, total in totals.items() if not total]
            looser = _looser(query, parts, missing, total_of)
    except (IndexUnavailable, TookTooLong):
        return None
    if not looser and len(query.conditions) > 1:
        alone = {to_text(Query(word)): total for word, total in totals.items() if total}
        looser = [Looser(gettext_noop("only"), text, text, total) for text, total in alone.items()]
    return Nothing(tuple(to_text(Query(word)) for word in missing), looser, len(words))


def _looser(
    query: Query,
    parts: Sequence[Part],
    missing: Sequence[Node],
    total_of: Callable[[Query], int],
) -> Sequence[Looser]:
    """The question without what nothing holds, its filters, its dates, each of its parts."""
    offered: dict[str, Looser] = {}
    asked = to_text(query)

    def offer(says: Note, named: str, less: Query) -> None:
        text = to_text(less)
        is_new = text != asked and text not in offered and not isinstance(less.tree, Everything)
        if is_new and len(offered) < MOST_WORDS:
            offered[text] = Looser(says, named, text, total_of(less))

    filters = [each for each in query.conditions if _is_filter(each)]
    dates = [each for each in filters if isinstance(each, Filter) and each.name in _DATES]
    if len([each for each in missing if each in query.conditions]) > 1:
        offer(gettext_noop("without what nothing says"), "", _without(query, missing))
    for part, condition in zip(parts, query.conditions, strict=True):
        is_date = isinstance(condition, Filter) and [condition] == dates
        offer(
            _OF_ALL_TIME if is_date else _leaving_out(part),
            "" if is_date else part.value,
            query.without(condition),
        )
    offer(_OF_ALL_TIME, "", _without(query, dates))
    offer(gettext_noop("without any filter"), "", _without(query, filters))
    if missing and filters:
        words = _without(query, [*filters, *missing])
        offer(gettext_noop("without any filter, nor what nothing says"), "", words)
    return [one for one in offered.values() if one.total]


def _leaving_out(part: Part) -> Note:
    if part.label == "words":
        return _WITH if part.is_negated else _WITHOUT
    if part.is_negated:
        return gettext_noop("with %(label)s", label=part.label)
    return gettext_noop("without %(label)s", label=part.label)


def _is_filter(condition: Node) -> bool:
    inner = condition.child if isinstance(condition, Not) else condition
    return isinstance(inner, Filter)


def _without(query: Query, conditions: Iterable[Node]) -> Query:
    for each in conditions:
        query = query.without(each)
    return query
