"""Make a backup this archive, where there is none yet."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.curation.backups.contents import BackupError
from archive.curation.backups.restoring import Restored, restore_backup
from archive.search.engines.base import IndexBusy, IndexUnavailable
from archive.search.tasks import drain, rebuild


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty ARCHIVE_DATA, then build the index."
        " A damaged backup changes nothing. Exits 1 where a capture is missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--no-index", action="store_true", help="leave the index for later")
        parser.add_argument("--json", action="store_true", help="what was restored, as JSON")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            restored = restore_backup(file, self.stderr.write)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if not options["no_index"]:
            self.build_index()
        self.stdout.write(as_json(restored) if options["json"] else as_text(restored))
        if restored.missing:
            message = f"{len(restored.missing):,} captures are missing, as in the backup"
            raise CommandError(f"{message}: all else is restored.")

    def build_index(self) -> None:
        self.stderr.write("Building the search index …")
        try:
            rebuild()
            drain()
        except (IndexBusy, IndexUnavailable) as error:
            # Everything is restored: `manage.py work` builds what is missing.
            self.stderr.write(str(error))


def as_json(restored: Restored) -> str:
    """What was restored as one line of JSON."""
    return json.dumps(
        {
            "taken_at": restored.manifest.taken_at,
            "version": restored.manifest.version,
            "counts": restored.manifest.counts,
            "captures": restored.captures,
            "missing": restored.missing,
        }
    )


def as_text(restored: Restored) -> str:
    """What was restored, for a terminal."""
    manifest = restored.manifest
    counts = ", ".join(f"{count:,} {what}" for what, count in manifest.counts.items())
    return f"Restored as of {manifest.taken_at}: {counts} in {restored.captures:,} files."
