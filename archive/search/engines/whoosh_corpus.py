"""The documents that one question is put to, and what each of their words is worth.

What is common and what is long is reckoned among these documents alone: neither an order nor a
score tells anything of those that the one who asks may not find.
"""

from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Mapping
from math import log

from archive.search.engines.base import Scope
from archive.search.engines.whoosh_snapshot import Snapshot

# BM25F as Whoosh sets it.
_B = 0.75
_K1 = 1.2

Weigh = Callable[[int, float], float]


class Corpus:
    """A snapshot as one scope shows it. `numbers` are those of the documents in it."""

    def __init__(self, snapshot: Snapshot, scope: Scope) -> None:
        """Look at what is masked; the rest is reckoned as it is asked for."""
        catalogue = snapshot.catalogue
        self.snapshot = snapshot
        self.numbers = catalogue.within(scope)
        self._is_of_all = scope.include_private
        self._of_scope = catalogue.live if scope.include_private else catalogue.public
        self._masked = self._of_scope - self.numbers
        self._averages: dict[str, float] = {}

    def comment_counts(self) -> Mapping[str, int]:
        """How many comments articles have, by key, without those that are masked."""
        counts = self.snapshot.catalogue.comment_counts
        facts = (self.snapshot.catalogue.facts[number] for number in self._masked)
        less = Counter(one.article_key for one in facts if one.kind == "comment")
        return ChainMap({key: counts.get(key, 0) - less[key] for key in less}, counts)

    def worded(self, field: str, words: Iterable[str]) -> list[str]:
        """Those of the words that a field of any document here holds."""
        return [
            word
            for word in words
            if any(number in self.numbers for number, _ in self.snapshot.postings(field, word))
        ]

    def weigher(self, field: str, document_count: int) -> Weigh:
        """What a word that so many documents hold is worth in one: by its number and frequency.

        BM25F, as Whoosh reckons it; asking Whoosh's own scorer for each takes ten times as long.
        """
        rarity = log(max(len(self.numbers), 1) / (document_count + 1)) + 1
        factor = rarity * (_K1 + 1)
        lengths = self.snapshot.lengths_of(field)
        fixed, slope = _K1 * (1 - _B), _K1 * _B / self._average(field)

        def weigh(number: int, frequency: float) -> float:
            return frequency * factor / (frequency + fixed + slope * lengths[number])

        return weigh

    def _average(self, field: str) -> float:
        """How many words the field holds in a document; never 0."""
        if field not in self._averages:
            lengths = self.snapshot.lengths_of(field)
            total = self.snapshot.catalogue.total_of(field, lengths, is_of_all=self._is_of_all)
            total -= sum(lengths[number] for number in self._masked)
            self._averages[field] = total / max(len(self.numbers), 1) or 1.0
        return self._averages[field]
