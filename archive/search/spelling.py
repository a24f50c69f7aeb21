"""When another spelling will do: patterns with * and ?, and words that are nearly the same.

Pure; of folded words. The cost is bounded by the length of the words, whatever the pattern.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

WILDCARDS = re.compile(r"[*?]+")


def fits_pattern(word: str, pattern: str) -> bool:
    """Whether a word is what a pattern says: * any characters or none, ? exactly one."""
    return _compiled(pattern).fullmatch(word) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    first, *others = (re.escape(part).replace(r"\?", ".") for part in pattern.split("*"))
    if not others:
        return re.compile(first, re.DOTALL)
    # The earliest place for each part between two * is always right, so nothing need be tried
    # twice: atomic groups keep the time linear.
    middle = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(f"{first}{middle}.*{others[-1]}", re.DOTALL)


def most_edits(length: int) -> int:
    """How often a word of so many letters may be misspelled and still be known."""
    if length < 3:
        return 0
    return 1 if length <= 5 else 2


def is_near(word: str, other: str, most: int) -> bool:
    """Whether two words begin alike and at most so many edits make one of the other.

    An edit is a letter more, a letter less, another letter, or two neighbours in each other's
    place; no stretch is edited twice (optimal string alignment).
    """
    return word[:1] == other[:1] and OSA.distance(word, other, score_cutoff=most) <= most
