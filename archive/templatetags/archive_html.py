"""The one place where markup is declared safe: what intake cleaned and stored, and data.

`cleaned` and `illustrated` are for the stored `body_html` columns and for nothing else: they passed
the allow-list of `archive.lib.html` on the way in (DESIGN section 4), and the
Content-Security-Policy stands behind. `with_marks` and `time_element` take any text: they escape
every piece. What
`printed` prints is escaped by the template, as by every other.
"""

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Protocol

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from archive.lib.shown_pictures import Shown, with_pictures

register = template.Library()

PRINTING = "printing"  # of settings.TEMPLATES


@register.filter
def cleaned(stored_html: str) -> SafeString:
    """A stored, cleaned column as markup; the column is the caller's word, a test holds it."""
    return mark_safe(stored_html)  # noqa: S308 -- cleaned at intake; this is the one such place


class Pictures(Protocol):
    """Pictures that are held, by where they are on the web or their names."""

    def find(self, source: str) -> Shown | None:
        """What shows the one that a text names so; None where it is not held."""


@register.filter
def illustrated(stored_html: str, pictures: Pictures) -> SafeString:
    """A stored, cleaned column with those of the pictures that it links to."""
    return mark_safe(with_pictures(stored_html, pictures.find))  # noqa: S308 -- as above; ours is escaped


def with_marks(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """A text in pieces, escaped, those that were searched for in `<mark>`.

    A page of results has a thousand pieces: `format_html_join` takes four times as long.
    """
    held = [
        f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in pieces
    ]
    return SafeString("".join(held))  # every piece is escaped


def time_element(machine: str, words: str, classes: str = "") -> SafeString:
    """`<time>` with its words, all escaped: a third of what `format_html` takes."""
    dressed = f' class="{escape(classes)}"' if classes else ""
    element = f'<time{dressed} datetime="{escape(machine)}">{escape(words)}</time>'
    return SafeString(element)  # every part is escaped


_INCLUDE = re.compile(r'{% include "([^"]+)" %}')


class _Inlining(Extension):
    """Puts what a template includes in its place: by itself it takes 7 µs, forty times a page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The whole template; as it is where files are read anew when they change."""
        made, loader = self.environment, self.environment.loader
        if made.auto_reload or loader is None:
            return source

        def whole(found: re.Match[str]) -> str:
            return self.preprocess(loader.get_source(made, found[1])[0], found[1])

        return _INCLUDE.sub(whole, source)


class _Printing(Environment):
    """Jinja for rows, which have attributes and no items: a page asks for a thousand of them."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]  # as a function, not a method


def printing_environment(**options: Any) -> Environment:  # noqa: ANN401 -- whatever Django passes
    """Jinja for `printed`: what a template asks for and is not there is an error, never nothing."""
    made = _Printing(**{**options, "undefined": StrictUndefined, "keep_trailing_newline": True})
    made.add_extension(_Inlining)
    made.globals = {"_": gettext}  # what Jinja has of its own would be copied for each template
    return made


@register.simple_tag
def printed(template_name: str, **values: Any) -> SafeString:  # noqa: ANN401
    """`{% include %}` for hundreds of rows: Jinja prints them, in a fifth of the time.

    The template is written in what Django's language and Jinja's have in common, and gets these
    values and no others: `{{ row.name }}`, `{{ _("text") }}`, `if`, `for`, `include`, and `with`
    of one name.
    """
    return mark_safe(get_template(template_name, using=PRINTING).render(values))  # noqa: S308 -- escaped there


# What could end the element, or begin another within it (as django.utils.html.json_script does).
_IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


@register.simple_tag
def linked_data(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD for programs that read the page: an element of data, which no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPTS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- nothing in it ends it
