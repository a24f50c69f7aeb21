"""From documents that were found to conversations, facets and a timeline."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from archive.search.documents import ARTICLE_PREFIX
from archive.search.engines.base import Ask, EngineResult, Group, Hit, Sort
from archive.search.engines.executor import facets
from archive.search.engines.executor.collect import highest, matches, total
from archive.search.engines.executor.facts import having
from archive.search.engines.executor.groups import UNKNOWN, Gathered, Key, Members, gathered, page
from archive.search.engines.executor.nodes import Node
from archive.search.engines.executor.snapshot import Slice
from archive.search.engines.executor.view import View
from archive.search.engines.tallies import Tally
from archive.search.engines.whoosh_arrays.containers import Array
from archive.search.engines.whoosh_schema import UNDATED
from archive.search.engines.whoosh_threads import ARTICLE, THREAD, Threads

_SCORE_DIGITS = 6  # beyond them, differences are rounding and must not decide an order


def answer(ask: Ask, question: Node, threads: Threads, generation: str) -> EngineResult:
    """Everything that a page of results shows."""
    view = threads.view
    found = matches(view, question)
    conversations = gathered(view, found, THREAD)
    present = conversations.present()
    return EngineResult(
        total_documents=total(found),
        total_conversations=len(present),
        groups=_groups(ask, conversations, present, threads),
        facets=_facets(conversations),
        days=facets.dates(view, found, "first_day", "last_day"),
        generation=generation,
    )


def best(
    sort: Sort, question: Node, threads: Threads, limit: int, offset: int
) -> tuple[tuple[Hit, str], ...]:
    """Documents from `offset` on in the order that is asked for, each with its article's key."""
    view = threads.view
    found = matches(view, question)
    if not found or not limit:
        return ()
    is_scored = sort not in ("newest", "oldest")
    ranks = [
        each.scores() if is_scored else _moments(view.slices[each.at], each.documents, sort)
        for each in found
    ]
    tops = list(highest(ranks, offset + limit))
    kept = [
        (view.slices[each.at], each.documents[top]) for each, top in zip(found, tops, strict=True)
    ]
    numbers = np.concatenate([documents + slice_.base for slice_, documents in kept])
    keys = [np.concatenate([rank[top] for rank, top in zip(ranks, tops, strict=True)])]
    if is_scored:
        moments = np.concatenate([_moments(*each) for each in kept])
        keys = [np.round(keys[0].astype(np.float64), _SCORE_DIGITS), moments]
    labels = _Labels(view, numbers)
    shown = page(np.arange(len(numbers)), keys, labels, offset, offset + limit)
    return tuple(
        (
            Hit(labels[place].decode(), float(keys[0][place]) if is_scored else 0.0),
            article(view, int(numbers[place])),
        )
        for place in shown
    )


class _Labels(Sequence[bytes]):
    """The keys of documents, looked up one by one: few are asked for."""

    def __init__(self, view: View, numbers: Array) -> None:
        self._view = view
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]  # no slices
        return label(self._view, int(self._numbers[place])).encode()


def _moments(slice_: Slice, documents: Array, sort: Sort = "newest") -> Array:
    """What is sorted by date, so that the highest comes first; what has no date comes last."""
    moments: Array = slice_.numbers("sort_at")[documents].astype(np.int64)
    return np.where(moments == UNDATED, UNDATED, -moments) if sort == "oldest" else moments


def how_many(question: Node, threads: Threads) -> int:
    """How many documents answer."""
    return total(matches(threads.view, question))


def label(view: View, number: int) -> str:
    """The key of a document."""
    slice_ = view.snapshot.slice_of(number)
    texts = slice_.texts("label")
    return "" if texts is None else texts[number - slice_.base]


def article(view: View, number: int) -> str:
    """The key of the article that a document is or belongs to."""
    slice_ = view.snapshot.slice_of(number)
    values = slice_.values(THREAD)
    return "" if values is None else values[number - slice_.base][0]


def _groups(
    ask: Ask, conversations: Gathered, present: Array, threads: Threads
) -> tuple[Group, ...]:
    if not len(present):
        return ()
    names = threads.view.snapshot.numbering(THREAD).values
    first = (ask.page - 1) * ask.per_page
    keys = _keys(ask, conversations, threads)
    shown = page(present, keys, names, first, first + ask.per_page)
    if not shown:
        return ()
    members = conversations.members(shown)
    hits = _hits(threads.view, members, ask.hits_per_group)
    return tuple(
        Group(names[number].decode(), best, count)
        for number, best, count in zip(shown, hits, members.counts.tolist(), strict=True)
    )


