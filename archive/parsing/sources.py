"""Where bytes come from: a file or a folder, read within bounds.

A folder's members are its files, in sorted order of their paths; hidden files and symbolic
links are left out, so that nothing outside the folder is ever read.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO, Protocol

# A saved page with its pictures inlined reaches some tens of MiB; what is larger is no page.
MAX_PAGE_BYTES = 64 * 1024 * 1024
HEAD_BYTES = 65_536


class SourceError(Exception):
    """A source cannot be read: too large, gone, or not a file. The message names it."""


class Source(Protocol):
    """One input. `name` is what messages call it; it decides nothing about the format."""

    @property
    def name(self) -> str:
        """What the source is called, as the keeper knows it."""

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """The first `size` bytes at most. Raises SourceError."""

    def open(self) -> BinaryIO:
        """A binary stream from the start; the caller closes it. Raises SourceError."""

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """All bytes. Raises SourceError where there are more than `limit`."""

    def local_path(self) -> Path:
        """A path on this machine that holds the bytes."""

    def members(self) -> Iterator["Source"]:
        """The sources within: a folder's files; a single file yields itself."""

    def place(self) -> PurePath:
        """Where it lies among the files that came with it."""

    def sibling(self, place: PurePath) -> "Source | None":
        """The file at that place among those that came with it; None where there is none."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A single file."""

    path: Path
    name: str

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """Give the first `size` bytes at most."""
        with self.open() as stream:
            return stream.read(size)

    def open(self) -> BinaryIO:
        """Open the file for reading; the caller closes it."""
        try:
            return self.path.open("rb")
        except OSError as error:
            raise SourceError(f"{self.name}: cannot be opened ({error.strerror})") from error

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """Give all bytes, or raise SourceError where they are more than `limit`."""
        with self.open() as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise SourceError(
                f"{self.name}: larger than {limit:,} bytes, which is more than one page may have;"
                " split it, or name its real format with --format"
            )
        return content

    def local_path(self) -> Path:
        """Give the file's own path."""
        return self.path

    def members(self) -> Iterator[Source]:
        """Yield the file itself."""
        yield self

    def place(self) -> PurePath:
        """Give the file's own path."""
        return self.path

    def sibling(self, place: PurePath) -> Source | None:
        """Give the file at that path, unless a link below this file's folder leads there."""
        path = Path(place)
        above = (one for one in (path, *path.parents) if one.is_relative_to(self.path.parent))
        try:
            if not path.is_file() or any(one.is_symlink() for one in above):
                return None
        except (OSError, ValueError):  # a name that is too long, or that no file can have
            return None
        return FileSource(path, str(Path(self.name).parent / path.name))


@dataclass(frozen=True, slots=True)
class BytesSource:
    """Bytes at hand, such as a capture that was kept, with the files that came beside it."""

    content: bytes
    name: str
    path: PurePath = field(default_factory=PurePosixPath)
    beside: Mapping[PurePath, bytes] = field(default_factory=dict)

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """Give the first `size` bytes at most."""
        return self.content[:size]

    def open(self) -> BinaryIO:
        """Open the bytes for reading."""
        return BytesIO(self.content)

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """Give all bytes, or raise SourceError where they are more than `limit`."""
        if len(self.content) > limit:
            raise SourceError(f"{self.name}: larger than {limit:,} bytes")
        return self.content

    def local_path(self) -> Path:
        """There is none: raises SourceError."""
        raise SourceError(f"{self.name}: is no file of its own")

    def members(self) -> Iterator[Source]:
        """Yield the bytes themselves."""
        yield self

    def place(self) -> PurePath:
        """Give the place they had."""
        return self.path

    def sibling(self, place: PurePath) -> Source | None:
        """Give what lay there beside them."""
        content = self.beside.get(place)
        return None if content is None else BytesSource(content, str(place), place, self.beside)


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder; it has no bytes of its own, only members."""

    path: Path
    name: str

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """Give nothing: a folder has no bytes."""
        return b""

    def open(self) -> BinaryIO:
        """Refuse: a folder has no bytes."""
        raise SourceError(f"{self.name}: is a folder; read its members")

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """Refuse: a folder has no bytes."""
        raise SourceError(f"{self.name}: is a folder; read its members")

    def local_path(self) -> Path:
        """Give the folder's own path."""
        return self.path

    def members(self) -> Iterator[Source]:
        """Yield the files below, sorted by path, without hidden ones and symbolic links."""
        for folder, folders, files in os.walk(self.path, followlinks=False):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for file_name in sorted(files):
                path = Path(folder) / file_name
                if not file_name.startswith(".") and not path.is_symlink() and path.is_file():
                    yield FileSource(path, str(Path(self.name) / path.relative_to(self.path)))

    def place(self) -> PurePath:
        """Give the folder's own path."""
        return self.path

    def sibling(self, place: PurePath) -> Source | None:
        """Give nothing: a folder is no file among others."""


def source_for(path: str | Path) -> Source:
    """Give the source at `path`. Raises SourceError where there is neither file nor folder."""
    place = Path(path)
    if place.is_dir():
        return FolderSource(place, str(path))
    if place.is_file():
        return FileSource(place, str(path))
    raise SourceError(f"{path}: there is no such file or folder")
