"""The default engine: Whoosh 2.7.4, embedded, on segments of arrays, in a folder of its own.

Whoosh keeps schema, segments and commits (whoosh_arrays); questions are answered over the arrays
(executor). A process holds one opened state, shared by its threads, and opens another when the
index was written or replaced.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Protocol, TypeVar

from archive.search.documents import Document
from archive.search.engines.base import (
    Ask,
    Changes,
    EngineResult,
    Hit,
    IndexUnavailable,
    Like,
    Scope,
    ValueKind,
    WriteReport,
)
from archive.search.engines.executor.nodes import Node
from archive.search.engines.executor.snapshot import Snapshot, opened
from archive.search.engines.whoosh_alike import words_alike
from archive.search.engines.whoosh_answers import answer, best, how_many, label
from archive.search.engines.whoosh_arrays.index import ArrayIndex
from archive.search.engines.whoosh_asking import compiled
from archive.search.engines.whoosh_begun import people_begun, titles_begun, values_begun
from archive.search.engines.whoosh_folders import (
    DAMAGED,
    REMEDY,
    current_folder,
    make_lock,
    new_folder,
    put_in_place,
    remove_others,
    write_lock,
)
from archive.search.engines.whoosh_related import related
from archive.search.engines.whoosh_schema import SCHEMA_VERSION, SCOPE_FIELDS, make_schema
from archive.search.engines.whoosh_threads import Threads
from archive.search.engines.whoosh_views import threads_of
from archive.search.engines.whoosh_writer import write_all, write_changes
from archive.search.patience import TookTooLong
from archive.search.query import Query

_log = logging.getLogger(__name__)

_WRITE_WAIT_SECONDS = 30.0
_MOST_TRIES = 5  # at opening, before the index counts as damaged
_MOST_SCOPES = 8  # whose masks and norms are held; each is some 10 bytes a document

_Answer = TypeVar("_Answer")
_Given = TypeVar("_Given", covariant=True)


@dataclass
class _Held:
    """One opened state, and what was reckoned for each scope that asked of it."""

    index: ArrayIndex
    state: tuple[int, int]
    snapshot: Snapshot
    threads: dict[Scope, Threads] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.index.storage.path

    def is_newest_of(self, folder: Path) -> bool:
        """Whether nothing was written since, and nobody has touched the files."""
        is_same = self.folder == folder and self.index.state() == self.state
        return is_same and self.snapshot.is_as_opened()

    def threads_of(self, scope: Scope) -> Threads:
        found = self.threads.get(scope)
        if found is None:
            if len(self.threads) >= _MOST_SCOPES:
                self.threads.clear()
            found = self.threads[scope] = threads_of(self.snapshot, scope)
        return found


class _Give(Protocol[_Given]):
    """Makes an answer of a question, whose documents it is put to, and the generation's name."""

    def __call__(self, node: Node, threads: Threads, generation: str, /) -> _Given: ...


