"""Where a Whoosh index lies: one folder a build, and a pointer that says which one counts.

    index/                0700
      current.json        {"folder": …, "schema": …}, replaced in one step
      build-<random>/     one Whoosh index
      write.lock          held by whoever writes

The folder is ours alone. Nothing in it is ever run, but what is read there is believed.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from archive.search.engines.base import IndexBusy, IndexUnavailable
from archive.search.engines.whoosh_arrays.index import ArrayIndex
from archive.search.engines.whoosh_schema import SCHEMA_VERSION, make_schema
from archive.search.telling import Note, gettext_noop

_POINTER = "current.json"
_LOCK = "write.lock"
REMEDY = "Run `manage.py reindex` to build it from the archive."
# Strangers read these on the page of a search: they name no path.
_MISSING = gettext_noop(
    "There is no search index yet. Run `manage.py reindex` to build it from the archive."
)
_UNREADABLE = gettext_noop(
    "The search index cannot be read. Run `manage.py reindex` to build it from the archive."
)
_OTHER_VERSION = gettext_noop(
    "The search index is of version %(found)s, this program's is %(known)s. "
    "Run `manage.py reindex` to build it from the archive."
)
DAMAGED = gettext_noop(
    "The search index is damaged. Run `manage.py reindex` to build it from the archive."
)


def current_folder(root: Path) -> Path:
    """The folder of the index that counts. Raises IndexUnavailable."""
    try:
        pointer = json.loads((root / _POINTER).read_text())
        name, schema = str(pointer["folder"]), pointer["schema"]
    except FileNotFoundError as error:
        raise IndexUnavailable(_MISSING) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnavailable(_UNREADABLE) from error
    if schema != SCHEMA_VERSION:
        versions = {"found": str(schema), "known": str(SCHEMA_VERSION)}
        raise IndexUnavailable(Note(_OTHER_VERSION, **versions))
    return root / Path(name).name


def make_lock(root: Path) -> FileLock:
    """A lock on writing, not yet held; who holds it may take it again, thread by thread."""
    return FileLock(root / _LOCK, mode=0o600)


@contextmanager
def write_lock(root: Path, wait_seconds: float, lock: FileLock | None = None) -> Iterator[None]:
    """Hold the one right to write, by a lock of one's own where none is given.

    Raises IndexBusy after the wait, IndexUnavailable where the folder cannot be written to.
    """
    lock = lock or make_lock(root)
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        root.chmod(0o700)
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        message = f"Another process has written to {root} for more than {wait_seconds} s."
        raise IndexBusy(f"{message} Try again when it is done.") from error
    except OSError as error:
        message = f"The search index cannot be written in {root} ({error})."
        raise IndexUnavailable(f"{message} Give this program the right to write there.") from error
    try:
        yield
    finally:
        lock.release()


def new_folder(root: Path) -> Path:
    """A fresh folder with an empty index in it, which does not count yet."""
    folder = root / f"build-{secrets.token_hex(8)}"
    folder.mkdir(mode=0o700)
    ArrayIndex.create(folder, make_schema(), str(SCHEMA_VERSION))
    return folder


def put_in_place(root: Path, folder: Path) -> None:
    """Make the folder the one that counts, and remove every other build."""
    draft = root / f"{_POINTER}.new"
    with draft.open("w") as file:
        json.dump({"folder": folder.name, "schema": SCHEMA_VERSION}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / _POINTER)
    remove_others(root, folder)


def remove_others(root: Path, kept: Path | None) -> None:
    """Remove the builds that do not count, such as those of a rebuild that was cut short.

    Readers that still hold one go on: their files stay until closed.
    """
    for folder in root.glob("build-*"):
        if kept is None or folder.name != kept.name:
            shutil.rmtree(folder, ignore_errors=True)
