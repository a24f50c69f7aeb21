"""Documents that were found in one segment, and what they are worth when somebody asks."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from archive.search.engines.executor.sets import NONE
from archive.search.engines.whoosh_arrays.containers import Array

# The scores of those documents that stand at these places; of all where None is given.
Weigh = Callable[[Array | None], Array]


class Found(NamedTuple):
    """Rising document numbers of one segment. Scores are reckoned only for what remains.

    `terms`: where terms of a field were looked for, the numbers of those that were found.
    """

    documents: Array
    weigh: Weigh
    terms: Sequence[int] = ()


def sum_of(sets: Sequence[Found], places: Sequence[Array | None]) -> Array:
    """What documents are worth in several sets together; in each they stand at such places."""
    first, *others = zip(sets, places, strict=True)
    total = first[0].weigh(first[1])
    for found, where in others:
        total = total + found.weigh(where)
    return total


def unweighed(documents: Array) -> Found:
    """Documents that are worth nothing more than being found."""

    def weigh(at: Array | None) -> Array:
        return np.zeros(len(documents) if at is None else len(at), np.float32)

    return Found(documents, weigh)


def weighed(documents: Array, scores: Array) -> Found:
    """Documents whose scores are known already."""
    return Found(documents, lambda at: scores if at is None else scores[at])


NOTHING = unweighed(NONE)
