"""Tree to text: the inverse of reading, and the parts that a page shows."""

import re

from archive.search.query.leaves import is_plain
from archive.search.query.marks import JOINERS
from archive.search.query.tree import And, Everything, Filter, Node, Not, Or, Part, Query, Words
from archive.search.spelling import most_edits
from archive.search.telling import gettext_noop

# What a part is called that no operator names.
_PHRASE, _NEAR = gettext_noop("phrase"), gettext_noop("near")
_ANY_OF, _ALL_OF = gettext_noop("any of"), gettext_noop("all of")

_BARE = re.compile(r'[^\s()"]*[^\s()"*]')


def to_text(query: Query) -> str:
    """A text that `parse` reads as an equal query."""
    return written(query.tree)


class Writer:
    """Writes a query, and what asks for one thing more or less, each condition written but once.

    A page has some hundred links that do; a question may have three hundred words.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self._pieces = [_bracketed(node, Or) for node in query.conditions]
        self._whole = " ".join(self._pieces)

    def adding(self, condition: Node) -> str:
        """The text of `query.adding(condition)`."""
        piece = _bracketed(condition, Or)
        if piece in self._pieces:
            return to_text(self.query)
        return f"{self._whole} {piece}" if self._pieces else written(condition)

    def without(self, condition: Node) -> str:
        """The text of `query.without(condition)`."""
        piece = _bracketed(condition, Or)
        kept = [each for each in self._pieces if each != piece]
        return " ".join(kept) if len(kept) > 1 else to_text(self.query.without(condition))


def parts_of(query: Query) -> tuple[Part, ...]:
    """Each condition of the query, for the line "read as", in the order they were given."""
    writer = Writer(query)
    return tuple(_part(writer, node) for node in query.conditions)


def _part(writer: Writer, node: Node) -> Part:
    inner = node.child if isinstance(node, Not) else node
    return Part(*_label_and_value(inner), isinstance(node, Not), writer.without(node))


def _label_and_value(node: Node) -> tuple[str, str]:
    if isinstance(node, Filter):
        return node.name, node.value
    if isinstance(node, Words):
        is_phrase = " " in node.text
        label = _NEAR if node.within is not None else _PHRASE if is_phrase else "words"
        return node.scope or label, node.text + _signs(node)
    if isinstance(node, Or):
        return _ANY_OF, written(node)
    return _ALL_OF, written(node)


def written(node: Node) -> str:
    """The text of a node."""
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
            return " OR ".join(written(child) for child in node.children)
        case Everything():
            return ""


def _bracketed(node: Node, *kinds: type[Node]) -> str:
    text = written(node)
    return f"({text})" if isinstance(node, kinds) else text


def _write_words(words: Words) -> str:
    """Without quotation marks where what is then read is the same."""
    name = f"{words.scope}:" if words.scope else ""
    signs = _signs(words)
    if words.is_pattern:
        return name + words.text
    is_read_otherwise = not is_plain(words.text)
    if not name:
        is_read_otherwise |= words.text.startswith("-") or ":" in words.text
        is_read_otherwise |= words.text in JOINERS
    return name + (f'"{words.text}"' if is_read_otherwise else _quoted(words.text)) + signs


def _signs(words: Words) -> str:
    star = "*" if words.is_prefix else ""
    if words.within is not None:
        return f"{star}~{words.within}"
    if not words.edits:
        return star
    most = most_edits(len(words.asked()[0].text))
    return "~" if words.edits == most else f"~{words.edits}"


def _quoted(text: str) -> str:
    return text if _BARE.fullmatch(text) else f'"{text}"'
