"""Text to tree. Every text can be read; what was not meant so is told in notes.

Two passes, neither recursive: the first makes items (operators, brackets, leaves) of the text,
the second folds the items between brackets into one node, innermost first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.search.query.leaves import NOTHING, Nothing, Reader, leaf_of
from archive.search.query.marks import ITEM, JOINERS, SURROGATES, TRANSLATED
from archive.search.query.tree import And, Node, Or, Words, joined, negated
from archive.search.telling import gettext_noop

MAX_WORDS = 300
MAX_NESTING = 20

_DASH = "-"

_Item = Node | str | Nothing


@dataclass(slots=True)
class _Reading:
    """The state of reading one text: open groups, leaves so far, and who makes leaves."""

    reader: Reader
    groups: list[list[_Item]] = field(default_factory=lambda: [[]])
    too_deep: int = 0
    words: int = 0


def read(text: str, reader: Reader) -> Node:
    """The tree of a text; what was read otherwise than written is told to the reader's notes."""
    reading = _Reading(reader)
    text = SURROGATES.sub(" ", text).translate(TRANSLATED)
    for match in ITEM.finditer(text):
        if reading.words >= MAX_WORDS:
            reader.note(gettext_noop("Only the first %(count)s words were read.", count=MAX_WORDS))
            break
        _take(reading, match)
    else:
        if len(reading.groups) > 1:
            reader.note(
                gettext_noop("An opening bracket without its partner was closed at the end.")
            )
    while len(reading.groups) > 1:
        _close(reading)
    node = _combine(reading, reading.groups[0])
    return joined(And, []) if isinstance(node, Nothing) else node


def _take(reading: _Reading, match: re.Match[str]) -> None:
    group = reading.groups[-1]
    if match["open"]:
        _open(reading)
    elif match["close"]:
        _close(reading)
    elif match["dash"]:
        group.append(_DASH)
    elif match["stray"]:
        reading.reader.note(gettext_noop("A quotation mark without its partner was left out."))
        group.append(NOTHING)
    elif match["word"] in JOINERS:
        # Counted, for it may turn out to be a word.
        reading.words += 1
        group.append(match["word"])
    else:
        reading.words += 1
        group.append(leaf_of(reading.reader, match))


def _open(reading: _Reading) -> None:
    if len(reading.groups) > MAX_NESTING:
        reading.too_deep += 1
        told = gettext_noop("Brackets more than %(count)s deep were left out.", count=MAX_NESTING)
        reading.reader.note(told)
    else:
        reading.groups.append([])


def _close(reading: _Reading) -> None:
    if reading.too_deep:
        reading.too_deep -= 1
    elif len(reading.groups) == 1:
        reading.reader.note(gettext_noop("A closing bracket without its partner was left out."))
    else:
        group = reading.groups.pop()
        reading.groups[-1].append(_combine(reading, group))


def _combine(reading: _Reading, items: list[_Item]) -> Node | Nothing:
    """One node for the items between two brackets: NOT binds closest, then AND, then OR."""
    alternatives: list[list[Node]] = [[]]
    is_negated = False
    for item in _with_misplaced_joiners_as_words(reading, items):
        if item == "OR":
            alternatives.append([])
        elif item in ("NOT", _DASH):
            is_negated = not is_negated
        elif not isinstance(item, str):
            if not isinstance(item, Nothing):
                alternatives[-1].append(negated(item) if is_negated else item)
            is_negated = False
    choices = [joined(And, group) for group in alternatives if group]
    return joined(Or, choices) if choices else NOTHING


def _with_misplaced_joiners_as_words(reading: _Reading, items: list[_Item]) -> Iterable[_Item]:
    """The items, with AND, OR and NOT as words where they have nothing to work on."""
    placed: list[_Item] = []
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        has_right = following is not None and following not in ("AND", "OR")
        has_left = bool(placed) and placed[-1] not in JOINERS and placed[-1] != _DASH
        if item in JOINERS and not (has_right and (has_left or item == "NOT")):
            told = gettext_noop("%(word)s had nothing to join and was read as a word.", word=item)
            reading.reader.note(told)
            placed.append(Words(str(item)))
        else:
            placed.append(item)
    return placed
