"""Runs over uploads: queued, done, cancelled, taken over; in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.intake import leases, tasks, uploads
from archive.intake.leases import Lease, Progress, begin, claim
from archive.intake.runs import Options, take_in
from archive.intake.tasks import cancel, queue_run, run_upload, take_over
from archive.models import Article, Capture, Comment, ImportProblem, ImportRun
from archive.parsing.sources import FolderSource
from tests.intake.uploading import make_upload, page

# A worker closes connections that are in the midst of a transaction, as a test's would be.
pytestmark = pytest.mark.django_db(transaction=True)


def queued(upload=None, **overrides):
    options = {"site_host": "", "is_dry_run": False, "started_by": None, **overrides}
    return queue_run(upload or make_upload(), **options)


def work():
    call_command("work", once=True)


def later(row, seconds=leases.LEASE_SECONDS + 1):
    """As if so many seconds had gone by since the row's lease began."""
    row.refresh_from_db()
    if row.lease_until:
        until = row.lease_until - timedelta(seconds=seconds)
        ImportRun.objects.filter(pk=row.pk).update(lease_until=until)


def test_a_trial_leaves_its_receipt_and_problems_and_keeps_nothing():
    upload = make_upload({"bell.html": page(), "noise.bin": bytes(range(256)) * 4})
    row = queued(upload, is_dry_run=True)
    work()
    row.refresh_from_db()
    assert (row.state, row.is_dry_run, row.files_done, row.files_total) == ("done", True, 2, 2)
    assert row.receipt["lines"]["articles"] == {"created": 1}
    assert row.problems.get().input_name == "noise.bin"
    for model in (Article, Comment, Capture):
        assert not model.objects.exists()
    assert uploads.find(upload.key)


def test_an_import_keeps_what_was_uploaded_and_lets_the_files_go():
    upload = make_upload()
    trial, row = queued(upload, is_dry_run=True), None
    work()
    row = queued(upload)
    work()
    row.refresh_from_db()
    trial.refresh_from_db()
    assert row.state == "done"
    assert row.receipt == trial.receipt
    assert (row.articles_done, row.comments_done, row.bytes_done) == (1, 1, len(page()))
    assert (row.lease_until, row.finished_at is None) == (None, False)
    assert Capture.objects.get().run == row
    assert uploads.find(upload.key) is None


def test_files_stay_where_something_was_refused():
    upload = make_upload({"bell.html": page(), "noise.bin": bytes(range(256)) * 4})
    queued(upload, is_dry_run=True)
    work()
    assert ImportProblem.objects.count() == 1
    row = queued(upload)
    work()
    assert uploads.find(upload.key)
    assert ImportProblem.objects.get().run == row


def test_parts_of_a_saved_page_are_left_out_with_their_reason():
    files = {"bell.html": page(), "bell_files/a.css": b"p {}", "bell_files/b.png": b"\x89PNG\r\n"}
    row = queued(make_upload(files))
    work()
    row.refresh_from_db()
    assert row.receipt["lines"]["others"] == {"left out": 2}
    assert Article.objects.get().title == "The bell"


def test_the_site_chosen_is_for_what_names_none():
    row = queued(make_upload({"a.txt": b"The bell\n\nIt rings.\n"}), site_host="harbour.example")
    work()
    assert Article.objects.get().site.host == "harbour.example"
    row.refresh_from_db()
    assert row.site_host == "harbour.example"


def test_one_upload_has_one_run_at_a_time():
    upload = make_upload()
    first = queued(upload, is_dry_run=True)
    assert queued(upload) == first
    assert DBTaskResult.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.create(upload=upload.key)
    work()
    assert queued(upload) != first


def test_a_run_is_claimed_once():
    row = queued()
    mine = claim(row.pk)
    assert mine.worker
    assert claim(row.pk) is None
    run_upload.call(row.pk)
    assert not Article.objects.exists()


def test_a_run_that_waits_is_cancelled_at_once():
    row = queued()
    cancel(row)
    work()
    row.refresh_from_db()
    assert (row.state, Article.objects.count()) == ("cancelled", 0)


@dataclass
class Interrupted:
    """A source before whose third file something happens."""

    source: FolderSource
    happens: Callable[[], None]
    name: str = "interrupted"

    def members(self):
        for number, member in enumerate(self.source.members()):
            if number == 2:
                self.happens()
            yield member


def test_a_run_ends_between_two_records_when_it_is_asked_to(monkeypatch):
    leases_held, start = [], Lease.start
    monkeypatch.setattr(Lease, "start", lambda lease: leases_held.append(lease) or start(lease))
    upload = make_upload({f"{n}.html": page(f"gong{n}") for n in range(5)})
    row = claim(queued(upload).pk)

    def cancel_and_hear():
        cancel(row)
        leases_held[0].beat()

    take_in([Interrupted(upload.source, cancel_and_hear)], Options(), row=row)
    row.refresh_from_db()
    assert (row.state, row.files_done) == ("cancelled", 2)
    assert row.receipt["lines"]["articles"] == {"created": 2}
    assert Article.objects.count() == 2


