import json
import signal
import time

import pytest

from tests.curation.backups.test_reading import CONTENT, MANIFEST, tar_of

pytestmark = pytest.mark.django_db

# What appears in the data folder, one after the other, while a backup is restored.
SIGNS = (
    "restoring/content/captures/*/*",
    "restoring/placing",
    "captures",
    "archive.sqlite3",
)


def names(place) -> list[str]:
    """What stands in the data folder; the keys are made at every start."""
    keys = {"hmac.key", "secret.key"}
    return sorted(one.name for one in place.data.iterdir() if one.name not in keys)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.99])
def test_a_backup_that_is_cut_short_changes_nothing(backup, place, folder, share):
    whole = backup.read_bytes().rstrip(b"\0")
    (folder / "cut.tar").write_bytes(whole[: int(len(whole) * share)])
    refused = place.run("restore", str(folder / "cut.tar"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "CommandError: " in refused.stderr
    assert names(place) == []


def test_a_backup_with_a_flipped_byte_changes_nothing(backup, place, folder):
    whole = bytearray(backup.read_bytes())
    whole[len(whole) // 3] ^= 1
    (folder / "flipped.tar").write_bytes(whole)
    refused = place.run("restore", str(folder / "flipped.tar"))
    assert refused.returncode == 1
    assert "is not what was backed up, its digest differs: nothing was restored" in refused.stderr
    assert names(place) == []


def test_an_archive_that_is_there_is_left_as_it_is(backup, archive):
    before = archive.digest(), names(archive), (archive.data / "hmac.key").read_bytes()
    refused = archive.run("restore", str(backup))
    assert refused.returncode == 1
    assert "There is an archive already" in refused.stderr
    assert (archive.digest(), names(archive), (archive.data / "hmac.key").read_bytes()) == before


def test_files_of_others_in_the_data_folder_are_left_as_they_are(backup, place):
    (place.data / "captures" / "ab").mkdir(parents=True)
    (place.data / "notes.txt").write_text("mine")
    refused = place.run("restore", str(backup))
    assert refused.returncode == 1
    assert "is not empty (captures, notes.txt)" in refused.stderr
    assert names(place) == ["captures", "notes.txt"]


def test_empty_folders_and_a_database_without_tables_are_not_in_the_way(backup, place, sample):
    (place.data / "captures").mkdir(parents=True)
    (place.data / "lost+found").mkdir()
    place.run("digest")  # which finds no tables, and on SQLite leaves a file
    place.manage("restore", str(backup))
    assert place.digest() == sample.digest()


def test_without_the_index_a_later_run_builds_it(backup, place):
    place.manage("restore", str(backup), "--no-index")
    assert "index" not in names(place)
    assert "a new one was built" in place.manage("index")
    assert "236 documents in the index, 236 in the store" in place.manage("check_index")


def test_a_backup_of_later_tables_is_refused(archive, place, folder, tell_database):
    tell_database(
        archive,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('archive', '9999_of_the_future', '2040-01-01')",
    )
    archive.manage("backup", str(folder / "later.tar"))
    refused = place.run("restore", str(folder / "later.tar"))
    assert refused.returncode == 1
    assert "9999_of_the_future" in refused.stderr
    assert names(place) == []


def test_a_backup_of_earlier_tables_is_brought_up_to_date(make_place, folder):
    earlier, place = make_place(), make_place()
    earlier.manage("migrate", "-v0")
    earlier.manage("migrate", "-v0", "archive", "0002")
    earlier.manage("backup", str(folder / "earlier.tar"))
    place.manage("restore", str(folder / "earlier.tar"))
    assert "[ ]" not in place.manage("showmigrations")


def test_a_backup_of_another_kind_of_database_names_the_way_between_them(place, folder):
    other = "sqlite" if place.url else "postgresql"
    manifest = MANIFEST.as_json().replace(b'"sqlite"', f'"{other}"'.encode())
    path = tar_of(folder / "other.tar", {**CONTENT, "manifest.json": manifest})
    refused = place.run("restore", str(path))
    assert refused.returncode == 1
    assert "`manage.py export`" in refused.stderr
    assert names(place) == []


@pytest.mark.parametrize("content", [None, b"", b"no tar at all " * 100])
def test_what_is_no_backup_is_refused(place, folder, content):
    path = folder / "file.tar"
    if content is not None:
        path.write_bytes(content)
    refused = place.run("restore", str(path))
    assert refused.returncode == 1
    assert str(path) in refused.stderr
    assert "Traceback" not in refused.stderr
    assert names(place) == []


def test_a_restore_killed_at_any_moment_leaves_nothing_or_the_whole(backup, make_place, sample):
    digest, outcomes = sample.digest(), []
    for sign in SIGNS:
        place = make_place()
        running = place.start("restore", str(backup), "--no-index")
        while running.poll() is None and not list(place.data.glob(sign)):
            time.sleep(0.0005)
        running.send_signal(signal.SIGKILL)
        _out, err = running.communicate()
        if holds_archive(place):
            place.manage("migrate", "-v0")
            outcomes.append("whole")
        else:
            told = json.loads(place.manage("restore", str(backup), "--no-index", "--json"))
            assert told["missing"] == []
            assert not (place.data / "restoring").exists()
            outcomes.append("nothing")
        assert place.digest() == digest, (sign, err)
        kept = sorted(one.name for one in (place.data / "captures").rglob("*.gz"))
        assert kept == sorted(one.name for one in (sample.data / "captures").rglob("*.gz"))
    assert "nothing" in outcomes


def holds_archive(place) -> bool:
    done = place.run("digest")
    assert done.returncode == 0 or "no such table" in done.stderr or "does not exist" in done.stderr
    return done.returncode == 0
