"""The colours of pages, as a reader chose them in the foot of a page."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()

THEMES = ("light", "dark", "contrast")
"""Those to choose from, besides what the reader's system has."""


@register.simple_tag(takes_context=True)
def chosen_theme(context: Mapping[str, Any]) -> str:
    """What was chosen; "" where nothing was, where it is none of ours, and without a request."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else ""
