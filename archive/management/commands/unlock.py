from typing import Any

from django.core.management.base import BaseCommand

from archive.curation.throttle import forget_all


class Command(BaseCommand):
    help = "Forget every failed sign-in, so that whoever was told to wait may try again at once."

    def handle(self, **_options: Any) -> None:
        forgotten = forget_all()
        self.stdout.write(f"Open again: {forgotten} counts of failed sign-ins forgotten.")
