import logging
import signal
import time
from argparse import ArgumentParser
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from archive.curation.bulk import left_behind, run
from archive.intake.leases import process_is_ending
from archive.intake.links import read_unread_links
from archive.intake.tasks import take_over
from archive.intake.uploads import remove_forgotten
from archive.search.tasks import drain

log = logging.getLogger("archive.work")

PAUSE_SECONDS = 1.0
MOST_PAUSE_SECONDS = 60.0  # where one round after the other fails
TIDY_SECONDS = 3_600.0


class Command(BaseCommand):
    help = "Do what waits: background tasks, and what the search index has to learn. Until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def handle(self, *, once: bool, **_options: Any) -> None:
        stop = Event()
        self.tasks = worker_of_tasks()
        self.tidied_at = -TIDY_SECONDS

        def end(_number: int, _frame: FrameType | None) -> None:
            # An import ends between two records, and the next worker goes on with it.
            process_is_ending.set()
            self.tasks.running = False
            stop.set()

        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, end)
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
        take_over()
        self.tasks = worker_of_tasks()
        self.tasks.running = not process_is_ending.is_set()
        self.tasks.run()
        for pk in left_behind():
            run(pk)
        if time.monotonic() - self.tidied_at >= TIDY_SECONDS:
            remove_forgotten()
            self.tidied_at = time.monotonic()
        done = drain(wait_seconds=wait_seconds)
        if done.documents or done.is_rebuilt:
            log.info("%d documents written to the search index", done.documents)
        while not process_is_ending.is_set() and read_unread_links():
            pass  # some articles at a time, so that no writer waits for long


def worker_of_tasks() -> Worker:
    """What runs the background tasks that wait, one after the other."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1_000,
        worker_id="afterword-work",
        excluded_queue_names=[],
    )
