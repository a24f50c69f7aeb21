"""Zips and gzips: what is in them as sources, and each way to do harm with one."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from archive.parsing import packed
from archive.parsing.companions import companion, is_part_of_page
from archive.parsing.packed import contents_of, packing_of, unpacked
from archive.parsing.sources import SourceError, source_for
from tests.packing import in_gzip

PAGE = b"<!DOCTYPE html><html><title>The bell</title><p>It rang."
ZEROS = bytes(1 << 20)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        for name, member in members.items():
            file.writestr(name, member)
    return content.getvalue()


def at(folder, content, name="input.zip"):
    (folder / name).write_bytes(content)
    return source_for(folder / name)


def read(source):
    """Every member's name within the input, and its bytes or why it has none."""
    found = {}
    for member in unpacked(source):
        try:
            found[member.name.removeprefix(f"{source.name}/")] = member.read()
        except SourceError as error:
            found[member.name.removeprefix(f"{source.name}/")] = str(error)
    return found


def central(content, offset, form, value):
    """A zip whose first central record says something else (APPNOTE 4.3.12)."""
    place = content.index(b"PK\x01\x02") + offset
    return content[:place] + struct.pack(form, value) + content[place + struct.calcsize(form) :]


def local(content, offset, form, value):
    return content[:offset] + struct.pack(form, value) + content[offset + struct.calcsize(form) :]


def test_members_come_as_a_folders_files_do(tmp_path):
    names = ["b.html", "a/z.html", "a/y.html", ".hidden", ".git/x", "__MACOSX/a/._y.html", "a/"]
    source = at(tmp_path, zipped(dict.fromkeys(names, PAGE)))
    assert list(read(source)) == ["b.html", "a/y.html", "a/z.html"]


def test_a_member_can_be_read_as_any_source(tmp_path):
    source = at(tmp_path, zipped({"bell.html": PAGE}))
    for member in unpacked(source):
        assert (member.head(9), member.read()) == (PAGE[:9], PAGE)
        assert member.local_path().read_bytes() == PAGE
        assert [one.name for one in member.members()] == [member.name]
        with member.open() as stream:
            assert stream.read() == PAGE
        with pytest.raises(SourceError, match="larger than 5 bytes"):
            member.read(5)
        kept = member.local_path()
    assert not kept.exists()


def test_memory_and_disk_hold_one_member_at_a_time(tmp_path):
    source = at(tmp_path, zipped({f"{number}.html": PAGE for number in range(9)}))
    for member in unpacked(source):
        place = member.local_path()
        assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_file_that_is_not_packed_is_itself(tmp_path):
    assert [one.name for one in unpacked(at(tmp_path, PAGE))] == [str(tmp_path / "input.zip")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_is_one_whatever_stands_in_it_uncompressed(tmp_path, method):
    source = at(tmp_path, zipped({"bell.html": PAGE * 9}, method), "bell.html")
    assert packing_of(source) == "zip"


def test_a_format_that_is_certain_has_a_zip_for_itself(tmp_path, monkeypatch):
    source = at(tmp_path, zipped({"bell.html": PAGE}))
    monkeypatch.setattr(packed, "is_claimed", lambda source: source.name.endswith("input.zip"))
    assert list(unpacked(source)) == [source]


def test_a_gzip_holds_one_file(tmp_path):
    source = at(tmp_path, in_gzip(PAGE), "bell.html.gz")
    assert read(source) == {str(tmp_path / "bell.html"): PAGE}
    assert contents_of(source, packing_of(source)) == "gzip of html"


def test_what_a_zip_holds_is_told(tmp_path):
    members = {"bell.html": PAGE, "bell_files/a.css": b"p {}", "x.txt": b"A title\n\nA text.",
               "deep.zip": zipped({"y.html": PAGE}), "noise": bytes(range(256))}  # fmt: skip
    source = at(tmp_path, zipped(members))
    assert contents_of(source, "zip") == "zip of html, text"
    assert contents_of(at(tmp_path, zipped({"noise": bytes(range(256))})), "zip") == ""


def test_a_saved_pages_files_are_known_within_a_zip(tmp_path):
    source = at(tmp_path, zipped({"a/bell.html": PAGE, "a/bell_files/x.png": b"x", "x.png": b"y"}))
    for member in unpacked(source):
        assert is_part_of_page(member, None) == member.name.endswith("bell_files/x.png")
        if member.name.endswith("bell.html"):
            assert companion(member, "bell_files/x.png").read() == b"x"
            assert companion(member, "bell_files/../../x.png") is None


# Hostile ones -------------------------------------------------------------------------------


def test_no_name_leads_out(tmp_path):
    names = [
        "../../evil.html",
        "/etc/evil.html",
        "..\\evil.html",
        "C:\\evil.html",
        "a/../../b.html",
    ]
    source = at(tmp_path, zipped(dict.fromkeys(names, PAGE)))
    before = set(tmp_path.rglob("*"))
    assert sorted(read(source)) == ["C_/evil.html", "a/b.html", "etc/evil.html", "evil.html"]
    assert set(tmp_path.rglob("*")) == before
    for member in unpacked(source):
        assert not member.place().is_absolute()
        assert ".." not in member.place().parts
        assert member.sibling(Path("/etc/passwd")) is None


def test_links_are_left_out(tmp_path):
    info = zipfile.ZipInfo("link.html")
    info.external_attr = 0o120777 << 16
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(info, "/etc/passwd")
        file.writestr("bell.html", PAGE)
    assert read(at(tmp_path, content.getvalue())) == {"bell.html": PAGE}


def test_a_bomb_is_refused_and_the_rest_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "RATIO_FROM_BYTES", 1 << 18)
    found = read(at(tmp_path, zipped({"a.html": ZEROS, "b.html": PAGE})))
    assert "200 times its size" in found["a.html"]
    assert found["b.html"] == PAGE


