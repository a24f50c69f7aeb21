"""Reading a backup file, which may be damaged, or none: nothing in it is believed unchecked."""

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.curation.backups.contents import (
    DATABASES,
    KEYS,
    MANIFEST,
    MOST_SMALL_BYTES,
    SUMS,
    BackupError,
    HashedReader,
    Manifest,
    is_member,
    read_manifest,
    read_sums,
)

Tell = Callable[[str], object]

_CHUNK_BYTES = 1 << 20
_TOLD_EVERY = 1_000
_MOST_SUMS_BYTES = 1 << 30
# What tarfile raises on hostile bytes, its own errors aside.
_UNREADABLE = (tarfile.TarError, EOFError, ValueError, IndexError, OverflowError, RecursionError)
_SMALL = frozenset({MANIFEST, *KEYS})


def read_first_member(path: Path) -> Manifest:
    """The manifest, which comes first. Raises BackupError where the file is no backup."""
    with _opened(path) as tar:
        member = tar.next()
        if member is None or member.name != MANIFEST:
            raise BackupError(f"{path} is no backup of Afterword: it does not begin with one.")
        return read_manifest(_bytes_of(tar, member, MOST_SMALL_BYTES))


def unpack(path: Path, manifest: Manifest, folder: Path, tell: Tell) -> None:
    """Unpack the members into the folder and compare each with its digest.

    Raises BackupError where one is unlike it, is missing, or has no place in a backup; what was
    written until then stays. Raises OSError where nothing can be written.
    """
    found: dict[str, str] = {}
    with _opened(path) as tar:
        while (member := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]  # it remembers every one
            if member.name == SUMS:
                _compare(found, read_sums(_bytes_of(tar, member, _MOST_SUMS_BYTES)), manifest)
                return
            _refuse_strange(member, manifest, found)
            found[member.name] = _write(tar, member, folder / member.name)
            if len(found) % _TOLD_EVERY == 0:
                tell(f"{len(found):,} files unpacked")
    raise BackupError(f"{path} is cut short: it has no list of digests at its end.")


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as tar:
            yield tar
    except _UNREADABLE as error:
        raise BackupError(f"{path} is no backup of Afterword, or damaged ({error}).") from error


def _bytes_of(tar: tarfile.TarFile, member: tarfile.TarInfo | None, most: int) -> bytes:
    """The content of a small member."""
    file = tar.extractfile(member) if member is not None and _is_plain(member) else None
    if member is None or file is None or member.size > most:
        raise BackupError("The file is no backup of Afterword, or damaged.")
    return file.read()


def _is_plain(member: tarfile.TarInfo) -> bool:
    """Whether it is a file whose bytes all lie in the tar: no link, no device, no hole."""
    return member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not member.issparse()


def _refuse_strange(member: tarfile.TarInfo, manifest: Manifest, found: dict[str, str]) -> None:
    name = member.name
    if not is_member(name, manifest.database) or not _is_plain(member):
        raise BackupError(f"{name[:200]!r} has no place in a backup: nothing was restored.")
    if name in found:
        raise BackupError(f"{name!r} is in the backup twice: nothing was restored.")
    if name in _SMALL and member.size > MOST_SMALL_BYTES:
        raise BackupError(f"{name!r} is too large ({member.size:,} bytes): nothing was restored.")


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> str:
    """Write the member to the path; its SHA-256."""
    source = tar.extractfile(member)
    if source is None:
        raise BackupError(f"{member.name!r} cannot be read: nothing was restored.")
    hashed = HashedReader(source)
    _make_private(path.parent)
    with path.open("xb") as file:
        path.chmod(0o600)
        while some := hashed.read(_CHUNK_BYTES):
            file.write(some)
    return hashed.digest.hexdigest()


def _make_private(folder: Path) -> None:
    """Make the folder and those above it, each for its owner alone; `mkdir` would but the last."""
    if not folder.is_dir():
        _make_private(folder.parent)
        folder.mkdir(mode=0o700)


def _compare(found: dict[str, str], listed: dict[str, str], manifest: Manifest) -> None:
    for name in sorted(found.keys() | listed.keys()):
        if name not in found:
            raise BackupError(f"{name[:200]!r} is missing in the backup: nothing was restored.")
        if found[name] != listed.get(name):
            raise BackupError(
                f"{name!r} is not what was backed up, its digest differs: nothing was restored."
            )
    if DATABASES[manifest.database] not in found:
        raise BackupError("The backup holds no database: nothing was restored.")
