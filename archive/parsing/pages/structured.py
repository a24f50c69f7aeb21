"""Structured data of a page: JSON-LD objects, read leniently.

Vocabulary: https://schema.org/ ; syntax: https://www.w3.org/TR/json-ld11/ .
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

# Deeper nesting than this is no page's structured data.
MAX_DEPTH = 60
ARTICLE_TYPES = re.compile(
    r"^(?:\w*Article|BlogPosting|\w*Posting|Report|Review|Question|LiveBlogPosting|Recipe)$"
)
CONTROL = re.compile(r"[\x00-\x1f]+")
WRAPPED = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$")

Value = Any  # whatever JSON holds
Thing = Mapping[str, Value]


def json_ld(tree: HtmlElement) -> list[Thing]:
    """Give every typed JSON-LD object on the page, outer ones first; broken scripts give none."""
    found: list[Thing] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found.extend(walk(_loads(script.text or "")))
    return found


def _loads(source: str) -> Value:
    """Parse JSON, forgiving raw control characters and comment wrappers; None where broken."""
    try:
        return json.loads(CONTROL.sub(" ", WRAPPED.sub("", source)), strict=False)
    except (ValueError, RecursionError):
        return None


def walk(value: Value) -> Iterator[Thing]:
    """Yield the typed objects within a JSON value, outer before inner, in order."""
    waiting = [(value, 0)]
    while waiting:
        current, depth = waiting.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(current, dict):
            if "@type" in current:
                yield current
            waiting.extend((inner, depth + 1) for inner in reversed(list(current.values())))
        elif isinstance(current, list):
            waiting.extend((inner, depth + 1) for inner in reversed(current))


def types(thing: Thing) -> set[str]:
    """Give the type names of an object without their vocabulary's address."""
    declared = thing.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return {name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)}


def is_article(thing: Thing) -> bool:
    """Whether a thing is of a kind that articles are."""
    return any(ARTICLE_TYPES.match(name) for name in types(thing))


def strings(value: Value, *keys: str) -> list[str]:
    """Give the texts in a property's value: itself, or these keys of the objects it holds."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, list):
        return [found for item in value for found in strings(item, *keys)]
    if isinstance(value, dict):
        return next((found for key in keys if (found := strings(value.get(key), *keys))), [])
    return []


def first(value: Value, *keys: str) -> str:
    """Give the first text of a property's value, or an empty string."""
    return next(iter(strings(value, *keys)), "")
