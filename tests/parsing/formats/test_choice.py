import time

import pytest

from archive.parsing import formats
from archive.parsing.drafts import ArticleDraft, Context, Problem
from archive.parsing.formats.unread import kind_of
from archive.parsing.sources import BytesSource, source_for


def source(tmp_path, content, name="input"):
    path = tmp_path / name
    path.write_bytes(content)
    return source_for(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<!DOCTYPE html><html><body><p>Hi", "html"),
        (b"<!-- saved from url=(0014)about:internet --><html>", "html"),
        (b"\xef\xbb\xbf<HTML><HEAD><TITLE>x</TITLE>", "html"),
        (b'{"afterword": 1, "kind": "header"}\n', "jsonl"),
        (b'{"kind": "article", "title": "x"}\n', "jsonl"),
        (b"A headline\n\nA text with a < b and c > d.", "text"),
        ("Überschrift\n\nText".encode("latin-1"), "text"),
        (b'<?xml version="1.0"?><!-- c --><rss version="2.0"><channel><title>x</title>', None),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html>', "html"),
        (b"<rss><channel><item/></channel></rss>", None),
        (b'{"posts": [{"title": "x"}]}', None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None),
        (b"", None),
    ],
)
def test_content_decides_the_format(tmp_path, content, expected):
    misleading = "page.html" if expected != "html" else "dump.txt"
    assert formats.choose(source(tmp_path, content, misleading)) == expected


def test_choosing_is_quick_on_unclosed_declarations(tmp_path):
    content = b"<?xml ?>" + b"<!-- " * 12_000
    begun = time.perf_counter()
    formats.choose(source(tmp_path, content))
    assert time.perf_counter() - begun < 2


def test_what_nothing_reads_is_refused_with_what_was_seen(tmp_path):
    with pytest.raises(formats.UnknownFormatError, match=r"00.*html.*text"):
        formats.parse(source(tmp_path, b"\0\1\2\3"), Context())


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture"),
        (
            b'{"id": 3, "title": {"rendered": "<p>A</p><div>b</div><p>c</p>"}}',
            "JSON with id, title",
        ),
        (b'[\n {"db": [{"meta": 1}]}]', "JSON with db, meta"),
        (b'id,title,status\n1,Hello there,draft\n2,"A, b",sent\n', "a table with the columns id"),
        (b"Name\tMail\tWords\nAda\tx\tYes\n", "a table with the columns Name"),
        (b"From ada@a.example Fri Jun 22 10:32:00 2012\nSubject: x\n", "a mailbox"),
        (b"---\ntitle: A\ndate: 2012\n---\n<p>One</p>\n", "a page with front matter"),
    ],
)
def test_what_is_recognised_and_not_read_is_refused_by_name(tmp_path, content, name):
    assert formats.choose(source(tmp_path, content)) is None
    with pytest.raises(formats.UnknownFormatError, match=f"{name}.*not read yet.*html"):
        formats.parse(source(tmp_path, content), Context())


@pytest.mark.parametrize(
    "content",
    [
        b"Rain, wind, and eels\nIt rained, it blew, and they came.\n\nMore of it.\n",
        b"[1] of many\n\nThe first letter, in full, as it came.\n",
        b"{curly} beginnings\n\nAre no list of records.\n",
        b"From Ada\n\nDear all, this is how it was.\n",
    ],
)
def test_words_are_taken_for_nothing_else(content):
    assert kind_of(BytesSource(content, "dump.txt")) == ""


def test_an_unknown_format_name_is_refused(tmp_path):
    with pytest.raises(formats.UnknownFormatError, match=r"no format .wxyz.*html"):
        formats.parse(source(tmp_path, b"x"), Context(), "wxyz")


@pytest.mark.parametrize(
    "content",
    [
        b"<html></html>",
        b"<html><body>" + b"<div>" * 5000 + b"deep" + b"</div>" * 5000,
        b"<html><body><h1>" + b"<b>" * 3000 + b"x",
        b"<html>\xff\xfe\xfd<body>\x00\x01\x02<p>text",
        b"<!DOCTYPE html><html><script type='application/ld+json'>" + b"[" * 5000 + b"</script>",
        b'<html><body><ol class="commentlist">' + b'<li id="comment-1">' * 300,
        b"<html><head><meta http-equiv=Content-Type content='text/html; charset=nonsense'>",
    ],
)
def test_every_hostile_page_yields_a_record_and_no_exception(tmp_path, content):
    records = list(formats.parse(source(tmp_path, content), Context(), "html"))
    assert records
    assert all(isinstance(record, ArticleDraft | Problem) for record in records)
