"""Print sums over the archive's content."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.export.digest import digest_of_archive
from archive.models.visibility import KEEPER


class Command(BaseCommand):
    help = "Sums over all content: equal sums mean the same store."

    def handle(self, *_: Any, **__: Any) -> None:
        for line in digest_of_archive(KEEPER).lines():
            self.stdout.write(line)
