import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.search.engines.base import IndexUnavailable
from archive.search.tasks import drain


class Command(BaseCommand):
    help = "Teach the search index now what it still has to learn."

    def handle(self, **_options: Any) -> None:
        try:
            done = drain()
        except IndexUnavailable as error:
            raise CommandError(str(error)) from error
        if done.is_rebuilt:
            self.stdout.write("There was no usable index: a new one was built.")
        self.stdout.write(f"{done.documents} documents written, {done.marks} marks cleared.")
        for culprit in done.culprits:
            self.stderr.write(f"{culprit.key} could not be indexed: {culprit.reason}")
        if done.is_busy:
            self.stderr.write("Another process is writing to the index; it goes on by itself.")
        if done.culprits:
            sys.exit(1)
