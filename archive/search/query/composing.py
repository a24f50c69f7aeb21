"""Fields of a form to a query's text, and a query to the fields of a form.

The fields are the names of the operators, and `words` (anything in the query language), `phrase`,
`near` with `within`, `any`, `none`. What a person typed stays as typed: words for dates are read
when the text is, and mistakes are told then.
"""

import re
from collections.abc import Iterable, Mapping

from archive.search.query import Filter, Node, Not, Or, Query, Words, parse, to_text
from archive.search.query.leaves import DEFAULT_WITHIN
from archive.search.query.marks import TRANSLATED
from archive.search.query.operators import FILTERS, OPERATORS
from archive.search.query.writing import written

BESIDE_OPERATORS = ("words", "phrase", "near", "within", "any", "none")

_MARKS = re.compile(r'[()"]')
_QUOTATION = re.compile(r'"[^"]*"')
_BRACKET = re.compile("[()]")
_NOT_BARE = re.compile(r'[\s()"*]')
_PIECE = re.compile(r'"[^"]*"[^\s"]*|[^\s"]+')


def composed(fields: Mapping[str, str]) -> str:
    """The text of a query that asks for what all fields together say."""
    typed = {name: " ".join(value.split()) for name, value in fields.items()}
    within = typed.get("within", "") or str(DEFAULT_WITHIN)
    parts = [
        _grouped(typed.get("words", "")),
        _quotation(typed.get("phrase", "")),
        f"{near}~{within}" if (near := _quotation(typed.get("near", ""))) else "",
        _any_of(_PIECE.findall(typed.get("any", ""))),
        *(f"-{_shielded(one)}" for one in _PIECE.findall(typed.get("none", ""))),
        *(_named(one.name, typed.get(one.name, "")) for one in OPERATORS),
    ]
    return " ".join(part for part in parts if part)


def fields_of(query: Query) -> dict[str, str]:
    """The fields that say what a query asks; what fits none of them stands in `words`."""
    fields: dict[str, list[str]] = {}
    for node in query.conditions:
        name, value = _field_of(node, fields)
        fields.setdefault(name, []).append(value)
    found = {name: " ".join(values) for name, values in fields.items()}
    if "near" in found:
        found["near"], _, found["within"] = found["near"].rpartition("~")
        found["near"] = found["near"].strip('"')
    return found


def _field_of(node: Node, taken: Mapping[str, object]) -> tuple[str, str]:
    """The field for a condition, and what to write there."""
    match node:
        case Filter(name, value) if name not in taken:
            return name, value
        case Words():
            return _field_of_words(node, taken)
        case Not(Words(scope="") as words):
            return "none", written(words)
        case Or(children) if "any" not in taken and all(_is_simple(one) for one in children):
            return "any", " ".join(written(one) for one in children)
    text = written(node)
    return "words", f"({text})" if isinstance(node, Or) else text


def _field_of_words(words: Words, taken: Mapping[str, object]) -> tuple[str, str]:
    if words.scope:
        return words.scope, written(words).removeprefix(f"{words.scope}:")
    if not words.is_prefix and words.within is not None and "near" not in taken:
        return "near", written(words)
    is_phrase = " " in words.text and not words.is_prefix and words.within is None
    return (
        ("phrase", words.text) if is_phrase and "phrase" not in taken else ("words", written(words))
    )


def _is_simple(node: Node) -> bool:
    return isinstance(node, Words) and not node.scope


def _grouped(text: str) -> str:
    """What must not be torn apart by what follows, in brackets; marks without partner go."""
    text = text.translate(TRANSLATED)
    if not _is_whole(text):
        text = _MARKS.sub(" ", text)
    return f"({text})" if isinstance(parse(text).tree, Or) else text


def _is_whole(text: str) -> bool:
    """Whether each bracket and each quotation mark has its partner."""
    depth = 0
    for mark in _MARKS.findall(_QUOTATION.sub("", text)):
        depth += {"(": 1, ")": -1, '"': -len(text)}[mark]
        if depth < 0:
            return False
    return depth == 0


def _quotation(text: str) -> str:
    text = " ".join(text.translate(TRANSLATED).replace('"', " ").split())
    return f'"{text}"' if text else ""


def _any_of(pieces: Iterable[str]) -> str:
    choices = [_shielded(one) for one in pieces]
    return f"({' OR '.join(choices)})" if len(choices) > 1 else "".join(choices)


def _shielded(piece: str) -> str:
    """A piece that is one word or quotation, whatever it looks like; its signs behind it stay."""
    query = parse(piece)
    if isinstance(query.tree, Words) and not query.tree.scope:
        return to_text(query)
    return _quotation(piece)


def _named(name: str, value: str) -> str:
    if not value:
        return ""
    if name in FILTERS:
        return f"{name}:{_quotation(value) if _NOT_BARE.search(value) else value}"
    pieces = _PIECE.findall(value)
    return " ".join(f"{name}:{_quotation(one) if _BRACKET.search(one) else one}" for one in pieces)
