import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.search.engines.base import IndexBusy, IndexUnavailable
from archive.search.tasks import Comparison, compare, drain, rebuild

MOST_LISTED = 20


class Command(BaseCommand):
    help = "Compare the search index with the store, document by document; 1 where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="build it anew where they differ")

    def handle(self, *, repair: bool, **_options: Any) -> None:
        if self.is_right():
            return
        if not repair:
            sys.exit(1)
        try:
            rebuild()
            drain()
        except (IndexBusy, IndexUnavailable) as error:
            raise CommandError(str(error)) from error
        if not self.is_right():
            sys.exit(1)

    def is_right(self) -> bool:
        try:
            comparison = compare()
        except IndexUnavailable as error:
            self.stderr.write(str(error))
            return False
        self.tell(comparison)
        return comparison.is_equal

    def tell(self, comparison: Comparison) -> None:
        self.stdout.write(
            f"{comparison.in_index} documents in the index, {comparison.in_store} in the store, "
            f"{comparison.waiting} marks waiting."
        )
        for what in ("missing", "surplus", "unlike"):
            keys = getattr(comparison, what)
            if keys:
                more = " …" if len(keys) > MOST_LISTED else ""
                self.stdout.write(f"{len(keys)} {what}: {' '.join(keys[:MOST_LISTED])}{more}")
