"""Text to tree. Every text can be read; what was not meant so is told in notes.

Two passes, neither recursive: the first makes items (operators, brackets, leaves) of the text,
the second folds the items between brackets into one node, innermost first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.search.query.tree import (
    FILTERS,
    SCOPES,
    And,
    Filter,
    Node,
    Or,
    Words,
    joined,
    negated,
)
from archive.search.words import asked

MAX_WORDS = 300
MAX_NESTING = 20

_MOST_NOTES = 8
_MOST_QUOTED = 60  # characters of the question, in a note

OPERATORS = frozenset({"AND", "OR", "NOT"})
_DASH = "-"

_ITEM = re.compile(
    r"""
    (?P<open>\() | (?P<close>\))
    | (?P<dash>-(?=[^\s)-]))
    | (?P<name>[^\W\d_]+):"(?P<value>[^"]*)"(?P<value_star>\*?)
    | "(?P<phrase>[^"]*)"(?P<phrase_star>\*?)
    | (?P<word>[^\s()"]+)
    | (?P<quote>")
    """,
    re.VERBOSE,
)
_NAMED = re.compile(r"([^\W\d_]+):(.*)", re.DOTALL)
# Replaced before reading: the marks of other keyboards by ours, and what no store can hold.
_TRANSLATED = str.maketrans(
    dict.fromkeys("“”„‟«»\uff02「」『』", '"')
    | {
        "\uff08": "(",
        "\uff09": ")",
        "\uff1a": ":",
        "\uff0a": "*",
        "\u2212": "-",
        "\uff0d": "-",
        "\x00": " ",
    }
)
_SURROGATES = re.compile("[\ud800-\udfff]")


class _Nothing:
    """Stands where something was left out, so that its operators go with it."""


_NOTHING = _Nothing()
_Item = Node | str | _Nothing


@dataclass(slots=True)
class Reading:
    """The state of reading one text: open groups, leaves so far, and what to tell."""

    groups: list[list[_Item]] = field(default_factory=lambda: [[]])
    too_deep: int = 0
    words: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Remember a sentence for the notes, once, and no more than can be read."""
        if sentence not in self.notes and len(self.notes) < _MOST_NOTES:
            self.notes.append(sentence)


def read(text: str) -> tuple[Node, tuple[str, ...]]:
    """The tree of a text, and notes on what was read otherwise than written."""
    reading = Reading()
    text = _SURROGATES.sub(" ", text).translate(_TRANSLATED)
    for match in _ITEM.finditer(text):
        if reading.words >= MAX_WORDS:
            reading.note(f"Only the first {MAX_WORDS} words were read.")
            break
        _take(reading, match)
    else:
        if len(reading.groups) > 1:
            reading.note("An opening bracket without its partner was closed at the end.")
    while len(reading.groups) > 1:
        _close(reading)
    node = _combine(reading, reading.groups[0])
    return (joined(And, []) if isinstance(node, _Nothing) else node), tuple(reading.notes)


def _take(reading: Reading, match: re.Match[str]) -> None:
    group = reading.groups[-1]
    kind = match.lastgroup or ""
    if kind == "open":
        _open(reading)
    elif kind == "close":
        _close(reading)
    elif kind == "dash":
        group.append(_DASH)
    elif kind == "quote":
        reading.note("A quotation mark without its partner was left out.")
        group.append(_NOTHING)
    elif kind == "word" and match["word"] in OPERATORS:
        # Counted, for it may turn out to be a word.
        reading.words += 1
        group.append(match["word"])
    else:
        reading.words += 1
        group.append(_leaf(reading, match))


def _open(reading: Reading) -> None:
    if len(reading.groups) > MAX_NESTING:
        reading.too_deep += 1
        reading.note(f"Brackets more than {MAX_NESTING} deep were left out.")
    else:
        reading.groups.append([])


def _close(reading: Reading) -> None:
    if reading.too_deep:
        reading.too_deep -= 1
    elif len(reading.groups) == 1:
        reading.note("A closing bracket without its partner was left out.")
    else:
        group = reading.groups.pop()
        reading.groups[-1].append(_combine(reading, group))


def _leaf(reading: Reading, match: re.Match[str]) -> Node | _Nothing:
    if match["name"] is not None:
        return _named(reading, match["name"], match["value"], is_prefix=bool(match["value_star"]))
    if match["phrase"] is not None:
        return _words(reading, match["phrase"], is_prefix=bool(match["phrase_star"]))
    word = match["word"]
    text = word.rstrip("*")
    named = _NAMED.fullmatch(text)
    if named:
        return _named(reading, named[1], named[2], is_prefix=text != word)
    return _words(reading, text, is_prefix=text != word)


def _named(reading: Reading, name: str, value: str, *, is_prefix: bool) -> Node | _Nothing:
    name = name.lower()
    value = " ".join(value.split())
    if name in SCOPES and asked(value):
        return Words(value, SCOPES[name], is_prefix)
    as_words = f"{name}:{value}"
    if name in FILTERS:
        normal, needs = FILTERS[name]
        normal_value = normal(value)
        if normal_value is not None:
            return Filter(name, normal_value)
        reading.note(f"{name}: needs {needs}, so “{_short(as_words)}” was read as words.")
    elif name in SCOPES:
        reading.note(f"{name}: needs a word right after it, so it was read as a word itself.")
    elif not value.startswith("//"):
        reading.note(f"There is no operator {name}:, so “{_short(as_words)}” was read as words.")
    return _words(reading, as_words, is_prefix=is_prefix)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"


def _words(reading: Reading, text: str, *, is_prefix: bool) -> Node | _Nothing:
    text = " ".join(text.split())
    if asked(text):
        return Words(text, "", is_prefix)
    if not text and is_prefix:
        reading.note("* needs the beginning of a word right before it, so it was left out.")
    elif text:
        reading.note(f"“{_short(text)}” holds no letter or digit and was left out.")
    return _NOTHING


def _combine(reading: Reading, items: list[_Item]) -> Node | _Nothing:
    """One node for the items between two brackets: NOT binds closest, then AND, then OR."""
    alternatives: list[list[Node]] = [[]]
    is_negated = False
    for item in _with_misplaced_operators_as_words(reading, items):
        if item == "OR":
            alternatives.append([])
        elif item in ("NOT", _DASH):
            is_negated = not is_negated
        elif not isinstance(item, str):
            if not isinstance(item, _Nothing):
                alternatives[-1].append(negated(item) if is_negated else item)
            is_negated = False
    choices = [joined(And, group) for group in alternatives if group]
    return joined(Or, choices) if choices else _NOTHING


def _with_misplaced_operators_as_words(reading: Reading, items: list[_Item]) -> Iterable[_Item]:
    """The items, with AND, OR and NOT as words where they have nothing to work on."""
    placed: list[_Item] = []
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        has_right = following is not None and following not in ("AND", "OR")
        has_left = bool(placed) and placed[-1] not in OPERATORS and placed[-1] != _DASH
        if item in OPERATORS and not (has_right and (has_left or item == "NOT")):
            reading.note(f"{item} had nothing to join and was read as a word.")
            placed.append(Words(str(item)))
        else:
            placed.append(item)
    return placed
