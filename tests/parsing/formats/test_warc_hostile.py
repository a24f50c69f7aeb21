"""Web archives that are broken, or made to do harm: what is there is read, within bounds."""

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import brotli
import pytest
import zstandard

from archive.parsing.drafts import Context
from archive.parsing.formats import warc as warc_format
from archive.parsing.formats import warc_bodies, warc_members, warc_tape
from tests.packing import in_gzip
from tests.parsing.formats.warcs import (
    ARC_HEAD,
    URL,
    arc,
    articles,
    http,
    page,
    per_record,
    problems,
    read,
    reasons,
    warc,
)

MIB = 1024 * 1024
BLOCK = http(page())
RECORD = warc(BLOCK)
OTHER = "https://tidewater.example/2019/the-quay/"
NEXT = warc(http(page("The quay")), url=OTHER)
PICTURE = warc(http(bytes(50_000), media_type="image/png"))


class Film:
    """A file that is made while it is read, from what `parts` gives."""

    def __init__(self, parts):
        self.parts, self.buffer, self.done = parts(), b"", 0

    def read(self, size):
        while len(self.buffer) < size and (part := next(self.parts, None)) is not None:
            self.buffer += part
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        self.done += len(data)
        self.start = data if self.done == len(data) else b""
        return data

    def seek(self, at):
        """Only to the start, and only as long as what was read is at hand."""
        if self.done != at:
            assert (at, self.done) == (0, len(self.start))
            self.buffer, self.done = self.start + self.buffer, 0
        return at

    def tell(self):
        return self.done

    def close(self):
        pass


@dataclass
class Made:
    """A source of such a file."""

    parts: Callable[[], Iterator[bytes]]
    name: str = "crawl"

    def open(self):
        return Film(self.parts)


def peak(work):
    """The most memory that was held while `work` ran, in bytes."""
    tracemalloc.start()
    try:
        result = work()
        return tracemalloc.get_traced_memory()[1], result
    finally:
        tracemalloc.stop()


def titles(records):
    return [one.title for one in articles(records)]


@pytest.mark.parametrize("pack", [b"".join, lambda all_: in_gzip(b"".join(all_))])
def test_a_last_record_that_is_cut_off_is_kept_as_far_as_it_goes(pack):
    records = read(pack([NEXT, warc(BLOCK[:-60], length=len(BLOCK)).rstrip()]))
    assert titles(records) == ["The quay", "The bell"]
    (problem,) = problems(records)
    assert (problem.severity, "record 2" in problem.place) == ("repaired", True)
    assert f"of {len(BLOCK):,} bytes that were declared {len(BLOCK) - 60:,}" in problem.message


def test_a_gzip_member_that_is_cut_off_costs_its_end_alone():
    first, second = (
        in_gzip(warc(http(page() + bytes(random.Random(1).randbytes(9000))))),  # noqa: S311
        NEXT,
    )
    for content in (
        first[:-2000] + in_gzip(second),
        first[:-2000] + per_record(second, second),
    ):
        records = read(content)
        assert titles(records)[:2] == ["The bell", "The quay"]
        (problem,) = problems(records)
        assert "gzip data from byte 0 on: damaged" in problem.message
        assert f"goes on at byte {len(first) - 2000:,}" in problem.message
    (problem,) = problems(read(in_gzip(second) + first[:-2000]))
    assert "ends within its last gzip member" in problem.message


@pytest.mark.parametrize("place", [3, 12, 40, 200])
def test_damage_within_a_member_costs_that_member_alone(place):
    members = [in_gzip(NEXT), bytearray(in_gzip(RECORD)), in_gzip(RECORD)]
    members[1][place] ^= 0xFF
    records = read(b"".join(map(bytes, members)))
    assert titles(records)[0] == "The quay"
    assert titles(records)[-1] == "The bell"
    assert problems(records)


def test_a_wrong_checksum_is_told_and_costs_nothing():
    first = bytearray(in_gzip(RECORD))
    first[-6] ^= 0xFF
    records = read(bytes(first) + in_gzip(NEXT))
    assert titles(records) == ["The bell", "The quay"]
    (problem,) = problems(records)
    assert "incorrect data check" in problem.message


def test_padding_between_and_after_members_is_no_fault():
    assert problems(read(in_gzip(RECORD) + bytes(500))) == []


