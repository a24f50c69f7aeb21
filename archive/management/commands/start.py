import errno
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from archive.curation.first_run import prepare
from archive.curation.serving import serve


class Command(BaseCommand):
    help = "Sets up what is missing, then serves the archive with a worker beside; Ctrl-C ends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port (8000)")

    def handle(self, *, host: str, port: int, **_options: Any) -> None:
        address = settings.ARCHIVE_URL or f"http://{host}:{port}"

        def before() -> None:
            prepare(self.say)
            self.say(f"Afterword is at {address}/ — Ctrl-C ends it.")

        try:
            serve(host, port, before)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                message = f"Port {port} is taken: choose another with --port."
                raise CommandError(message) from error
            raise
        self.say("Stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
