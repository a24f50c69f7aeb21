"""Bring pages, texts and exports into the archive."""

import gc
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.intake.receipts import LINES, Receipt
from archive.intake.runs import Options, take_in
from archive.lib.addresses import host_of
from archive.parsing.formats import FORMATS
from archive.search.engines.base import IndexUnavailable
from archive.search.tasks import drain

CUT_SHORT = (
    "It ended before its input did: it was stopped at /imports/, or a worker took it for dead after"
    " a long sleep of the machine. What is stored is whole; the same command once more takes in"
    " the rest."
)


class Command(BaseCommand):
    help = "Take in files and folders. Exits 1 when something was refused, 2 on misuse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
        parser.add_argument("--format", choices=FORMATS, default="", help="instead of looking")
        parser.add_argument("--site", default="", metavar="HOST", help="for what names no site")
        parser.add_argument("--dry-run", action="store_true", help="do everything, keep nothing")
        parser.add_argument("--json", action="store_true", help="the receipt as JSON on stdout")
        parser.add_argument("--no-index", action="store_true", help="leave the index for later")

    def handle(self, *_: Any, **options: Any) -> None:
        # Drafts and rows hold no circles: looking for some took a seventh of the time.
        gc.freeze()
        gc.set_threshold(100_000, 50, 1_000)
        run = take_in(
            options["paths"],
            Options(options["format"], site_host(options["site"]), options["dry_run"]),
            self.stderr.write,
        )
        if not options["dry_run"] and not options["no_index"]:
            try:
                drain()
            except IndexUnavailable as error:
                # Everything is kept and marked: the index learns it when it can be written.
                self.stderr.write(str(error))
        if options["json"]:
            self.stdout.write(json.dumps(run.receipt.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(table(run.receipt))
        if run.was_cut:
            raise CommandError(CUT_SHORT, returncode=1)
        if run.receipt.count("refused"):
            raise CommandError("Something was refused; the lines above say what.", returncode=1)


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
