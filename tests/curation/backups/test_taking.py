import json
import os
import re
import signal
import sqlite3
import tarfile
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from archive import __version__
from tests.parsing.test_pictures import page
from tests.pictures import photograph
from tests.processes import ROOT, SAMPLE

pytestmark = pytest.mark.django_db


def members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def captures_of(place) -> list[Path]:
    return sorted((place.data / "captures").rglob("*.gz"))


def line(number: int) -> str:
    address = f"https://tidewater.example/{number}/"
    words = f"The tide of day {number} was late, and nobody could say why. " * 20
    return json.dumps(
        {
            "kind": "article",
            "identities": [["address", address]],
            "site": {"host": "tidewater.example"},
            "url": address,
            "title": f"Day {number}",
            "body_html": f"<p>{words}</p>",
            "comments": [
                {"ref": str(rank), "author": {"name": f"Person {rank}"}, "body_html": f"<p>{rank}"}
                for rank in range(5)
            ],
        }
    )


def test_pictures_are_in_it_as_they_came_and_as_they_are_shown(place, make_place, folder):
    (folder / "bell_files").mkdir()
    (folder / "bell.html").write_bytes(page('<img src="bell_files/a.jpg">'))
    (folder / "bell_files" / "a.jpg").write_bytes(photograph())
    place.manage("migrate", "-v0")
    place.manage("intake", str(folder))
    told = json.loads(place.manage("backup", str(folder / "a.tar"), "--json"))
    assert (told["captures"], told["missing"]) == (3, [])
    other = make_place()
    restored = json.loads(other.manage("restore", str(folder / "a.tar"), "--json"))
    assert (restored["captures"], restored["missing"]) == (3, [])
    assert [one.name for one in captures_of(other)] == [one.name for one in captures_of(place)]


def test_a_backup_restored_elsewhere_is_the_same_archive(sample, place, folder):
    path = folder / "afterword.tar"
    told = json.loads(sample.manage("backup", str(path), "--json"))
    assert told["counts"]["articles"] == 17
    assert told["captures"] == len(captures_of(sample))
    restored = json.loads(place.manage("restore", str(path), "--json"))
    assert restored["counts"] == told["counts"]
    assert (restored["captures"], restored["missing"]) == (told["captures"], [])
    assert place.digest() == sample.digest()
    assert "0 marks waiting" in place.manage("check_index")
    for key in ("hmac.key", "secret.key"):
        assert (place.data / key).read_bytes() == (sample.data / key).read_bytes()
    assert [one.name for one in captures_of(place)] == [one.name for one in captures_of(sample)]


def test_what_is_restored_is_for_its_owner_alone(backup, place):
    place.manage("restore", str(backup))
    for path in (place.data, *place.data.rglob("*")):
        if "index" not in path.parts:
            assert path.stat().st_mode & 0o077 == 0, path
    assert backup.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in backup.parent.iterdir()) == [backup.name]
    assert not (place.data / "restoring").exists()


def test_a_backup_says_what_it_is_of_and_carries_the_sums_of_all_in_it(backup):
    found = members(backup)
    assert next(iter(found)) == "manifest.json"
    assert json.loads(found["manifest.json"])["version"] == __version__
    sums = dict(
        reversed(text.split("  ")) for text in found.pop("SHA256SUMS").decode().split("\n")[:-1]
    )
    assert sums == {name: sha256(content).hexdigest() for name, content in found.items()}
    assert not [name for name in found if "index" in name]


def test_the_version_is_that_of_the_package():
    assert f'\nversion = "{__version__}"\n' in (ROOT / "pyproject.toml").read_text()


def test_a_file_that_is_there_is_replaced_only_when_told(sample, folder):
    path = folder / "afterword.tar"
    path.write_text("of old")
    refused = sample.run("backup", str(path))
    assert refused.returncode == 1
    assert "is there already: name another file, or add --overwrite" in refused.stderr
    assert path.read_text() == "of old"
    sample.manage("backup", str(path), "--overwrite")
    assert "manifest.json" in members(path)


@pytest.mark.parametrize(
    ("name", "says"), [("", "is a folder"), ("nowhere/file.tar", "is not there: make it first")]
)
def test_a_place_where_no_file_can_be_written_is_named(sample, folder, name, says):
    refused = sample.run("backup", str(folder / name))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert says in refused.stderr
    assert list(folder.iterdir()) == []


def test_where_there_is_no_archive_none_is_backed_up_and_none_made(place, folder):
    refused = place.run("backup", str(folder / "file.tar"))
    assert refused.returncode == 1
    assert "There is no archive in" in refused.stderr
    assert list(folder.iterdir()) == []
    assert not (place.data / "archive.sqlite3").exists()


