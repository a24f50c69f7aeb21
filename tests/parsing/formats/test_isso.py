import json
import sqlite3
import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.lib.html import clean
from archive.parsing.drafts import Context, Identity, PersonDraft
from archive.parsing.formats import choose, isso, isso_database
from archive.parsing.sources import BytesSource, source_for
from tests.parsing.formats.reading import (
    articles,
    comments,
    damaged,
    left_out,
    problems,
    records,
    shared_file,
)

SCHEMA = """
CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,
  created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR,
  author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0,
  dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN
  DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
"""
THREADS = [(1, "/quay/", "The quay"), (2, "https://b.example/crane/", ""), (3, "/empty/", "Empty")]
BOLD, LINK = "Hi **you**\nand\n\nyou.", "See [it](http://c.example/x)"
HOME = "http://ada.example"
ROWS = [
    (
        1,
        1,
        None,
        1234567890.75,
        None,
        1,
        "192.0.2.0",
        "Hi **you**\nand\n\nyou.",
        "Ada",
        "a@b.c",
        "http://ada.example",
        5,
        2,
    ),
    (
        1,
        2,
        3,
        1234567900,
        1234567999,
        2,
        "192.0.2.0",
        "See [it](http://c.example/x)",
        "Bo",
        None,
        None,
        0,
        0,
    ),
    (1, 3, None, 1234567800, None, 4, None, "", None, None, None, 0, 0),
    (2, 4, 99, 1234567801, None, 1, None, "x < y & z", "", "c@d.e", None, 0, 0),
]
GENERIC = [
    {
        "id": "/quay/",
        "title": "The quay",
        "comments": [
            {"id": 0, "author": "Ada", "email": "a@b.c", "website": "", "remote_addr": "192.0.2.0"}
            | {"created": "2005-02-24 04:03:37", "text": "Hi."},
            {"id": 1, "author": "", "created": "nonsense", "text": 5},
            "no comment",
        ],
    },
    {"id": "/empty/", "title": "Empty", "comments": []},
]


def database(tmp_path, schema=SCHEMA, threads=THREADS, rows=ROWS):
    path = tmp_path / "comments.db"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.executescript(schema)
        connection.executemany("INSERT INTO threads VALUES (?, ?, ?)", threads)
        names = "tid, id, parent, created, modified, mode, remote_addr, text, author, email"
        marks = ", ".join("?" * 13)
        connection.executemany(
            f"INSERT INTO comments ({names}, website, likes, dislikes, voters)"  # noqa: S608
            f" VALUES ({marks}, zeroblob(256))",
            rows,
        )
    connection.close()
    return path


@pytest.fixture
def content(tmp_path):
    return database(tmp_path).read_bytes()


def test_threads_and_comments_are_read_with_their_states(content):
    found = records("isso", content)
    ada, bo, gone, other = comments(found)
    assert [one.state for one in (ada, bo, gone, other)] == [
        "published",
        "pending",
        "deleted",
        "published",
    ]
    assert ada.identities == (Identity("isso", "1"),)
    assert (ada.author, ada.author_url) == (PersonDraft("Ada", email="a@b.c"), "http://ada.example")
    assert (ada.posted.isoformat(), ada.score) == ("2009-02-13T23:31:30+00:00", 3)
    assert (bo.ref, bo.parent_ref) == ("2", "3")
    assert bo.modified_at.isoformat() == "2009-02-13T23:33:19+00:00"
    assert (gone.author, gone.body_html) == (None, "")
    assert (other.author, other.parent_ref) == (None, "99")
    assert left_out(found) == ["Empty"]
    assert "192.0.2" not in repr(found)


def test_markdown_stays_text_with_paragraphs_and_links(content):
    ada, bo, _, other = comments(records("isso", content))
    assert ada.body_html == "<p>Hi **you**<br>and</p>\n<p>you.</p>"
    assert bo.body_html == '<p>See <a href="http://c.example/x">it</a></p>'
    assert clean(other.body_html) == "<p>x &lt; y &amp; z</p>"


@pytest.mark.parametrize(
    ("markdown", "markup"),
    [
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("<http://a.example/>", '<p><a href="http://a.example/">http://a.example/</a></p>'),
        ("![alt](/a.png)", '<p><img src="/a.png" alt="alt"></p>'),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>"),
        ("```\na <b>\n\nc\n```\nd", "<pre><code>a &lt;b&gt;\n\nc</code></pre>\n<p>d</p>"),
        ("<p>old <em>markup</em></p>", "<p>old <em>markup</em></p>"),
        ("> said\n\nmore &amp; <em>more</em>", "<p>&gt; said</p>\n<p>more &amp; <em>more</em></p>"),
        ("<script>x</script>\n", "<script>x</script>"),
    ],
)
def test_markdown_by_example(markdown, markup):
    assert isso.from_markdown(markdown) == markup


