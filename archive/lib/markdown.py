"""Cleaned markup as Markdown: CommonMark (https://spec.commonmark.org/0.31.2/) with tables.

Every sign of a text that Markdown would take for markup is escaped: what comes out says what the
text said, and holds no HTML. Nothing recurses; time is linear in the markup.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from archive.lib.markup import read_markup
from archive.lib.text import clean_characters, collapse

MOST_CONTAINERS = 16
"""Quotes and lists within each other; what stands deeper is not indented further."""

_SIGNS = re.compile(r"([\\`*_\[\]<>&~|])")
# At the end of a heading these are taken for a mark that closes it (CommonMark 0.31, 4.2).
_CLOSING = re.compile(r"(?<=\s)#+$")
_LINE_START = re.compile(r"([#+\-=:]|\d{1,9}(?=[.)]))")
_SPACE = re.compile(r"\s+")
_TICKS = re.compile(r"`+")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_BLOCKS = frozenset(
    {
        *("p", "div", "figure", "figcaption", "details", "summary", "caption", "dl", "dt", "pre"),
        *("blockquote", "ul", "ol", "li", "dd", "table", "hr", *_LEVELS),
    }
)
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]"


def to_markdown(cleaned: str, *, headings: bool = True) -> str:
    """The markup as Markdown without a line end at its end; headings as such, or in bold."""
    return read_markup(clean_characters(cleaned), _Target(headings=headings))


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it is, wherever it stands."""
    line = _SIGNS.sub(r"\\\1", collapse(text))
    return _LINE_START.sub(_at_start, line, count=1) if _LINE_START.match(line) else line


def link(words: str, url: str) -> str:
    """A link with words that are Markdown already."""
    return f"[{words}](<{quote(url, safe=_IN_ADDRESSES)}>)"


def of_heading(escaped_words: str) -> str:
    """Escaped words as they stand behind the mark of a heading, signs at their end kept."""
    return _CLOSING.sub(r"\\\g<0>", escaped_words)


def _at_start(match: re.Match[str]) -> str:
    # "1." begins a list and "#" a heading: of a number it is the sign behind it that is escaped.
    return f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}"


@dataclass(slots=True)
class _Container:
    """A quote or a list item that is open: what its first line begins with, and the others."""

    tag: str
    first: str
    rest: str
    is_begun: bool = False


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    has_head: bool = False