def test_a_run_whose_worker_died_is_taken_over():
    row = queued()
    claim(row.pk)
    take_over()
    row.refresh_from_db()
    assert row.state == "running"
    later(row)
    work()
    row.refresh_from_db()
    assert (row.state, row.takeover_count, Article.objects.count()) == ("done", 1, 1)


def test_a_run_that_waits_and_whose_task_was_lost_is_queued_again():
    row = queued()
    DBTaskResult.objects.all().delete()
    work()
    row.refresh_from_db()
    assert row.state == "waiting"
    later(row)
    work()
    row.refresh_from_db()
    assert (row.state, row.takeover_count) == ("done", 0)


def test_an_input_over_which_workers_die_is_left_alone():
    row = queued()
    for _ in range(tasks.MAX_TAKEOVERS + 1):
        assert claim(row.pk)
        later(row)
        take_over()
    row.refresh_from_db()
    assert row.state == "failed"
    assert "4 workers died" in row.failure


def test_a_command_whose_process_died_has_failed_and_says_what_to_do():
    row = begin(ImportRun(input_name="pages/"))
    later(row)
    work()
    row.refresh_from_db()
    assert row.state == "failed"
    assert "run the same command again" in row.failure


def test_a_command_that_was_cancelled_says_so_and_can_be_run_again(tmp_path, monkeypatch):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "bell.html").write_bytes(page())
    with monkeypatch.context() as patch:
        patch.setattr(Lease, "start", lambda lease: lease._heart.start() or cancel_and_hear(lease))
        with pytest.raises(CommandError, match="ended before its input did") as error:
            call_command("intake", str(inbox), "--no-index")
    assert error.value.returncode == 1
    assert (ImportRun.objects.get().state, Article.objects.count()) == ("cancelled", 0)
    call_command("intake", str(inbox), "--no-index")
    assert Article.objects.count() == 1


def cancel_and_hear(lease):
    cancel(ImportRun.objects.get())
    lease.beat()


def test_a_run_of_which_nobody_knows_is_closed():
    row = ImportRun.objects.create(state="running", input_name="of an older version")
    take_over()
    row.refresh_from_db()
    assert row.state == "failed"


def test_a_run_whose_files_are_gone_fails_and_says_so():
    waiting, running = queued(), queued()
    claim(running.pk)
    for row in (waiting, running):
        uploads.remove(row.upload)
    later(running)
    work()
    for row in (waiting, running):
        row.refresh_from_db()
        assert (row.state, row.failure) == ("failed", tasks.GONE)


def test_a_cancel_asked_of_a_dead_worker_is_heard():
    row = queued()
    claim(row.pk)
    cancel(row)
    later(row)
    work()
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_a_slow_worker_leaves_alone_what_another_took_over():
    row = queued()
    slow = claim(row.pk)
    later(row)
    take_over()
    quick = claim(row.pk)
    lease = Lease(slow, Progress)
    lease.beat()
    assert lease.is_lost
    upload = uploads.find(row.upload)
    take_in([upload.source], Options(), row=slow)
    row.refresh_from_db()
    assert (row.state, row.worker, row.receipt) == ("running", quick.worker, {})
    take_in([upload.source], Options(), row=quick)
    row.refresh_from_db()
    assert row.state == "done"
    assert Article.objects.count() == 1


def test_a_worker_that_has_to_end_hands_its_run_to_the_next(monkeypatch):
    row = queued()
    leases.process_is_ending.set()
    try:
        run_upload.call(row.pk)
    finally:
        leases.process_is_ending.clear()
    row.refresh_from_db()
    assert (row.state, row.finished_at, Article.objects.count()) == ("waiting", None, 0)
    work()
    row.refresh_from_db()
    assert (row.state, row.takeover_count) == ("done", 0)


def test_a_heartbeat_tells_how_far_a_run_is_and_renews_its_lease():
    row = queued()
    mine = claim(row.pk)
    later(row, 30)
    row.refresh_from_db()
    before = row.lease_until
    lease = Lease(mine, lambda: Progress(2, 3, 5, 7))
    lease.beat()
    row.refresh_from_db()
    done = (row.files_done, row.articles_done, row.comments_done, row.bytes_done)
    assert done == (2, 3, 5, 7)
    assert before < row.lease_until <= timezone.now() + timedelta(seconds=leases.LEASE_SECONDS)
    assert not lease.is_over


def test_what_a_dead_worker_brought_in_is_credited_to_the_run_once(monkeypatch):
    take_in([make_upload({"old.html": page("gong")}).source], Options())
    upload = make_upload({"a.html": page("bell"), "b.html": page("gong"), "c.html": page("bell")})
    row = queued(upload)
    with monkeypatch.context() as dying:
        dying.setattr("archive.intake.runs.finish", lambda *_: None)
        take_in([make_upload({"a.html": page("bell")}).source], Options(), row=claim(row.pk))
    later(row)
    work()
    row.refresh_from_db()
    assert row.receipt["lines"] == {
        "articles": {"created": 1, "unchanged": 2},
        "comments": {"created": 1, "unchanged": 2},
    }
