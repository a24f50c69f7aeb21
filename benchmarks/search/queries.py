"""The questions of each class, drawn from how often the corpus says its words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from random import Random

from benchmarks.search.corpus import BenchDocument, Corpus
from benchmarks.search.specs import (
    All,
    Either,
    Filters,
    Fuzzy,
    Phrase,
    Prefix,
    Spec,
    Term,
    Tree,
    Without,
)

MOST_SAMPLED = 20_000
QUERIES = 30
# Shares of all documents that a word is in.
COMMON, MIDDLING = (0.1, 0.25), (0.01, 0.05)
# How many of the sampled documents a rare word is in.
RARE = (2, 5)
FACETS = ("site", "person", "year")
PAGE_50 = 980
LETTERS = "abcdefghijklmnopqrstuvwxyz"

CLASSES = {
    "rare": "one rare term",
    "common": "one common term",
    "and": "two terms, AND",
    "and_common": "two common, AND",
    "or_common": "three common, OR",
    "phrase": "phrase",
    "prefix": "prefix",
    "fuzzy": "fuzzy",
    "filters": "site+kind+dates",
    "newest": "newest first",
    "page_50": "page 50",
    "facets": "three facets",
    "nested": "nested booleans",
    "grouping": "by article",
    "filtered_facets": "facets, filtered",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """Words by how often they are said, sites from the largest, and phrases that are said."""

    rare: list[str]
    middling: list[str]
    common: list[str]
    sites: list[str]
    phrases: list[tuple[str, ...]]


def sampled(corpus: Corpus) -> Sample:
    """Read a corpus once, and of the whole of it every so manyth document."""
    step = max(corpus.size // MOST_SAMPLED, 1)
    documents = list(islice(corpus, 0, None, step))
    counts = Counter(word for one in documents for word in set(one.text.split()))
    least, most = RARE
    common = _between(counts, len(documents), COMMON)
    middling = _between(counts, len(documents), MIDDLING)
    return Sample(
        rare=sorted(word for word, count in counts.items() if least <= count <= most),
        middling=middling,
        common=common,
        sites=[site for site, _count in Counter(one.site for one in documents).most_common(20)],
        phrases=list(_phrases(documents, {*common, *middling})),
    )


def _between(counts: Counter[str], size: int, shares: tuple[float, float]) -> list[str]:
    least, most = (share * size for share in shares)
    return sorted(word for word, count in counts.items() if least <= count <= most)


def _phrases(documents: Iterable[BenchDocument], words: set[str]) -> Iterator[tuple[str, ...]]:
    """Two words in a row as they are said, and now and then three."""
    for number, document in enumerate(documents):
        said = document.text.split()
        pairs = [pair for pair in pairwise(said) if words.issuperset(pair) and len({*pair}) == 2]
        if number % 3 == 0:
            three = zip(said, said[1:], said[2:], strict=False)
            yield from islice((part for part in three if words.issuperset(part)), 1)
        elif pairs:
            yield pairs[0]


def questions(corpus: Corpus, wanted: Iterable[str] = CLASSES) -> dict[str, list[Spec]]:
    """The questions of each class, the same for a corpus whenever they are asked for."""
    sample = sampled(corpus)
    found = {}
    for name in wanted:
        pick = Picker(sample, Random(f"{corpus.seed} {name}"))  # noqa: S311 -- no secret
        found[name] = [MAKERS[name](pick) for _ in range(QUERIES)]
    return found


@dataclass(frozen=True, slots=True)
class Picker:
    """Draws words for one class."""

    sample: Sample
    random: Random

    def rare(self) -> Term:
        """A word of few documents."""
        return Term(self.random.choice(self.sample.rare))

    def common(self, count: int = 1) -> tuple[Term, ...]:
        """Words of very many documents."""
        return tuple(map(Term, self.random.sample(self.sample.common, count)))

    def one(self) -> Term:
        """A word of very many documents."""
        return self.common()[0]

    def middling(self, count: int = 1) -> tuple[Term, ...]:
        """Words of many documents."""
        return tuple(map(Term, self.random.sample(self.sample.middling, count)))

    def start(self) -> str:
        """Three or four letters that a word begins with."""
        return self.random.choice(self.sample.middling)[: self.random.choice((3, 4))]

    def slip(self) -> str:
        """A word with one letter that is another."""
        word = self.random.choice(self.sample.middling)
        at = self.random.randrange(1, len(word))
        others = LETTERS.replace(word[at], "")
        return word[:at] + self.random.choice(others) + word[at + 1 :]

    def years(self) -> dict[str, int]:
        """Some years, as days."""
        first = self.random.randrange(2006, 2019)
        return {
            "first_day": first * 10_000 + 301,
            "last_day": (first + self.random.randrange(1, 5)) * 10_000 + 930,
        }

    def filters(self) -> Filters:
        """Comments on one of the larger sites in some years."""
        return Filters(self.random.choice(self.sample.sites), "comment", **self.years())

    def nested(self) -> Tree:
        """Words of either of two kinds, both of them, and one that must not be there."""
        one, other, unwanted = self.common(3)
        third, fourth = self.middling(2)
        return Without(All((Either((one, third)), Either((other, fourth)))), unwanted)

    def spread(self) -> Tree:
        """One common word, or two words joined."""
        joined = Either((*self.common(), *self.middling()))
        return self.random.choice((joined, self.one()))


MAKERS: dict[str, Callable[[Picker], Spec]] = {
    "rare": lambda pick: Spec(pick.rare()),
    "common": lambda pick: Spec(pick.one()),
    "and": lambda pick: Spec(All(pick.middling(2))),
    "and_common": lambda pick: Spec(All(pick.common(2))),
    "or_common": lambda pick: Spec(Either(pick.common(3))),
    "phrase": lambda pick: Spec(Phrase(pick.random.choice(pick.sample.phrases))),
    "prefix": lambda pick: Spec(Prefix(pick.start())),
    "fuzzy": lambda pick: Spec(Fuzzy(pick.slip())),
    "filters": lambda pick: Spec(pick.one(), pick.filters()),
    "newest": lambda pick: Spec(pick.one(), sort="newest"),
    "page_50": lambda pick: Spec(pick.one(), offset=PAGE_50),
    "facets": lambda pick: Spec(pick.one(), facets=FACETS),
    "nested": lambda pick: Spec(pick.nested()),
    "grouping": lambda pick: Spec(pick.spread(), grouping=True),
    "filtered_facets": lambda pick: Spec(
        *pick.common(), Filters(kind="comment", **pick.years()), facets=FACETS
    ),
}