class WhooshEngine:
    """See archive.search.engines.base.Engine, whose contract this keeps."""

    def __init__(self, root: Path, *, wait_seconds: float = _WRITE_WAIT_SECONDS) -> None:
        """`root` is made when first written to; it must belong to this program alone."""
        self._root = root
        self._wait_seconds = wait_seconds
        self._lock = make_lock(root)
        self._opening = Lock()
        self._held: _Held | None = None

    def search(self, ask: Ask) -> EngineResult:
        """Answer a request with a page of conversations."""
        return self._asked(ask, lambda *found: answer(ask, *found))

    def best(self, ask: Ask, limit: int, offset: int = 0) -> tuple[tuple[Hit, str], ...]:
        """The best hits one by one."""
        most, start = max(limit, 0), max(offset, 0)
        return self._asked(ask, lambda node, found, _: best(ask.sort, node, found, most, start))

    def total(self, ask: Ask) -> int:
        """How many documents answer."""
        return self._asked(ask, lambda node, threads, _: how_many(node, threads))

    def alike(self, word: str, where: str, scope: Scope, limit: int) -> tuple[tuple[str, int], ...]:
        """Words that are spelled nearly so."""
        fields = [name for name, _boost in SCOPE_FIELDS["author" if where == "reply-to" else where]]
        return self._of(scope, lambda threads: words_alike(threads.view, word, fields, limit))

    def titles_begun(self, text: str, scope: Scope, limit: int) -> tuple[str, ...]:
        """Articles by the beginning of a word of their titles."""
        return self._of(scope, lambda threads: titles_begun(threads, text, limit))

    def people_begun(self, text: str, scope: Scope, limit: int) -> tuple[tuple[str, int], ...]:
        """People by the beginning of a word of their names."""
        return self._of(scope, lambda threads: people_begun(threads.view, text, limit))

    def values_begun(
        self, kind: ValueKind, text: str, scope: Scope, limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Values by the beginning of one of their words."""
        return self._of(scope, lambda threads: values_begun(threads.view, kind, text, limit))

    def related(self, like: Like, scope: Scope, limit: int) -> tuple[str, ...]:
        """Articles by telling words."""
        return self._of(scope, lambda threads: related(threads.view, like, limit))

    def writing(self, wait_seconds: float | None = None) -> AbstractContextManager[None]:
        """Hold the one right to write, by a lock on a file; again where this thread holds it."""
        wait = self._wait_seconds if wait_seconds is None else wait_seconds
        return write_lock(self._root, wait, self._lock)

    def write(self, changes: Changes) -> WriteReport:
        """Make changes in the current index."""
        with self.writing():
            folder = current_folder(self._root)
            try:
                return write_changes(_index_in(folder), changes)
            except Exception as error:
                message = f"The search index cannot be written ({error!r})."
                raise IndexUnavailable(f"{message} {REMEDY}") from error

    def rebuild(self, documents: Iterable[Document]) -> WriteReport:
        """Build beside the current index, and swap."""
        with self.writing():
            remove_others(self._root, self._folder_in_use())
            folder = new_folder(self._root)
            report = write_all(_index_in(folder), documents)
            put_in_place(self._root, folder)
        return report

    def is_usable(self) -> bool:
        """Whether the index can be opened, and every byte of it is what was written."""
        try:
            for slice_ in self._opened().snapshot.slices:
                slice_.documents.container.verify()
        except IndexUnavailable:
            return False
        except Exception:
            _log.exception("The search index is damaged")
            self.close()
            return False
        return True

    def count(self) -> int:
        """How many documents are live."""
        return self._opened().threads_of(Scope(include_private=True)).view.count

    def keys(self) -> Iterator[tuple[str, bool]]:
        """Keys of live documents, public or not."""
        view = self._opened().threads_of(Scope(include_private=True)).view
        for at, slice_ in enumerate(view.slices):
            is_public = slice_.numbers("is_public")
            visible = view.visible(at)
            for document in range(slice_.count):
                if visible is None or visible[document]:
                    yield label(view, slice_.base + document), bool(is_public[document])

    def close(self) -> None:
        """Let go of what this process holds open; the next call opens it again."""
        self._held = None

    def _of(self, scope: Scope, give: Callable[[Threads], _Answer]) -> _Answer:
        return self._asked(Ask(Query(), scope), lambda _node, threads, _generation: give(threads))

    def _asked(self, ask: Ask, give: _Give[_Answer]) -> _Answer:
        """The second try is for an index that was replaced under the first."""
        for tries_left in (1, 0):
            try:
                held = self._opened()
                threads = held.threads_of(ask.scope)
                generation = f"{held.folder.name}:{held.snapshot.generation}"
                return give(compiled(ask, threads), threads, generation)
            except (IndexUnavailable, TookTooLong):
                raise
            except Exception as error:
                self.close()
                if not tries_left:
                    raise IndexUnavailable(DAMAGED) from error
                _log.exception("The search index failed; opening it again")
        raise AssertionError("the last try returns or raises")

    def _opened(self) -> _Held:
        for tries_left in reversed(range(_MOST_TRIES)):
            folder = current_folder(self._root)
            try:
                held = self._held
                if held is None or not held.is_newest_of(folder):
                    with self._opening:
                        held = self._held = _opened_in(folder, self._held)
                return held
            except Exception as error:
                # Writers remove what they replace, now and then while it is being opened.
                if not tries_left:
                    _log.exception("The search index in %s cannot be opened", folder)
                    raise IndexUnavailable(DAMAGED) from error
        raise AssertionError("the last try returns or raises")

    def _folder_in_use(self) -> Path | None:
        try:
            return current_folder(self._root)
        except IndexUnavailable:
            return None


def _index_in(folder: Path) -> ArrayIndex:
    return ArrayIndex(folder, make_schema(), str(SCHEMA_VERSION))


def _opened_in(folder: Path, before: _Held | None) -> _Held:
    if before is not None and before.is_newest_of(folder):
        return before  # another thread has opened it meanwhile
    is_same = before is not None and before.folder == folder and before.snapshot.is_as_opened()
    index = before.index if before is not None and is_same else _index_in(folder)
    # The state is read first: what is written between the two is then opened once more.
    state = index.state()
    return _Held(index, state, opened(index, before.snapshot if before and is_same else None))
