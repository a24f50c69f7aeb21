"""Questions whose answer is known: three words of a comment, as somebody remembers it."""

import re
from collections.abc import Iterable, Iterator
from random import Random

from benchmarks.relevance.searcher import Said, Searcher

WORD = re.compile(r"[^\W\d_]{4,20}")
WORDS, FEWEST = 3, 6
FIRST = 5


def remembered(comments: Iterable[Said], seed: int = 1) -> Iterator[tuple[str, str]]:
    """A question and the key of the comment it is about, for each that has words enough."""
    for comment in comments:
        words = sorted({word.lower() for word in WORD.findall(comment.text)})
        if len(words) >= FEWEST:
            random = Random(f"{seed} {comment.text}")  # noqa: S311 -- no secret
            yield " ".join(random.sample(words, WORDS)), comment.key


def lost(searcher: Searcher, asked: Iterable[tuple[str, str]]) -> list[str]:
    """The questions whose comment is not among the first five."""
    return [
        text for text, key in asked if key not in searcher.search(text, expand=False, limit=FIRST)
    ]
