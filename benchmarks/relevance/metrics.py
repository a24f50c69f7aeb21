"""Figures of a ranking against what is relevant, each a mean over all questions.

Relevance is yes or no. A question whose relevant documents are not found at all counts with
nothing; one that has none is left out.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from math import log2

DEPTH = 100

Ranking = Sequence[Hashable]
Relevant = Collection[Hashable]


def gain(ranking: Ranking, relevant: Relevant, depth: int = 10) -> float:
    """Discounted gain of the first places by the most there could be: nDCG."""
    got = sum(1 / log2(place + 1) for place in places(ranking[:depth], relevant))
    return got / sum(1 / log2(place + 1) for place in range(1, min(depth, len(relevant)) + 1))


def average_precision(ranking: Ranking, relevant: Relevant, depth: int = DEPTH) -> float:
    """The precision at each relevant document that is found, summed, by how many there are."""
    found = places(ranking[:depth], relevant)
    return sum(number / place for number, place in enumerate(found, 1)) / len(relevant)


def precision(ranking: Ranking, relevant: Relevant, depth: int = 5) -> float:
    """How much of the first places is relevant; an empty place is not."""
    return len(places(ranking[:depth], relevant)) / depth


def recall(ranking: Ranking, relevant: Relevant, depth: int = DEPTH) -> float:
    """How much of what is relevant is found."""
    return len(places(ranking[:depth], relevant)) / len(relevant)


FIGURES: dict[str, Callable[[Ranking, Relevant], float]] = {
    "nDCG@10": gain,
    "MAP@100": average_precision,
    "P@5": precision,
    "R@100": recall,
}


def places(ranking: Ranking, relevant: Relevant) -> list[int]:
    """Where in a ranking something relevant stands, counted from 1."""
    return [place for place, one in enumerate(ranking, 1) if one in relevant]


def figures(rankings: Mapping[int, Ranking], relevant: Mapping[int, Relevant]) -> dict[str, float]:
    """All figures over the questions that have something relevant."""
    judged = {number: good for number, good in relevant.items() if good}
    return {
        name: sum(figure(rankings.get(number, ()), good) for number, good in judged.items())
        / len(judged)
        for name, figure in FIGURES.items()
    }
