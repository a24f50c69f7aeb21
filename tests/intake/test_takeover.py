"""What a killed process leaves is gone on with: real processes, and SIGKILL."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.intake_files import write_disqus
from tests.intake.uploading import page

ROOT = Path(__file__).parents[2]
PAGES = 60
PATIENCE_SECONDS = 120
# The archive's own commands, with a lease short enough to wait for.
MANAGE = """
import os, sys
os.environ.pop("ARCHIVE_DATABASE_URL", None)
os.environ |= {"ARCHIVE_DATA": sys.argv.pop(1), "DJANGO_SETTINGS_MODULE": "archive.settings"}
import django
django.setup()
from archive.intake import leases
leases.LEASE_SECONDS, leases.HEARTBEAT_SECONDS = 3.0, 0.2
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""
QUEUE = """
import sys
from pathlib import Path
from archive.intake.tasks import queue_run
from archive.intake.uploads import Incoming
incoming = Incoming()
for path in sorted(Path("{folder}").iterdir()):
    with incoming.open(path.name) as stream:
        stream.write(path.read_bytes())
queue_run(incoming.keep(), site_host="", is_dry_run=False, started_by=None)
"""

# A process takes as long to begin as a run of so few pages to end: this one is there beforehand.
PAUSE_AFTER_FIVE = """
import time
from archive.intake import tasks
from archive.models import Article, ImportRun
print("waiting", flush=True)
while Article.objects.count() < 5:
    time.sleep(0.01)
tasks.pause(ImportRun.objects.get())
"""
RESUME = """
from archive.intake import tasks
from archive.models import ImportRun
tasks.resume(ImportRun.objects.get())
"""


class Archive:
    """An archive of its own, worked on by processes."""

    def __init__(self, data: Path):
        self.data = data

    def start(self, *arguments) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", MANAGE, str(self.data), *arguments],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def call(self, *arguments) -> str:
        process = self.start(*arguments)
        output = process.communicate(timeout=PATIENCE_SECONDS)[0]
        assert process.returncode == 0, output
        return output

    def ask(self, question: str) -> list[tuple]:
        database = sqlite3.connect(self.data / "archive.sqlite3", timeout=30)
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()

    def wait_for_articles(self, least: int):
        self.wait_for("SELECT COUNT(*) FROM archive_article", lambda rows: rows[0][0] >= least)

    def wait_for(self, question, is_there):
        end = time.monotonic() + PATIENCE_SECONDS
        while not is_there(self.ask(question)):
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.02)

    def run(self) -> dict:
        columns = ("state", "takeover_count", "failure", "receipt", "files_done")
        [row] = self.ask(f"SELECT {', '.join(columns)} FROM archive_importrun")  # noqa: S608
        return dict(zip(columns, row, strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inbox")
    for number in range(PAGES):
        (folder / f"{number:03}.html").write_bytes(page(f"bell-{number}"))
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, folder):
    archive = Archive(tmp_path_factory.mktemp("undisturbed"))
    archive.call("migrate", "-v0")
    archive.call("intake", str(folder), "--no-index")
    return archive.call("digest"), json.loads(archive.run()["receipt"])


@pytest.fixture
def archive(tmp_path, folder):
    archive = Archive(tmp_path / "data")
    archive.call("migrate", "-v0")
    return archive


def test_another_worker_goes_on_where_one_was_killed(archive, folder, undisturbed):
    archive.call("shell", "-v0", "-c", QUEUE.format(folder=folder))
    first = archive.start("work")
    archive.wait_for_articles(5)
    first.kill()
    first.communicate()
    assert archive.run()["state"] == "running"
    second = archive.start("work")
    archive.wait_for("SELECT state FROM archive_importrun", lambda rows: rows == [("done",)])
    second.send_signal(signal.SIGTERM)
    assert "is taken over" in second.communicate(timeout=PATIENCE_SECONDS)[0]
    assert second.returncode == 0
    run = archive.run()
    assert (run["takeover_count"], run["files_done"]) == (1, PAGES)
    assert (archive.call("digest"), json.loads(run["receipt"])) == undisturbed
    assert list((archive.data / "uploads").iterdir()) == []


def test_a_worker_that_is_asked_to_end_hands_its_run_on(archive, folder, undisturbed):
    archive.call("shell", "-v0", "-c", QUEUE.format(folder=folder))
    first = archive.start("work")
    archive.wait_for_articles(5)
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=PATIENCE_SECONDS)
    assert (first.returncode, archive.run()["state"]) == (0, "waiting")
    archive.call("work", "--once")
    run = archive.run()
    assert (run["state"], run["takeover_count"]) == ("done", 0)
    assert (archive.call("digest"), json.loads(run["receipt"])) == undisturbed


def test_a_killed_command_is_told_as_failed_and_can_be_run_again(archive, folder, undisturbed):
    command = archive.start("intake", str(folder), "--no-index")
    archive.wait_for_articles(5)
    command.kill()
    command.communicate()
    time.sleep(3.2)
    archive.call("work", "--once")
    run = archive.run()
    assert run["state"] == "failed"
    assert "run the same command again" in run["failure"]
    archive.call("intake", str(folder), "--no-index")
    assert archive.call("digest") == undisturbed[0]


def test_a_killed_command_is_resumed(archive, folder, undisturbed):
    command = archive.start("intake", str(folder), "--no-index")
    archive.wait_for_articles(5)
    command.kill()
    command.communicate()
    time.sleep(3.2)
    archive.call("intake", "--resume", "1", "--no-index")
    run = archive.run()
    assert (run["state"], run["files_done"]) == ("done", PAGES)
    assert (archive.call("digest"), json.loads(run["receipt"])) == undisturbed


def test_a_paused_worker_that_is_resumed_ends_as_undisturbed(archive, folder, undisturbed):
    archive.call("shell", "-v0", "-c", QUEUE.format(folder=folder))
    pausing = archive.start("shell", "-v0", "-c", PAUSE_AFTER_FIVE)
    assert pausing.stdout.readline() == "waiting\n"
    worker = archive.start("work")
    assert pausing.communicate(timeout=PATIENCE_SECONDS) == ("", None)
    archive.wait_for("SELECT state FROM archive_importrun", lambda rows: rows == [("paused",)])
    archive.call("shell", "-v0", "-c", RESUME)
    archive.wait_for("SELECT state FROM archive_importrun", lambda rows: rows == [("done",)])
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=PATIENCE_SECONDS)
    run = archive.run()
    assert (archive.call("digest"), json.loads(run["receipt"])) == undisturbed


def test_two_runs_at_once_end_as_one_after_the_other(archive, folder, undisturbed, tmp_path):
    export = tmp_path / "forum.xml"
    write_disqus(export, 2_000)
    alone = Archive(tmp_path / "alone")
    alone.call("migrate", "-v0")
    alone.call("intake", str(folder), str(export), "--no-index")
    begun = [
        archive.start("intake", str(export), str(folder), "--no-index"),
        archive.start("intake", str(folder), "--no-index"),
        archive.start("intake", str(export), "--no-index"),
    ]
    told = [one.communicate(timeout=PATIENCE_SECONDS)[0] for one in begun]
    assert [one.returncode for one in begun] == [0, 0, 0], told
    assert archive.ask("SELECT DISTINCT state FROM archive_importrun") == [("done",)]
    assert archive.call("digest") == alone.call("digest")
