"""What the words of a language have in common: stems, and telling which language a text is in.

Exact words are archive.search.words' affair; this stands on it. Pure: text in, text out.
"""

from archive.search.languages.asking import Forms, asked_forms
from archive.search.languages.beginnings import beginnings_of
from archive.search.languages.guessing import common_words, guess_language
from archive.search.languages.stemming import (
    LANGUAGES,
    stem,
    stemmed_term,
    stemmer_for,
    stemming_language,
)

__all__ = [
    "LANGUAGES",
    "Forms",
    "asked_forms",
    "beginnings_of",
    "common_words",
    "guess_language",
    "stem",
    "stemmed_term",
    "stemmer_for",
    "stemming_language",
]
