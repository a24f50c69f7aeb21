"""Print what is found in each file: one JSON object a line, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.parsing import extracts
from archive.parsing.formats import FORMATS


class Command(BaseCommand):
    help = (
        "Print one JSON object for each file: the article and its comments as they would be"
        " imported. Values are empty where nothing was found. Needs no database."
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--format", choices=sorted(FORMATS), default="")

    def handle(self, *args: str, **options: Any) -> None:
        for name in options["files"]:
            found = {"page": Path(name).stem, **extracts.extract(name, options["format"])}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
