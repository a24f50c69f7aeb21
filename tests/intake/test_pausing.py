"""Runs that rest and go on: paused by the keeper or by a signal, resumed where they were."""

import json
import signal

import pytest
from django.core.management import CommandError, call_command

from archive.intake import leases, runs
from archive.intake.leases import Lease, claim, claim_again
from archive.intake.runs import Options, take_in
from archive.intake.tasks import cancel, pause, resume, run_upload, take_over
from archive.intake.uploads import is_at_work
from archive.models import Article, ImportProblem, ImportRun
from tests.drafts import sums
from tests.intake.test_tasks import Interrupted, queued
from tests.intake.uploading import make_upload, page

pytestmark = pytest.mark.django_db
FILES = {f"{n}.html": page(f"gong{n}") for n in range(5)}


@pytest.fixture
def held(monkeypatch):
    """The leases that were taken, as they are taken."""
    found, start = [], Lease.start
    monkeypatch.setattr(Lease, "start", lambda lease: found.append(lease) or start(lease))
    return found


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


def paused_upload(held):
    """A run over an upload that was paused before its third file."""
    upload = make_upload(FILES)
    row = claim(queued(upload).pk)

    def pause_and_hear():
        pause(row)
        held[0].beat()

    take_in([Interrupted(upload.source, pause_and_hear)], Options(), row=row)
    row.refresh_from_db()
    return row


def test_a_paused_run_keeps_what_it_stored_and_its_files(held):
    row = paused_upload(held)
    assert (row.state, row.files_done, row.receipt) == ("paused", 2, {})
    assert (row.finished_at, row.lease_until, row.is_pause_asked) == (None, None, False)
    assert Article.objects.count() == 2
    assert is_at_work(row.upload)
    assert queued(make_upload(FILES)) != row
    take_over()
    row.refresh_from_db()
    assert row.state == "paused"


def test_a_resumed_run_ends_as_if_it_had_never_rested(held):
    row = paused_upload(held)
    resume(row)
    resume(row)
    run_upload.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.files_done, row.takeover_count) == ("done", 5, 0)
    assert row.receipt["lines"] == {"articles": {"created": 5}, "comments": {"created": 5}}
    assert not is_at_work(row.upload)


def test_a_run_that_waits_is_paused_and_resumed_at_once():
    row = queued()
    pause(row)
    run_upload.call(row.pk)
    row.refresh_from_db()
    assert (row.state, Article.objects.count()) == ("paused", 0)
    resume(row)
    run_upload.call(row.pk)
    assert Article.objects.count() == 1


def test_a_paused_run_can_be_cancelled(held):
    row = paused_upload(held)
    cancel(row)
    resume(row)
    row.refresh_from_db()
    assert (row.state, row.lease_until) == ("cancelled", None)
    assert row.finished_at
    assert Article.objects.count() == 2


def test_a_pause_asked_of_a_dead_worker_is_heard():
    row = queued()
    claim(row.pk)
    pause(row)
    ImportRun.objects.update(lease_until=row.started_at)
    take_over()
    row.refresh_from_db()
    assert (row.state, row.is_pause_asked) == ("paused", False)


def test_what_cannot_be_resumed_is_not_paused():
    row = ImportRun.objects.create(state="running", worker="of an older version")
    pause(row)
    row.refresh_from_db()
    assert not row.is_pause_asked


def interrupted_command(inbox, monkeypatch, number=signal.SIGINT):
    """The run of a command that was sent a signal before its third file."""
    done, take_source = [], runs._take_source

    def takes(source, run):
        if len(done) == 2:
            signal.raise_signal(number)
        done.append(source)
        take_source(source, run)

    with monkeypatch.context() as patch:
        patch.setattr(runs, "_take_source", takes)
        with pytest.raises(CommandError, match="--resume") as error:
            call_command("intake", str(inbox), "--no-index")
    assert error.value.returncode == 1
    assert not leases.process_is_ending.is_set()
    return ImportRun.objects.get()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_pauses_a_command_and_resume_goes_on(inbox, monkeypatch, capsys, number):
    row = interrupted_command(inbox, monkeypatch, number)
    assert (row.state, row.inputs) == ("paused", [str(inbox)])
    capsys.readouterr()
    call_command("intake", "--resume", str(row.pk), "--json", "--no-index")
    told = json.loads(capsys.readouterr().out)
    assert told["lines"] == {"articles": {"created": 5}, "comments": {"created": 5}}
    row.refresh_from_db()
    assert (row.state, row.receipt) == ("done", told)
    before = sums()
    call_command("intake", str(inbox), "--no-index")
    assert sums() == before


def test_a_run_is_resumed_as_it_was_begun(inbox, monkeypatch):
    (inbox / "notes.txt").write_text("The bell\n\nRings.")
    row = interrupted_command(inbox, monkeypatch)
    ImportRun.objects.filter(pk=row.pk).update(chosen_format="html", site_host="bell.example")
    seen = []

    def taken(paths, options, *rest):
        seen.append((paths, options))
        return take_in([], options, *rest)

    monkeypatch.setattr("archive.management.commands.intake.take_in", taken)
    call_command("intake", "--resume", str(row.pk), "--no-index")
    assert seen == [([str(inbox)], Options("html", "bell.example"))]


@pytest.mark.parametrize("state", ["done", "cancelled", "waiting"])
def test_what_is_over_or_not_a_commands_is_not_resumed(state):
    row = ImportRun.objects.create(state=state, inputs=["/somewhere"])
    upload = queued()
    pause(upload)
    for pk in (row.pk, upload.pk, 999):
        with pytest.raises(CommandError, match="no run") as error:
            call_command("intake", "--resume", str(pk))
        assert error.value.returncode == 2


@pytest.mark.parametrize(
    "arguments", [[], ["--resume", "1", "a"], ["--resume", "1", "--site", "a.example"]]
)
def test_misuse_is_told(arguments):
    with pytest.raises(CommandError) as error:
        call_command("intake", *arguments)
    assert error.value.returncode == 2


def test_one_process_alone_resumes_a_run():
    row = ImportRun.objects.create(state="paused", inputs=["/somewhere"])
    assert claim_again(row.pk)
    assert claim_again(row.pk) is None


def test_a_problem_met_before_the_pause_is_told_once(held, inbox):
    (inbox / "0.bin").write_bytes(bytes(range(256)))
    upload = make_upload({"0.bin": bytes(range(256)), **FILES})
    row = claim(queued(upload).pk)

    def pause_and_hear():
        pause(row)
        held[0].beat()

    take_in([Interrupted(upload.source, pause_and_hear)], Options(), row=row)
    assert ImportProblem.objects.filter(run=row).count() == 1
    resume(row)
    run_upload.call(row.pk)
    row.refresh_from_db()
    assert (row.state, ImportProblem.objects.filter(run=row).count()) == ("done", 1)
