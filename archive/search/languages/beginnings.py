"""How the words of a stem begin, so that of a text few have to be stemmed to find one.

Held by 118,000 words of saved pages in any language, and by the word lists of each language here
but Finnish that Debian has: `python -m benchmarks.stem_beginnings`. Basque, Esperanto and Turkish,
of which some were otherwise, are left out, and so are languages without a list.
"""

import re
from collections.abc import Callable

Beginnings = tuple[str, ...]

_SHORT = 4  # letters of a stem that an ending changes but one of
_UMLAUT = re.compile("[aou]")


def beginnings_of(stem: str, language: str) -> Beginnings:
    """What words of this stem begin with, each with one of these; "" where that is not known.

    `language` is a code of LANGUAGES.
    """
    return _RULES.get(language, _anyhow)(stem)


def _anyhow(_stem: str) -> Beginnings:
    return ("",)


def _but_the_end(stem: str) -> Beginnings:
    """Endings change two letters of a stem at most: "argu" for "argues", "happi" for "happy"."""
    return (stem[: -1 if len(stem) <= _SHORT else -2] or stem,)


def _english(stem: str) -> Beginnings:
    return (stem[:1],) if stem[1:] == "ie" else _but_the_end(stem)  # dying, lying, vying


def _german(stem: str) -> Beginnings:
    """As far as the first letter that may have been one of two: Goebel, "gobel"."""
    (beginning,) = _but_the_end(stem)
    umlaut = _UMLAUT.search(beginning)
    return (beginning[: umlaut.end()] if umlaut else beginning,)


def _dutch(stem: str) -> Beginnings:
    """Participles lose their "ge"."""
    return stem[:1], "ge"


def _finnish(stem: str) -> Beginnings:
    """Two of one letter become one: issue, "isu"."""
    return (stem[:1],)


_ALIKE = ("ca", "cs", "da", "es", "fr", "hu", "it", "lt", "no", "pl", "pt", "ro", "ru", "sv")
_RULES: dict[str, Callable[[str], Beginnings]] = {
    **dict.fromkeys(_ALIKE, _but_the_end),
    **{"en": _english, "de": _german, "nl": _dutch, "fi": _finnish},
}
