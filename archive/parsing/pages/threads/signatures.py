"""By what elements of a page are alike: kind, class tokens, the form of ids, data attributes."""

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain

from archive.parsing.pages.outline import Outline

# Numbers, and the hashes that stand for them: with them taken out, ids of one kind are equal.
NUMBER = re.compile(r"(?=[0-9a-f]*\d)[0-9a-f]{6,}(?:-[0-9a-f]{2,})*|\d+")
# What tells an element from its neighbours, not from others: its place in a list.
OF_PLACE = frozenset({"odd", "even", "alt", "first", "last", "clearfix", "even2", "odd2"})
HOLDERS = frozenset(
    {"li", "div", "article", "section", "tr", "tbody", "table", "dl", "dt", "dd", "td", "p", "span"}
)
DATA_ID = re.compile(r"^(?:data|thing)?-?(?:\w+-){0,2}(?:id|cid|pid|uuid|urn|fullname)$")
LETTERS = re.compile(r"[a-z_-]*")
# A class that so many elements have tells their kind, digits in it or not.
COMMON = 2

Key = tuple[str, str]


class Forms:
    """What the elements of one page have in common; asked often, remembered."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        split = {label: label.partition(" ")[2].split() for label in set(outline.labels)}
        # of each element: its classes
        self.tokens: list[list[str]] = [split[label] for label in outline.labels]
        counts = Counter(chain.from_iterable(self.tokens))
        self.common = {token for token, count in counts.items() if count >= COMMON} - OF_PLACE
        self.known: dict[int, str] = {}

    def signature(self, number: int) -> str:
        """Give what an element has in common with those that play its part in other records."""
        found = self.known.get(number)
        if found is None:
            own = LETTERS.match(self.outline.labels[number].partition(" ")[0])
            tokens = [token for token in self.tokens[number] if token in self.common]
            found = " ".join([self.outline.tags[number], f"#{own[0] if own else ''}", *tokens])
            self.known[number] = found
        return found

    @cached_property
    def by_class(self) -> dict[str, list[int]]:
        """The elements of the page by their classes, in document order."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, tokens in enumerate(self.tokens):
            for token in tokens:
                found[token].append(number)
        return found

    @cached_property
    def by_id(self) -> dict[str, list[int]]:
        """The elements of the page by their ids, in document order."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, label in enumerate(self.outline.labels):
            if own := label.partition(" ")[0]:
                found[own].append(number)
        return found

    @cached_property
    def keys(self) -> dict[Key, list[int]]:
        """The elements of the page by each thing they may have in common, in document order."""
        found: dict[Key, list[int]] = defaultdict(list)
        for number in range(len(self.outline.nodes)):
            for key in self.keys_of(number):
                found[key].append(number)
        return found

    def keys_of(self, number: int) -> list[Key]:
        """Give the keys of one element, each once: its classes, its id's form, data about it."""
        tag = self.outline.tags[number]
        keys = {
            (tag, token if token in self.common else numberless(token)): None
            for token in self.tokens[number]
        }
        if own := self.outline.labels[number].partition(" ")[0]:
            keys[tag, "#" + numberless(own)] = None
        if tag in HOLDERS or "-" in tag:
            for name, value in self.outline.nodes[number].items():
                if name == "itemprop":
                    keys[tag, f"itemprop={value}"] = None
                elif name not in ("class", "id", "style") and DATA_ID.match(name):
                    keys[tag, name] = None
        if not keys and tag == "li":  # in lists without classes, replies are lists in their items
            keys[tag, ""] = None
        return list(keys)


def numberless(token: str) -> str:
    """Give a class or id with a sign for each number in it."""
    return token if token.isalpha() else NUMBER.sub("#", token)
