"""Web archives: what is read of them, and what is left out with which reason."""

import gzip
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard

from archive.parsing.drafts import ArticleDraft, Context
from archive.parsing.formats import choose, parse
from archive.parsing.sources import BytesSource, source_for
from tests.packing import in_gzip
from tests.parsing.formats.warcs import (
    ARC_HEAD,
    TEXT,
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

SHARED = Path(__file__).parents[4] / "shared" / "imports"
CAPTURED = datetime(2019, 12, 10, 10, 0, 1, tzinfo=UTC)
RECORD = warc(http(page()))
INFO = warc(b"software: ours\r\n", "warcinfo", "")


def chunked(body, size=100):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "content",
    [
        INFO + RECORD,
        per_record(INFO, RECORD),
        in_gzip(INFO + RECORD),
        zstandard.compress(INFO + RECORD),
        zstandard.compress(INFO) + zstandard.compress(RECORD),
        b"\r\n" + INFO + RECORD,
        INFO + warc(http(page()), version="1.1", at="2019-12-10T10:00:01.712Z"),
        INFO + warc(http(page()), url=f"<{URL}>"),
        INFO + warc(page(), "resource", fields=["Content-Type: text/html; charset=utf-8"]),
    ],
)
def test_a_page_comes_with_its_address_its_time_and_its_bytes(content):
    records = read(content)
    (article,) = articles(records)
    assert (article.title, article.url, article.rank) == ("The bell", URL, "page")
    assert TEXT in article.body_html
    assert article.capture.content == page()
    assert (article.capture.url, article.capture.captured_at) == (URL, CAPTURED)
    assert article.capture.media_type == "text/html; charset=utf-8"
    assert "record 2 at byte" in article.place
    assert reasons(records) == ["what the crawler says of itself"]
    assert problems(records) == []


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_arc_files_are_read(pack):
    records = read(pack(ARC_HEAD + arc(http(page())) + arc(b"192.0.2.1", "dns:tidewater.example")))
    (article,) = articles(records)
    assert (article.url, article.capture.content) == (URL, page())
    assert article.capture.captured_at == datetime(2004, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert len(reasons(records)) == 2
    assert problems(records) == []


def test_arc_records_of_version_two_are_read():
    block = http(page())
    line = f"{URL} 192.0.2.1 20040102030405 text/html 200 abcd - 0 f.arc {len(block)}\n"
    assert len(articles(read(ARC_HEAD + line.encode() + block + b"\n"))) == 1


def test_a_dictionary_in_a_first_frame_serves_all_frames():
    words = zstandard.ZstdCompressionDict(page() * 3)
    frames = zstandard.ZstdCompressor(dict_data=words).compress(INFO + RECORD)
    data = words.as_bytes()
    for stored in (data, zstandard.compress(data)):
        head = b"\x5d\x2a\x4d\x18" + len(stored).to_bytes(4, "little") + stored
        assert len(articles(read(head + frames))) == 1


def deflated(body):
    return zlib.compress(body)


def deflated_bare(body):
    coder = zlib.compressobj(wbits=-15)
    return coder.compress(body) + coder.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (in_gzip(page()), ["Content-Encoding: gzip"]),
        (in_gzip(page()[:300]) + in_gzip(page()[300:]), ["Content-Encoding: x-gzip"]),
        (deflated(page()), ["Content-Encoding: deflate"]),
        (deflated_bare(page()), ["Content-Encoding: deflate"]),
        (brotli.compress(page()), ["Content-Encoding: br"]),
        (zstandard.compress(page()), ["content-encoding: ZSTD"]),
        (chunked(page()), ["Transfer-Encoding: chunked"]),
        (chunked(page()) + b"Checksum: x\r\n\r\n", ["Transfer-Encoding: chunked"]),
        (chunked(brotli.compress(page())), ["Transfer-Encoding: chunked", "Content-Encoding: br"]),
        (in_gzip(brotli.compress(page())), ["Content-Encoding: br, gzip"]),
        (page(), ["Content-Encoding: identity"]),
    ],
)
def test_bodies_are_decoded(body, headers):
    records = read(warc(http(body, *headers)))
    (article,) = articles(records)
    assert article.capture.content == page()
    assert problems(records) == []


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "chunked", "rot13"])
def test_what_is_not_coded_as_declared_is_read_as_it_stands(coding):
    name = "Transfer-Encoding" if coding == "chunked" else "Content-Encoding"
    records = read(warc(http(page(), f"{name}: {coding}")))
    (article,) = articles(records)
    assert article.capture.content == page()
    (problem,) = problems(records)
    assert (problem.severity, coding in problem.message) == ("repaired", True)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (in_gzip(page(text=TEXT * 900))[:-900], "Content-Encoding: gzip"),
        (brotli.compress(page(text=TEXT * 900))[:-20], "Content-Encoding: br"),
        (zstandard.compress(page(text=TEXT * 9000))[:-20], "Content-Encoding: zstd"),
        (in_gzip(page())[:-8] + b"damaged!", "Content-Encoding: gzip"),
        (chunked(page())[:-200], "Transfer-Encoding: chunked"),
        (chunked(page()[:-14])[:-5] + b"</body></html>", "Transfer-Encoding: chunked"),
    ],
)
def test_of_a_body_cut_short_what_is_there_is_kept(body, header):
    records = read(warc(http(body, header)))
    assert articles(records)[0].title == "The bell"
    (problem,) = problems(records)
    assert (problem.severity, "record 1 at byte 0" in problem.place) == ("repaired", True)


