"""One file of named arrays, written once, read through a memory map, each with its checksum.

    magic · sections, each at a multiple of 64 bytes · directory (JSON) · footer

The directory tells each section's type, length, place and CRC-32; the footer tells the place and
CRC-32 of the directory. Opening reads the directory alone. A section is verified when it is first
asked for, so that opening costs the same at any size and no unverified byte is ever used.
"""

import json
import mmap
import os
import struct
import zlib
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Self
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_MAGIC = b"AFTWRD01"
_FOOTER = struct.Struct("<QII8s")  # place, length and CRC-32 of the directory; the magic again
_AT_ONCE = 1_000_000  # values that are written
_ALIGNMENT = 64  # a cache line, and the width of the widest vector instruction


class DamagedFile(Exception):  # noqa: N818 -- a state of things
    """A file of the index is not what was written."""


class ContainerWriter:
    """Writes sections one after the other; the file is whole and on the disk after `close`."""

    def __init__(self, path: Path) -> None:
        """The file is made at the first section, readable by its owner alone."""
        self._path = path
        self._file: BinaryIO | None = None
        self._place = 0
        self._directory: dict[str, tuple[str, int, int, int]] = {}
        self._facts: dict[str, Any] = {}

    def add(self, name: str, values: Array | bytes) -> None:
        """Write a section: an array of one dimension, or bytes.

        What does not lie together in memory is copied some at a time.
        """
        array = np.frombuffer(values, np.uint8) if isinstance(values, bytes) else values
        kind = array.dtype.newbyteorder("<")
        file = self._opened()
        padding = -self._place % _ALIGNMENT
        file.write(bytes(padding))
        checksum = 0
        for first in range(0, array.size, _AT_ONCE):
            content = np.ascontiguousarray(array[first : first + _AT_ONCE], kind).data.cast("B")
            checksum = zlib.crc32(content, checksum)
            file.write(content)
        self._directory[name] = (kind.str, array.size, self._place + padding, checksum)
        self._place += padding + array.size * kind.itemsize

    def note(self, name: str, fact: Any) -> None:  # noqa: ANN401 -- whatever JSON holds
        """Keep a fact of any type that JSON has in the directory."""
        self._facts[name] = fact

    def close(self) -> None:
        """Write directory and footer, and see that all of it reached the disk.

        Where nothing was added there is no file.
        """
        if self._file is None:
            return
        content = {"facts": self._facts, "sections": self._directory}
        directory = json.dumps(content, separators=(",", ":")).encode()
        self._file.write(directory)
        checksum = zlib.crc32(directory)
        self._file.write(_FOOTER.pack(self._place, len(directory), checksum, _MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Remove what was written so far."""
        if self._file is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._file = os.fdopen(descriptor, "wb")
            self._file.write(_MAGIC)
            self._place = len(_MAGIC)
        return self._file


class Container:
    """Reads the sections of a file without copying them."""

    def __init__(self, path: Path) -> None:
        """Map the file and read its directory. Raises DamagedFile, OSError."""
        self.path = path
        with path.open("rb") as file:
            self._state = _state_of(os.fstat(file.fileno()))
            if self._state[0] < len(_MAGIC) + _FOOTER.size:
                raise DamagedFile(f"{path} is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        directory = self._read_directory()
        self.facts: dict[str, Any] = directory["facts"]
        self._directory: dict[str, tuple[str, int, int, int]] = directory["sections"]
        self._arrays: dict[str, Array] = {}

    @classmethod
    def opened(cls, path: Path) -> Self:
        """The container of a file: one map a process, whoever asks, for files never change."""
        with _opening:
            held = _opened.get(path)
            if not isinstance(held, cls) or not held.is_as_opened():
                held = cls(path)
                _opened[path] = held
            return held

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def get(self, name: str) -> Array:
        """A section as a read-only array. The first time costs its CRC, 0.15 ms a megabyte.

        Raises DamagedFile, KeyError.
        """
        array = self._arrays.get(name)
        if array is None:
            kind, size, place, checksum = self._directory[name]
            try:
                array = np.frombuffer(self._map, np.dtype(kind), size, place)
            except (ValueError, TypeError) as error:
                raise DamagedFile(f"{self.path} lacks its section {name}") from error
            if zlib.crc32(array.data.cast("B") if size else b"") != checksum:
                raise DamagedFile(f"The section {name} of {self.path} is not what was written")
            self._arrays[name] = array
        return array

    def verify(self) -> None:
        """Read every section. Raises DamagedFile."""
        for name in self._directory:
            self.get(name)

    def let_go(self) -> None:
        """Take no memory for what was read so far, where the system can do that.

        Arrays stay as they are: what is read once more comes from the system's own cache.
        """
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def is_as_opened(self) -> bool:
        """Whether the file was left alone since; one that was written over must not be read.

        One call to the system, some 2 µs. A file that a writer has removed is as it was: what is
        mapped stays readable.
        """
        try:
            return _state_of(self.path.stat()) == self._state
        except FileNotFoundError:
            return True

    def _read_directory(self) -> dict[str, Any]:
        size = len(self._map)
        place, length, checksum, magic = _FOOTER.unpack(self._map[size - _FOOTER.size :])
        if magic != _MAGIC or self._map[: len(_MAGIC)] != _MAGIC:
            raise DamagedFile(f"{self.path} is no container, or is cut short")
        content = self._map[place : place + length]
        if place + length + _FOOTER.size != size or zlib.crc32(content) != checksum:
            raise DamagedFile(f"The directory of {self.path} is not what was written")
        directory: dict[str, Any] = json.loads(content)
        return directory


_opened: WeakValueDictionary[Path, Container] = WeakValueDictionary()
_opening = Lock()


def _state_of(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino
