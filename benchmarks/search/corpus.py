"""An archive of any size out of a seed: articles, each with its comments, for every engine alike.

Words are drawn as they are in prose: the vocabulary grows with the text (Heaps' law, with the
constants of the Reuters collection RCV1), how often a word is said falls with its rank (Zipf's
law), and a tenth of all words are from the head of that order. So rare words stay rare at any
size, and common ones are in a tenth to a quarter of all documents.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.search.words import vocabulary

HEAPS_K, HEAPS_BETA = 44.0, 0.49
FEWEST_WORDS = 2_000  # the vocabulary of the first page: none begins with a single word
HEAD_SHARE, HEAD_WORDS = 0.1, 100
ARTICLE_WORDS, COMMENT_WORDS, COMMENTS_EACH = 600, 60, 15
LONGEST_THREAD = 2_000
SITES, TAGS = 200, 300
LANGUAGES = ("en", "en", "en", "en", "en", "en", "de", "fr", "es", "nl")
FIRST_SECOND, LAST_SECOND = 1_104_537_600, 1_735_603_200  # 2005 to 2024
ANSWER_SECONDS = 3 * 86_400.0
ARTICLES_AT_ONCE = 40


class BenchDocument(NamedTuple):
    """An article or a comment; `day` is YYYYMMDD, `posted_at` seconds since 1970, both in UTC.

    A comment has its article's site, tags and language; `comment_count` is an article's.
    """

    key: str
    article_key: str
    kind: str
    site: str
    person: str
    tags: tuple[str, ...]
    language: str
    year: int
    posted_at: int
    day: int
    comment_count: int
    text: str


@dataclass(frozen=True, slots=True)
class Threads:
    """Some articles in a row: of each document, which one it belongs to, and whether it is it."""

    first: int
    owners: NDArray[np.int64]
    is_article: NDArray[np.bool_]
    comment_counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """So many documents out of a seed, the same whoever reads them and how often."""

    size: int
    seed: int = 1

    def __iter__(self) -> Iterator[BenchDocument]:
        """The documents one by one, an article before its comments."""
        for batch in self.batches():
            yield from batch

    def batches(self) -> Iterator[list[BenchDocument]]:
        """The documents, some hundreds at a time: no more than that is held."""
        words = np.array(vocabulary(words_after(self.size * 120)), dtype=object)
        made = said = number = 0
        while made < self.size:
            rng = np.random.default_rng([self.seed, number])
            threads = _threads(rng, number * ARTICLES_AT_ONCE, self.size - made)
            lengths = _lengths(rng, threads.is_article)
            texts = _texts(rng, lengths, words[: words_after(said)])
            yield _documents(rng, threads, texts, max(self.size // 20, 10))
            made, said, number = made + len(texts), said + int(lengths.sum()), number + 1


def words_after(said: int) -> int:
    """How many different words there are in a text of so many."""
    return max(FEWEST_WORDS, int(HEAPS_K * said**HEAPS_BETA))


def ranks(rng: Generator, among: int, size: int) -> NDArray[np.int64]:
    """Draw numbers beneath `among`, each as often as Zipf's law has it."""
    drawn = np.exp(rng.random(size) * np.log(among + 1)).astype(np.int64) - 1
    return np.minimum(drawn, among - 1)


def _threads(rng: Generator, first: int, room: int) -> Threads:
    """Articles and how many comments each has; the last ones are cut where there is no room."""
    comments = np.minimum(rng.lognormal(2.1, 1.1, ARTICLES_AT_ONCE), LONGEST_THREAD).astype(int)
    owners = np.repeat(np.arange(ARTICLES_AT_ONCE), comments + 1)[:room]
    is_article = np.diff(owners, prepend=-1) > 0
    return Threads(first, owners, is_article, np.bincount(owners) - 1)


def _lengths(rng: Generator, is_article: NDArray[np.bool_]) -> NDArray[np.int64]:
    articles = 30 + rng.gamma(4, (ARTICLE_WORDS - 30) / 4, len(is_article))
    comments = 3 + rng.gamma(1.5, (COMMENT_WORDS - 3) / 1.5, len(is_article))
    return np.where(is_article, articles, comments).astype(np.int64)


def _texts(rng: Generator, lengths: NDArray[np.int64], words: NDArray[np.object_]) -> list[str]:
    total = int(lengths.sum())
    drawn = ranks(rng, len(words), total)
    is_head = rng.random(total) < HEAD_SHARE
    drawn[is_head] = ranks(rng, HEAD_WORDS, int(is_head.sum()))
    said = words[drawn].tolist()
    ends = accumulate(lengths.tolist(), initial=0)
    return [" ".join(said[start:end]) for start, end in pairwise(ends)]


def _documents(
    rng: Generator, threads: Threads, texts: list[str], people: int
) -> list[BenchDocument]:
    count, articles = len(texts), len(threads.comment_counts)
    sites = ranks(rng, SITES, articles).tolist()
    languages = rng.integers(len(LANGUAGES), size=articles).tolist()
    tags = [_tags(rng) for _ in range(articles)]
    posted = rng.integers(FIRST_SECOND, LAST_SECOND, articles)[threads.owners]
    waited = rng.exponential(ANSWER_SECONDS, count).astype(np.int64)
    posted = np.where(threads.is_article, posted, posted + waited)
    persons = ranks(rng, people, count).tolist()
    rows = zip(threads.owners.tolist(), posted.tolist(), _days(posted), strict=True)
    found, place = [], 0
    for at, (owner, second, day) in enumerate(rows):
        is_article = bool(threads.is_article[at])
        place = 0 if is_article else place + 1
        article = f"a:{threads.first + owner:07}"
        found.append(
            BenchDocument(
                key=article if is_article else f"c:{threads.first + owner:07}.{place}",
                article_key=article,
                kind="article" if is_article else "comment",
                site=f"site{sites[owner]}.example",
                person=f"p{persons[at]}",
                tags=tags[owner],
                language=LANGUAGES[languages[owner]],
                year=day // 10_000,
                posted_at=second,
                day=day,
                comment_count=int(threads.comment_counts[owner]) if is_article else 0,
                text=texts[at],
            )
        )
    return found


def _tags(rng: Generator) -> tuple[str, ...]:
    drawn = ranks(rng, TAGS, int(rng.integers(5))).tolist()
    return tuple(f"tag{number}" for number in sorted(set(drawn)))


def _days(posted: NDArray[np.int64]) -> list[int]:
    days = posted.astype("datetime64[s]").astype("datetime64[D]")
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    of_month = (days - months).astype(int) + 1
    of_year = (months - years).astype(int) + 1
    return ((years.astype(int) + 1970) * 10_000 + of_year * 100 + of_month).tolist()
