"""django-haystack over Whoosh with the settings it comes with: what a Django site finds ready-made.

It stems, drops stop words and wants the first three letters of a fuzzy word to be right, so its
totals are its own. Grouping it has none: all hits are taken and grouped.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["haystack", "benchmarks.search.peers.haystack_site"],
    HAYSTACK_CONNECTIONS={
        "default": {
            "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
            "SILENTLY_FAIL": False,
        }
    },
    USE_TZ=True,
)
django.setup()

from haystack import connections  # noqa: E402 -- after setup
from haystack.backends import SQ  # noqa: E402
from haystack.inputs import Clean, Exact  # noqa: E402
from haystack.query import SearchQuerySet  # noqa: E402

from benchmarks.search.corpus import BenchDocument  # noqa: E402
from benchmarks.search.peers import Answer, Group, Unsupported  # noqa: E402
from benchmarks.search.peers.haystack_site.models import Page  # noqa: E402
from benchmarks.search.specs import (  # noqa: E402
    FACET_VALUES,
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

EVERYTHING = 1_000_000


class Haystack:
    """The connection of the site's settings, to the folder that is opened first."""

    def build(self, documents: Iterable[BenchDocument], folder: Path) -> None:
        """Index in batches of its default size, as its `update_index` does."""
        self.open(folder)
        rest = iter(documents)
        while batch := list(islice(rest, self._backend.batch_size)):
            self.add(batch)

    def open(self, folder: Path) -> None:
        """Connect."""
        settings.HAYSTACK_CONNECTIONS["default"]["PATH"] = str(folder)
        self._backend = connections["default"].get_backend()
        self._backend.setup()
        self._index = connections["default"].get_unified_index().get_index(Page)

    def search(self, spec: Spec) -> Answer:
        """One query set, sliced and counted."""
        found = _filtered(SearchQuerySet().filter(native(spec.tree)), spec.filters)
        if spec.grouping:
            return _grouped(found, spec.limit)
        if spec.sort == "newest":
            found = found.order_by("-posted_at")
        for name in spec.facets:
            found = found.facet(name)
        page = found[spec.offset : spec.offset + spec.limit]
        scores = () if spec.sort == "newest" else tuple(one.score for one in page)
        counted = found.facet_counts()["fields"] if spec.facets else {}
        facets = {
            name: {str(value): count for value, count in values[:FACET_VALUES]}
            for name, values in counted.items()
        }
        return Answer(found.count(), tuple(one.pk for one in page), scores, facets)

    def add(self, documents: Sequence[BenchDocument]) -> None:
        """Update: its backend knows no other way."""
        self._backend.update(self._index, [Page(**one._asdict()) for one in documents])

    def change(self, documents: Sequence[BenchDocument]) -> None:
        """Update."""
        self.add(documents)

    def remove(self, keys: Sequence[str]) -> None:
        """Remove one after another."""
        for key in keys:
            self._backend.remove(Page(key=key))

    def close(self) -> None:
        """Nothing is held: it opens a searcher for each query."""


def native(tree: Tree) -> SQ:
    """A tree as haystack's query."""
    match tree:
        case All(parts) | Either(parts):
            found = SQ()
            for one in parts:
                found.add(native(one), SQ.AND if isinstance(tree, All) else SQ.OR)
            return found
        case Without(wanted, unwanted):
            return native(wanted) & ~native(unwanted)
        case _:
            return _words(tree)


def _words(tree: Tree) -> SQ:
    match tree:
        case Term(word):
            return SQ(content=Clean(word))
        case Prefix(start):
            return SQ(text__startswith=start)
        case Fuzzy(word):
            return SQ(text__fuzzy=word)
        case Phrase(words):
            return SQ(content=Exact(" ".join(words)))
        case _:
            raise Unsupported


def _filtered(found: SearchQuerySet, filters: Filters) -> SearchQuerySet:
    if filters.site is not None:
        found = found.filter(site=Exact(filters.site))
    if filters.kind is not None:
        found = found.filter(kind=Exact(filters.kind))
    if filters.first_day is not None:
        found = found.filter(day__gte=filters.first_day)
    if filters.last_day is not None:
        found = found.filter(day__lte=filters.last_day)
    return found


def _grouped(found: SearchQuerySet, limit: int) -> Answer:
    groups: dict[str, Group] = {}
    for one in found[:EVERYTHING]:
        groups.setdefault(one.article_key, Group(one.article_key, one.pk, one.score))
    return Answer(found.count(), groups=tuple(groups.values())[:limit], group_total=len(groups))