def test_a_host_makes_addresses_of_paths(content):
    with_site = articles(records("isso", content, site="a.example"))
    assert [one.url for one in with_site] == ["https://a.example/quay/", "https://b.example/crane/"]
    assert next(one.url for one in articles(records("isso", content))) == ""
    assert with_site[0].identities == (Identity("isso", "/quay/"),)


def test_odd_values_are_told_and_never_raised(tmp_path):
    odd = [
        (7, 1, "x", "soon", float("inf"), 9, None, b"\xff", 5.5, None, None, "many", None),
        (1, 2, None, 1e300, None, None, None, "kept", "Ada", None, None, 2**62, -(2**62)),
    ]
    found = records("isso", database(tmp_path, rows=odd).read_bytes())
    first, second = comments(found)
    assert (first.state, first.author, first.body_html) == ("pending", PersonDraft("5.5"), "")
    assert (second.state, second.body_html, second.posted) == ("pending", "<p>kept</p>", None)
    assert {one.identities[0].value for one in articles(found)} == {"/quay/", "#7"}
    assert {place for place, _ in problems(found)} == {"comment 1", "comment 2"}


def test_text_that_is_not_of_the_files_encoding_is_read_with_its_gaps(tmp_path):
    path = database(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE comments SET text = CAST(x'61ff62' AS TEXT) WHERE id = 1")
    connection.close()
    assert comments(records("isso", path.read_bytes()))[0].body_html == "<p>a\ufffdb</p>"


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE VIEW comments AS SELECT 1 AS tid; CREATE TABLE threads (id, uri, title)",
        "CREATE TABLE threads (id, uri, title)",
        "CREATE TABLE threads (id, uri, title);"
        " CREATE TABLE comments (tid, id, text AS (hex(zeroblob(9999999))))",
        "CREATE TABLE threads (id, uri, title); CREATE VIRTUAL TABLE comments USING fts5(text, id)",
        "CREATE TABLE threads (id, uri, title); CREATE TABLE comments (id"
        + "".join(f", c{number}" for number in range(300))
        + ")",
    ],
)
def test_what_is_no_plain_table_is_refused(tmp_path, schema):
    path = tmp_path / "odd.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(schema)
    connection.close()
    found = records("isso", path.read_bytes())
    assert problems(found) == [("export", "refused")]
    assert len(found) == 1


def test_a_damaged_page_costs_what_stands_on_it_and_is_told(tmp_path):
    rows = [(1, n, None, 1.0, None, 1, None, "x" * 900, "Ada", None, None, 0, 0) for n in range(99)]
    content = bytearray(database(tmp_path, rows=rows).read_bytes())
    size = struct.unpack(">H", content[16:18])[0]
    for page in range(8, 12):
        content[page * size : (page + 1) * size] = bytes(size)
    begun = time.perf_counter()
    found = records("isso", bytes(content))
    assert {severity for _, severity in problems(found)} == {"repaired", "refused"}
    assert 0 < len(comments(found)) < 99
    assert len(articles(found)) == 1
    assert time.perf_counter() - begun < 5


def test_rows_told_over_and_over_end_where_the_file_cannot_hold_them(tmp_path, monkeypatch):
    monkeypatch.setattr(isso_database, "LEAST_ROW_BYTES", 20_000)
    found = records("isso", database(tmp_path).read_bytes())
    assert (
        "more than the file holds" in next(one for one in found if hasattr(one, "severity")).message
    )


