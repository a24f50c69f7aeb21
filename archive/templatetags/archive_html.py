"""The one place where markup is declared safe: what intake cleaned and stored.

`cleaned` is for the stored `body_html` columns and for nothing else: they passed the allow-list of
`archive.lib.html` on the way in (DESIGN section 4), and the Content-Security-Policy stands behind.
"""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def cleaned(stored_html: str) -> SafeString:
    """A stored, cleaned column as markup; the column is the caller's word, a test holds it."""
    return mark_safe(stored_html)  # noqa: S308 -- cleaned at intake; this is the one such place
