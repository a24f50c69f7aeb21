"""From documents that were found to conversations, facets and a timeline."""

from collections.abc import Mapping, Sequence

import numpy as np

from archive.search.documents import ARTICLE_PREFIX
from archive.search.engines.base import Ask, EngineResult, Group, Hit, Sort
from archive.search.engines.executor import facets
from archive.search.engines.executor.collect import Matches, highest, matches, total
from archive.search.engines.executor.facts import having
from archive.search.engines.executor.groups import UNKNOWN, Gathered, gathered, page
from archive.search.engines.executor.nodes import Node
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
    ranks = [each.scores() if is_scored else _moments(view, each, sort) for each in found]
    tops = list(highest(ranks, offset + limit))
    kept = [
        each._replace(documents=each.documents[top]) for each, top in zip(found, tops, strict=True)
    ]
    numbers = np.concatenate([each.documents + view.slices[each.at].base for each in kept])
    keys = [np.concatenate([rank[top] for rank, top in zip(ranks, tops, strict=True)])]
    if is_scored:
        moments = np.concatenate([_moments(view, each) for each in kept])
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


def _moments(view: View, each: Matches, sort: Sort = "newest") -> Array:
    """What is sorted by date, so that the highest comes first; what has no date comes last."""
    moments: Array = view.slices[each.at].numbers("sort_at")[each.documents].astype(np.int64)
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
    members = conversations.members(shown) if shown else []
    return tuple(
        _group(threads.view, names[number].decode(), hits, ask.hits_per_group)
        for number, hits in zip(shown, members, strict=True)
    )


def _keys(ask: Ask, conversations: Gathered, threads: Threads) -> Sequence[Array]:
    """What conversations are sorted by, the highest first."""
    if ask.sort == "oldest":
        oldest = conversations.lowest("sort_at")
        return (np.where(oldest == UNKNOWN, UNKNOWN, -oldest),)
    newest = conversations.highest("sort_at")
    if ask.sort == "newest":
        return (newest,)
    best = np.round(conversations.best_scores().astype(np.float64), _SCORE_DIGITS)
    if ask.sort == "relevance":
        return (best, newest)
    # Another thread may number more conversations between any two of these lines.
    comments = np.zeros(max(conversations.size, len(threads.comments)), np.int64)
    comments[: len(threads.comments)] = threads.comments
    return (comments, best, newest)


def _group(view: View, name: str, hits: tuple[Array, Array], most: int) -> Group:
    """The best hits of a conversation; the article's own is among them, how good it may be."""
    documents, scores = hits
    rounded = np.round(scores.astype(np.float64), _SCORE_DIGITS)
    total = len(rounded)
    if total > most:
        least = np.partition(rounded, total - most)[total - most]
        is_kept = (rounded >= least) | _are_articles(view, documents)
        documents, rounded = documents[is_kept], rounded[is_kept]
    found = sorted(
        (-score, _moment(view, document), label(view, document))
        for document, score in zip(documents.tolist(), rounded.tolist(), strict=True)
    )
    own = [hit for hit in found[most:] if hit[2].startswith(ARTICLE_PREFIX)]
    shown = [*found[: most - len(own)], *own]
    return Group(name, tuple(Hit(key, -score) for score, _at, key in shown), total)


def _are_articles(view: View, documents: Array) -> Array:
    """For each of these documents whether it is an article."""
    are = np.zeros(len(documents), bool)
    for at, slice_ in enumerate(view.slices):
        mine = np.flatnonzero((documents >= slice_.base) & (documents < slice_.base + slice_.count))
        are[mine] = having(view, at, ARTICLE, documents[mine] - slice_.base)
    return are


def _moment(view: View, number: int) -> int:
    slice_ = view.snapshot.slice_of(number)
    moment = int(slice_.numbers("sort_at")[number - slice_.base])
    return 0 if moment == UNDATED else moment


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
