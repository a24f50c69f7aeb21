import logging
import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from archive.curation.bulk import left_behind, run
from archive.search.tasks import drain

log = logging.getLogger("archive.work")

PAUSE_SECONDS = 1.0
MOST_PAUSE_SECONDS = 60.0  # where one round after the other fails


class Command(BaseCommand):
    help = "Do what waits: background tasks, and what the search index has to learn. Until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *, once: bool, **_options: Any) -> None:
        stop = Event()
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda _number, _frame: stop.set())
        pause = PAUSE_SECONDS
        while not stop.is_set():
            try:
                close_old_connections()
                self.do_what_waits(wait_seconds=None if once else 0)
                pause = PAUSE_SECONDS
            except Exception:
                # The database is locked or away, the disk full, a folder not ours: it may pass,
                # and what waits is still there for the next round.
                if once:
                    raise
                pause = min(2 * pause, MOST_PAUSE_SECONDS)
                log.exception("What waits could not be done; trying again in %.0f s", pause)
            if once:
                return
            stop.wait(pause)

    def do_what_waits(self, wait_seconds: float | None) -> None:
        run_tasks()
        for pk in left_behind():
            run(pk)
        done = drain(wait_seconds=wait_seconds)
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
