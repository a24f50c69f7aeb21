import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.search.engines.base import IndexBusy, IndexUnavailable
from archive.search.tasks import drain, rebuild


class Command(BaseCommand):
    help = "Build the search index of the whole store beside the old one, and swap it in."

    def handle(self, **_options: Any) -> None:
        try:
            report = rebuild()
            # What changed while it was built was marked, and is learned now.
            drain()
        except (IndexBusy, IndexUnavailable) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{report.written} documents written.")
        for culprit in report.culprits:
            self.stderr.write(f"{culprit.key} could not be indexed: {culprit.reason}")
        if report.culprits:
            sys.exit(1)
