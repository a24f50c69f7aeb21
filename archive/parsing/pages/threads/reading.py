"""What a page is read with by families and the miner: forms, moments, elements by selectors."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import selecting
from archive.parsing.pages.threads.beside import beside
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.signatures import Forms
from archive.parsing.pages.threads.whens import When, whens

COMMA = re.compile(r",(?![^\[(]*[\])])")
# Of a selector: what it leaves open, then the classes, ids and custom elements that it asks for,
# and the letters that an id begins with.
CONDITION = re.compile(r":(?:has(?=\()|[\w-]+(?:\([^)]*\))?)")
ATTRIBUTE = re.compile(r"\[[^\]]*\]")
ASKED = re.compile(r"([.#])([\w-]+)|(?<![\w-])(\w+-[\w-]+)")
BEGUN = re.compile(r"\[id\^=['\"]?([a-z_-]+)", re.I)
MARKS = {".": "", "#": "#", "": "<"}
LETTERS = re.compile(r"[a-z_-]*")


@dataclass(slots=True)
class Tokens:
    """What a page's elements are called: classes, ids, custom elements, and how ids begin."""

    known: set[str]
    begun: list[str]  # the letters before an id's number, sorted

    def hold(self, asked: frozenset[str], begun: str) -> bool:
        """Whether the page has all these tokens, and an id that begins so."""
        if not self.known.issuperset(asked):
            return False
        place = bisect_left(self.begun, begun)
        return not begun or (place < len(self.begun) and self.begun[place].startswith(begun))


@dataclass(slots=True)
class Reading:
    """What all families of one page are read with."""

    page: Page
    forms: Forms
    mask: bytearray = field(default_factory=bytearray)
    tokens: Tokens = field(init=False)
    found: list[When] | None = None

    @property
    def moments(self) -> list[When]:
        """Where the page says when; looked for when first asked, for many families know it."""
        if self.found is None:
            self.found = whens(self.page.outline)
        return self.found

    def __post_init__(self) -> None:
        """Gather what is asked for every family."""
        outline = self.page.outline
        self.mask = beside(outline)
        known = {token for tokens in self.forms.tokens for token in tokens}
        ids = {label.partition(" ")[0] for label in outline.labels}
        known.update(f"#{one}" for one in ids)
        known.update(f"<{tag}" for tag in outline.by_tag if "-" in tag)
        begun = {match[0] for one in ids if (match := LETTERS.match(one))}
        self.tokens = Tokens(known, sorted(begun))

    def select(self, selector: str) -> list[int]:
        """Give the elements that match a selector, in document order."""
        if not selector or not may_match(selector, self.tokens):
            return []
        return selecting.select(selector, self.forms)


def may_match(selector: str, tokens: Tokens) -> bool:
    """Whether the page has all that one of a selector's alternatives asks for; a cheap look."""
    return any(tokens.hold(*one) for one in asked(selector))


@lru_cache(maxsize=2048)
def asked(selector: str) -> tuple[tuple[frozenset[str], str], ...]:
    """Give what each of a selector's alternatives asks for: tokens, and how an id begins."""
    found = []
    for one in COMMA.split(selector):
        plain = CONDITION.sub("", one)
        names = ASKED.findall(ATTRIBUTE.sub("", plain))
        tokens = frozenset(MARKS[mark] + (name or tag).lower() for mark, name, tag in names)
        begun = BEGUN.search(plain)
        found.append((tokens, begun[1].lower() if begun else ""))
    return tuple(found)


def owned(reading: Reading, selector: str, group: list[Record]) -> dict[int, int]:
    """Give for each record the element in it, in none within it, that a selector means."""
    found: dict[int, int] = {}
    for one in COMMA.split(selector):
        for place, numbers in within(reading.select(one), group).items():
            found.setdefault(place, numbers[0])
    return found


def within(numbers: list[int], group: list[Record]) -> dict[int, list[int]]:
    """Give for each record those of these elements that stand in it, in none within it."""
    found: dict[int, list[int]] = defaultdict(list)
    if not numbers:
        return found
    path: list[int] = []
    waiting = list(enumerate(group))[::-1]
    for number in numbers:
        while waiting and waiting[-1][1].start <= number:
            path.append(waiting.pop()[0])
        while path and group[path[-1]].end <= number:
            path.pop()
        if path:
            found[path[-1]].append(number)
    return found


def stated(node: HtmlElement, names: str, find: Callable[[str], re.Match[str] | None]) -> str:
    """Give what a pattern finds in the first of these attributes that it fits."""
    found = (find(node.get(name, "")) for name in names.split())
    return next((match[1] for match in found if match), "")
