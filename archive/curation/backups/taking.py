"""Taking a backup: one file, whole under its name or not there at all."""

import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import time
from typing import IO

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection

from archive import __version__
from archive.curation.backups.contents import (
    CAPTURES,
    DATABASES,
    KEYS,
    MANIFEST,
    SUMS,
    BackupError,
    HashedReader,
    Manifest,
    sums_text,
)
from archive.curation.backups.databases import Facts, copy_database
from archive.lib.digests import sha256_hex

Tell = Callable[[str], object]

_DRAFT = ".afterword-backup-"
_STALE_SECONDS = 24 * 60 * 60
_TOLD_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written. `missing` and `damaged` name captures, by their place in the storage."""

    path: Path
    size_bytes: int
    counts: dict[str, int]
    captures: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def take_backup(path: Path, tell: Tell, *, overwrite: bool = False) -> Taken:
    """Write the whole archive, but for its index, into one file readable by its owner alone.

    Consistent while others write: first the database in one state, then every capture that this
    state names; captures are never changed. The file stands under its name when it is whole.
    A capture that is missing or damaged is told, and the rest goes on. `tell` hears of progress.
    Everything is read once; beside the file there has to be room for the database once more.

    Raises:
        BackupError: There is no archive, the file is there already, or it cannot be written.
    """
    _refuse_taken(path, overwrite=overwrite)
    try:
        with _draft_folder(path.parent) as folder:
            taken = _write(folder, path, tell)
            _refuse_taken(path, overwrite=overwrite)
            (folder / "whole").replace(path)
            sync(path.parent)
    except OSError as error:
        raise BackupError(f"The backup {path} cannot be written ({error}).") from error
    return taken


def sync(path: Path) -> None:
    """See that a file, or the names in a folder, reached the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _refuse_taken(path: Path, *, overwrite: bool) -> None:
    if path.is_dir():
        raise BackupError(f"{path} is a folder: name the file to be written in it.")
    if path.exists() and not overwrite:
        raise BackupError(f"{path} is there already: name another file, or add --overwrite.")
    if not path.parent.is_dir():
        raise BackupError(f"The folder {path.parent} is not there: make it first.")


@contextmanager
def _draft_folder(parent: Path) -> Iterator[Path]:
    """A private folder to write in, on the disk where the file will be; gone afterwards.

    What a run that was killed left is removed after a day. A lock would tell sooner, but not on
    every file system that backups are written to.
    """
    for left in parent.glob(f"{_DRAFT}*"):
        with suppress(OSError):  # another's, or just removed
            if (
                time() - max(one.stat().st_mtime for one in (left, *left.iterdir()))
                > _STALE_SECONDS
            ):
                shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_DRAFT, dir=parent) as name:
        yield Path(name)


def _write(folder: Path, path: Path, tell: Tell) -> Taken:
    member = DATABASES[connection.vendor]
    tell("Copying the database …")
    facts = copy_database(folder / member)
    whole = folder / "whole"
    with whole.open("xb") as file:
        whole.chmod(0o600)
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            writer = _Writer(tar, datetime.now(UTC))
            writer.add(MANIFEST, _manifest(facts, writer.at).as_json())
            writer.add_file(member, folder / member)
            (folder / member).unlink()
            for key in KEYS:
                if (settings.ARCHIVE_DATA / key).exists():
                    writer.add(key, (settings.ARCHIVE_DATA / key).read_bytes())
            missing, damaged = _add_captures(writer, facts.captures, tell)
            writer.add(SUMS, sums_text(writer.sums))
        file.flush()
        os.fsync(file.fileno())
    captures = sum(name.startswith(f"{CAPTURES}/") for name in writer.sums)
    size_bytes = whole.stat().st_size
    return Taken(path, size_bytes, facts.counts, captures, tuple(missing), tuple(damaged))


def _manifest(facts: Facts, at: datetime) -> Manifest:
    taken_at = at.isoformat(timespec="seconds")
    return Manifest(__version__, taken_at, connection.vendor, facts.migrations, facts.counts)


def _add_captures(
    writer: "_Writer", captures: tuple[tuple[str, str], ...], tell: Tell
) -> tuple[list[str], list[str]]:
    """The names of those that are missing, and of those that are not what they were."""
    missing: list[str] = []
    damaged: list[str] = []
    storage = storages["captures"]
    for number, (name, sha256) in enumerate(captures, 1):
        try:
            with storage.open(name) as file:
                packed = file.read()
        except FileNotFoundError:
            missing.append(name)
            tell(f"The capture {name} is missing.")
            continue
        except OSError as error:
            damaged.append(name)
            tell(f"The capture {name} cannot be read ({error}).")
            continue
        if not _is_whole(packed, sha256):
            # As it is: a part of a page may be all that is left of it.
            damaged.append(name)
            tell(f"The capture {name} is damaged.")
        writer.add(f"{CAPTURES}/{name}", packed)
        if number % _TOLD_EVERY == 0:
            tell(f"Captures: {number:,} of {len(captures):,}")
    return missing, damaged


def _is_whole(packed: bytes, sha256: str) -> bool:
    try:
        return sha256_hex(gzip.decompress(packed)) == sha256
    except (OSError, EOFError, zlib.error):
        return False


@dataclass(slots=True)
class _Writer:
    """A tar being written, with the digest of each member so far."""

    tar: tarfile.TarFile
    at: datetime
    sums: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> None:
        """A member of these bytes."""
        self._add(name, BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> None:
        """A member of what the file holds, never all of it in memory."""
        with path.open("rb") as file:
            self._add(name, file, path.stat().st_size)

    def _add(self, name: str, file: IO[bytes], size_bytes: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size_bytes, 0o600, int(self.at.timestamp())
        hashed = HashedReader(file)
        self.tar.addfile(member, hashed)
        self.tar.members.clear()  # type: ignore[attr-defined]  # it remembers every one
        self.sums[name] = hashed.digest.hexdigest()