THREAD = (
    "<ol class=commentlist><li class='comment depth-1' id=comment-11><div class=comment-author>"
    "<cite class=fn>Ana</cite></div><div class=comment-meta><a href='#comment-11'>2 hours ago"
    "</a></div><p>It was five in my day, and louder.</p></li></ol>"
)


def test_of_a_page_cut_off_the_thread_is_not_called_complete():
    """Comments of its lost part would count as gone."""
    block = http(page(more=THREAD))
    whole = in_gzip(page(more=THREAD))
    for record, is_complete in [
        (warc(block), True),
        (warc(block, length=len(block) + 1000), False),
        (warc(block, fields=["WARC-Truncated: length"]), False),
        (warc(block, fields=["WARC-Segment-Number: 1"]), False),
        (warc(http(page(more=THREAD), "Content-Encoding: gzip")), True),
        (warc(http(whole[:-4], "Content-Encoding: gzip")), False),
    ]:
        (article,) = articles(read(record))
        assert len(article.comments) == 1
        assert article.capture.thread_is_complete == is_complete


def test_the_capture_tells_how_long_ago_two_hours_are():
    (article,) = articles(read(warc(http(page(more=THREAD)))))
    (comment,) = article.comments
    assert comment.posted.at.date() == CAPTURED.date()
    assert comment.posted.at < CAPTURED


def test_the_charset_of_the_server_counts():
    body = (
        page(text=TEXT + " Über Öl").decode().replace("<meta charset=utf-8>", "").encode("cp1250")
    )
    (article,) = articles(read(warc(http(body, media_type='text/html;charset="windows-1250"'))))
    assert "Über Öl" in article.body_html
    assert article.capture.media_type == "text/html; charset=windows-1250"


def test_a_page_of_the_wayback_machine_is_of_the_place_and_time_it_names():
    url = f"https://web.archive.org/web/20120304050607id_/{URL}"
    (article,) = articles(read(warc(http(page()), url=url)))
    assert (article.url, article.capture.url) == (URL, URL)
    assert article.capture.captured_at == datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_captures_of_one_address_are_drafts_each():
    later = warc(http(page("The bell, mended")), at="2020-01-01T00:00:00Z")
    found = articles(read(RECORD + later))
    assert [one.capture.captured_at.year for one in found] == [2019, 2020]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (warc(b"GET / HTTP/1.1\r\n\r\n", "request"), "what was asked, not what was answered"),
        (warc(b"x", "metadata"), "the crawler's notes"),
        (warc(b"x", "conversion"), "another form of what was captured"),
        (warc(b"x", "oddity"), "a record of an unknown kind"),
        (warc(http(b"", "Location: /x", status="301 Moved")), "a redirect"),
        (warc(http(page(), status="404 Not Found")), "an error page"),
        (warc(http(page(), status="503 No")), "an error page"),
        (warc(http(page(), status="206 Partial")), "neither a page nor an error"),
        (warc(http(b"GIF89a", media_type="image/gif")), "a picture"),
        (warc(http(b"a{}", media_type="text/css")), "a stylesheet"),
        (warc(http(b"1", media_type="application/javascript")), "a script"),
        (warc(http(b"{}", media_type="application/ld+json")), "data in JSON"),
        (warc(http(b"<rss/>", media_type="application/rss+xml")), "a feed or other XML"),
        (warc(http(b"%PDF", media_type="application/pdf")), "a PDF document"),
        (warc(http(b"PK", media_type="application/zip")), "a file of another kind"),
        (warc(http(page()), url="https://tidewater.example/robots.txt"), "robots.txt"),
        (warc(http(b'{"a": 1}')), "declared as a page, but without markup"),
        (warc(http(b"")), "an empty answer"),
        (warc(http(b"<!doctype html><title>x</title>")), "a page without text and comments"),
    ],
)
def test_what_is_no_article_is_left_out_with_its_reason(record, reason):
    records = read(INFO + record + RECORD)
    assert reasons(records)[1:] == [reason]
    assert len(articles(records)) == 1
    assert problems(records) == []