@pytest.mark.parametrize(
    "pack", [lambda *all_: b"".join(all_), per_record, lambda *all_: in_gzip(b"".join(all_))]
)
@pytest.mark.parametrize(
    "length", [10_000_000_000, len(BLOCK) + 30, len(BLOCK) + 700, len(BLOCK) - 40]
)
def test_records_behind_a_false_length_are_found(pack, length):
    records = read(pack(NEXT, warc(BLOCK, length=length), NEXT, PICTURE))
    assert titles(records) == ["The quay", "The bell", "The quay"]
    assert reasons(records) == ["a picture"]
    (problem,) = problems(records)
    assert ("record 2" in problem.place, problem.severity) == (True, "repaired")
    assert b"WARC/" not in articles(records)[1].capture.content


@pytest.mark.parametrize("length", ["", "-1", "abc", "1e3", "9" * 30])
def test_a_length_that_is_none_ends_where_the_next_record_begins(length):
    for content in (
        warc(BLOCK, length=length) + NEXT,
        ARC_HEAD + arc(BLOCK, length=length or "-") + arc(http(page("The quay")), OTHER),
    ):
        records = read(content)
        assert titles(records) == ["The bell", "The quay"]
        (problem,) = problems(records)
        assert "is no number" in problem.message


def test_what_is_no_record_is_passed_over_and_told():
    records = read(RECORD + b"junk\r\n" * 40_000 + NEXT + b"more junk")
    assert titles(records) == ["The bell", "The quay"]
    assert ["more are passed over" in one.message for one in problems(records)] == [True, True]


def test_a_header_without_an_end_is_refused():
    records = read(
        RECORD + b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"x" * 300_000 + b"\n" + NEXT
    )
    assert titles(records) == ["The bell", "The quay"]
    assert "header is cut off or longer" in problems(records)[0].message
    (problem,) = problems(read(warc(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000)))
    assert "HTTP header is longer" in problem.message


@pytest.mark.parametrize("date", ["", "yesterday", "2019", "2019-13-45T99:00:00Z"])
def test_a_date_that_tells_no_time_is_none(date):
    records = read(warc(BLOCK, at=date))
    assert articles(records)[0].capture.captured_at is None
    assert problems(records)[0].severity == "noticed"


def test_any_bytes_give_records_and_no_exception():
    chance = random.Random(1893)  # noqa: S311 -- the same every time, no secret
    whole = [
        per_record(NEXT, RECORD, PICTURE),
        NEXT + RECORD + PICTURE,
        zstandard.compress(RECORD * 3),
    ]
    whole.append(ARC_HEAD + arc(BLOCK) + arc(BLOCK, OTHER))
    for _ in range(200):
        content = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(1, 8)):
            content[chance.randrange(30, len(content))] = chance.randrange(256)
        cut = chance.randrange(40, len(content))
        for one in (bytes(content), bytes(content[:cut])):
            source = warc_format.BytesSource(one, "crawl")
            assert list(warc_format.parse(source, Context()))


def test_memory_does_not_grow_with_the_file():
    """Some 200 MiB of film, plain and deflated; what is held are a few blocks and one page."""
    film = http(bytes(MIB), media_type="video/mp4")

    def plain():
        yield RECORD
        for _ in range(200):
            yield warc(film)
        yield NEXT

    def deflated():
        return map(gzip.compress, plain())

    read(RECORD)  # what is made once, such as patterns, is made before
    for parts in (plain, deflated):
        source = Made(parts)
        held, records = peak(lambda source=source: list(warc_format.parse(source, Context())))
        assert titles(records) == ["The bell", "The quay"]
        assert reasons(records) == ["sound or film"] * 200
        assert held < 16 * MIB


def bomb(size, pack):
    """A file of `size` bytes that are all the same."""
    coder = pack()
    parts = [coder.compress(warc(b"x" * 9, length=size).rstrip())]
    parts += [coder.compress(bytes(MIB)) for _ in range(size // MIB)]
    return b"".join([*parts, coder.flush()])


@pytest.mark.parametrize(
    "pack",
    [lambda: zlib.compressobj(9, wbits=31), lambda: zstandard.ZstdCompressor().compressobj()],
)
def test_files_that_inflate_without_end_are_not_read_on(pack, monkeypatch):
    monkeypatch.setattr(warc_tape, "MOST_FREE", 8 * MIB)
    content = bomb(400 * MIB, pack)
    held, records = peak(lambda: read(content))
    assert "inflate to more than" in problems(records)[-1].message
    assert problems(records)[-1].severity == "refused"
    assert held < 16 * MIB


def test_how_far_a_bomb_is_inflated(monkeypatch):
    monkeypatch.setattr(warc_tape, "MOST_FREE", 8 * MIB)
    content = bomb(400 * MIB, lambda: zlib.compressobj(9, wbits=31))
    with warc_tape.Tape(lambda: BytesIO(content)) as tape:
        with pytest.raises(warc_tape.BombError):
            list(iter(lambda: tape.take(MIB), b""))
        assert tape.position < 40 * MIB


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (in_gzip(bytes(80 * MIB)), "gzip"),
        (zlib.compress(bytes(80 * MIB)), "deflate"),
        (brotli.compress(bytes(80 * MIB), quality=3), "br"),
        (zstandard.compress(bytes(80 * MIB)), "zstd"),
        (in_gzip(in_gzip(bytes(80 * MIB))), "gzip, gzip"),
    ],
)
def test_bodies_larger_than_a_page_are_refused(body, coding):
    held, records = peak(lambda: read(warc(http(body, f"Content-Encoding: {coding}")) + NEXT))
    assert titles(records) == ["The quay"]
    (problem,) = problems(records)
    assert "more than 67,108,864 bytes, which is more than a page may have" in problem.message
    assert problem.severity == "refused"
    assert held < 80 * MIB


