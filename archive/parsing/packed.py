"""Packed files: what a zip or a gzip holds, member by member, as if it lay there unpacked.

Zip as PKWARE's APPNOTE.TXT 6.3.10 has it, gzip as RFC 1952. A member's name is only shown, never
a place to write to; its bytes are inflated when first asked for, within bounds and into a
temporary file. What the directory of a zip says of sizes is not believed.
"""

import gzip
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedReader, FileIO
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, BinaryIO, cast

from archive.lib.file_names import safe_parts
from archive.parsing.companions import is_part_of_page
from archive.parsing.formats import choose, is_claimed
from archive.parsing.sources import HEAD_BYTES, MAX_PAGE_BYTES, FileSource, Source, SourceError

MOST_MEMBERS = 100_000
MOST_DIRECTORY_BYTES = 16 * 1024**2  # of the list of members; one takes 46 bytes and its name
MOST_MEMBER_BYTES = 4 * 1024**3
MOST_BYTES = 16 * 1024**3  # of all that one input inflates to
MOST_DEPTH = 3  # of packed files within packed ones
# Deflate reaches 1,032 to 1, on zeros. Text and markup reach 20; a small file may reach more.
MOST_RATIO = 200
RATIO_FROM_BYTES = 32 * 1024**2

BLOCK_BYTES = 1 << 16
ENCRYPTED = 0x1  # APPNOTE 4.4.4, the general purpose bits
IS_UTF8 = 0x800
READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# APPNOTE 4.4.5; what inflates without bounds on memory is not read.
METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
MOST_SEEN = 20  # members looked at to say what a packed file holds
PACKINGS = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\x1f\x8b": "gzip"}
# Documents that are zips inside, by the member that tells: as parts they would be nonsense.
DOCUMENTS = {
    "[Content_Types].xml": "an Office document",
    "mimetype": "an OpenDocument file or an e-book",
    "META-INF/MANIFEST.MF": "a Java archive",
}

Damaged = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
           ValueError, OverflowError)  # fmt: skip


@dataclass(slots=True)
class Box:
    """What the members of one packed file have in common. `left` counts for the whole input."""

    folder: Path
    left: list[int]
    members: dict[PurePath, "Member"] = field(default_factory=dict)
    inflated: int = 0

    def empty(self) -> None:
        """Remove what was inflated: its reader is through with it."""
        for path in self.folder.iterdir():
            path.unlink()