def test_what_is_of_no_declared_kind_is_looked_at():
    assert len(articles(read(warc(http(page(), media_type=""))))) == 1
    assert len(articles(read(warc(page())))) == 1


def revisit(digest="", url="", date=""):
    fields = [f"WARC-Payload-Digest: {digest}"] if digest else []
    fields += [f"WARC-Refers-To-Target-URI: {url}"] if url else []
    fields += [f"WARC-Refers-To-Date: {date}"] if date else []
    return warc(http(b""), "revisit", at="2021-01-01T00:00:00Z", fields=fields)


def test_revisits_say_since_when_nothing_changed():
    known = warc(http(page()), fields=["WARC-Payload-Digest: sha1:AAAA"])
    here, elsewhere = "an earlier capture here", "a capture that is not held here before it"
    for record, of, since in [
        (revisit("SHA1:AAAA"), here, "2019-12-10T10:00:01Z"),
        (revisit(url=URL), here, "2019-12-10T10:00:01Z"),
        (revisit("sha1:BBBB", "https://other.example/", "2018-01-01T00:00:00Z"), elsewhere, "2018"),
        (revisit(), elsewhere, ""),
    ]:
        *_, left = read(known + record)
        assert left.reason == f"unchanged since {of}"
        assert since in left.title


def test_a_captured_page_is_named_by_its_own_address_alone(tmp_path):
    context = Context(site_host="elsewhere.example", url="https://elsewhere.example/crawl")
    (article,) = articles(
        read(warc(page(), "resource", "file:///a", fields=["Content-Type: text/html"]), context)
    )
    assert article.url == ""


@pytest.mark.parametrize("content", [b"WARCHIVE", b"\x1f\x8b\x08junk", in_gzip(b"x" * 99), b""])
def test_other_files_are_not_taken_for_archives(content):
    assert choose(BytesSource(content, "x.warc.gz")) != "warc"


def shared_files():
    expected = SHARED / "EXPECTED.json"
    known = json.loads(expected.read_text()) if expected.is_file() else {}
    kinds = ("warc", "arc", "wacz")
    found = {
        name: one["expected"]
        for name, one in known.items()
        if one["expected"].get("format") in kinds
    }
    return [pytest.param(name, one, id=name) for name, one in found.items()] or [
        pytest.param("", {}, marks=pytest.mark.skip(reason=f"{expected} is absent"))
    ]


@pytest.mark.parametrize(("name", "expected"), shared_files())
def test_real_files_are_accounted_for(name, expected):
    """Every page is an article or left out as a list; every record is there, once."""
    counts = [expected, *expected.get("warcs", {}).values()]
    records = list(parse(source_for(SHARED / name), Context()))
    pages = [one for one in records if isinstance(one, ArticleDraft)]
    lists = [one for one in reasons(records) if one.startswith(("a list", "the front page"))]
    html = sum(one.get("html_200_responses", 0) for one in counts)
    others = sum(one.get("record_types", {}).get("resource", 0) for one in counts)
    assert html <= len(pages) + len(lists) <= html + others or expected["format"] == "arc"
    members = [
        one for one in expected.get("members", []) if "archive/" not in one or "data/" in one
    ]
    if expected["format"] == "arc":
        assert len(pages) == ("bad" not in name)
    kept = len(pages) + len(reasons(records)) - len(members)
    assert kept == sum(one.get("records", 0) for one in counts) + 3 * ("bad.arc" in name)
