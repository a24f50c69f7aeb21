"""Words of the best hits, by which a question in plain words finds what is said otherwise.

Pseudo-relevance feedback (Lavrenko and Croft, "Relevance-Based Language Models", as RM3), with the
asked words alone deciding what is found. `make bench-relevance` measures with it and without.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archive.models.visibility import User
from archive.search.engines.base import Ask, Engine, Hint, Hit
from archive.search.found import language_of
from archive.search.languages import stemmed_term
from archive.search.loosening import going_on
from archive.search.query import Query, Words
from archive.search.shown import articles_shown, comments_shown
from archive.search.words import pieces, raw_tokens

_FEWEST_WORDS = 5  # fewer are a name or a phrase more often than a question
_HITS = 5
_MOST_CHARACTERS = 20_000  # of one text; the rest would tell of the same
_MOST_HINTS = 150


def is_plain_question(query: Query) -> bool:
    """Whether a question is put in plain words: five or more of them, and no operator."""
    return len(query.conditions) >= _FEWEST_WORDS and all(
        isinstance(each, Words) and each.is_plain and not each.scope for each in query.conditions
    )


def hints_for(engine: Engine, ask: Ask, user: User) -> tuple[Hint, ...]:
    """The words of the best hits, weighed by how well those answer. Three queries.

    Only what the user may see is read. Raises IndexUnavailable.
    """
    hits = [hit for hit, _article in going_on(engine, ask, _HITS)]
    texts = _texts(hits, user)
    total = sum(hit.score for hit in hits if hit.key in texts)
    shares: Counter[tuple[str, bool]] = Counter()
    for hit in hits:
        if hit.key in texts and total > 0:
            counts = Counter(_terms(*texts[hit.key]))
            length = counts.total()
            for term, count in counts.items():
                shares[term] += hit.score / total * count / length  # type: ignore[assignment]
    ranked = sorted(shares.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Hint(*term, share) for term, share in ranked[:_MOST_HINTS])


def _texts(hits: Sequence[Hit], user: User) -> Mapping[str, tuple[str, str]]:
    """The text of each hit and the language it is stemmed by."""
    keys = [hit.key for hit in hits]
    found = articles_shown(keys, user)
    for key, said in comments_shown(keys, user).items():
        found[key] = said.article, said.text
    return {
        key: (text[:_MOST_CHARACTERS], language_of(article, text))
        for key, (article, text) in found.items()
    }


def _terms(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """The terms of a text: by stem where its language has a stemmer."""
    for token in raw_tokens(text):
        for piece in pieces(token):
            term = stemmed_term(piece, language) if language else piece
            if term:
                yield term, bool(language)
