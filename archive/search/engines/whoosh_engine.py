"""The default engine: Whoosh 2.7.4, embedded, in a folder of its own.

Whoosh keeps words, postings and stored facts; what it answers wrongly or slowly is done beside
it (whoosh_evaluate, facts). Each thread holds one opened snapshot and opens another when the
index was written or replaced.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from threading import local
from typing import Any

from archive.search.documents import Document
from archive.search.engines.base import (
    Ask,
    Changes,
    Culprit,
    EngineResult,
    IndexUnavailable,
    WriteReport,
)
from archive.search.engines.facts import by_article, count_facets, group
from archive.search.engines.whoosh_checksums import Verified, record
from archive.search.engines.whoosh_corpus import Corpus
from archive.search.engines.whoosh_evaluate import evaluate
from archive.search.engines.whoosh_folders import (
    REMEDY,
    TrackedStorage,
    current_folder,
    make_lock,
    new_folder,
    put_in_place,
    remove_others,
    write_lock,
)
from archive.search.engines.whoosh_snapshot import Catalogues, Snapshot
from archive.search.engines.whoosh_writer import write_changes

_log = logging.getLogger(__name__)

_REBUILD_BATCH = 2_000
_WRITE_WAIT_SECONDS = 30.0
_MOST_TRIES = 5  # at opening, before the index counts as damaged


@contextmanager
def _opened(folder: Path, verified: Verified) -> Iterator[Any]:
    storage = TrackedStorage(folder)
    try:
        try:
            # A merge would read a damaged file and write what it read under a good checksum.
            verified.check(folder)
            index = storage.open_index()
        except Exception as error:
            raise IndexUnavailable(f"The search index is damaged. {REMEDY}") from error
        yield index
    finally:
        storage.close_files()


class WhooshEngine:
    """See archive.search.engines.base.Engine, whose contract this keeps."""

    def __init__(self, root: Path, *, wait_seconds: float = _WRITE_WAIT_SECONDS) -> None:
        """`root` is made when first written to; it must belong to this program alone."""
        self._root = root
        self._wait_seconds = wait_seconds
        self._lock = make_lock(root)
        self._catalogues = Catalogues()
        self._verified = Verified()
        self._of_thread = local()

    def search(self, ask: Ask) -> EngineResult:
        """Answer a request; the second try is for an index that was replaced under the first."""
        try:
            return self._search(ask)
        except IndexUnavailable:
            raise
        except Exception:
            _log.exception("The search index failed; opening it again")
            self.close()
        try:
            return self._search(ask)
        except IndexUnavailable:
            raise
        except Exception as error:
            self.close()
            raise IndexUnavailable(f"The search index is damaged. {REMEDY}") from error

    def writing(self, wait_seconds: float | None = None) -> AbstractContextManager[None]:
        """Hold the one right to write, by a lock on a file; again where this thread holds it."""
        wait = self._wait_seconds if wait_seconds is None else wait_seconds
        return write_lock(self._root, wait, self._lock)

    def write(self, changes: Changes) -> WriteReport:
        """Make changes in the current index."""
        with self.writing():
            folder = current_folder(self._root)
            with _opened(folder, self._verified) as index:
                try:
                    report = write_changes(index, changes)
                    record(folder)
                except Exception as error:
                    message = f"The search index cannot be written ({error!r}). {REMEDY}"
                    raise IndexUnavailable(message) from error
        return report

    def rebuild(self, documents: Iterable[Document]) -> WriteReport:
        """Build beside the current index, in batches, and swap."""
        with self.writing():
            remove_others(self._root, self._folder_in_use())
            folder = new_folder(self._root)
            written = 0
            culprits: list[Culprit] = []
            remaining = iter(documents)
            with _opened(folder, self._verified) as index:
                while batch := tuple(islice(remaining, _REBUILD_BATCH)):
                    report = write_changes(index, Changes(batch))
                    written += report.written
                    culprits += report.culprits
            record(folder)
            put_in_place(self._root, folder)
        return WriteReport(written, tuple(culprits))

    def is_usable(self) -> bool:
        """Whether a snapshot can be opened, with every fact in it read."""
        try:
            self._snapshot()
        except IndexUnavailable:
            return False
        return True

    def count(self) -> int:
        """How many documents are live."""
        return len(self._snapshot().catalogue.live)

    def keys(self) -> Iterator[tuple[str, bool]]:
        """Keys of live documents, public or not."""
        catalogue = self._snapshot().catalogue
        facts = (catalogue.facts[number] for number in catalogue.live)
        return ((each.key, each.is_public) for each in facts)

    def close(self) -> None:
        """Give back what this thread holds open; the next call opens it again."""
        snapshot: Snapshot | None = getattr(self._of_thread, "snapshot", None)
        self._of_thread.snapshot = None
        if snapshot is not None:
            snapshot.close()

    def _search(self, ask: Ask) -> EngineResult:
        snapshot = self._snapshot()
        catalogue = snapshot.catalogue
        corpus = Corpus(snapshot, ask.scope)
        scores = evaluate(corpus, ask.query.tree, corpus.numbers)
        conversations = by_article(scores, catalogue.facts)
        return EngineResult(
            total_documents=len(scores),
            total_conversations=len(conversations),
            groups=group(ask, conversations, corpus.comment_counts()),
            facets=count_facets(conversations),
            generation=f"{snapshot.folder.name}:{snapshot.generation}",
        )

    def _snapshot(self) -> Snapshot:
        for tries_left in reversed(range(_MOST_TRIES)):
            folder = current_folder(self._root)
            try:
                return self._snapshot_of(folder)
            except Exception as error:
                # Writers remove what they replace, now and then while it is being opened.
                if not tries_left:
                    _log.exception("The search index in %s cannot be opened", folder)
                    raise IndexUnavailable(f"The search index is damaged. {REMEDY}") from error
        raise AssertionError("the last try returns or raises")

    def _snapshot_of(self, folder: Path) -> Snapshot:
        held: Snapshot | None = getattr(self._of_thread, "snapshot", None)
        if held is not None and held.is_newest_of(folder):
            return held
        self._verified.check(folder)
        fresh = Snapshot(folder, self._catalogues)
        self.close()
        self._of_thread.snapshot = fresh
        return fresh

    def _folder_in_use(self) -> Path | None:
        try:
            return current_folder(self._root)
        except IndexUnavailable:
            return None
