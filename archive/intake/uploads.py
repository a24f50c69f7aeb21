"""What was uploaded and waits to be taken in: a folder each, beneath uploads/ of the data folder.

While files come in, the folder's name begins with a dot, and nobody sees it; when they are whole
and looked at it is renamed. Captures keep what an import read, so an upload may go after it.
"""

import json
import logging
import shutil
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from django.conf import settings

from archive.lib.file_names import Places, safe_parts
from archive.lib.text import clean_characters, truncate
from archive.models import ImportRun
from archive.models.runs import UNDER_WAY
from archive.parsing.companions import PART_OF_PAGE, is_part_of_page
from archive.parsing.formats import choose, refusal
from archive.parsing.packed import contents_of, packing_of
from archive.parsing.sources import FileSource, FolderSource, SourceError

logger = logging.getLogger(__name__)

KEPT_DAYS = 7
"""Days after which an upload that nobody touched is removed."""

MAX_SHOWN_NAME = 1_000
_LIST = "upload.json"
_FILES = "files"
_DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Uploaded:
    """One file: its name as it was given, its place beneath the upload, and what reads it.

    `format` is empty where nothing does, and `reason` says why.
    """

    name: str
    path: str
    size_bytes: int
    format: str = ""
    reason: str = ""

    @property
    def is_part(self) -> bool:
        """Whether it belongs to a page among the others, and is left out without a loss."""
        return self.reason == PART_OF_PAGE


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that were sent together. `left_out` counts hidden ones, which are not kept."""

    key: str
    files: tuple[Uploaded, ...]
    left_out: int
    uploaded_at: datetime

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return root() / self.key

    @property
    def source(self) -> FolderSource:
        """The files as an input of a run, named as they lie in their folder."""
        return FolderSource(self.folder / _FILES, "")

    @property
    def title(self) -> str:
        """What a run over it is called: the names of its files and folders, cut short."""
        tops = dict.fromkeys(one.path.partition("/")[0] for one in self.files)
        return truncate(", ".join(tops), 200)

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(one.size_bytes for one in self.files)

    @property
    def kept_until(self) -> datetime:
        """When it is removed, unless something is done with it before."""
        used = (self.folder / _LIST).stat().st_mtime
        return datetime.fromtimestamp(used + KEPT_DAYS * _DAY_SECONDS, UTC)


class Incoming:
    """An upload while its files come in; it is kept whole or discarded."""

    def __init__(self) -> None:
        """Make its folder. Raises OSError where that cannot be done."""
        self.key = token_hex(8)
        self.is_kept = False
        self.left_out = 0
        self._folder = root() / f".{self.key}"
        self._places = Places()
        self._files: list[tuple[str, str]] = []
        self._folder.mkdir(mode=0o700)

    def open(self, name: str) -> BinaryIO | None:
        """A new file for the one that goes by `name`, folders and all; the caller closes it.

        None for a hidden one. Raises OSError where it cannot be written.
        """
        parts = safe_parts(name)
        if any(part.startswith(".") for part in parts):
            self.left_out += 1
            return None
        place = self._places.place(parts)
        path = self._folder / _FILES / place
        for folder in reversed(path.relative_to(self._folder).parents):
            (self._folder / folder).mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        self._files.append((clean_characters(name)[:MAX_SHOWN_NAME], place))
        return path.open("wb")

    def keep(self) -> Upload:
        """See what each file is, and make the upload one that is there to be taken in."""
        files = tuple(_recognised(self._folder, name, path) for name, path in self._files)
        upload = Upload(self.key, files, self.left_out, datetime.now(UTC))
        told = {
            "files": [asdict(one) for one in files],
            "left_out": upload.left_out,
            "uploaded_at": upload.uploaded_at.isoformat(),
        }
        listed = self._folder / _LIST
        listed.touch(mode=0o600)
        listed.write_text(json.dumps(told), encoding="utf-8")
        self._folder.rename(upload.folder)
        self.is_kept = True
        return upload

    def discard(self) -> None:
        """Remove what came in, unless it was kept."""
        if not self.is_kept:
            shutil.rmtree(self._folder, ignore_errors=True)


def root() -> Path:
    """The folder of all uploads, made where it is missing."""
    folder = Path(settings.ARCHIVE_DATA) / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def find(key: str) -> Upload | None:
    """The upload of this key, or None where it was removed."""
    try:
        told = json.loads((root() / key / _LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    files = tuple(Uploaded(**one) for one in told["files"])
    return Upload(key, files, told["left_out"], datetime.fromisoformat(told["uploaded_at"]))


def waiting() -> list[Upload]:
    """Every upload that is there, latest first. Reads all their lists."""
    keys = [path.name for path in root().iterdir() if not path.name.startswith(".")]
    found = [upload for upload in map(find, keys) if upload]
    return sorted(found, key=lambda upload: upload.uploaded_at, reverse=True)


def touch(key: str) -> None:
    """Count its days from now on."""
    if (root() / key / _LIST).exists():
        (root() / key / _LIST).touch()


def remove(key: str) -> None:
    """Remove an upload, in one step for all who look."""
    gone = root() / f".{key}"
    try:
        (root() / key).rename(gone)
    except FileNotFoundError:
        return
    shutil.rmtree(gone, ignore_errors=True)


def remove_forgotten() -> int:
    """Remove what nobody touched for days, and what never came in whole; how many were removed."""
    removed = 0
    for folder in list(root().iterdir()):
        is_whole = not folder.name.startswith(".")
        if not _is_forgotten(folder / _LIST if is_whole else folder, KEPT_DAYS if is_whole else 1):
            continue
        if is_whole:
            if is_at_work(folder.name):
                continue
            remove(folder.name)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        removed += 1
        logger.info("removed the upload %s, which nobody had touched for days", folder.name)
    return removed


def is_at_work(key: str) -> bool:
    """Whether a run over this upload is under way, if only paused."""
    return ImportRun.objects.filter(upload=key, state__in=UNDER_WAY).exists()


def _is_forgotten(path: Path, days: int) -> bool:
    try:
        return time.time() - path.stat().st_mtime > days * _DAY_SECONDS
    except FileNotFoundError:
        return False


def _recognised(folder: Path, name: str, path: str) -> Uploaded:
    source = FileSource(folder / _FILES / path, path)
    size_bytes = source.path.stat().st_size
    try:
        packing = packing_of(source)
        found = contents_of(source, packing) if packing else choose(source)
        if is_part_of_page(source, found or None):
            return Uploaded(name, path, size_bytes, reason=PART_OF_PAGE)
        reason = f"nothing in this {packing} is read" if packing else refusal(source)
        reason = "" if found else reason.removeprefix(f"{path}: ")
        return Uploaded(name, path, size_bytes, found or "", reason)
    except SourceError as error:
        return Uploaded(name, path, size_bytes, reason=str(error))
    except Exception as error:
        # Whatever its bytes do to a reader, the other files are here.
        logger.exception("%s could not be looked at", truncate(path, 200))
        return Uploaded(name, path, size_bytes, reason=f"it could not be looked at: {error!r}")