def _keys(ask: Ask, conversations: Gathered, threads: Threads) -> Sequence[Key]:
    """What conversations are sorted by, the highest first."""
    if ask.sort == "oldest":
        oldest = conversations.lowest("sort_at")
        return (np.where(oldest == UNKNOWN, UNKNOWN, -oldest),)
    newest = partial(conversations.highest, "sort_at")
    if ask.sort == "newest":
        return (newest(),)
    best = np.round(conversations.best_scores().astype(np.float64), _SCORE_DIGITS)
    if ask.sort == "relevance":
        return (best, newest)
    # Another thread may number more conversations between any two of these lines.
    comments = np.zeros(max(conversations.size, len(threads.comments)), np.int64)
    comments[: len(threads.comments)] = threads.comments
    return (comments, best, newest)


def _hits(view: View, members: Members, most: int) -> list[tuple[Hit, ...]]:
    """By group its best hits; the article's own is among them, how good it may be.

    All groups at once: most are short, and a call of numpy costs the same for each.
    """
    counts, documents, scores = members
    scores = np.round(scores.astype(np.float64), _SCORE_DIGITS)
    groups = np.repeat(np.arange(len(counts)), counts)
    if counts.max() > most:
        may_be_best = scores >= _least_of_best(counts, scores, most)[groups]
        kept = np.flatnonzero(may_be_best | _are_articles(view, documents))
        groups, documents, scores = groups[kept], documents[kept], scores[kept]
    keys = view.snapshot.texts("label", documents.tolist())
    ranked = zip(groups.tolist(), (-scores).tolist(), _when(view, documents), keys, strict=True)
    found: list[list[Hit]] = [[] for _ in counts]
    for group, score, _at, key in sorted(ranked):
        found[group].append(Hit(key, -score))
    return [_cut(hits, most) for hits in found]


def _least_of_best(counts: Array, scores: Array, most: int) -> Array:
    """By group, the score of the last of so many of its best, or none of more."""
    least = np.full(len(counts), -np.inf)
    ends = counts.cumsum()
    for group in np.flatnonzero(counts > most).tolist():
        own = scores[ends[group] - counts[group] : ends[group]]
        least[group] = np.partition(own, len(own) - most)[len(own) - most]
    return least


def _cut(hits: Sequence[Hit], most: int) -> tuple[Hit, ...]:
    own = [hit for hit in hits[most:] if hit.key.startswith(ARTICLE_PREFIX)]
    return (*hits[: most - len(own)], *own)


def _are_articles(view: View, documents: Array) -> Array:
    """For each of these documents whether it is an article."""
    are = np.zeros(len(documents), bool)
    for at, slice_, mine in _by_segment(view, documents):
        are[mine] = having(view, at, ARTICLE, documents[mine] - slice_.base)
    return are


def _when(view: View, documents: Array) -> list[int]:
    """What these documents are sorted by where they answer equally well; 0 without a date."""
    moments = np.zeros(len(documents), np.int64)
    for _at, slice_, mine in _by_segment(view, documents):
        moments[mine] = slice_.numbers("sort_at")[documents[mine] - slice_.base]
    known: list[int] = np.where(moments == UNDATED, 0, moments).tolist()
    return known


def _by_segment(view: View, documents: Array) -> Iterator[tuple[int, Slice, Array]]:
    """The segments, each by its number, with the places of those documents that it holds."""
    for at, slice_ in enumerate(view.slices):
        is_mine = (documents >= slice_.base) & (documents < slice_.base + slice_.count)
        yield at, slice_, np.flatnonzero(is_mine)


def _facets(conversations: Gathered) -> Mapping[str, Tally]:
    languages: dict[str, int] = {}
    for tag, count in facets.alike_in_groups(conversations, "lang").items():
        primary = tag.partition("-")[0]
        languages[primary] = languages.get(primary, 0) + count
    years = facets.numbers_of_groups(conversations, "first_day", 10_000)
    return {
        "kind": facets.of_groups(conversations, "kind"),
        "site": facets.alike_in_groups(conversations, "site"),
        "person": facets.of_groups(conversations, "person"),
        "year": Tally.of({f"{year:04}": count for year, count in years.items()}),
        "tag": facets.alike_in_groups(conversations, "term"),
        "lang": Tally.of(languages),
    }
