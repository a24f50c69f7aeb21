"""WACZ packages: their WARC files are read, whatever else a zip may hold or pretend to."""

import struct
import zipfile
from io import BytesIO

import pytest

from archive.parsing.drafts import Context
from archive.parsing.formats import choose, wacz
from archive.parsing.sources import BytesSource
from tests.parsing.formats.test_warc_hostile import MIB, peak, titles
from tests.parsing.formats.warcs import (
    URL,
    articles,
    http,
    page,
    per_record,
    problems,
    read,
    reasons,
    warc,
)

RECORD = warc(http(page()))
DIGEST = "WARC-Payload-Digest: sha1:ABCD"
DESCRIBED = {"datapackage.json": b'{"profile": "data-package", "wacz_version": "1.1.1"}'}


def packed(members, method=zipfile.ZIP_STORED):
    held = BytesIO()
    with zipfile.ZipFile(held, "w", method) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_pages_of_every_warc_file_are_read(method):
    content = packed(
        {
            "indexes/index.cdx.gz": b"x",
            "archive/one.warc.gz": per_record(RECORD),
            "archive/two.warc": warc(http(page("The quay")), url=f"{URL}quay/"),
            "pages/pages.jsonl": b"{}",
            "notes.txt": b"ours",
            **DESCRIBED,
        },
        method,
    )
    records = read(content)
    assert titles(records) == ["The bell", "The quay"]
    assert articles(records)[0].place.startswith("archive/one.warc.gz, record 1 at byte 0")
    assert sorted(set(reasons(records))) == [wacz.BESIDE, wacz.INDEX]
    assert len(reasons(records)) == 4
    assert problems(records) == []


def test_a_revisit_may_be_of_a_page_in_another_warc_file():
    first = warc(http(page()), fields=[DIGEST])
    again = warc(http(b""), "revisit", fields=[DIGEST])
    records = read(packed({"archive/1.warc": first, "archive/2.warc": again}))
    assert reasons(records) == ["unchanged since an earlier capture here"]


def test_a_zip_is_one_for_what_it_holds():
    assert choose(BytesSource(packed({"page.html": page()}), "x.wacz")) != "wacz"
    assert choose(BytesSource(packed({"archive/x.txt": page()}), "x.wacz")) != "wacz"
    assert choose(BytesSource(b"PK\x03\x04 and no more", "x.wacz")) != "wacz"


def test_a_package_without_warc_files_says_so():
    (problem,) = problems(read(packed({"data/archive/test.txt": b"x", **DESCRIBED})))
    assert problem.message == "there is no WARC file in it"


def test_names_are_never_paths(tmp_path, monkeypatch):
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    before = sorted(tmp_path.rglob("*"))
    names = ["../../archive/a.warc", "/etc/archive/b.warc", "C:\\archive\\c.warc", "archive/d.warc"]
    records = read(packed(dict.fromkeys(names, RECORD)))
    assert len(articles(records)) == 3
    assert sorted(tmp_path.rglob("*")) == before


def test_a_member_that_is_no_warc_file_is_told():
    records = read(packed({"archive/a.warc": b"no record" * 30, "archive/b.warc": RECORD}))
    assert titles(records) == ["The bell"]
    (problem,) = problems(records)
    assert problem.place.startswith("archive/a.warc")


def test_a_damaged_or_encrypted_member_costs_itself_alone():
    content = packed({"archive/a.warc": RECORD, "archive/b.warc": RECORD.replace(b"bell", b"quay")})
    damaged = content.replace(b"The quay", b"The quai", 1)
    records = read(damaged)
    assert titles(records)[0] == "The bell"
    assert "Bad CRC-32" in problems(records)[-1].message
    encrypted = bytearray(content)
    encrypted[content.index(b"PK\x01\x02") + 8] |= 1
    records = read(bytes(encrypted))
    assert (len(articles(records)), problems(records)[0].message) == (1, "it is encrypted")


def test_a_package_cut_off_is_refused():
    source = BytesSource(packed({"archive/a.warc": RECORD})[:-30], "crawl.wacz")
    (problem,) = wacz.parse(source, Context())
    assert problem.message.startswith("not a readable zip")


def test_members_that_inflate_without_end_are_not_read(monkeypatch):
    monkeypatch.setattr(wacz, "MOST_FREE", 8 * MIB)
    film = warc(http(bytes(300 * MIB), media_type="video/mp4"))
    content = packed({"archive/a.warc": film, "archive/b.warc": RECORD}, zipfile.ZIP_DEFLATED)
    held, records = peak(lambda: read(content))
    assert titles(records) == ["The bell"]
    assert "would inflate to 3" in problems(records)[0].message
    assert held < 16 * MIB


def test_members_that_lie_on_each_other_are_counted_each(monkeypatch):
    """Entries that all point at one member would inflate it as often."""
    monkeypatch.setattr(wacz, "MOST_FREE", MIB)
    content = packed({"archive/a.warc": RECORD + bytes(MIB // 4)}, zipfile.ZIP_DEFLATED)
    at = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry, count = content[at:end], 1000
    tail = bytearray(content[end:])
    tail[8:16] = struct.pack("<HHI", count, count, len(entry) * count)
    records = read(content[:at] + entry * count + bytes(tail))
    assert len(articles(records)) < 100
    assert sum("it is not read" in one.message for one in problems(records)) > 900


def test_a_list_of_members_without_end_is_not_read():
    content = bytearray(packed({"archive/a.warc": RECORD}))
    at = content.index(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<I", 0xFFFFFFFE)
    source = BytesSource(bytes(content), "crawl")
    assert wacz.sniff(source) == 0
    (problem,) = wacz.parse(source, Context())
    assert "its list of members takes 4,294,967,294 bytes" in problem.message


def test_how_long_the_list_is_stands_elsewhere_in_large_files():
    end64 = b"PK\x06\x06" + bytes(36) + struct.pack("<QQ", 77_000_000, 0)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, 0, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert wacz.directory_size(BytesIO(end64 + locator + end)) == 77_000_000
