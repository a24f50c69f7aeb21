"""Keeping the index in step with the store: marks are drained, and a lost index is rebuilt.

The index is derived: everything here can be repeated, and a crash at any point leaves marks that
the next run reads again.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.utils import timezone
from django_tasks import task

from archive.models import StaleDocument
from archive.models.choices import IdentityOf
from archive.search.documents import Document, comment_document_key
from archive.search.engines.base import Changes, Culprit, IndexBusy, IndexUnavailable, WriteReport
from archive.search.rows import (
    all_documents,
    document_keys,
    documents_of_articles,
    documents_of_comments,
)
from archive.search.service import engine
from archive.search.stale import forget, mark_stale

__all__ = ["Comparison", "Drained", "compare", "drain", "drain_index", "mark_stale", "rebuild"]

_log = logging.getLogger(__name__)

_DOCUMENTS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Drained:
    """What one run wrote: marks cleared, documents written, those that could not be.

    `is_rebuilt`: there was no usable index, so a new one was built of everything. `is_busy`:
    another process was writing, and the rest is left to it or to the next run.
    """

    marks: int = 0
    documents: int = 0
    culprits: tuple[Culprit, ...] = ()
    is_rebuilt: bool = False
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Index against store: counts, and document keys that one has and the other lacks.

    `unlike`: in both, but public in one alone. `waiting` is the number of marks not yet drained.
    """

    in_index: int
    in_store: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    unlike: tuple[str, ...]
    waiting: int

    @property
    def is_equal(self) -> bool:
        """Whether the index holds exactly what the store says."""
        return not (self.missing or self.surplus or self.unlike)


def drain(batch: int = 500, *, wait_seconds: float | None = None) -> Drained:
    """Teach the index what is marked, in batches; a missing or broken index is built anew.

    Marks made meanwhile are left to the next run, so this ends. A mark is deleted after the
    index has it, and only if it was not renewed since it was read. `wait_seconds`: how long to
    wait for another writer (None: as long as the engine does). Raises IndexUnavailable where
    there is no place to write an index.
    """
    done = Drained()
    until = timezone.now()
    waiting = StaleDocument.objects.filter(marked_at__lte=until)
    try:
        if not engine().is_usable():
            done = _rebuilt_unless_usable(wait_seconds)
        while waiting.exists():
            # Rows are read under the lock: else another's newer words could be written first.
            with engine().writing(wait_seconds):
                marks = list(waiting[:batch])
                written, culprits = _write_or_rebuild(marks)
                cleared = forget(marks)
            done = Drained(
                done.marks + cleared,
                done.documents + written,
                (*done.culprits, *culprits),
                is_rebuilt=done.is_rebuilt,
            )
    except IndexBusy:
        return replace(done, is_busy=True)
    return done


def _rebuilt_unless_usable(wait_seconds: float | None) -> Drained:
    with engine().writing(wait_seconds):
        if engine().is_usable():
            return Drained()  # another has built it meanwhile
        report = rebuild()
        return Drained(0, report.written, report.culprits, is_rebuilt=True)


def rebuild() -> WriteReport:
    """Build the index of the whole store beside the old one and swap it in. Raises IndexBusy."""
    return _told(engine().rebuild(all_documents()))


def compare() -> Comparison:
    """Compare the index with the store, document by document. Raises IndexUnavailable."""
    indexed = dict(engine().keys())
    stored = dict(document_keys())
    both = indexed.keys() & stored.keys()
    return Comparison(
        in_index=len(indexed),
        in_store=len(stored),
        missing=tuple(sorted(stored.keys() - indexed.keys())),
        surplus=tuple(sorted(indexed.keys() - stored.keys())),
        unlike=tuple(sorted(key for key in both if indexed[key] != stored[key])),
        waiting=StaleDocument.objects.count(),
    )


@task()
def drain_index() -> None:
    """`drain` as a background task."""
    drain()


def _write_or_rebuild(marks: list[StaleDocument]) -> tuple[int, tuple[Culprit, ...]]:
    try:
        return _write(marks)
    except IndexUnavailable:
        _log.exception("The index cannot be written; building it anew")
        report = rebuild()
        return report.written, report.culprits


def _write(marks: list[StaleDocument]) -> tuple[int, tuple[Culprit, ...]]:
    """Write what the marks stand for: first what is gone, then what is, in bounded batches."""
    articles = {mark.key for mark in marks if mark.kind == IdentityOf.ARTICLE}
    comments = {
        mark.key
        for mark in marks
        if mark.kind == IdentityOf.COMMENT and mark.article_key not in articles
    }
    documents = _both(documents_of_articles(sorted(articles)), documents_of_comments(comments))
    gone = frozenset(comment_document_key(key) for key in comments)
    changes = Changes((), gone, frozenset(articles))
    written = 0
    culprits: tuple[Culprit, ...] = ()
    while True:
        some = tuple(islice(documents, _DOCUMENTS_AT_ONCE))
        changes = Changes(some, changes.remove_documents, changes.remove_articles)
        if some or changes.remove_documents or changes.remove_articles:
            report = _told(engine().write(changes))
            written, culprits = written + report.written, (*culprits, *report.culprits)
        if len(some) < _DOCUMENTS_AT_ONCE:
            return written, culprits
        changes = Changes()


def _both(first: Iterable[Document], second: Iterable[Document]) -> Iterator[Document]:
    yield from first
    yield from second


def _told(report: WriteReport) -> WriteReport:
    for culprit in report.culprits:
        _log.error("Document %s is not in the index: %s", culprit.key, culprit.reason)
    return report
