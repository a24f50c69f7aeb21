"""The table of contents: which segments are the index, and which of their documents are gone.

One file of JSON with its checksum, replaced in one step. It stands where Whoosh keeps a pickle:
reading an index never runs what is written in it.
"""

import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.search.engines.whoosh_arrays.containers import DamagedFile

_NAME = "contents.json"


@dataclass(frozen=True, slots=True)
class Contents:
    """One generation: its number, its segments as each states itself, and the schema's version."""

    generation: int
    segments: tuple[Any, ...]
    schema_version: str


def read_contents(folder: Path) -> Contents:
    """The newest generation. Raises DamagedFile, and FileNotFoundError where there is none."""
    data = (folder / _NAME).read_bytes()
    checksum, _, body = data.partition(b"\n")
    if checksum != _checksum(body):
        raise DamagedFile(f"{folder / _NAME} is not what was written")
    values = json.loads(body)
    return Contents(values["generation"], tuple(values["segments"]), values["schema_version"])


def write_contents(folder: Path, contents: Contents) -> None:
    """Put a generation in place of the one before it; it is on the disk when this returns."""
    values = {
        "generation": contents.generation,
        "segments": contents.segments,
        "schema_version": contents.schema_version,
    }
    body = json.dumps(values, separators=(",", ":")).encode()
    draft = folder / f"{_NAME}.new"
    with draft.open("wb") as file:
        file.write(_checksum(body) + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / _NAME)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def state_of(folder: Path) -> tuple[int, int]:
    """What changes whenever the contents do, for some 2 µs. Raises FileNotFoundError."""
    status = (folder / _NAME).stat()
    return status.st_ino, status.st_mtime_ns


def remove_unused(folder: Path, suffix: str, kept: Iterable[str]) -> None:
    """Remove the files with this suffix that no generation names any more.

    Readers that hold one go on: its pages stay until they let go.
    """
    names = set(kept)
    for path in folder.iterdir():
        if path.suffix == suffix and path.name not in names:
            path.unlink(missing_ok=True)


def _checksum(body: bytes) -> bytes:
    return f"{zlib.crc32(body):08x}".encode()
