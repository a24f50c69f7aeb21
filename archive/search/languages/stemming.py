"""Stems, so that one form of a word finds the others: Snowball, on the exact form of the word.

Snowball is written for words with their accents. Here it gets the folded form, so that words
equal to exact search have equal stems: "etudiee" finds what "étudiée" finds, and an index needs
to stem each different word once. What the accents would have told is mostly won back by
stemming twice in the languages of `_TWICE`. Of the pairs of forms of one word in lists of ours,
joined by folding the stem | by stemming the folded word | by doing that twice:
French 130 | 86 | 134 of 152, Portuguese 32 | 26 | 40 of 48, Arabic 40 | 30 | 52 of 62, Spanish
76 | 68 | 72 of 80, Turkish 58 | 60 | 64 of 70, Greek 58 | 58 | 68 of 68; and for a query typed
without accents French 100 | 86 | 134. Elsewhere once is as good, or twice joins too much:
Hungarian, Finnish and Russian would have 5 to 11 % fewer stems, many of them of unlike words.
"""

import re
from functools import lru_cache
from threading import local

from Stemmer import Stemmer

from archive.search.languages.guessing import guess_language
from archive.search.words import fold, is_cut_in_pairs

# Snowball's algorithm by the language of a BCP 47 tag; all codes of one algorithm share it.
_ALGORITHMS = {
    **{"ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german"},
    **{"el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian"},
    **{"eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish"},
    **{"hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian"},
    **{"lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish"},
    **{"pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho"},
    **{"sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish"},
}
# Codes of one written language, and codes of the past.
_SAME = {
    **{"nb": "no", "nn": "no", "hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr"},
    **{"mo": "ro", "in": "id", "ji": "yi", "arb": "ar", "prs": "fa", "pes": "fa"},
}
# The languages that have a stemmer, by the code that their stemmed terms carry.
LANGUAGES = tuple(_ALGORITHMS)
_TWICE = frozenset({"ar", "cs", "el", "es", "fr", "lt", "pl", "pt", "tr"})
# A shorter stem is left: another ending taken off would join unlike words.
_SHORTEST_FOR_TWICE = 4
# Folding turns these into their Arabic likes; Snowball's Persian knows only its own.
_PERSIAN_LETTERS = str.maketrans("\u064a\u0643", "\u06cc\u06a9")
# ISO 639: undetermined, several, no linguistic content.
_UNSTATED = frozenset({"", "und", "mul", "zxx"})
_DIGIT = re.compile(r"\d")

# A stemmer must not be called from two threads at once.
_own = local()


def stemmer_for(tag: str) -> str:
    """The code of LANGUAGES for a BCP 47 tag: "no" for "nb-NO"; "" where there is no stemmer."""
    code = _primary(tag)
    code = _SAME.get(code, code)
    return code if code in _ALGORITHMS else ""


def stemming_language(tag: str, text: str) -> str:
    """The code of LANGUAGES by which a document is stemmed, "" for none.

    As its tag says; where that says nothing, as the beginning of its text seems to be.
    """
    return stemmer_for(guess_language(text) if _primary(tag) in _UNSTATED else tag)


def stem(word: str, language: str) -> str:
    """The stem of an exact form, folded; the word itself where the language has no stemmer.

    `language` is a code of LANGUAGES. Not memoised: `stemmed_term` is.
    """
    if language not in _ALGORITHMS:
        return word
    found = _stem_once(word, language)
    again = language in _TWICE and len(found) >= _SHORTEST_FOR_TWICE
    return _stem_once(found, language) if again else found


@lru_cache(maxsize=1 << 15)  # some 15 MB
def stemmed_term(word: str, language: str) -> str:
    """The term an exact form is indexed under beside itself: "en:argu" for "arguing" in English.

    "" where it has none: no stemmer for the language, a word with digits, a word of one letter,
    or a pair of characters of a script that is cut. `language` is a code of LANGUAGES.
    """
    if language not in _ALGORITHMS or len(word) < 2:
        return ""
    if not word.isascii() and is_cut_in_pairs(word):
        return ""
    return "" if _DIGIT.search(word) else f"{language}:{stem(word, language)}"


@lru_cache(maxsize=1_024)  # a page of results asks for some eighty, of few languages
def _primary(tag: str) -> str:
    return re.split("[-_]", tag.strip(), maxsplit=1)[0].lower()


def _stem_once(word: str, language: str) -> str:
    written = word.translate(_PERSIAN_LETTERS) if language == "fa" else word
    return fold(_stemmer(language).stemWord(written))


def _stemmer(language: str) -> Stemmer:
    held: dict[str, Stemmer] | None = getattr(_own, "stemmers", None)
    if held is None:
        held = _own.stemmers = {}
    if language not in held:
        # Without its cache: what is called for often is memoised here.
        held[language] = Stemmer(_ALGORITHMS[language], 0)
    return held[language]
