"""How an article or a comment stands, in words: "draft", "hidden", and why others do not see it."""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.translation import gettext, pgettext, pgettext_lazy

register = template.Library()

# By the values of archive.models.choices that pages show.
_WORDS = {
    "published": pgettext_lazy("state", "published"),
    "draft": pgettext_lazy("state", "draft"),
    "pending": pgettext_lazy("state", "pending"),
    "private": pgettext_lazy("state", "private"),
    "password": pgettext_lazy("state", "password"),
    "scheduled": pgettext_lazy("state", "scheduled"),
    "trashed": pgettext_lazy("state", "trashed"),
    "spam": pgettext_lazy("state", "spam"),
    "deleted": pgettext_lazy("state", "deleted"),
    "missing": pgettext_lazy("state", "missing"),
    "public": pgettext_lazy("state", "public"),
    "hidden": pgettext_lazy("state", "hidden"),
    "withdrawn": pgettext_lazy("state", "withdrawn"),
    "open": pgettext_lazy("state of comments", "open"),
    "closed": pgettext_lazy("state of comments", "closed"),
    "unknown": pgettext_lazy("state of comments", "unknown"),
}
_FOR_EVERYONE = frozenset({"published", "public"})


class Standing(Protocol):
    """An article or a comment."""

    @property
    def state(self) -> str:
        """Its state at the source."""

    @property
    def visibility(self) -> str:
        """Its visibility here."""


def state_word(value: object) -> str:
    """A state or a visibility in the page's language; what is none of them as it is."""
    return str(_WORDS.get(str(value), value))


def in_a_row(words: Iterable[str]) -> str:
    """Words one after another, "draft, hidden"."""
    return pgettext("between the parts of a list", ", ").join(words)


@register.filter
def standing(row: Standing) -> str:
    """Its state at the source and its visibility here, both."""
    return gettext("%(state)s, %(visibility)s") % {
        "state": state_word(row.state),
        "visibility": state_word(row.visibility),
    }


def marks_of(*rows: Standing) -> str:
    """What only keepers see: why others do not see one of these; empty where they do."""
    values = [value for row in rows for value in (row.state, row.visibility)]
    return in_a_row(state_word(value) for value in values if value not in _FOR_EVERYONE)
