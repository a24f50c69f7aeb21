"""Did you mean: other spellings of a question that finds little, from the index's own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from archive.models.visibility import User
from archive.search.engines.base import Ask, IndexUnavailable, Scope
from archive.search.patience import TookTooLong, patience
from archive.search.query import And, Node, Or, Query, Words, to_text
from archive.search.service import engine
from archive.search.stale import scope_for
from archive.search.words import tokens

LITTLE = 3
"""So many documents are little enough to wonder whether something else was meant."""

_MOST_WORDS = 8
_MOST_SPELLINGS = 3  # of each word
_MOST_CHANGES = 11
_MOST_OFFERED = 2
_MOST_SECONDS = 0.3  # of work
# A word that something holds is taken for a slip where another is so many times as frequent.
_LEAD = 10

# A word and where it is looked for: a scope of the query language.
_Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Meant:
    """Another question: its text, and how many documents answer it."""

    text: str
    total: int


def what_was_meant(query: Query, total: int, user: User) -> tuple[Meant, ...]:
    """Questions with other spellings that find more than the `total` documents this one found.

    The likeliest first; none where LITTLE is exceeded, where no other spelling finds more, where
    the index cannot be asked, or patience is at its end. Words with * ? or ~, and what is beneath
    a NOT, stay as they are. Asks the engine at most 27 times, and the database as `scope_for` does.
    What the user may not find is never offered, nor counted.
    """
    if total > LITTLE:
        return ()
    scope = scope_for(user)
    try:
        with patience(_MOST_SECONDS):
            spellings = _spellings(query, scope)
            offered = {}
            for changes in islice(_changes(spellings), _MOST_CHANGES):
                changed = Query(_changed(query.tree, changes))
                found = engine().total(Ask(changed, scope))
                if found > total * _LEAD:
                    offered[to_text(changed)] = found
                if len(offered) == _MOST_OFFERED:
                    break
    except (IndexUnavailable, TookTooLong):
        return ()
    return tuple(Meant(text, found) for text, found in offered.items())


def _spellings(query: Query, scope: Scope) -> dict[_Place, list[str]]:
    """The words that may be slips, each with what may be meant, the likeliest first."""
    places = dict.fromkeys(
        (token.text, words.scope)
        for words in query.wanted_words
        if _is_spelled(words)
        for token in tokens(words.text)
    )
    found: dict[_Place, list[str]] = {}
    for word, where in list(places)[:_MOST_WORDS]:
        own = engine().total(Ask(Query(Words(word, where)), scope))
        alike = engine().alike(word, where, scope, _MOST_SPELLINGS)
        likely = [other for other, count in alike if count > own * _LEAD]
        if likely:
            found[word, where] = likely
    return found


def _changes(spellings: Mapping[_Place, list[str]]) -> Iterator[dict[_Place, str]]:
    """All slips put right in the likeliest way; then one in another way, or one alone."""
    if not spellings:
        return
    best = {place: likely[0] for place, likely in spellings.items()}
    yield best
    for place, likely in spellings.items():
        for other in likely[1:]:
            yield {**best, place: other}
    if len(best) > 1:
        for place, other in best.items():
            yield {place: other}


def _changed(node: Node, changes: Mapping[_Place, str]) -> Node:
    match node:
        case Words() if _is_spelled(node):
            return replace(node, text=_respelled(node, changes))
        case And(children):
            return And(tuple(_changed(child, changes) for child in children))
        case Or(children):
            return Or(tuple(_changed(child, changes) for child in children))
    return node


def _respelled(words: Words, changes: Mapping[_Place, str]) -> str:
    pieces, at = [], 0
    for token in tokens(words.text):
        other = changes.get((token.text, words.scope))
        if other and token.start >= at:
            pieces += [words.text[at : token.start], other]
            at = token.end
    return "".join([*pieces, words.text[at:]])


def _is_spelled(words: Words) -> bool:
    return not (words.is_prefix or words.edits or words.is_pattern)
