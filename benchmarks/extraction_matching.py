"""Which comment found is which comment of the gold: texts compared by their words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ALIKE = 0.8  # the Jaccard index from which on two texts are one

# Kana, CJK ideographs and hangul: each character counts as a word.
SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
WORD = re.compile(rf"[{SINGLE}]|[^\W_{SINGLE}]+")

Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Said:
    """One comment's text in each of the forms that count as its own."""

    forms: tuple[tuple[frozenset[str], str], ...]
    is_ping: bool = False

    @classmethod
    def of(cls, texts: Iterable[str | None], *, is_ping: bool = False) -> "Said":
        """Take the texts apart, empty ones left out."""
        kept = [text for text in texts if text]
        return cls(
            tuple((frozenset(words(text)), " ".join(text.split())) for text in kept), is_ping
        )


def folded(text: str | None) -> str:
    """Give a text without differences of width and case."""
    return unicodedata.normalize("NFKC", text or "").casefold()


def words(text: str | None) -> list[str]:
    """Give the words of a text, folded."""
    return WORD.findall(folded(text))


def squeezed(text: str | None) -> str:
    """Give the letters and digits of a text, folded."""
    return re.sub(r"[\W_]+", "", folded(text))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the share of common words among all; 0 for two texts without words."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def likeness(one: Said, other: Said) -> float:
    """Give how alike two comments are in their likest forms; texts without words must be equal."""
    best = 0.0
    for some, plain in one.forms:
        for others, as_plain in other.forms:
            if some or others:
                best = max(best, jaccard(some, others))
            elif plain == as_plain:
                return 1.0
    return best


def aligned(alike: Mapping[tuple[int, int], float], rows: int, columns: int) -> Pairs:
    """Give the alignment that keeps both orders with the most pairs, the likest of those.

    The cost grows with rows times columns.
    """
    best = [[(0, 0.0)] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            reached = max(best[row + 1][column], best[row][column + 1])
            if (row, column) in alike:
                pairs, likest = best[row + 1][column + 1]
                reached = max(reached, (pairs + 1, likest + alike[row, column]))
            best[row][column] = reached
    found, row, column = [], 0, 0
    while row < rows and column < columns:
        pairs, likest = best[row + 1][column + 1]
        score = alike.get((row, column))
        if score is not None and best[row][column] == (pairs + 1, likest + score):
            found.append((row, column))
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            row += 1
        else:
            column += 1
    return found


def in_any_order(alike: Mapping[tuple[int, int], float]) -> Pairs:
    """Give one-to-one pairs whatever their order, the likest first, then the nearest places."""
    found: Pairs = []
    rows: set[int] = set()
    columns: set[int] = set()
    for row, column in sorted(alike, key=lambda at: (-alike[at], abs(at[0] - at[1]), at)):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            found.append((row, column))
    return found
