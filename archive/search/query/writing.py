"""Tree to text: the inverse of reading, and the parts that a page shows."""

import re
from collections.abc import Iterator

from archive.search.query.reading import OPERATORS
from archive.search.query.tree import And, Everything, Filter, Node, Not, Or, Part, Query, Words

_BARE = re.compile(r'[^\s()"]*[^\s()"*]')
_PERIODS = frozenset({"year", "before", "after"})


def to_text(query: Query) -> str:
    """A text that `parse` reads as an equal query."""
    return _write(query.tree)


def parts_of(query: Query) -> tuple[Part, ...]:
    """Each condition of the query, for the line "read as", in the order they were given."""
    return tuple(_parts(query))


def _parts(query: Query) -> Iterator[Part]:
    for node in query.conditions:
        is_negated = isinstance(node, Not)
        inner = node.child if isinstance(node, Not) else node
        without = to_text(query.without(node))
        yield Part(*_label_and_value(inner), is_negated, without)


def _label_and_value(node: Node) -> tuple[str, str]:
    if isinstance(node, Filter):
        return node.name, node.value
    if isinstance(node, Words):
        shown = node.text + ("*" if node.is_prefix else "")
        return node.scope or ("phrase" if " " in node.text else "words"), shown
    if isinstance(node, Or):
        return "any of", _write(node)
    return "all of", _write(node)


def _write(node: Node) -> str:
    match node:
        case Words():
            return _write_words(node)
        case Filter():
            return f"{node.name}:{_quoted(node.value)}"
        case Not():
            return "-" + _bracketed(node.child, And, Or)
        case And():
            return " ".join(_bracketed(child, Or) for child in node.children)
        case Or():
            return " OR ".join(_write(child) for child in node.children)
        case Everything():
            return ""


def _bracketed(node: Node, *kinds: type[Node]) -> str:
    text = _write(node)
    return f"({text})" if isinstance(node, kinds) else text


def _write_words(words: Words) -> str:
    star = "*" if words.is_prefix else ""
    if words.scope:
        return f"{words.scope}:{_quoted(words.text)}{star}"
    is_plain = not words.text.startswith("-") and ":" not in words.text
    if is_plain and words.text not in OPERATORS:
        return _quoted(words.text) + star
    return f'"{words.text}"{star}'


def _quoted(text: str) -> str:
    return text if _BARE.fullmatch(text) else f'"{text}"'
