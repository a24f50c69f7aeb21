"""What a backup file is made of: a tar of the database, the captures, the keys, and their sums.

    manifest.json       what it is of, and which program made it
    archive.sqlite3     the database, or archive.pgdump from PostgreSQL
    hmac.key secret.key
    captures/ab/cd/….gz
    SHA256SUMS          of all the others, as `sha256sum --check` reads it; the last member

Plain tar, so that it can be read without this program: what fills it is compressed already.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from typing import IO, Any

from django.db.migrations.loader import MigrationLoader

FORMAT = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
KEYS = ("hmac.key", "secret.key")
CAPTURES = "captures"
DATABASES = {"sqlite": "archive.sqlite3", "postgresql": "archive.pgdump"}
"""The member that holds the database, by Django's word for the kind of it."""

MOST_SMALL_BYTES = 1 << 20
"""Of a manifest or a key: far more than either has."""

# A name under which the storage keeps a capture; two writers at once make it add seven letters.
_CAPTURE = re.compile(r"captures/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}(?:_[A-Za-z0-9]{7})?\.gz")
_SUM = re.compile(r"([0-9a-f]{64})  (\S+)")


class BackupError(Exception):
    """A backup cannot be taken or restored. The message says what stands in the way, and what
    to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of. `taken_at` is ISO 8601 in UTC; `counts` are rows by table."""

    version: str
    taken_at: str
    database: str
    migrations: tuple[str, ...]
    counts: dict[str, int]
    format: int = FORMAT

    def as_json(self) -> bytes:
        """For people to read as well."""
        return json.dumps({"afterword": "backup", **asdict(self)}, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest in these bytes. Raises BackupError where it is none of ours."""
    try:
        values: dict[str, Any] = json.loads(content)
        if values.pop("afterword") != "backup" or type(values["format"]) is not int:
            raise ValueError
        if values["format"] > FORMAT:
            message = f"The backup is of format {values['format']}, this program knows {FORMAT}"
            raise BackupError(f"{message}: restore it with a newer Afterword.")
        known = {one.name: values[one.name] for one in fields(Manifest)}
        manifest = Manifest(**{**known, "migrations": tuple(map(str, known["migrations"]))})
        counts_are_numbers = all(type(count) is int for count in manifest.counts.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BackupError("The manifest cannot be read: this is no backup of Afterword.") from error
    if manifest.database not in DATABASES or not counts_are_numbers:
        raise BackupError("The manifest makes no sense: this is no backup of Afterword.")
    return manifest


def refuse_newer(manifest: Manifest) -> None:
    """Raises BackupError where the backup's tables are of a later program than this one."""
    known: set[str] = set()
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        known |= {f"{app}.{name}", *(f"{a}.{n}" for a, n in migration.replaces)}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise BackupError(
            f"The backup was made by Afterword {manifest.version}, whose tables this program does "
            f"not know ({', '.join(unknown[:3])}): restore it with that version or a later one."
        )


def is_member(name: str, database: str) -> bool:
    """Whether a backup of such a database may hold a member of this name, the sums aside."""
    return name in (MANIFEST, DATABASES[database], *KEYS) or _CAPTURE.fullmatch(name) is not None


def sums_text(sums: dict[str, str]) -> bytes:
    """SHA-256 by member, as `sha256sum` writes it."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()


def read_sums(content: bytes) -> dict[str, str]:
    """SHA-256 by member. Raises BackupError where a line is none."""
    sums: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        match = _SUM.fullmatch(line)
        if match is None or match[2] in sums:
            raise BackupError(f"The list of digests is damaged at {line[:80]!r}.")
        sums[match[2]] = match[1]
    return sums


class HashedReader:
    """A stream whose bytes are summed as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read from where the file stands."""
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, empty at the end."""
        some = self._file.read(size)
        self.digest.update(some)
        return some