def test_captures_that_are_missing_or_damaged_are_told_and_all_else_is_kept(archive, place, folder):
    missing, cut, changed = captures_of(archive)[:3]
    missing.unlink()
    cut.write_bytes(cut.read_bytes()[:-20])
    changed.write_bytes(captures_of(archive)[5].read_bytes())
    path = folder / "file.tar"
    done = archive.run("backup", str(path), "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [Path(name).name for name in told["missing"]] == [missing.name]
    assert [Path(name).name for name in told["damaged"]] == [cut.name, changed.name]
    assert f"{missing.name} is missing" in done.stderr
    assert f"{cut.name} is damaged" in done.stderr
    restored = place.run("restore", str(path), "--no-index", "--json")
    assert restored.returncode == 1
    assert [Path(one).name for one in json.loads(restored.stdout)["missing"]] == [missing.name]
    assert place.digest() == archive.digest()


def test_a_backup_taken_while_another_process_writes_is_of_one_moment(make_place, place, folder):
    """The archive grows article by article: a backup has to be what the first of them make."""
    busy, lines = make_place(), [line(number) for number in range(400)]
    busy.manage("migrate", "-v0")
    (folder / "all.jsonl").write_text("\n".join(lines))
    writer = busy.start("intake", "--no-index", *SAMPLE, str(folder / "all.jsonl"))
    path, of_sample, count = folder / "file.tar", 17, 0
    while count <= of_sample and writer.poll() is None:
        told = json.loads(busy.manage("backup", str(path), "--overwrite", "--json"))
        assert (told["missing"], told["damaged"]) == ([], [])
        count = told["counts"]["articles"]
    writer.kill()
    writer.communicate()
    assert of_sample < count < of_sample + len(lines)
    place.manage("restore", str(path))
    undisturbed = make_place()
    undisturbed.manage("migrate", "-v0")
    (folder / "first.jsonl").write_text("\n".join(lines[: count - of_sample]))
    undisturbed.manage("intake", "--no-index", *SAMPLE, str(folder / "first.jsonl"))
    assert place.digest() == undisturbed.digest()
    assert "0 marks waiting" in place.manage("check_index")


def test_a_backup_that_was_killed_leaves_nothing_under_its_name(archive, folder):
    path = folder / "file.tar"
    for _ in range(5):
        running = archive.start("backup", str(path))
        while running.poll() is None and not list(folder.iterdir()):
            time.sleep(0.001)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        if running.returncode == -signal.SIGKILL:
            break
    assert not path.exists()
    left = list(folder.iterdir())
    assert [re.sub(r"-\w+$", "", one.name) for one in left] == [".afterword-backup"]
    assert left[0].stat().st_mode & 0o077 == 0
    archive.manage("backup", str(path))
    assert sorted(folder.iterdir()) == [left[0], path]  # it could still be at work
    for one in (left[0], *left[0].iterdir()):
        os.utime(one, (0, 0))
    archive.manage("backup", str(path), "--overwrite")
    assert list(folder.iterdir()) == [path]


def test_what_was_erased_from_sqlite_is_not_in_a_backup(archive, folder):
    if archive.url:
        return  # pg_dump writes rows, and no pages
    word = "Wintergreenapocrypha"
    with closing(sqlite3.connect(archive.data / "archive.sqlite3")) as database, database:
        database.execute("PRAGMA secure_delete = OFF")  # some are built to overwrite what is freed
        database.execute("UPDATE archive_article SET body_text = ?", [word * 3_000])
        database.commit()
        database.execute("UPDATE archive_article SET body_text = ''")
    assert word.encode() in b"".join(
        one.read_bytes() for one in archive.data.glob("archive.sqlite3*")
    )
    archive.manage("backup", str(folder / "file.tar"))
    assert word.encode() not in (folder / "file.tar").read_bytes()


def test_a_damaged_sqlite_database_is_told_and_replaces_no_backup(archive, folder):
    if archive.url:
        return  # the server watches over its own pages
    path = folder / "file.tar"
    archive.manage("backup", str(path))
    good = path.read_bytes()
    file = archive.data / "archive.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    for start in range(4096 * 20, len(content) - 4096, 4096 * 10):
        content[start : start + 4096] = b"\xa5" * 4096
    file.write_bytes(content)
    refused = archive.run("backup", str(path), "--overwrite")
    assert refused.returncode == 1
    assert "archive.sqlite3" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert path.read_bytes() == good
