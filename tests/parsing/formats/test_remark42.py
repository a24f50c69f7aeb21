import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing.drafts import Context, Identity, PersonDraft, Problem
from archive.parsing.formats import UnknownFormatError, choose, parse, remark42, unpacking
from archive.parsing.sources import BytesSource
from tests.packing import in_gzip
from tests.parsing.formats.reading import (
    articles,
    comments,
    damaged,
    left_out,
    problems,
    records,
    shared_file,
)

QUAY, CRANE = "https://a.example/quay/", "https://a.example/crane/"
META = {
    "version": 1,
    "users": [{"id": "github_1", "blocked": {"status": False}, "verified": True}],
    "posts": [{"url": QUAY, "read_only": True}, {"url": "https://a.example/none/"}],
}
ADA = {"name": "Ada &amp; Co", "id": "github_1", "picture": "https://p.example/1", "ip": "ab12cd"}


def line(number, url=QUAY, **values):
    return {
        "id": f"c{number}",
        "pid": "",
        "text": f"<p>Words {number}</p>\n",
        "orig": f"Words {number}",
        "user": {**ADA, "admin": False},
        "locator": {"site": "notes", "url": url},
        "score": 2,
        "votes": {"github_2": True},
        "voted_ips": {"ff": {"Timestamp": "2020-01-02T03:04:05Z", "Value": True}},
        "vote": 0,
        "time": "2020-01-02T03:04:05.123456789-06:00",
        "title": "The quay",
        **values,
    }


LINES = [
    META,
    line(1, pid="c2"),
    line(2, time="2020-01-01T00:00:00Z", title="Old", edit={"time": "2020-01-03T00:00:00Z"}),
    line(3, text="", orig="", delete=True, user={"name": "deleted", "id": "deleted"}),
    line(4, CRANE, title="", text="", orig="A [b](https://b.example/)", pin=True),
]


def backup(lines=LINES):
    return b"".join(json.dumps(one).encode() + b"\n" for one in lines)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_comments_come_apart_and_pages_follow(pack):
    found = records("remark42", pack(backup()))
    first, second, gone, other = comments(found)
    assert first.identities == (Identity("remark42:notes", "c1"), Identity("remark42", "c1"))
    assert (first.ref, first.parent_ref, first.score) == ("c1", "c2", 2)
    assert first.author == PersonDraft("Ada & Co", user_id="github_1")
    assert first.posted.isoformat() == "2020-01-02T03:04:05-06:00"
    assert (first.body_html, first.place) == ("<p>Words 1</p>", "line 2")
    assert first.permalink == f"{QUAY}#remark42__comment-c1"
    assert second.modified_at.isoformat() == "2020-01-03T00:00:00+00:00"
    assert (gone.state, gone.author, gone.body_html) == ("deleted", None, "")
    assert other.body_html == '<p>A <a href="https://b.example/">b</a></p>'
    quay, crane = articles(found)
    assert (quay.title, quay.url, quay.comments_state) == ("The quay", QUAY, "closed")
    assert (crane.title, crane.comments_state) == ("", "unknown")
    assert first.article == quay.identities[0] == Identity("remark42:notes", QUAY)
    assert left_out(found) == ["https://a.example/none/"]
    assert problems(found) == []
    assert "ab12cd" not in repr(found)


def test_a_line_that_is_no_comment_is_told_and_the_rest_goes_on():
    broken = [b'{"id": ', b"[1]", b'{"id": "x"}', b'{"locator": {"url": 5}}', b"\xff"]
    found = records("remark42", b"\n".join([*broken, backup()]))
    assert [place for place, severity in problems(found) if severity == "refused"] == [
        "line 1",
        "line 2",
        "line 3",
        "line 4",
        "line 5",
    ]
    assert len(comments(found)) == 4


def test_wrong_types_never_raise_and_are_told():
    for key in line(1):
        for wrong in (5, "x", [1], {"a": 1}, True, [[[]]], 1e400):
            found = records("remark42", backup([{**line(1), key: wrong}]))
            assert len(comments(found)) + len(problems(found)) > 0, (key, wrong)
    odd = records("remark42", backup([line(1, score=1.5, colour="red"), line(2, colour="red")]))
    assert problems(odd) == [("line 1", "repaired"), ("line 1", "noticed")]


def test_damage_behind_the_start_keeps_what_came_before():
    packed = in_gzip(backup([META, *(line(n, text="x" * n) for n in range(3000))]))
    found = records("remark42", packed[: len(packed) // 2])
    assert 100 < len(comments(found)) < 3000
    assert len(articles(found)) == 1
    assert problems(found) == [("export", "refused")]
    assert "damaged" in next(one for one in found if isinstance(one, Problem)).message


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr(remark42, "MAX_LINE_BYTES", 50_000)
    begun = time.perf_counter()
    found = records("remark42", in_gzip(backup() + b" " * 50_000_000))
    assert len(comments(found)) == 4
    assert (
        "more than 1,000,000 bytes"
        in [one for one in found if isinstance(one, Problem)][-1].message
    )
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "content",
    [
        b'{"version":1,"users":' + b"[" * 100_000,
        b'{"locator":{"url":"a"},"score":' + b"9" * 100_000 + b"}",
        b'{"locator":{"url":"a\\ud800"},"id":"\\udfff","score":NaN,"time":"\\ud83d"}',
        b'{"locator":{"url":"a"},"user":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}",
        b"\x1f\x8b" + bytes(500),
        b"\x1f\x8b",
        b"",
    ],
)
def test_hostile_lines_yield_problems_within_bounds(content):
    begun = time.perf_counter()
    remark42.sniff(BytesSource(content, "x"))
    for one in records("remark42", content):
        repr(one).encode()
    assert time.perf_counter() - begun < 5


def test_what_is_a_backup_is_chosen_by_its_content():
    for content in (backup(), in_gzip(backup()), backup(LINES[1:])):
        assert choose(BytesSource(content, "x")) == "remark42"
    assert remark42.sniff(BytesSource(b'{"version":1,"comments":[]}', "x")) == 0


@settings(max_examples=150)
@given(st.booleans(), st.integers(0, 2500), st.integers(0, 2500), st.integers(0, 255))
def test_damage_never_raises(is_packed, cut, place, byte):
    whole = in_gzip(backup()) if is_packed else backup()
    content = damaged(whole, cut, place, byte)
    remark42.sniff(BytesSource(content, "export"))
    records("remark42", content)


def test_a_bad_backup_is_refused_with_a_clear_word():
    source, _ = shared_file("other/umputun__remark42__import.txt.gz")
    with pytest.raises(UnknownFormatError, match=r"not read yet.*remark42"):
        parse(source, Context())
    found = list(remark42.parse(source, Context()))
    assert [(one.place, one.severity) for one in found] == [
        ("line 1", "refused"),
        ("line 2", "refused"),
        ("line 3", "refused"),
    ]
    assert "no comment of a backup" in found[0].message
