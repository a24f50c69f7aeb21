"""Broken XML made readable, a piece at a time, and every repair told with its line.

Exports are written by string templates, not by XML libraries, so they break in few ways: a bare
`&`, `]]>` within CDATA, control characters, text before the declaration, elements that are not
closed, prefixes that are not declared, a file cut short. Whatever is well formed passes through
at the cost of one regular expression; only what is not is looked at by itself. Declarations and
document types are dropped, so no entity is ever defined or expanded.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from archive.parsing.drafts import Problem

MOST_TEXT = 64 * 1024 * 1024
"""Characters in one element without elements in it: more is no text anybody wrote."""
TOLD_OF_EACH = 20
"""Repairs of one kind that are told one by one; the others are told as a number."""
DEEPEST = 1_000
"""Elements open at once: libxml2 reads 2,048 (XML_MAX_HUGE_DEPTH)."""

_BAD = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"  # https://www.w3.org/TR/xml/#charsets
_NAME = r"[^\W\d][\w.:-]*+"
_NUMBER = r"#0*(?:9|10|13|3[2-9]|[4-9]\d|[1-9]\d{2,6})|#x0*(?:9|[aAdD]|[1-9A-Fa-f][0-9A-Fa-f]{1,5})"
_ENTITY = rf"&(?:amp|lt|gt|quot|apos|{_NUMBER});"
_VALUE = rf"(?:\"(?>[^\"<&{_BAD}]++|{_ENTITY})*+\"|'(?>[^'<&{_BAD}]++|{_ENTITY})*+')"
_ATTRIBUTES = rf"(?>\s++{_NAME}\s*+=\s*+{_VALUE})*+\s*+"
_TEXT = rf"(?>[^<&\]{_BAD}]++|{_ENTITY}|\](?!\]>))"
_CDATA = rf"<!\[CDATA\[(?>[^\]{_BAD}]++|\](?!\]>))*+\]\]>"
_EMPTY = rf"<{_NAME}{_ATTRIBUTES}/>"


def _whole(levels: int, never: str) -> str:
    """An element with up to so many levels of elements in it, all of it well formed."""
    within = f"|{_EMPTY}|{_whole(levels - 1, never)}" if levels else ""
    name = f"level{levels}"
    start = rf"<{never if levels else ''}(?P<{name}>{_NAME}){_ATTRIBUTES}>"
    return rf"{start}(?>{_TEXT}|{_CDATA}{within})*+</(?P={name})\s*+>"


@lru_cache(maxsize=32)
def fine(records: frozenset[str]) -> re.Pattern[str]:
    """What needs no second look: text, and whole elements that are none of these records.

    A record has to be seen to begin, for it may do so within one that was never closed.
    """
    names = "|".join(sorted(map(re.escape, records)))
    never = rf"(?!(?:[\w.-]+:)?(?:{names})[\s>])" if names else ""
    return re.compile(rf"(?>{_TEXT}|{_whole(1, never)}|{_EMPTY}|{_CDATA})++")


OPENING = re.compile(rf"<({_NAME})({_ATTRIBUTES})>")
CLOSING = re.compile(rf"</({_NAME})\s*+>")
LOOSE_ATTRIBUTE = re.compile(
    r"([^\W\d][\w.:-]*)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'/]+(?:/+[^\s\"'/]+)*)))?"
)
LOOSE_TAG = re.compile(r"<(/?)([^\W\d][\w.:-]*)([^<>]{0,100000})>")
CUT_TAG = re.compile(r"</?[\w.:-]*(?:\s[^<>]*)?\Z")
CDATA_START = re.compile(r"\s*<!\[CDATA\[")
UNFINISHED = re.compile(
    rf"<({_NAME}){_ATTRIBUTES}>(?>{_TEXT}|{_CDATA})*+"
    r"(?:<!(?:\[(?:C(?:D(?:A(?:T(?:A(?:\[.*)?)?)?)?)?)?)?|</?[\w.:-]*\s*|&\#?\w{0,10}|\]{1,2}|<)?\Z",
    re.DOTALL,
)
MISC = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
NAMED = re.compile(r"&(#?\w{1,31});")
NEXT_CDATA = re.compile(r"(?<!\]\]>)<!\[CDATA\[")
RAW_END = re.compile(r"\]\]>(?!\s*<!\[CDATA\[)")
ILLEGAL = re.compile(f"[{_BAD}]")
SLACK = 4096  # characters that must lie ahead for a stray sign to be judged


class ForbiddenXMLError(Exception):
    """The document asks for what is never done; the message says what, and where."""


class Repairer:
    """Takes pieces of a document as they come and gives what a parser can read.

    `problems` gathers what was put right since it was last emptied.
    """

    def __init__(self, records: frozenset[str] = frozenset()) -> None:
        """Begin before the first character. One of `records` never stands in one of its name."""
        self._records = records
        self._fine = fine(records)
        self.problems: list[Problem] = []
        self._line = 1
        self._told: Counter[str] = Counter()
        self._open: list[str] = []
        self._waiting: list[str] = []  # what is not sure yet, and what came after it
        self._length = 0  # of all that waits
        self._wanted = 0  # a length worth waiting for, so that no text is looked at again often

    def feed(self, piece: str) -> Iterator[str]:
        """The pieces that are sure by now. Raises ForbiddenXMLError."""
        self._waiting.append(piece)
        self._length += len(piece)
        if self._length >= self._wanted:
            yield from self._go_on(is_end=False)

    def close(self) -> Iterator[str]:
        """All that is left, and the ends of what is still open."""
        yield from self._go_on(is_end=True)
        if self._open:
            self._tell("the file ends within “%s”: what was there is read", self._open[-1])
        while self._open:
            yield f"</{self._open.pop()}>"
        for kind, count in self._told.items():
            if count > TOLD_OF_EACH:
                left = count - TOLD_OF_EACH
                message = f"{left:,} more like “{kind.replace('%s', '…')}”"
                self.problems.append(Problem(message, "the same file", "repaired"))

    def _go_on(self, *, is_end: bool) -> Iterator[str]:
        buffer, place = "".join(self._waiting), 0
        sure = len(buffer) if is_end else len(buffer.rstrip("]"))  # or "]]>" may come of it
        while place < len(buffer):
            if passing := self._fine.match(buffer, place, sure):
                yield self._passed(passing[0])
                place = passing.end()
                continue
            step = self._step(buffer, place, is_end=is_end)
            if step is None:
                break
            given, length = step
            self._line += buffer.count("\n", place, place + length)
            place += length
            if given:
                yield given
        self._waiting = [buffer[place:]]
        self._length = len(buffer) - place
        self._wanted = 2 * self._length

    def _passed(self, markup: str) -> str:
        self._line += markup.count("\n")
        return markup

    def _step(self, buffer: str, place: int, *, is_end: bool) -> tuple[str, int] | None:
        """What to give for what stands here and how much that is; None to wait for more."""
        is_near_end = not is_end and len(buffer) - place < SLACK
        sign = buffer[place]
        if sign != "<":
            return None if is_near_end else self._sign(buffer, place)
        if not is_end and (buffer.find(">", place) < 0 or UNFINISHED.match(buffer, place)):
            if len(buffer) - place > MOST_TEXT:
                raise ForbiddenXMLError(
                    f"line {self._line:,}: an element of more than {MOST_TEXT:,} characters; "
                    "what follows is not read"
                )
            return None
        if opening := OPENING.match(buffer, place):
            return self._opening(opening, buffer, is_end=is_end)
        if closing := CLOSING.match(buffer, place):
            return self._closing(closing[1]), len(closing[0])
        if is_near_end:
            return None
        return self._other(buffer, place, is_end=is_end)

    def _sign(self, buffer: str, place: int) -> tuple[str, int]:
        """A sign that may not stand in text as it is."""
        if buffer[place] == "&":
            named = NAMED.match(buffer, place)
            known = html5.get(f"{named[1]};") if named else None
            if named and known:
                self._tell("the name of a character that XML does not know")
                return _escaped(known), len(named[0])
            if named and named[1].startswith("#"):
                self._tell("a number of no character")
                return "", len(named[0])
            self._tell("a bare “&”")
            return "&amp;", 1
        if buffer[place] == "]":
            self._tell("“]]>” outside CDATA")
            return "]]&gt;", 3
        self._tell("a control character, which is left out")
        return "", 1

    def _opening(
        self, opening: re.Match[str], buffer: str, *, is_end: bool
    ) -> tuple[str, int] | None:
        """A start tag: of text that could not pass whole, or of an element with others in it."""
        start = CDATA_START.match(buffer, opening.end())
        if start:
            return self._broken_cdata(opening, start.end(), buffer, is_end=is_end)
        return self._nested(opening)

    def _nested(self, opening: re.Match[str]) -> tuple[str, int]:
        if len(self._open) >= DEEPEST:
            raise ForbiddenXMLError(
                f"line {self._line:,}: more than {DEEPEST:,} elements within one another"
            )
        name = opening[1]
        ends = ""
        if name in self._open and name.rpartition(":")[2] in self._records:
            self._tell("“%s” is not closed", name)
            ends = self._closing(name)
        self._open.append(name)
        return f"{ends}{opening[0]}", len(opening[0])

    def _broken_cdata(
        self, opening: re.Match[str], begin: int, buffer: str, *, is_end: bool
    ) -> tuple[str, int] | None:
        """CDATA that does not end where it first seems to, or with signs that it cannot hold."""
        name, first = opening[1], buffer.find("]]>", begin)
        end = re.compile(rf"\]\]>\s*</{re.escape(name)}\s*>").search(buffer, begin)
        if first >= 0 and NEXT_CDATA.search(buffer, first + 3, end.start() if end else len(buffer)):
            return self._nested(opening)  # it did end there: what follows is another
        if end is None and not is_end and len(buffer) - begin <= MOST_TEXT:
            return None
        if end is None and first >= 0:
            return self._nested(opening)
        if end is None:
            self._tell("the file ends within “%s”: what was there is read", name)
        inner = buffer[begin : end.start() if end else len(buffer)]
        whole, raw_count = RAW_END.subn("]]]]><![CDATA[>", inner)
        if raw_count:
            self._tell("“]]>” within CDATA")
        closed = end[0] if end else f"]]></{name}>"
        length = (end.end() if end else len(buffer)) - opening.start()
        return f"{opening[0]}<![CDATA[{self._legal(whole)}{closed}", length

    def _legal(self, characters: str) -> str:
        legal, count = ILLEGAL.subn("", characters)
        if count:
            self._tell("a control character, which is left out")
        return legal

    def _closing(self, name: str) -> str:
        """An end tag: with those of what is still open within, or nothing where it ends nothing."""
        if not self._open or name not in self._open:
            self._tell("the end of “%s”, which was not open", name)
            return ""
        ends = []
        while self._open[-1] != name:
            self._tell("“%s” is not closed", self._open[-1])
            ends.append(f"</{self._open.pop()}>")
        self._open.pop()
        return "".join((*ends, f"</{name}>"))

    def _other(self, buffer: str, place: int, *, is_end: bool) -> tuple[str, int] | None:
        """A declaration, a document type, a comment, a tag beyond the rules, or a mere sign."""
        if misc := MISC.match(buffer, place):
            return "", len(misc[0])
        if buffer.startswith(("<!--", "<?", "<!DOCTYPE", "<!doctype"), place):
            return self._unclosed(buffer, place, is_end=is_end)
        if buffer.startswith("<![CDATA[", place):
            return self._bare_cdata(buffer, place, is_end=is_end)
        if is_end and CUT_TAG.match(buffer, place):
            return "", len(buffer) - place
        return self._loose(LOOSE_TAG.match(buffer, place))

    def _loose(self, tag: re.Match[str] | None) -> tuple[str, int]:
        if tag is None:
            self._tell("a bare “<”")
            return "&lt;", 1
        if tag[1]:
            return self._closing(tag[2]), len(tag[0])
        self._tell("attributes of “%s” that cannot be read as they stand", tag[2])
        if not tag[3].endswith("/"):
            self._open.append(tag[2])
        return f"<{tag[2]}{_attributes(tag[3])}>", len(tag[0])

    def _unclosed(self, buffer: str, place: int, *, is_end: bool) -> tuple[str, int] | None:
        if doctype := DOCTYPE.match(buffer, place):
            if "<!ENTITY" in doctype[0].upper():
                raise ForbiddenXMLError(
                    f"line {self._line:,}: the document defines entities of its own, which can "
                    "swell without end or fetch other files; remove its <!DOCTYPE …> to read it"
                )
            return "", len(doctype[0])
        if not is_end and len(buffer) - place <= MOST_TEXT:
            return None
        self._tell("a comment or declaration without an end")
        return "", len(buffer) - place

    def _bare_cdata(self, buffer: str, place: int, *, is_end: bool) -> tuple[str, int] | None:
        end = buffer.find("]]>", place)
        if end < 0 and not is_end and len(buffer) - place <= MOST_TEXT:
            return None
        end = len(buffer) if end < 0 else end
        inner = self._legal(buffer[place + 9 : end])
        return f"<![CDATA[{inner}]]>", min(end + 3, len(buffer)) - place

    def _tell(self, kind: str, name: str = "") -> None:
        self._told[kind] += 1
        if self._told[kind] <= TOLD_OF_EACH:
            message = kind.replace("%s", name[:60])
            self.problems.append(Problem(message, f"line {self._line:,}", "repaired"))


def _attributes(loose: str) -> str:
    """Attributes as XML has them: each once, with a value, in quotes."""
    values: dict[str, str] = {}
    for name, double, single, bare in LOOSE_ATTRIBUTE.findall(loose):
        value = ILLEGAL.sub("", double or single or bare)
        values.setdefault(
            name, re.sub(rf"&(?!{_ENTITY[1:]})", "&amp;", value).replace('"', "&quot;")
        )
    end = "/" if loose.endswith("/") else ""
    return "".join(f' {name}="{value}"' for name, value in values.items()) + end


def _escaped(characters: str) -> str:
    return characters.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
