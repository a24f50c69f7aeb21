"""Numbers and names in words: "1,204 responses", "one article", "2.5 MB", "Japanese"."""

from functools import lru_cache
from urllib.parse import quote_plus

from django import template
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, ngettext_lazy

register = template.Library()


# What is counted, by its name in templates. "%(n)s" is the number as the language writes it.
_COUNTED = {
    "article": ngettext_lazy("%(n)s article", "%(n)s articles", "number"),
    "byte": ngettext_lazy("%(n)s byte", "%(n)s bytes", "number"),
    "capture": ngettext_lazy("%(n)s capture", "%(n)s captures", "number"),
    "change": ngettext_lazy("%(n)s change", "%(n)s changes", "number"),
    "collection": ngettext_lazy("%(n)s collection", "%(n)s collections", "number"),
    "comment": ngettext_lazy("%(n)s comment", "%(n)s comments", "number"),
    "conversation": ngettext_lazy("%(n)s conversation", "%(n)s conversations", "number"),
    "entry": ngettext_lazy("%(n)s entry", "%(n)s entries", "number"),
    "file": ngettext_lazy("%(n)s file", "%(n)s files", "number"),
    "hour": ngettext_lazy("%(n)s hour", "%(n)s hours", "number"),
    "level": ngettext_lazy("%(n)s level", "%(n)s levels", "number"),
    "match": ngettext_lazy("%(n)s match", "%(n)s matches", "number"),
    "minute": ngettext_lazy("%(n)s minute", "%(n)s minutes", "number"),
    "person": ngettext_lazy("%(n)s person", "%(n)s people", "number"),
    "problem": ngettext_lazy("%(n)s problem", "%(n)s problems", "number"),
    "reason": ngettext_lazy("%(n)s reason", "%(n)s reasons", "number"),
    "repair or notice": ngettext_lazy(
        "%(n)s repair or notice", "%(n)s repairs and notices", "number"
    ),
    "response": ngettext_lazy("%(n)s response", "%(n)s responses", "number"),
    "run": ngettext_lazy("%(n)s run", "%(n)s runs", "number"),
    "second": ngettext_lazy("%(n)s second", "%(n)s seconds", "number"),
    "site": ngettext_lazy("%(n)s site", "%(n)s sites", "number"),
    "tag": ngettext_lazy("%(n)s tag", "%(n)s tags", "number"),
    "word": ngettext_lazy("%(n)s word", "%(n)s words", "number"),
}


@register.filter
def grouped(number: float | None) -> str:
    """A number, rounded to a whole one, with its thousands apart; nothing for None."""
    if number is None:
        return ""
    text = f"{number:,.0f}"
    # Most are small, and what stands between thousands takes ten times as long to look up.
    return text.replace(",", get_format("THOUSAND_SEPARATOR")) if "," in text else text


@register.filter
def counted(number: float | None, noun: str, language: str | None = None) -> str:
    """The number and its noun, `counted:"response"`; nouns are in the table above.

    `language` is the page's, where it is at hand: to look it up takes as long as all else.
    """
    return _counted(round(number or 0), noun, language or get_language())


# A page of results tells of some hundred numbers, most of them small: 2 µs in place of 9.
@lru_cache(maxsize=4_096)
def _counted(number: int, noun: str, _language: str | None) -> str:
    return str(_COUNTED[noun] % {"number": number, "n": grouped(number)})


@register.filter
def lasting(seconds: float) -> str:
    """A time that is to come, as roughly as it is known: "20 seconds", "5 minutes"."""
    if seconds < 60:
        return counted(max(1, round(seconds)), "second")
    if seconds < 5_400:
        return counted(round(seconds / 60), "minute")
    return counted(round(seconds / 3_600), "hour")


@register.filter
def sized(size_bytes: float | None) -> str:
    """A number of bytes as file managers tell it, by thousands: "2,000 MB", "640 kB"."""
    size = size_bytes or 0
    if size < 1_000:
        return counted(size, "byte")
    if size < 1_000_000:
        return f"{grouped(size / 1_000)} kB"
    tenths = round(size / 100_000)
    rest = f"{get_format('DECIMAL_SEPARATOR')}{tenths % 10}" if tenths % 10 else ""
    return f"{grouped(tenths // 10)}{rest} MB"


@register.filter
def language_called(code: str) -> str:
    """The language's name in the page's, its subtags set aside; the code itself where unknown."""
    try:
        return gettext(get_language_info(code.replace("_", "-").lower())["name"])
    except KeyError:
        return code


@register.filter
def as_lang(code: str) -> SafeString:
    """The attribute ` lang="…"` of an element; nothing where no language is known."""
    return format_html(' lang="{}"', code) if code else format_html("{}", "")


@register.filter
def is_web(url: str) -> bool:
    """Whether an address of others may stand in a link: http and https alone."""
    return url.startswith(("http://", "https://"))


# Every sign of ASCII as quote_plus writes it: a page of results has a hundred such values.
_IN_QUERY = {at: quote_plus(chr(at)) for at in range(128)}


@register.filter
def in_query(text: str) -> str:
    """A value as it stands in the query of an address.

    What no encoding can hold becomes a question mark.
    """
    return text.translate(_IN_QUERY) if text.isascii() else quote_plus(text, errors="replace")
