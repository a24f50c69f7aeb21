"""Bring pages, texts and exports into the archive."""

import gc
import json
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.intake.leases import claim_again, process_is_ending
from archive.intake.receipts import LINES, Receipt
from archive.intake.runs import Options, Run, take_in
from archive.lib.addresses import host_of
from archive.management.bars import Teller
from archive.models.choices import RunState
from archive.parsing.formats import FORMATS
from archive.search.engines.base import IndexUnavailable
from archive.search.tasks import drain

CUT_SHORT = (
    "It ended before its input did: it was cancelled at /imports/, or a worker took it for dead"
    " after a long sleep of the machine. What is stored is whole; the same command once more takes"
    " in the rest."
)
PAUSED = "Paused: what is stored is whole. `manage.py intake --resume {run}` goes on with it."
NOT_TO_RESUME = (
    "There is no run {run} that can be resumed here: one that was paused, failed or died, and was"
    " begun by this command."
)


class Command(BaseCommand):
    help = "Take in files and folders. Exits 1 when something was refused, 2 on misuse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder")
        parser.add_argument("--resume", type=int, metavar="RUN", help="go on with a paused run")
        parser.add_argument("--format", choices=FORMATS, default="", help="instead of looking")
        parser.add_argument("--site", default="", metavar="HOST", help="for what names no site")
        parser.add_argument("--dry-run", action="store_true", help="do everything, keep nothing")
        parser.add_argument("--json", action="store_true", help="the receipt as JSON on stdout")
        parser.add_argument("--no-index", action="store_true", help="leave the index for later")

    def handle(self, *_: Any, **options: Any) -> None:
        # Drafts and rows hold no circles: looking for some took a seventh of the time.
        gc.freeze()
        gc.set_threshold(100_000, 50, 1_000)
        with pausing_on_signals():
            run = self.begun_or_resumed(options)
            if not (run.was_cut or options["dry_run"] or options["no_index"]):
                self.index()
        if options["json"]:
            self.stdout.write(json.dumps(run.receipt.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(table(run.receipt))
        if run.was_cut:
            is_paused = run.row is not None and run.row.state == RunState.PAUSED
            message = PAUSED.format(run=run.row.pk) if is_paused and run.row else CUT_SHORT
            raise CommandError(message, returncode=1)
        if run.receipt.count("refused"):
            raise CommandError("Something was refused; the lines above say what.", returncode=1)

    def begun_or_resumed(self, options: dict[str, Any]) -> Run:
        teller = Teller(self.stderr, is_quiet=options["verbosity"] == 0)
        if options["resume"] is None:
            if not options["paths"]:
                raise CommandError("Name a file or a folder, or a run to --resume.", returncode=2)
            chosen = Options(options["format"], site_host(options["site"]), options["dry_run"])
            return take_in(options["paths"], chosen, teller.tell, watch=teller.watch)
        if options["paths"] or options["format"] or options["site"] or options["dry_run"]:
            message = "--resume goes on as the run was begun: name no paths or choices beside it."
            raise CommandError(message, returncode=2)
        row = claim_again(options["resume"])
        if row is None:
            raise CommandError(NOT_TO_RESUME.format(run=options["resume"]), returncode=2)
        chosen = Options(row.chosen_format, row.site_host)
        return take_in(row.inputs, chosen, teller.tell, row, teller.watch)

    def index(self) -> None:
        try:
            drain()
        except IndexUnavailable as error:
            # Everything is kept and marked: the index learns it when it can be written.
            self.stderr.write(str(error))


@contextmanager
def pausing_on_signals() -> Iterator[None]:
    """Let a first Ctrl-C, or SIGTERM, end the run after the record it is at; a second one at once.

    Python lets no other than the main thread listen.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        if process_is_ending.is_set():
            raise KeyboardInterrupt
        process_is_ending.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        process_is_ending.clear()


def site_host(given: str) -> str:
    """The host that `--site` names, as a host or an address. Raises CommandError for neither."""
    host = host_of(given if "://" in given else f"https://{given}")
    if given and not host:
        message = f"--site {given!r} is no host: give one like tidewater.example"
        raise CommandError(message, returncode=2)
    return host


def table(receipt: Receipt) -> str:
    """The receipt for a terminal: a line per outcome, then why."""
    rows = [f"{'':14}{'articles':>10}{'comments':>10}{'others':>10}"]
    for line in LINES:
        counts = [receipt.lines[what, line] for what in ("articles", "comments", "others")]
        if any(counts):
            rows.append(f"{line:14}" + "".join(f"{count:>10,}" for count in counts))
    counts = [receipt.read[what] for what in ("articles", "comments", "others")]
    rows.append(f"{'read':14}" + "".join(f"{count:>10,}" for count in counts))
    rows += [
        f"{count:,} {outcome}: {reason}"
        for (outcome, reason), count in sorted(receipt.reasons.items())
    ]
    if receipt.repairs:
        rows.append(f"repairs and notices: {receipt.repairs:,}")
    return "\n".join(rows)
