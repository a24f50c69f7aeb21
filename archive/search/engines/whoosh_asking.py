"""From a question in the query language to one of arrays."""

from collections.abc import Sequence

from archive.search.engines.base import LOOSE_FREQUENT, LOOSE_WORDS, Ask, Hint
from archive.search.engines.executor import nodes
from archive.search.engines.whoosh_schema import SCOPE_FIELDS, STEMS
from archive.search.engines.whoosh_threads import Threads
from archive.search.languages import asked_forms
from archive.search.patience import check
from archive.search.query import And, Everything, Filter, Node, Not, Or, Words, length_of
from archive.search.words import Asked

# Documents are long or short as others of their kind are: a comment is not an article.
_ALIKE = "kind"
# How many words of the best hits count, in how much of all they may be, and what they count
# together of what a word that is asked does: the best of 36 combinations by make bench-relevance.
_MOST_HINTS = 40
_HINTS_FREQUENT = 0.2
_HINTS_SHARE = 1.5
# Filters that compare whole values, and the columns they compare with.
_VALUES = {
    **{"site": "site", "tag": "tag", "person": "person", "kind": "kinds", "state": "state"},
    **{"has": "has", "link": "link"},
}
_LAST_DAY = 99_999_999
_NOTHING = nodes.Or(())


def compiled(ask: Ask, threads: Threads) -> nodes.Node:
    """The question; `threads` tell what documents have of each other, for whoever asks."""
    question = _loosely(ask, threads) if ask.loosely else _node(ask.query.tree, threads)
    if not ask.hints:
        return question
    words = tuple((_hinted(hint), hint.share) for hint in ask.hints)
    weight = _HINTS_SHARE * max(len(ask.query.wishes), 1)
    return nodes.Favour(question, words, _MOST_HINTS, _HINTS_FREQUENT, weight)


def _loosely(ask: Ask, threads: Threads) -> nodes.Node:
    wishes = ask.query.wishes
    if len(wishes) < 2:
        return _NOTHING
    words = tuple(_node(each, threads) for wish in wishes for each in _in_pieces(wish))
    least = min(LOOSE_WORDS, (len(words) + 1) // 2)
    needed = (_node(each, threads) for each in ask.query.conditions if each not in wishes)
    return nodes.And((nodes.Some(words, least, LOOSE_FREQUENT), *needed))


def _in_pieces(wish: Node) -> Sequence[Node]:
    """What an unquoted word is made of, as words: "well-known", 東京都."""
    if not isinstance(wish, Words) or not wish.is_plain:
        return (wish,)
    return [Words(asked.text, wish.scope) for item in wish.items() for asked in item]


def _hinted(hint: Hint) -> nodes.Word:
    fields = [(name, boost) for name, boost in SCOPE_FIELDS[""] if name in STEMS]
    if not hint.is_stem:
        exact = tuple(nodes.Term(name, hint.term, boost) for name, boost in fields)
        return nodes.Word(exact, (), _ALIKE)
    terms = tuple(nodes.Term(STEMS[name], hint.term, boost) for name, boost in fields)
    return nodes.Word((), terms, _ALIKE)


def _node(node: Node, threads: Threads) -> nodes.Node:
    check()
    match node:
        case Words():
            return _words(node, threads)
        case Filter():
            return _filter(node, threads)
        case And():
            return nodes.And(tuple(_node(child, threads) for child in node.children))
        case Or():
            return nodes.Or(tuple(_node(child, threads) for child in node.children))
        case Not():
            return nodes.Not(_node(node.child, threads))
        case Everything():
            return nodes.Everything()


def _filter(node: Filter, threads: Threads) -> nodes.Node:
    name, value = node.name, node.value
    if name in _VALUES:
        return nodes.Is(_VALUES[name], frozenset({value}))
    if name == "in":
        return nodes.Is("kind", frozenset({value.removesuffix("s")}))
    if name == "lang":
        return nodes.Or((nodes.Is("lang", frozenset({value})), nodes.Begins("lang", f"{value}-")))
    if name in ("thread", "comments", "declared", "replies"):
        return threads.fitting(node)
    first, last = node.days()
    return nodes.And(
        (
            nodes.Between("first_day", max(first or 0, 0), _LAST_DAY),
            nodes.Between("last_day", 0, _LAST_DAY if last is None else last),
        )
    )


def _words(words: Words, threads: Threads) -> nodes.Node:
    if words.scope == "reply-to":
        written = Words(words.text, "author", words.is_prefix, words.edits, words.is_pattern)
        return threads.answering(_words(written, threads))
    if not words.items() or not all(words.items()):
        return _NOTHING
    fields = SCOPE_FIELDS[words.scope]
    if words.scope != "own":
        return _in_fields(words, fields, threads)
    # Where something is quoted, what is not stands in a field of its own.
    own, body = ([each] for each in fields)
    unquoted = nodes.Not(nodes.Is("has", frozenset({"quote"})))
    whole = nodes.And((_in_fields(words, body, threads), unquoted))
    return nodes.Or((_in_fields(words, own, threads), whole))


def _in_fields(words: Words, fields: Sequence[tuple[str, float]], threads: Threads) -> nodes.Node:
    forms = asked_forms(words.text, threads.languages).stems if words.is_plain else ()
    stems = tuple(
        nodes.Term(STEMS[name], form, boost)
        for name, boost in fields
        if name in STEMS
        for form in forms
    )
    item, *others = words.items()
    if not others and length_of(item) == 1 and item[0].is_exact:
        exact = tuple(nodes.Term(name, item[0].text, boost) for name, boost in fields)
        return nodes.Word(exact, stems, _ALIKE)
    found = [_exact(words, name, boost) for name, boost in fields]
    return nodes.Or((*found, nodes.Word((), stems, _ALIKE)) if stems else tuple(found))


def _exact(words: Words, name: str, boost: float) -> nodes.Node:
    items = words.items()
    if len(items) > 1:
        phrases = tuple(_phrase(item, name, boost) for item in items)
        return nodes.Near(name, phrases, words.width)
    (item,) = items
    return _phrase(item, name, boost) if length_of(item) > 1 else _word(item[0], name, boost)


def _phrase(item: Sequence[Asked], name: str, boost: float) -> nodes.Phrase:
    words = tuple(_word(asked, name, boost) for asked in item)
    return nodes.Phrase(name, words, tuple(asked.offset for asked in item))


def _word(asked: Asked, name: str, boost: float) -> nodes.Term | nodes.Spellings:
    if asked.is_exact:
        return nodes.Term(name, asked.text, boost)
    if asked.is_prefix:
        return nodes.Spellings(name, asked.text, "prefix", boost=boost)
    if asked.is_pattern:
        return nodes.Spellings(name, asked.text, "wildcard", boost=boost, fits=asked.fits)
    return nodes.Spellings(name, asked.text, "fuzzy", asked.edits, boost)