def test_a_gzip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "RATIO_FROM_BYTES", 1 << 18)
    (told,) = read(at(tmp_path, in_gzip(ZEROS), "a.html.gz")).values()
    assert "200 times its size" in told


def test_a_member_beyond_its_bound_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "MOST_MEMBER_BYTES", 1000)
    found = read(at(tmp_path, zipped({"a.html": bytes(1001), "b.html": bytes(1000)})))
    assert "more than 1,000 bytes" in found["a.html"]
    assert found["b.html"] == bytes(1000)


def test_all_members_together_have_their_bound(tmp_path, monkeypatch):
    """Overlapping members inflate the same bytes again and again."""
    monkeypatch.setattr(packed, "MOST_BYTES", 3000)
    inner = zipped(dict.fromkeys("bcdefg", bytes(1000)))
    found = read(at(tmp_path, zipped({"a": bytes(1000), "inner.zip": inner, "z": bytes(1000)})))
    assert found["a"] == bytes(1000)
    assert "more than 3,000 bytes" in found["inner.zip/c"]
    assert "too much" in found["inner.zip"]
    assert "z" not in found


def test_packed_within_packed_has_its_depth(tmp_path):
    content = zipped({"bell.html": PAGE})
    for _ in range(packed.MOST_DEPTH):
        content = zipped({"in.zip": content})
    (told,) = read(at(tmp_path, content)).values()
    assert "packed more than 3 times over" in told
    content = in_gzip(in_gzip(in_gzip(in_gzip(PAGE))))
    (told,) = read(at(tmp_path, content, "a.gz.gz.gz.gz")).values()
    assert "packed more than 3 times over" in told


def test_encrypted_members_are_refused_by_name(tmp_path):
    content = zipped({"a.html": PAGE})
    content = local(central(content, 8, "<H", 1), 6, "<H", 1)
    assert "a.html: is encrypted" in read(at(tmp_path, content))["a.html"]


@pytest.mark.parametrize(("method", "name"), [(9, "Deflate64"), (14, "LZMA"), (77, "number 77")])
def test_other_compression_is_refused_by_name(tmp_path, method, name):
    content = local(central(zipped({"a.html": PAGE}), 10, "<H", method), 8, "<H", method)
    assert name in read(at(tmp_path, content))["a.html"]


def declaring(length, method):
    """A zip of one page that says in its list of members that it is so long, as zip64 does."""
    content, info = BytesIO(), zipfile.ZipInfo("a.html")
    info.compress_type, info.extra = method, struct.pack("<HHQQ", 0x9999, 16, length, length)
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(info, PAGE)
    told = content.getvalue().replace(b"\x99\x99\x10\x00", b"\x01\x00\x10\x00")
    return central(central(told, 20, "<I", 0xFFFFFFFF), 24, "<I", 0xFFFFFFFF)


def test_a_declared_length_is_not_believed(tmp_path):
    ten = 10 * 1024**3
    assert read(at(tmp_path, declaring(ten, zipfile.ZIP_DEFLATED))) == {"a.html": PAGE}
    found = read(at(tmp_path, declaring(ten, zipfile.ZIP_STORED)))
    assert "cannot be unpacked" in found["a.html"]
    small = central(zipped({"a.html": ZEROS}), 24, "<I", 5)
    assert "cannot be unpacked" in read(at(tmp_path, small))["a.html"]


def test_a_zip_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "MOST_MEMBERS", 3)
    (told,) = read(at(tmp_path, zipped(dict.fromkeys("abcd", b"x")))).values()
    assert "holds 4 files" in told


def test_a_directory_of_any_claimed_length_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "MOST_DIRECTORY_BYTES", 100)
    (told,) = read(at(tmp_path, zipped(dict.fromkeys("abcd", b"x")))).values()
    assert "too long" in told


@pytest.mark.parametrize("name", sorted(packed.DOCUMENTS))
def test_documents_that_are_zips_inside_are_named(tmp_path, name):
    (told,) = read(at(tmp_path, zipped({name: b"x", "word/document.xml": b"<x/>"}))).values()
    assert f"it is {packed.DOCUMENTS[name]}" in told


@pytest.mark.parametrize("damage", [
    lambda content: content[: len(content) // 2],
    lambda content: content[:-30] + b"\xff" * 30,
    lambda content: content.replace(b"PK\x01\x02", b"PK\x09\x09"),
    lambda content: content[:40] + b"\xff" * 10 + content[50:],
    lambda content: b"PK\x03\x04",
    lambda content: b"PK\x05\x06" + b"\xff" * 18,
])  # fmt: skip
def test_a_damaged_zip_says_so(tmp_path, damage):
    found = read(at(tmp_path, damage(zipped({"a.html": PAGE * 9}))))
    assert all("cannot be unpacked" in told for told in found.values())
    assert found


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b", in_gzip(PAGE)[:30], b"\x1f\x8b\x08" + b"\xff" * 99]
)
def test_a_damaged_gzip_says_so(tmp_path, content):
    (told,) = read(at(tmp_path, content, "a.gz")).values()
    assert "cannot be unpacked" in told