def test_a_page_stored_larger_than_a_page_may_be_is_refused():
    records = read(warc(http(page() + bytes(64 * MIB))) + NEXT)
    assert titles(records) == ["The quay"]
    assert "it is larger than 67,108,864 bytes" in problems(records)[0].message


def test_codings_upon_codings_are_undone_only_so_far():
    body = warc_bodies.decoded(b"x", "br," * 1000, 100)
    assert len(body.repairs) == warc_bodies.MOST_CODINGS + 1


def test_revisits_that_refer_to_each_other_end():
    def revisit(url, of):
        fields = [f"WARC-Refers-To-Target-URI: {of}", "WARC-Payload-Digest: sha1:CYCLE"]
        return warc(http(b""), "revisit", url, fields=fields)

    records = read((revisit(URL, OTHER) + revisit(OTHER, URL) + revisit(URL, URL)) * 50)
    assert len(reasons(records)) == len(records) == 150
    assert {one.split()[0] for one in reasons(records)} == {"unchanged"}


def test_captures_are_remembered_in_a_bounded_number(monkeypatch):
    monkeypatch.setattr(warc_format, "MOST_SEEN", 10)
    seen = warc_format.Seen()
    for number in range(100):
        record = warc_format.Captured(
            "response", f"{URL}{number}", None, "", {"warc-date": "2019"}, "", None
        )
        seen.note(record)
    assert len(seen.times) == 10
    assert f"{URL}99" in seen.times


def test_winding_back_costs_only_so_much(monkeypatch):
    """Each of these records claims all that follows: reading all of it again would be quadratic."""
    monkeypatch.setattr(warc_tape, "MOST_REREAD", MIB)
    lie = warc(b"GET / HTTP/1.1\r\n\r\n", "request", length=10_000_000_000)
    read_bytes = 0
    take = warc_tape.Tape.take

    def counted(self, most):
        nonlocal read_bytes
        data = take(self, most)
        read_bytes += len(data)
        return data

    monkeypatch.setattr(warc_tape.Tape, "take", counted)
    content = lie * 2000
    records = read(content)
    assert read_bytes < 2 * MIB + len(content)
    assert "too much of the file was read twice" in problems(records)[-1].message


def test_members_that_only_look_like_some_are_tried_only_so_often(monkeypatch):
    monkeypatch.setattr(warc_members, "MOST_RESYNCS", 50)
    records = read(in_gzip(RECORD) + b"\x1f\x8b\x08\xff" * 10_000)
    assert titles(records) == ["The bell"]
    assert 0 < len(problems(records)) <= 52
    assert "the gzip data from byte" in problems(records)[-1].message


def test_more_chunks_than_a_page_has_are_not_put_together(monkeypatch):
    monkeypatch.setattr(warc_bodies, "MOST_CHUNKS", 100)
    body = b"1\r\nx\r\n" * 101 + b"0\r\n\r\n"
    (problem,) = problems(read(warc(http(body, "Transfer-Encoding: chunked"))))
    assert "has more than 100 chunks" in problem.message


def test_bytes_among_damaged_members_are_told_with_the_damage():
    noise = in_gzip(b"no record, but damaged: " + bytes(range(256)))
    damaged = noise[:-6] + b"\0\0" + noise[-4:]
    records = read(in_gzip(RECORD) + damaged + in_gzip(NEXT))
    assert titles(records) == ["The bell", "The quay"]
    told = " ".join(one.message for one in problems(records))
    assert "incorrect data check" in told
    assert "passed over" in told or "no record" in told


def test_a_dictionary_without_end_is_refused():
    head = b"\x5d\x2a\x4d\x18\xff\xff\xff\xff"
    with warc_tape.Tape(lambda: BytesIO(head)) as tape:
        assert not tape.has_more()
        assert "a dictionary of 4,294,967,295 bytes" in tape.damage
