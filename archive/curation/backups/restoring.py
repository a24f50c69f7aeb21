"""Restoring a backup into an empty archive: all of it, or nothing.

    <data>/restoring/     0700, gone afterwards
      lock                held while one is restored
      content/            what the file holds, unpacked and compared with its digests
      placing             from here on the captures in the data folder are the restore's

The database is put in place last, in one step. Until then there is no archive, after it there is
a whole one; what a run that was cut short left is removed by the next.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from filelock import FileLock, Timeout

from archive.curation.backups.contents import (
    CAPTURES,
    DATABASES,
    KEYS,
    BackupError,
    Manifest,
    refuse_newer,
)
from archive.curation.backups.databases import holds_tables, put_back
from archive.curation.backups.reading import read_first_member, unpack
from archive.models import Capture, Picture

Tell = Callable[[str], object]

_STAGING = "restoring"
_OURS = frozenset({_STAGING, *KEYS, "lost+found"})
_ROOM_TO_SPARE = 1.1


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in place now. `missing` names captures that were missing in the backup as well."""

    manifest: Manifest
    captures: int
    missing: tuple[str, ...]


def restore_backup(path: Path, tell: Tell) -> Restored:
    """Make the backup this archive, where there is none yet: the index excepted.

    Every digest is compared before anything is put in place, and a kill at any moment leaves
    nothing or the whole. Tables of an older version are brought up to date afterwards. Keys in
    the data folder are replaced: in an archive that holds nothing they are for nothing.
    `tell` hears of progress. Needs room for the backup once more in the data folder.

    Raises:
        BackupError: There is an archive, or the file is no whole backup that this program can
            restore. Nothing has changed.
    """
    data = settings.ARCHIVE_DATA
    try:
        manifest = read_first_member(path)
        _refuse_other_database(manifest)
        refuse_newer(manifest)
        with _staging(data) as staging:
            _refuse_archive(data, staging)
            _refuse_lack_of_room(path, data)
            _clear(data, staging)
            tell("Unpacking, and comparing every digest …")
            unpack(path, manifest, staging / "content", tell)
            _refuse_archive(data, staging)
            tell("Putting everything in place …")
            _place(data, staging, manifest)
    except OSError as error:
        raise BackupError(f"The backup {path} cannot be restored ({error}).") from error
    call_command("migrate", verbosity=0, interactive=False)
    return _what_is_there(manifest, tell)


def _refuse_other_database(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupError(
            f"The backup is of a {manifest.database} database, and ARCHIVE_DATABASE_URL makes this "
            f"one {connection.vendor}. Restore it where the database is of its kind; from there "
            "`manage.py export` and here `manage.py intake` bring the content over."
        )


@contextmanager
def _staging(data: Path) -> Iterator[Path]:
    """The folder to unpack in, held by a lock; gone where all went well or nothing was placed."""
    staging = data / _STAGING
    staging.mkdir(mode=0o700, exist_ok=True)
    try:
        held = FileLock(staging / "lock").acquire(timeout=0)
    except Timeout as error:
        raise BackupError(f"Another restore into {data} is under way: let it end.") from error
    with held:
        try:
            yield staging
        except BaseException:
            if not (staging / "placing").exists():
                shutil.rmtree(staging)
            raise
        shutil.rmtree(staging)


def _refuse_archive(data: Path, staging: Path) -> None:
    """Raises BackupError where the data folder or the database hold anything to be lost."""
    is_cut_short = (staging / "placing").exists()
    if holds_tables():
        message = f"There is an archive already ({_where(data)})"
        if is_cut_short:
            raise BackupError(
                f"{message}, and a restore was cut short. Where the archive is the restored one, "
                f"run `manage.py migrate` and `manage.py reindex`, and remove {staging}."
            )
        raise BackupError(
            f"{message}: a backup is restored into an empty one. Name an empty folder in "
            "ARCHIVE_DATA (on PostgreSQL an empty database as well), or move away what is there."
        )
    ours = {*_OURS, *(f"archive.sqlite3{suffix}" for suffix in ("", "-wal", "-shm"))}
    if is_cut_short:
        ours.add(CAPTURES)
    others = sorted(one.name for one in data.iterdir() if one.name not in ours and not _empty(one))
    if others:
        message = f"{data} is not empty ({', '.join(others[:5])})"
        raise BackupError(f"{message}: name an empty folder in ARCHIVE_DATA, or move these away.")


def _where(data: Path) -> str:
    return str(data) if connection.vendor == "sqlite" else "the database has tables"


def _empty(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not any(path.iterdir())


def _refuse_lack_of_room(path: Path, data: Path) -> None:
    needed = int(path.stat().st_size * _ROOM_TO_SPARE)
    free = shutil.disk_usage(data).free
    if free < needed:
        message = f"{data} has room for {free:,} bytes and {needed:,} are needed"
        raise BackupError(f"{message}: make room, or name a folder on another disk.")


def _clear(data: Path, staging: Path) -> None:
    """Remove what a restore that was cut short left behind."""
    if (staging / "placing").exists() and (data / CAPTURES).exists():
        shutil.rmtree(data / CAPTURES)
    if (staging / "content").exists():
        shutil.rmtree(staging / "content")
    (staging / "placing").unlink(missing_ok=True)
    (staging / "content").mkdir(mode=0o700)


def _place(data: Path, staging: Path, manifest: Manifest) -> None:
    """Move everything to its place, the database last: with it there is an archive."""
    content = staging / "content"
    (staging / "placing").touch()
    os.sync()
    if (content / CAPTURES).exists():
        (content / CAPTURES).replace(data / CAPTURES)
    for key in KEYS:
        if (content / key).exists():
            (content / key).replace(data / key)
    put_back(content / DATABASES[manifest.database])
    os.sync()


def _what_is_there(manifest: Manifest, tell: Tell) -> Restored:
    names = Capture.objects.exclude(stored_as="").order_by().values_list("stored_as")
    pictures = Picture.objects.order_by()
    of_pictures = (pictures.values_list(name) for name in ("stored_as", "raster_stored_as"))
    storage = storages["captures"]
    captures, missing = 0, []
    for (name,) in names.union(*of_pictures).order_by("stored_as").iterator():
        if storage.exists(name):
            captures += 1
        else:
            missing.append(name)
            tell(f"The capture {name} is missing: the backup did not have it either.")
    return Restored(manifest, captures, tuple(missing))
