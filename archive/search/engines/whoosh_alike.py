"""Words of the index that are spelled nearly as another, as far as whoever asks may find them."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from archive.search.engines.executor.nodes import Spellings
from archive.search.engines.executor.spelling import term_numbers
from archive.search.engines.executor.view import View
from archive.search.spelling import most_edits
from archive.search.words import is_cut_in_pairs


def words_alike(
    view: View, word: str, fields: Sequence[str], limit: int
) -> tuple[tuple[str, int], ...]:
    """Those with fewest edits first, then those that most documents of a field hold, with these.

    Pairs of characters are never spelled wrong. Some 2 ms a field at 200,000 documents, as a
    question with ~ costs, and 3 µs for each word that is alike.
    """
    edits = most_edits(len(word))
    if not edits or is_cut_in_pairs(word):
        return ()
    counts: dict[str, int] = {}
    for name in fields:
        for term, count in _held(view, Spellings(name, word, "fuzzy", edits)).items():
            counts[term] = max(counts.get(term, 0), count)
    ranked = sorted(
        (OSA.distance(word, term), -count, term)
        for term, count in counts.items()
        if count and term != word
    )
    return tuple((term, -count) for _distance, count, term in ranked[:limit])


def _held(view: View, node: Spellings) -> dict[str, int]:
    """Each term that is alike, and how many documents of the view hold it."""
    counts: dict[str, int] = defaultdict(int)
    for at, slice_ in enumerate(view.slices):
        field = slice_.field(node.field)
        if field is not None:
            for number in term_numbers(field, node):
                seen = view.seen(at, field.documents.of(number))
                counts[field.terms[number].decode()] += seen
    return counts
