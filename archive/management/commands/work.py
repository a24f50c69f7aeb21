import logging
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from archive.search.tasks import drain

log = logging.getLogger("archive.work")

PAUSE_SECONDS = 1.0


class Command(BaseCommand):
    help = "Do what waits: background tasks, and what the search index has to learn. Until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *, once: bool, **_options: Any) -> None:
        stop = Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda _number, _frame: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                self.do_what_waits()
            except OperationalError as error:
                # The database is locked or away; the marks are still there for the next round.
                if once:
                    raise
                log.warning("The database did not answer (%s); trying again", error)
            if once:
                return
            stop.wait(PAUSE_SECONDS)

    def do_what_waits(self) -> None:
        run_tasks()
        done = drain()
        if done.documents or done.is_rebuilt:
            log.info("%d documents written to the search index", done.documents)


def run_tasks() -> None:
    """Run the background tasks that wait, one after the other."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1_000,
        worker_id="afterword-work",
        excluded_queue_names=[],
    ).run()
