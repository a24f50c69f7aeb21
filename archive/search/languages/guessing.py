"""Which language a text is in, guessed by its commonest words, for texts that do not say."""

from collections import Counter, defaultdict
from functools import cache, lru_cache

from archive.search.languages.common_words import COMMON_WORDS
from archive.search.words import fold, pieces, raw_tokens

_MOST_CHARACTERS = 1_500
_FEWEST_KINDS = 3  # different common words
_SMALLEST_SHARE = 0.08  # of common words among all; running text has 0.2 to 0.5
_LEAD = 1.3  # over the next language


def guess_language(text: str) -> str:
    """The code of the language that the beginning of a text is in, "" when unsure.

    A key of COMMON_WORDS, so that it may have no stemmer. Looks at 1,500 characters:
    about 0.2 ms.
    """
    raw = raw_tokens(text[:_MOST_CHARACTERS])
    counts = Counter(raw)
    scores: dict[str, float] = defaultdict(float)
    kinds: Counter[str] = Counter()
    for token, count in counts.items():
        for language, weight in _votes(token):
            scores[language] += weight * count
            kinds[language] += 1
    first, second = sorted([*scores.items(), ("", 0.0), ("", 0.0)], key=lambda item: -item[1])[:2]
    is_sure = (
        kinds[first[0]] >= _FEWEST_KINDS
        and first[1] >= _SMALLEST_SHARE * len(raw)
        and first[1] >= _LEAD * second[1]
    )
    return first[0] if is_sure else ""


@cache
def common_words(language: str) -> frozenset[str]:
    """The small words of a language, folded, which tell little of what a text is about."""
    return frozenset(fold(word) for word in COMMON_WORDS.get(language, "").split())


@lru_cache(maxsize=1 << 15)
def _votes(token: str) -> tuple[tuple[str, float], ...]:
    return tuple(vote for word in pieces(token) for vote in _weights().get(word, ()))


@cache
def _weights() -> dict[str, list[tuple[str, float]]]:
    """The languages in which a word is common, each with what the word says for it.

    A word that is common in several says less: half in two, a third in three.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for language in COMMON_WORDS:
        for word in common_words(language):
            holders[word].append(language)
    return {word: [(code, 1 / len(codes)) for code in codes] for word, codes in holders.items()}