@dataclass(slots=True, eq=False)
class Member:
    """A file within a packed one. `unpack` opens its stream of inflated bytes."""

    name: str
    path: PurePath
    packed_bytes: int
    unpack: Callable[[], IO[bytes]]
    box: Box
    file: Path | None = None
    start: bytes | None = None

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """Give the first `size` bytes at most. Raises SourceError, as all that inflates does."""
        if size > HEAD_BYTES:
            return self._inflated().head(size)
        if self.start is None:
            with self._told(), self.unpack() as stream:
                self.start = stream.read(HEAD_BYTES)
        return self.start[:size]

    def open(self) -> BinaryIO:
        """Open the inflated bytes; the caller closes them."""
        return self._inflated().open()

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """Give all bytes, or raise SourceError where they are more than `limit`."""
        return self._inflated().read(limit)

    def local_path(self) -> Path:
        """Give the temporary file that holds the bytes."""
        return self._inflated().path

    def members(self) -> Iterator[Source]:
        """Yield the member itself."""
        yield self

    def place(self) -> PurePath:
        """Give its path within the packed file, which leads nowhere outside."""
        return self.path

    def sibling(self, place: PurePath) -> Source | None:
        """Give the member at that path."""
        return self.box.members.get(place)

    def _inflated(self) -> FileSource:
        if self.file is None or not self.file.exists():
            self.box.inflated += 1
            self.file = self.box.folder / str(self.box.inflated)
            try:
                with self._told():
                    self._inflate(self.file)
            except SourceError:
                self.file.unlink(missing_ok=True)
                raise
        return FileSource(self.file, self.name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what is wrong with the bytes as a SourceError."""
        try:
            yield
        except Damaged as error:
            raise SourceError(f"{self.name}: cannot be unpacked ({error!r})") from error

    def _inflate(self, path: Path) -> None:
        left, size = self.box.left, 0
        with self.unpack() as stream, path.open("xb") as file:
            while block := stream.read(BLOCK_BYTES):
                size += len(block)
                left[0] -= len(block)
                if left[0] < 0:
                    raise SourceError(
                        f"{self.name}: with it more than {MOST_BYTES:,} bytes would be unpacked"
                    )
                if size > MOST_MEMBER_BYTES:
                    raise SourceError(f"{self.name}: more than {MOST_MEMBER_BYTES:,} bytes")
                if size > max(RATIO_FROM_BYTES, MOST_RATIO * self.packed_bytes):
                    raise SourceError(
                        f"{self.name}: inflates to more than {MOST_RATIO} times its size, as only"
                        " what is made to fill a disk does"
                    )
                file.write(block)


@dataclass(frozen=True, slots=True)
class Refused:
    """A packed file, or a part of it, that is not read; every reading raises the reason."""

    name: str
    reason: str

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """Raise the reason as SourceError."""
        raise SourceError(f"{self.name}: {self.reason}")

    def open(self) -> BinaryIO:
        """Raise the reason as SourceError."""
        raise SourceError(f"{self.name}: {self.reason}")

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """Raise the reason as SourceError."""
        raise SourceError(f"{self.name}: {self.reason}")

    def local_path(self) -> Path:
        """Raise the reason as SourceError."""
        raise SourceError(f"{self.name}: {self.reason}")

    def members(self) -> Iterator[Source]:
        """Yield itself, so that its reader meets the reason."""
        yield self

    def place(self) -> PurePath:
        """Give its name."""
        return PurePosixPath(self.name)

    def sibling(self, place: PurePath) -> Source | None:
        """Give nothing."""


def packing_of(source: Source) -> str:
    """Say how `source` is packed, "zip" or "gzip"; empty where it is not, or a format claims it.

    Raises SourceError.
    """
    head = source.head(4)
    packing = next((name for start, name in PACKINGS.items() if head.startswith(start)), "")
    return "" if not packing or is_claimed(source) else packing


def unpacked(source: Source) -> Iterator[Source]:
    """Yield what is to be read of `source`: its members' members, or itself where it has none.

    Files in folders first, in the order of their paths, then in what is packed in them; hidden
    ones, links and `__MACOSX` are left out. A member can be read until the next is asked for.
    Raises SourceError where `source` itself is not there; all else is told on reading.
    """
    for member in source.members():
        yield from _unpacked(member, [MOST_BYTES], 0)


def contents_of(source: Source, packing: str) -> str:
    """Say what a packed file holds, after a look at the first of its members: "zip of html, text".

    What is in it and cannot be read is no fault here: reading it tells.
    """
    seen: dict[str, None] = {}
    for member in islice(unpacked(source), MOST_SEEN):
        with suppress(SourceError):
            found = choose(member)
            if found and not is_part_of_page(member, found):
                seen[found] = None
    return f"{packing} of {', '.join(sorted(seen))}" if seen else ""


def _unpacked(source: Source, left: list[int], depth: int) -> Iterator[Source]:
    try:
        packing = packing_of(source)
    except SourceError:  # its reader meets it again, and tells
        packing = ""
    if not packing:
        yield source
    elif depth == MOST_DEPTH:
        yield Refused(source.name, f"is packed more than {MOST_DEPTH} times over")
    else:
        with TemporaryDirectory(prefix="afterword-") as folder:
            yield from _members(source, packing, Box(Path(folder), left), depth)


def _members(source: Source, packing: str, box: Box, depth: int) -> Iterator[Source]:
    if packing == "gzip":
        yield from _unpacked(_of_gzip(source, box), box.left, depth + 1)
        return
    try:
        stream = _BoundedReads(FileIO(source.local_path()))
    except (OSError, SourceError) as error:
        yield Refused(source.name, str(error))
        return
    with stream:
        try:
            members = _of_zip(zipfile.ZipFile(stream), source, box)
        except (*Damaged, SourceError) as error:
            yield Refused(source.name, f"cannot be unpacked ({error})")
            return
        for member in members:
            if box.left[0] < 0:
                yield Refused(source.name, "the rest of it is not unpacked: it would be too much")
                return
            yield from _unpacked(member, box.left, depth + 1)
            box.empty()


class _BoundedReads(BufferedReader):
    """A file that gives no more at once than the list of a zip's members may have.

    `zipfile` reads that list in one piece, of the size that the file itself claims.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = MOST_DIRECTORY_BYTES + 1 if size is None or size < 0 else size
        if wanted > MOST_DIRECTORY_BYTES + 1:
            raise SourceError("the list of what is in it is too long")
        return super().read(wanted)


def _of_gzip(source: Source, box: Box) -> Member:
    def unpack() -> IO[bytes]:
        return cast("IO[bytes]", gzip.open(source.local_path()))

    packed_bytes = source.local_path().stat().st_size
    name = source.name.removesuffix(".gz")
    return Member(name, PurePosixPath(name), packed_bytes, unpack, box)


def _of_zip(packed: zipfile.ZipFile, source: Source, box: Box) -> list[Member]:
    """The members that are files and not hidden, sorted as a folder's files are.

    Raises SourceError where there are too many, or they are the parts of a document.
    """
    infos = packed.infolist()
    if len(infos) > MOST_MEMBERS:
        raise SourceError(f"it holds {len(infos):,} files, and {MOST_MEMBERS:,} are read at most")
    kind = next((DOCUMENTS[one.filename] for one in infos if one.filename in DOCUMENTS), "")
    if kind:
        raise SourceError(f"it is {kind}, which is not read")
    most_packed = source.local_path().stat().st_size
    found = []
    for info in infos:
        parts = safe_parts(_name_of(info))
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if info.is_dir() or is_link or any(_is_left_out(part) for part in parts):
            continue
        name = f"{source.name}/{'/'.join(parts)}"
        path = PurePosixPath(*parts)
        packed_bytes = min(info.compress_size, most_packed)
        member = Member(name, path, packed_bytes, _opener(packed, info, name), box)
        box.members.setdefault(path, member)
        found.append(member)
    return sorted(found, key=lambda one: _as_in_folder(one.path))


def _is_left_out(part: str) -> bool:
    return part.startswith(".") or part == "__MACOSX"


def _as_in_folder(path: PurePath) -> list[tuple[bool, str]]:
    """What sorts a folder's files before those in its folders, as FolderSource does."""
    return [*((True, part) for part in path.parts[:-1]), (False, path.name)]


def _name_of(info: zipfile.ZipInfo) -> str:
    """The member's name; UTF-8 where it is that without saying so (APPNOTE, appendix D)."""
    if not info.flag_bits & IS_UTF8:
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _opener(packed: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Callable[[], IO[bytes]]:
    def unpack() -> IO[bytes]:
        if info.flag_bits & ENCRYPTED:
            raise SourceError(f"{name}: is encrypted; unpack it yourself and take in what is in it")
        if info.compress_type not in READ:
            method = METHODS.get(info.compress_type, f"of number {info.compress_type}")
            raise SourceError(f"{name}: its compression ({method}) is not read; pack it as usual")
        return packed.open(info)

    return unpack
