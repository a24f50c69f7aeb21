"""The forms under which a word of a query is looked for."""

from collections.abc import Iterable
from typing import NamedTuple

from archive.search.languages.stemming import stemmed_term
from archive.search.words import Asked, asked

_APOSTROPHES = frozenset("'\u2019\u2018\u02bc\uff07")
# What loses its vowel before another word (l'homme, dell'arte), by language.
_ELIDED = {
    "fr": frozenset({*"cdjlmnst", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}),
    "it": frozenset({*"cdl", "un", "all", "dall", "dell", "nell", "sull", "quell", "quest"}),
    "ca": frozenset("dlmnst"),
}
# What follows an apostrophe without changing the word (the city's).
_ATTACHED = {"en": frozenset({"s"})}


class Forms(NamedTuple):
    """One asked word: its exact form, and its terms by stem, one for each language that has one.

    `exact` is a phrase where the word is cut ("well-known", 東京都), and empty where nothing is
    asked. A document answers that holds `exact` or one of `stems`.
    """

    exact: tuple[Asked, ...]
    stems: tuple[str, ...]


def asked_forms(word: str, languages: Iterable[str]) -> Forms:
    """The forms of one word as typed, not quoted and without *.

    `languages` are codes of LANGUAGES, those of the documents. Several words in one have an
    exact form alone, save where an apostrophe parts an article or an 's from its word.
    """
    exact = asked(word)
    stems = (stemmed_term(_core(word, exact, language), language) for language in languages)
    return Forms(exact, tuple(dict.fromkeys(term for term in stems if term)))


def _core(word: str, exact: tuple[Asked, ...], language: str) -> str:
    """The one word that has a stem, "" for none."""
    texts = [part.text for part in exact]
    match texts:
        case [only]:
            return only
        case [first, second] if not _APOSTROPHES.isdisjoint(word):
            if first in _ELIDED.get(language, ()):
                return second
            return first if second in _ATTACHED.get(language, ()) else ""
    return ""
