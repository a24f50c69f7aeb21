"""What a damaged or hostile file does to the reader: it is refused, or it is what was written."""

import tarfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from archive.curation.backups.contents import (
    SUMS,
    BackupError,
    Manifest,
    is_member,
    read_manifest,
    refuse_newer,
    sums_text,
)
from archive.curation.backups.reading import read_first_member, unpack
from archive.intake.captures import store_bytes

MANIFEST = Manifest("0.1.0", "2026-01-02T03:04:05+00:00", "sqlite", (), {"articles": 1})
CAPTURE = f"captures/ab/cd/abcd{'0' * 60}.gz"
CONTENT = {
    "manifest.json": MANIFEST.as_json(),
    "archive.sqlite3": bytes(range(256)) * 5,
    "hmac.key": b"k" * 67,
    CAPTURE: b"some page",
}


def tar_of(path: Path, members: dict[str, bytes], *, sums: bool = True) -> Path:
    """A backup file of these members, their digests last."""
    listed = {name: sha256(content).hexdigest() for name, content in members.items()}
    with tarfile.open(path, "w") as tar:
        for name, content in {**members, **({SUMS: sums_text(listed)} if sums else {})}.items():
            add(tar, name, content)
    return path


def add(tar: tarfile.TarFile, name: str, content: bytes = b"", **attributes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    for attribute, value in attributes.items():
        setattr(member, attribute, value)
    tar.addfile(member, BytesIO(content))


def unpacked(path: Path, folder: Path) -> dict[str, bytes]:
    """What the reader makes of the file, by name."""
    folder.mkdir(exist_ok=True)
    unpack(path, read_first_member(path), folder, str)
    files = [one for one in folder.rglob("*") if one.is_file()]
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def test_a_whole_file_is_unpacked_as_it_was(tmp_path):
    path = tar_of(tmp_path / "a.tar", CONTENT)
    assert unpacked(path, tmp_path / "out") == CONTENT
    for one in (tmp_path / "out").rglob("*"):
        assert one.stat().st_mode & 0o077 == 0


def test_no_flipped_byte_gets_through(tmp_path):
    whole = tar_of(tmp_path / "a.tar", CONTENT).read_bytes()
    refused = 0
    for place in range(0, len(whole), 23):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        (tmp_path / "b.tar").write_bytes(damaged)
        try:
            # Between the members lie bytes that mean nothing.
            assert unpacked(tmp_path / "b.tar", tmp_path / f"out{place}") == CONTENT, place
        except BackupError:
            refused += 1
    assert refused > 150


def test_no_file_that_is_cut_short_gets_through(tmp_path):
    whole = tar_of(tmp_path / "a.tar", CONTENT).read_bytes()
    end = whole.index(SUMS.encode()) + 512 + len(sums_text(dict.fromkeys(CONTENT, "0" * 64)))
    for length in [*range(0, end - 1, 97), end - 1]:
        (tmp_path / "b.tar").write_bytes(whole[:length])
        with pytest.raises(BackupError):
            unpacked(tmp_path / "b.tar", tmp_path / f"out{length}")


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "/etc/evil", "captures/../../evil", "captures/ab/cd/evil.gz", "evil",
        "captures/ab/cd", "archive.pgdump", "archive.sqlite3-wal", "index/current.json",
        f"./{CAPTURE}", CAPTURE + "/x", "captures/ab/cd/é.gz", "manifest.json\n", "",
    ],
)  # fmt: skip
def test_names_that_have_no_place_in_a_backup_are_refused(tmp_path, name):
    path = tar_of(tmp_path / "a.tar", {**CONTENT, name: b"x"})
    with pytest.raises(BackupError, match=r"no place in a backup|damaged"):
        unpacked(path, tmp_path / "out")
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "data") == ["a.tar", "out"]


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE],
)
def test_what_is_no_plain_file_is_refused(tmp_path, kind):
    for name in (CAPTURE, "archive.sqlite3", "manifest.json"):
        with tarfile.open(tmp_path / "a.tar", "w") as tar:
            if name != "manifest.json":
                add(tar, "manifest.json", CONTENT["manifest.json"])
            add(tar, name, type=kind, linkname="/etc/passwd")
        with pytest.raises(BackupError):
            unpacked(tmp_path / "a.tar", tmp_path / f"out-{name[:4]}")