def test_a_declared_size_counts_for_nothing(content):
    declared = bytearray(content)
    declared[28:32] = struct.pack(">I", 10 * 1024**3 // 4096)
    assert isinstance(records("isso", bytes(declared)), list)
    assert isinstance(records("isso", content[:5000]), list)


def test_an_error_in_words_that_are_no_utf_8_is_still_a_refusal(content):
    place = content.index(b"CREATE TABLE threads") + len("CREATE TABLE threads ")
    found = records("isso", content[:place] + b"\x80" + content[place + 1 :])
    assert problems(found) == [("export", "refused")]


def test_work_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr(isso_database, "MOST_SECONDS", -1)
    monkeypatch.setattr(isso_database, "STEPS_BETWEEN_LOOKS", 1)
    found = records("isso", database(tmp_path).read_bytes())
    assert [severity for _, severity in problems(found)] == ["refused"]


def test_nothing_is_written_beside_the_file(tmp_path):
    path = database(tmp_path)
    before = path.read_bytes()
    list(isso.parse(source_for(path), Context()))
    assert [one.name for one in tmp_path.glob("comments*")] == ["comments.db"]
    assert path.read_bytes() == before


def test_generic_json_is_read_and_its_clock_has_no_zone():
    found = records("isso", json.dumps(GENERIC).encode(), site="a.example")
    first, second = comments(found)
    assert first.identities == (Identity("isso:generic", "0"),)
    assert (first.posted.isoformat(), first.author) == (
        "2005-02-24T04:03:37",
        PersonDraft("Ada", email="a@b.c"),
    )
    assert (second.author, second.posted, second.body_html) == (None, None, "")
    assert problems(found) == [
        ("thread 1, comment 3", "refused"),
        ("thread 1, comment 2", "repaired"),
        ("thread 1, comment 2", "repaired"),
    ]
    assert [one.url for one in articles(found)] == ["https://a.example/quay/"]
    assert left_out(found) == ["Empty"]
    assert "192.0.2" not in repr(found)


def test_bytes_that_are_no_utf_8_are_told_once():
    content = json.dumps(GENERIC[:1]).encode().replace(b"Hi.", b"Hi \xff.")
    found = records("isso", content)
    assert comments(found)[0].body_html == "<p>Hi \ufffd.</p>"
    assert problems(found)[-1] == ("export", "repaired")


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'[{"id": ' + b"[" * 100_000,
        b'[{"id": "a", "comments": [{"id": ' + b"9" * 10_000 + b', "text": NaN}]}]',
        b'[{"id": "\\ud800", "comments": [{"id": "\\udfff", "author": "\\ud83d"}]}]',
        b'[{"id": "a"',
        b'["a", 5, null]',
        b"[\xff\xfe]",
        b"",
        b"{}",
    ],
)
def test_hostile_json_yields_problems_within_bounds(content):
    begun = time.perf_counter()
    for one in records("isso", content):
        repr(one).encode()
    assert time.perf_counter() - begun < 5


def test_what_is_isso_is_chosen_by_its_content(content):
    assert choose(BytesSource(content, "x.txt")) == "isso"
    assert choose(BytesSource(json.dumps(GENERIC).encode(), "x")) == "isso"
    assert isso.sniff(BytesSource(isso_database.MAGIC + bytes(500), "x")) == 0
    assert isso.sniff(BytesSource(b'[{"id": 1, "title": "x"}]', "x")) == 0


@settings(max_examples=100)
@given(st.integers(0, 30_000), st.integers(0, 40_000), st.integers(0, 255))
def test_damage_of_a_database_never_raises(tmp_path_factory, cut, place, byte):
    whole = database(tmp_path_factory.mktemp("isso")).read_bytes()
    content = damaged(whole, cut, place, byte)
    isso.sniff(BytesSource(content, "export"))
    records("isso", content)


@settings(max_examples=100)
@given(st.integers(0, 600), st.integers(0, 600), st.integers(0, 255))
def test_damage_of_json_never_raises(cut, place, byte):
    records("isso", damaged(json.dumps(GENERIC).encode(), cut, place, byte))


@pytest.mark.parametrize("name", ["isso-disqus-dev.db", "isso-generic-dev.db"])
def test_real_databases_have_their_true_counts(name):
    source, expected = shared_file(f"other/isso-db/{name}")
    assert choose(source) == "isso"
    found = list(isso.parse(source, Context()))
    states = [one.state for one in comments(found)]
    assert (len(articles(found)), len(states)) == (expected["threads"], expected["comments"])
    assert {mode: states.count(isso.STATES[int(mode)]) for mode in expected["by_mode"]} == expected[
        "by_mode"
    ]
    assert sum(one.parent_ref is not None for one in comments(found)) == expected["replies"]
    assert len({one.author.name for one in comments(found)}) == expected["distinct_authors"]


def test_real_json_has_its_true_counts():
    source, expected = shared_file("other/posativ__isso__generic.json")
    assert choose(source) == "isso"
    found = list(isso.parse(source, Context()))
    assert len(articles(found)) == expected["threads"]
    assert len(comments(found)) == expected["comments"]
