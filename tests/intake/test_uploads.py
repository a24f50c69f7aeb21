"""What is stored of an upload, and for how long."""

import os
import stat
import time

import pytest

from archive.intake import uploads
from archive.intake.uploads import Incoming
from archive.models import ImportRun
from tests.intake.uploading import make_upload, page

DAY_SECONDS = 24 * 60 * 60


def names_of(upload):
    return [source.name for source in upload.source.members()]


def age(path, days):
    at = time.time() - days * DAY_SECONDS
    os.utime(path, (at, at))


def test_files_keep_their_folders_and_are_for_their_owner_alone():
    upload = make_upload({"inbox/bell.html": page(), "inbox/bell_files/a.css": b"p {}"})
    assert names_of(upload) == ["inbox/bell.html", "inbox/bell_files/a.css"]
    for path in [upload.folder.parent, upload.folder, *upload.folder.rglob("*")]:
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_no_name_leads_out_of_the_upload():
    upload = make_upload({"../../../x.html": page(), "/etc/y.html": page(), "\x00": page()})
    assert names_of(upload) == ["unnamed", "x.html", "etc/y.html"]
    assert upload.files[0].name == "../../../x.html"


def test_hidden_files_are_left_out_and_counted():
    upload = make_upload({".DS_Store": b"x", "a/.git/config": b"x", "bell.html": page()})
    assert (names_of(upload), upload.left_out) == (["bell.html"], 2)


def test_each_file_says_what_reads_it_or_why_nothing_does():
    upload = make_upload(
        {
            "bell.html": page(),
            "bell_files/style.css": b"p { color: red }",
            "bell_files/frame.html": page("frame"),
            "noise.bin": bytes(range(256)) * 4,
            "empty": b"",
        }
    )
    told = {one.path: (one.format, one.is_part) for one in upload.files}
    assert told == {
        "bell.html": ("html", False),
        "bell_files/style.css": ("", True),
        "bell_files/frame.html": ("html", False),
        "noise.bin": ("", False),
        "empty": ("", False),
    }
    reasons = {one.path: one.reason for one in upload.files}
    assert "no known format" in reasons["noise.bin"]
    assert "it is empty" in reasons["empty"]


def test_nobody_sees_an_upload_that_is_not_whole():
    incoming = Incoming()
    with incoming.open("bell.html") as stream:
        stream.write(page())
        assert uploads.waiting() == []
        assert uploads.find(incoming.key) is None
    incoming.discard()
    assert list(uploads.root().iterdir()) == []


def test_what_was_kept_is_not_discarded():
    incoming = Incoming()
    incoming.open("bell.html").close()
    upload = incoming.keep()
    incoming.discard()
    assert uploads.waiting() == [upload]


def test_a_removed_upload_is_gone():
    upload = make_upload()
    uploads.remove(upload.key)
    uploads.remove(upload.key)
    assert uploads.find(upload.key) is None
    assert list(uploads.root().iterdir()) == []


@pytest.mark.django_db
def test_after_some_days_alone_an_upload_is_removed():
    forgotten, fresh, at_work = make_upload(), make_upload(), make_upload()
    ImportRun.objects.create(state="waiting", upload=at_work.key)
    half = Incoming()
    for upload in (forgotten, at_work):
        age(upload.folder / "upload.json", uploads.KEPT_DAYS + 0.1)
    age(uploads.root() / f".{half.key}", 1.1)
    assert uploads.remove_forgotten() == 2
    left = {path.name for path in uploads.root().iterdir()}
    assert left == {fresh.key, at_work.key}
    age(forgotten.folder.parent / fresh.key / "upload.json", uploads.KEPT_DAYS + 0.1)
    uploads.touch(fresh.key)
    assert uploads.remove_forgotten() == 0


def test_a_title_names_files_and_folders_and_is_short():
    assert make_upload({"a/1.html": page(), "a/2.html": page(), "b.txt": b"x"}).title == "a, b.txt"
    assert len(make_upload({f"{'x' * 180}{n}": b"x" for n in range(9)}).title) <= 200