class _Target:
    """A parser target in the sense of lxml that writes Markdown. A line feed in `line` is a break
    of the text; all other white space is one space."""

    def __init__(self, *, headings: bool) -> None:
        self.headings = headings
        self.out: list[str] = []
        self.line: list[str] = []
        self.containers: list[_Container] = []
        self.counters: list[int | None] = []  # per open list the next number, None of bullets
        self.inline: list[tuple[str, int, str]] = []  # tag, where it begins in `line`, address
        self.table: _Table | None = None
        self.nested_tables = 0
        self.code = 0
        self.pre: list[str] | None = None
        self.language = ""
        self.level = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "pre" and self.pre is None and self.table is None:
            self._flush()
            self.pre, self.language = [], ""
        if self.pre is not None:
            self.language = self.language or _language(attributes)
            self.pre += ["\n"] if tag == "br" else []
        elif tag == "table":
            self._start_table()
        elif self.table is not None and tag in ("tr", "td", "th"):
            self._start_in_table(tag)
        elif tag in _BLOCKS:
            self._start_block(tag, attributes)
        else:
            self._start_phrase(tag, attributes)

    def end(self, tag: str) -> None:
        if self.pre is not None:
            if tag == "pre":
                self._end_pre()
        elif tag == "table":
            self._end_table()
        elif self.table is not None and tag in ("td", "th"):
            self._end_cell()
        elif tag in _BLOCKS:
            self._end_block(tag)
        elif tag == "rt":
            self.line.append(")")
        elif tag == "q":
            self.line.append("”")
        else:
            self._end_phrase(tag)

    def data(self, text: str) -> None:
        if self.pre is not None:
            self.pre.append(text)
        elif self.code:
            self.line.append(_SPACE.sub(" ", text))
        else:
            self.line.append(_SIGNS.sub(r"\\\1", _SPACE.sub(" ", text)))

    def comment(self, text: str) -> None:
        """Left out."""

    def close(self) -> str:
        self._flush()
        return "\n".join(self.out)

    # Blocks

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._flush()
        self.level = _LEVELS.get(tag, 0)
        if tag in ("ul", "ol"):
            self.counters.append(_number(attributes.get("start")) if tag == "ol" else None)
        elif tag == "li":
            self._start_item(attributes)
        elif tag == "dd":
            self._contain(tag, "- ")
        elif tag == "blockquote":
            self._contain(tag, "> ")
        elif tag == "hr":
            self._write(["* * *"])

    def _start_item(self, attributes: Mapping[str, str]) -> None:
        number = self.counters[-1] if self.counters else None
        if number is None:
            self._contain("li", "- ")
            return
        number = _number(attributes.get("value"), number)
        self.counters[-1] = number + 1
        self._contain("li", f"{number}. ")

    def _contain(self, tag: str, first: str) -> None:
        is_shown = len(self.containers) < MOST_CONTAINERS
        rest = first if tag == "blockquote" else " " * len(first)
        self.containers.append(_Container(tag, *((first, rest) if is_shown else ("", ""))))

    def _end_block(self, tag: str) -> None:
        self._flush()
        self.level = 0
        if tag in ("ul", "ol") and self.counters:
            self.counters.pop()
        elif tag in ("li", "dd", "blockquote") and self.containers:
            self.containers.pop()

    def _flush(self) -> None:
        """Write the open paragraph, or add it to the open cell."""
        self.inline.clear()
        self.code = 0
        text = "".join(self.line)
        lines = [part.strip() for part in text.split("\n")]
        self.line.clear()
        if self.table is not None and self.table.rows and self.table.rows[-1]:
            self.table.rows[-1][-1] += " " + " ".join(filter(None, lines))
            return
        lines = [_LINE_START.sub(_at_start, one, count=1) if _LINE_START.match(one) else one
                 for one in lines if one]  # fmt: skip
        if self.level and lines:
            words = of_heading(" ".join(lines))
            mark = f"{'#' * self.level} " if self.headings else ""
            self._write([f"{mark}{words}" if mark or not _is_plain(words) else f"**{words}**"])
        elif lines:
            self._write([f"{one}\\" for one in lines[:-1]] + lines[-1:])

    def _write(self, lines: list[str]) -> None:
        if self.out:
            begun = "".join(one.rest for one in self.containers if one.is_begun)
            self.out.append(begun.rstrip())
        for line in lines:
            begin = "".join(one.rest if one.is_begun else one.first for one in self.containers)
            for one in self.containers:
                one.is_begun = True
            self.out.append(f"{begin}{line}".rstrip() if line else begin.rstrip())

    def _end_pre(self) -> None:
        lines = "".join(self.pre or []).strip("\n").split("\n")
        self.pre = None
        longest = max(map(len, _TICKS.findall("\n".join(lines))), default=0)
        fence = "`" * max(3, longest + 1)
        if any(lines):
            self._write([f"{fence}{self.language}", *lines, fence])

    # Tables

    def _start_table(self) -> None:
        if self.table is not None:
            self.nested_tables += 1
            self.line.append(" ")
            return
        self._flush()
        self.table = _Table()

    def _start_in_table(self, tag: str) -> None:
        if self.table is None or self.nested_tables:
            self.line.append(" ")
        elif tag == "tr":
            self.table.rows.append([])
        elif self.table.rows:
            self.line.clear()
            self.table.has_head |= tag == "th" and len(self.table.rows) == 1
            self.table.rows[-1].append("")

    def _end_cell(self) -> None:
        if not self.nested_tables:
            self._flush()

    def _end_table(self) -> None:
        if self.nested_tables:
            self.nested_tables -= 1
            return
        self._flush()
        table, self.table = self.table, None
        rows = [[collapse(cell) for cell in row] for row in (table.rows if table else []) if row]
        if table is None or not rows:
            return
        width = max(map(len, rows))
        if not table.has_head:
            rows.insert(0, [])
        rows.insert(1, ["---"] * width)
        padded = ([*row, *[""] * (width - len(row))] for row in rows)
        self._write([f"| {' | '.join(row)} |" for row in padded])

    # Phrases

    def _start_phrase(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self.line.append(" " if self.table is not None or self.inline else "\n")
        elif tag == "img":
            words = _SIGNS.sub(r"\\\1", collapse(attributes.get("alt", "")))
            self.line.append("!" + link(words, attributes.get("src", "")))
        elif tag == "q":
            self.line.append("“")
        elif tag == "rt":
            self.line.append("(")
        elif tag == "code":
            self.code += 1
            self.inline.append((tag, len(self.line), ""))
        elif tag in _MARKS or tag == "a":
            self.inline.append((tag, len(self.line), attributes.get("href", "")))

    def _end_phrase(self, tag: str) -> None:
        if not self.inline or self.inline[-1][0] != tag:
            return
        _, begin, url = self.inline.pop()
        words = "".join(self.line[begin:])
        core = words.strip()
        before = "".join(self.line[:begin][-1:])
        if tag == "code":
            self.code -= 1
            marked = core and not self.code and _code(core, in_table=self.table is not None)
        elif tag == "a":
            is_address = url.startswith(("http://", "https://", "mailto:"))
            marked = core and is_address and link(core, url)
        else:
            mark = _MARKS[tag]
            is_apart = not before.endswith(("*", "~"))
            marked = _is_plain(core) and is_apart and f"{mark}{core}{mark}"
        if not marked:
            return
        lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        self.line[begin:] = [lead, marked, trail]


def _is_plain(core: str) -> bool:
    """Whether marks around it are sure to be taken for marks (CommonMark, section 6.2)."""
    return bool(core) and core[0].isalnum() and core[-1].isalnum() and "\n" not in core


def _code(text: str, *, in_table: bool) -> str:
    ticks = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text.replace('|', chr(92) + '|') if in_table else text}{pad}{ticks}"


def _language(attributes: Mapping[str, str]) -> str:
    found = re.match(r"language-([\w+#-]{1,40})", attributes.get("class", ""), re.A)
    return found[1] if found else ""


def _number(given: str | None, default: int = 1) -> int:
    """A number that a list may begin with: Markdown knows neither signs nor ten digits."""
    return int(given) if given and re.fullmatch(r"[0-9]{1,9}", given) else default