def test_a_member_that_comes_twice_is_refused(tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for name in ("manifest.json", "hmac.key", "hmac.key"):
            add(tar, name, CONTENT[name])
    with pytest.raises(BackupError, match="twice"):
        unpacked(tmp_path / "a.tar", tmp_path / "out")


def test_keys_and_manifests_of_any_size_are_not_taken(tmp_path):
    huge = b" " * (2 << 20)
    path = tar_of(tmp_path / "a.tar", {**CONTENT, "secret.key": huge})
    with pytest.raises(BackupError, match="too large"):
        unpacked(path, tmp_path / "out")
    path = tar_of(tmp_path / "b.tar", {"manifest.json": MANIFEST.as_json() + huge})
    with pytest.raises(BackupError, match="no backup"):
        unpacked(path, tmp_path / "out")


def test_headers_of_headers_without_end_are_refused(tmp_path):
    header = tarfile.TarInfo("long")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 5
    block = header.tobuf(tarfile.GNU_FORMAT) + b"name\0".ljust(512, b"\0")
    (tmp_path / "a.tar").write_bytes(block * 5_000)
    with pytest.raises(BackupError, match="damaged"):
        read_first_member(tmp_path / "a.tar")


def test_what_is_not_listed_or_not_there_is_refused(tmp_path):
    digest = sha256(b"x").hexdigest()
    for lost in ("archive.sqlite3", CAPTURE):
        listed = {name: sha256(content).hexdigest() for name, content in CONTENT.items()}
        kept = {name: content for name, content in CONTENT.items() if name != lost}
        path = tar_of(tmp_path / "a.tar", {**kept, SUMS: sums_text(listed)}, sums=False)
        with pytest.raises(BackupError, match="missing in the backup"):
            unpacked(path, tmp_path / f"out-{lost[:4]}")
    path = tar_of(tmp_path / "b.tar", {**CONTENT, SUMS: sums_text({"a": digest})}, sums=False)
    with pytest.raises(BackupError, match="missing in the backup"):
        unpacked(path, tmp_path / "out")
    kept = {name: CONTENT[name] for name in ("manifest.json", "hmac.key")}
    with pytest.raises(BackupError, match="holds no database"):
        unpacked(tar_of(tmp_path / "c.tar", kept), tmp_path / "out-c")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"afterword": "backup"}',
        MANIFEST.as_json().replace(b'"sqlite"', b'"oracle"'),
        MANIFEST.as_json().replace(b'"articles": 1', b'"articles": "many"'),
        MANIFEST.as_json().replace(b'"counts": {', b'"counts": 3, "other": {'),
        MANIFEST.as_json().replace(b'"migrations": []', b'"migrations": 7'),
    ],
)  # fmt: skip
def test_a_manifest_that_makes_no_sense_is_refused(content):
    with pytest.raises(BackupError, match="no backup of Afterword"):
        read_manifest(content)


def test_a_manifest_of_a_later_format_names_the_remedy():
    with pytest.raises(BackupError, match="restore it with a newer Afterword"):
        read_manifest(MANIFEST.as_json().replace(b'"format": 1', b'"format": 2'))


def test_a_backup_of_later_tables_is_refused_and_one_of_these_or_earlier_is_not():
    known = ("archive.0001_the_store", "auth.0001_initial")
    refuse_newer(Manifest("0.1.0", "", "sqlite", known, {}))
    later = Manifest("9.9.9", "", "sqlite", (*known, "archive.9999_of_the_future"), {})
    with pytest.raises(BackupError, match=r"Afterword 9\.9\.9.*9999_of_the_future"):
        refuse_newer(later)


def test_a_name_that_the_storage_gives_a_capture_has_its_place(settings):
    store_bytes(b"a page")
    name = store_bytes(b"another page")
    path = settings.ARCHIVE_DATA / "captures" / name
    path.with_name(path.name.replace(".gz", "_a1B2c3D.gz")).write_bytes(b"")
    for one in (settings.ARCHIVE_DATA / "captures").rglob("*.gz"):
        assert is_member(one.relative_to(settings.ARCHIVE_DATA).as_posix(), "sqlite")
