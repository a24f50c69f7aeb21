"""Articles that are about the same: by the words that tell most of a text, and by its tags."""

from collections import Counter
from collections.abc import Iterator

from archive.search.engines.base import Like
from archive.search.engines.executor.collect import Matches, matches, ranked
from archive.search.engines.executor.facts import having
from archive.search.engines.executor.nodes import And, Is, Not, Or, Term
from archive.search.engines.executor.view import K1, View
from archive.search.engines.whoosh_answers import article
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_threads import ARTICLE, THREAD
from archive.search.words import SEPARATOR, is_cut_in_pairs, pieces, raw_tokens

_MOST_CHARACTERS = 20_000
_MOST_LOOKED_AT = 80  # words: each costs a look into the lexicon of every segment
_MOST_ASKED = 10
_SHORTEST = 4  # letters; of what is shorter most is grammar
_TITLE_COUNTS = 3
_TAG_COUNTS = 1.3
# What an article must have of the score that all the words would give, once each, in a text as
# long as most.
_LEAST_SHARE = 0.25


def related(view: View, like: Like, limit: int) -> tuple[str, ...]:
    """The keys of articles that share telling words, most alike first."""
    weights = _telling(view, like)
    if not weights:
        return ()
    least = _LEAST_SHARE * sum(weights.values())
    words = [Term(name, word, boost) for word in weights for name, boost in _FIELDS]
    itself = Is(THREAD, frozenset({like.article_key}))
    question = And((Or(tuple(words)), ARTICLE, Not(itself)))
    keyed = [
        (each.at, each.documents, _scores(view, each, like)) for each in matches(view, question)
    ]
    alike = ranked(view, keyed, limit)
    pairs = zip(alike.numbers.tolist(), alike.ranks.tolist(), strict=True)
    return tuple(article(view, number) for number, score in pairs if score >= least)


_FIELDS = (("body", 1.0), ("title", 2.0))


def _telling(view: View, like: Like) -> dict[str, float]:
    """The words with the highest tf-idf that another document holds too, each with its idf."""
    counts = Counter(_words(like.text))
    for word in _words(like.title):
        counts[word] += _TITLE_COUNTS
    rarities: dict[str, float] = {}
    for word, _count in counts.most_common(_MOST_LOOKED_AT):
        held = _held(view, word.encode())
        if held > 1:
            rarities[word] = view.rarity(held)
    best = sorted(
        rarities, key=lambda word: (-rarities[word] * counts[word] / (counts[word] + K1), word)
    )
    return {word: rarities[word] for word in best[:_MOST_ASKED]}


def _words(text: str) -> Iterator[str]:
    for raw in raw_tokens(text[:_MOST_CHARACTERS]):
        if raw != SEPARATOR:
            for word in pieces(raw):
                if len(word) >= _SHORTEST or is_cut_in_pairs(word):
                    yield word


def _held(view: View, word: bytes) -> int:
    """How many documents of the view hold a word in their text."""
    held = 0
    for at, slice_ in enumerate(view.slices):
        field = slice_.field("body")
        number = -1 if field is None else field.find(word)
        if field is not None and number >= 0:
            held += view.seen(at, field.documents.of(number))
    return held


def _scores(view: View, found: Matches, like: Like) -> Array:
    scores = found.scores()
    if like.tags and len(found.documents):
        shared = having(view, found.at, Is("term", frozenset(like.tags)), found.documents)
        scores[shared] *= _TAG_COUNTS
    return scores
