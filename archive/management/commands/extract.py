"""Print what is found in each file: one JSON object a line, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.parsing import extracts
from archive.parsing.drafts import Context
from archive.parsing.formats import FORMATS
from archive.parsing.pages.threads import NAMES


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
        parser.add_argument(
            "--without",
            action="append",
            choices=sorted(NAMES),
            default=[],
            metavar="NAME",
            help=f"switch off what reads threads, once or more: {', '.join(sorted(NAMES))}",
        )

    def handle(self, *args: str, **options: Any) -> None:
        context = Context(without=frozenset(options["without"]))
        for name in options["files"]:
            found = extracts.extract(name, options["format"], context, self.stderr.write)
            self.stdout.write(self.line({"page": Path(name).stem, **found}))

    def line(self, found: dict[str, Any]) -> str:
        """One line of JSON, escaped where the characters themselves cannot be written."""
        line = json.dumps(found, ensure_ascii=False)
        try:
            line.encode(getattr(self.stdout, "encoding", None) or "utf-8")
        except UnicodeEncodeError:
            return json.dumps(found)
        return line
