"""Write the whole archive into one file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.curation.backups.contents import BackupError
from archive.curation.backups.taking import Taken, take_backup


class Command(BaseCommand):
    help = (
        "Write database, captures and keys into one file, while the archive runs."
        " Exits 1 where a capture is missing or damaged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")
        parser.add_argument("--json", action="store_true", help="what was written, as JSON")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            taken = take_backup(file, self.stderr.write, overwrite=options["overwrite"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(as_json(taken) if options["json"] else as_text(taken))
        if taken.missing or taken.damaged:
            message = f"{len(taken.missing):,} captures missing, {len(taken.damaged):,} damaged"
            raise CommandError(f"{message}: all else is in the backup.")


def as_json(taken: Taken) -> str:
    """What was written as one line of JSON."""
    return json.dumps(
        {
            "file": str(taken.path),
            "bytes": taken.size_bytes,
            "counts": taken.counts,
            "captures": taken.captures,
            "missing": taken.missing,
            "damaged": taken.damaged,
        }
    )


def as_text(taken: Taken) -> str:
    """What was written, for a terminal."""
    counts = ", ".join(f"{count:,} {what}" for what, count in taken.counts.items())
    return f"{taken.path}: {taken.size_bytes:,} bytes. {counts} in {taken.captures:,} files."
