"""What a search tells, in the words of the page's language."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    gettext,
    gettext_lazy,
    ngettext_lazy,
    pgettext_lazy,
)

from archive.search.telling import Note
from archive.templatetags.archive_states import state_word
from archive.templatetags.archive_words import grouped, language_called

register = template.Library()

# Numbers of what is not shown, by their names in templates. A loop of `blocktranslate` would take
# ten times as long.
_PHRASES = {
    "and more": ngettext_lazy("and %(n)s more", "and %(n)s more", "number"),
    "more in this thread": ngettext_lazy(
        "%(n)s more in this thread", "%(n)s more in this thread", "number"
    ),
    "of declared": ngettext_lazy("of %(n)s", "of %(n)s", "number"),
}
_WORDS = {
    "articles": gettext_lazy("Articles"),
    "comments": gettext_lazy("Comments"),
    "image": pgettext_lazy("what a text has", "picture"),
    "link": pgettext_lazy("what a text has", "link"),
    "quote": pgettext_lazy("what a text has", "quotation"),
}
# The labels of values that are no names, by the operators.
_LABELLED: dict[str, Callable[[str], str]] = {
    "lang": language_called,
    "state": state_word,
    **dict.fromkeys(("in", "has"), lambda value: str(_WORDS.get(value, value))),
}


@register.filter
def told(note: str) -> str:
    """A Note in the page's language; any other text as it is."""
    if not isinstance(note, Note):
        return note
    if not note.values:
        return gettext(note.message)
    return gettext(note.message) % {name: _shown(value) for name, value in note.values.items()}


def _shown(value: object) -> object:
    if isinstance(value, int):
        return grouped(value)
    return told(value) if isinstance(value, str) else value


@register.filter
def phrased(number: int, phrase: str) -> str:
    """The number in its phrase, `phrased:"and more"`; phrases are in the table above."""
    return _phrased(number, phrase, get_language())


@lru_cache(maxsize=4_096)
def _phrased(number: int, phrase: str, _language: str | None) -> str:
    return str(_PHRASES[phrase] % {"number": number, "n": grouped(number)})


@register.filter
def leave_out(value: str) -> str:
    """What the link does that takes a part out of a question."""
    return gettext("Leave out %(value)s") % {"value": value}


@register.filter
def of_operator(label: str, name: str) -> str:
    """What is said for a value in words, where it is no name; `name` is the operator it is for."""
    labelled = _LABELLED.get(name)
    return labelled(label) if labelled else label


@register.filter
def alternatives(words: Iterable[str]) -> SafeString:
    """Words of a question in a row, "a, b or c", each in bold, escaped."""
    shown = [format_html('<b class="asked"><bdi>{}</bdi></b>', word) for word in words]
    row = shown[0]
    for word in shown[1:-1]:
        row = format_html(gettext("{some}, {other}"), some=row, other=word)
    return format_html(gettext("{some} or {last}"), some=row, last=shown[-1]) if shown[1:] else row
