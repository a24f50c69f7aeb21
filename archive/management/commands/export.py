"""Take the archive out, in Afterword's own format."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.export.jsonl import jsonl_lines
from archive.models.visibility import KEEPER, STRANGER


class Command(BaseCommand):
    help = "Write every article with its thread as JSON lines, to stdout or a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FILE", help="instead of stdout")
        parser.add_argument("--public", action="store_true", help="only what everyone may see")

    def handle(self, *_: Any, **options: Any) -> None:
        lines = jsonl_lines(STRANGER if options["public"] else KEEPER)
        if options["to"] is None:
            for line in lines:
                self.stdout.write(line)
            return
        with options["to"].open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
