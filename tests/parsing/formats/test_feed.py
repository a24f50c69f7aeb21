"""Feeds: every dialect, comments where they are comments, and nothing fetched or opened."""

import re
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby

import feedparser
import pytest

from archive.lib.dates import Moment
from archive.parsing.drafts import (
    ArticleDraft,
    Context,
    Identity,
    LeftOut,
    Problem,
    TermDraft,
)
from archive.parsing.formats import choose, feed, feed_threads
from archive.parsing.sources import BytesSource, source_for
from tests.parsing.formats.shared_exports import EXPORTS, SHARED, each_of
from tests.parsing.formats.written_feeds import ATOM, DC, article, atom, parted, read, rss
from tests.parsing.test_xml_records import Endless

BELL = Identity("address", "https://harbour.example/2012/06/light-and-bell/")


def test_the_sample_of_articles_holds_what_it_says():
    (ice, bell), comments = parted(
        list(feed.parse(source_for(EXPORTS / "harbour.feed.xml"), Context()))
    )
    assert comments == []
    assert bell.rank == "feed"
    assert bell.title == "Why the harbour light & the bell are two things"
    assert bell.identities == (Identity("wordpress", "101"), BELL)
    assert bell.published == Moment(datetime(2012, 6, 22, 8, 32, tzinfo=UTC), "second", 0)
    assert bell.body_html.startswith("<p>The light tells you where.</p>")
    assert bell.standfirst == ""  # it only begins as the text does
    assert bell.declared_comment_count == 4
    assert bell.terms == (TermDraft("Harbour lore", "category"), TermDraft("bells", "category"))
    assert (bell.site_name, bell.language, bell.confidence) == ("Harbour Letters", "en-GB", 1.0)
    assert ice.body_html.startswith("A glove")
    assert (ice.declared_comment_count, ice.confidence) == (0, 0.5)
    assert ice.lead_image_url == "https://harbour.example/files/glove.jpg"


def test_an_atom_entry_keeps_what_rss_cannot_say():
    *_, bell = feed.parse(source_for(EXPORTS / "harbour.atom"), Context())
    assert bell.standfirst == "On two ways of saying here."
    assert bell.modified == Moment(datetime(2012, 6, 23, 5, 10, tzinfo=UTC), "second", 0)
    assert bell.modified_at == bell.modified.at
    assert bell.authors[0].profile_url == ""  # the blog's front page is nobody's own
    assert bell.declared_comment_count == 4


ITEM = "<title>A &amp; b</title><link>https://quay.example/a</link>"
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


@pytest.mark.parametrize(
    "content",
    [
        f'<rss version="0.91"><channel><item>{ITEM}<description>Words.</description></item>'
        "</channel></rss>",
        f'<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/>'
        f"<item>{ITEM}<description>Words.</description></item></rdf:RDF>",
        f'<rdf:RDF {RDF} {DC} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"/><item>'
        f"{ITEM}<description>Words.</description><dc:date>2012-06-22T10:30:00+02:00</dc:date>"
        "</item></rdf:RDF>",
        f"<rss version='2.0'><channel><item>{ITEM}<description>Words.</description>"
        "<pubDate>Fri, 22 Jun 2012 10:30:00 +0200</pubDate></item></channel></rss>",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A &amp; b</title>'
        '<link rel="alternate" type="text/html" href="https://quay.example/a"/>'
        "<issued>2012-06-22T10:30:00+02:00</issued>"
        '<content type="text/html" mode="escaped">Words.</content></entry></feed>',
        f"<feed {ATOM}><entry><title>A &amp; b</title><link href='https://quay.example/a'/>"
        "<published>2012-06-22T10:30:00+02:00</published>"
        "<content type='html'>Words.</content></entry></feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>A &amp; b</a:title>"
        "<a:link href='https://quay.example/a'/><a:published>2012-06-22T10:30:00+02:00"
        "</a:published><a:content type='html'>Words.</a:content></a:entry></a:feed>",
        f"Warning: x on line 3<br />\n<?xml version='1.0'?>\n<rss><channel><item>{ITEM}"
        "<description>Words.</description></item>",
    ],
)
def test_every_dialect_says_the_same(content):
    assert choose(BytesSource(content.encode(), "x")) == "feed"
    (draft,) = [one for one in read(content) if isinstance(one, ArticleDraft)]
    assert (draft.title, draft.url, draft.body_html) == (
        "A & b",
        "https://quay.example/a",
        "Words.",
    )
    assert draft.published is None or draft.published.isoformat() == "2012-06-22T10:30:00+02:00"


@pytest.mark.parametrize(
    ("content", "sureness"),
    [
        (b"<rss/>", 0.9),
        ("<?xml version='1.0' encoding='utf-16'?><feed/>".encode("utf-16"), 0.9),
        (b"<!-- a --><!DOCTYPE rss [<!ENTITY a 'b'>]><?x?>\n<rss version='2.0'>", 0.9),
        (f"<rdf:RDF {RDF} xmlns='http://purl.org/rss/1.0/'/>".encode(), 0.9),
        (f"<rdf:RDF {RDF} xmlns:foaf='http://xmlns.com/foaf/0.1/'/>".encode(), 0),
        (b"<!DOCTYPE html><p>How to write &lt;rss&gt;: <rss>", 0),
        (b"<html><?xml version='1.0'?><rss>", 0),
        (b"<disqus/>", 0),
        (b"2 < 3 <b", 0),
        (b"<!-- without end", 0),
        (b"", 0),
    ],
)
def test_content_decides(content, sureness):
    assert feed.sniff(BytesSource(content, "page.html")) == sureness


@pytest.mark.parametrize(
    "name", ["harbour.wordpress.xml", "harbour.disqus.xml", "harbour.page.html"]
)
def test_what_is_also_something_else_is_that(name):
    assert choose(source_for(EXPORTS / name)) != "feed"


@pytest.mark.parametrize(
    ("content", "markup"),
    [
        ("<content>2 &lt; 3\n\nyes</content>", "<p>2 &lt; 3</p>\n<p>yes</p>"),
        ("<content type='html'>&lt;b&gt;A&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;</content>",
         "<b>A</b><script>x</script>"),  # intake cleans
        ("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A</p></div></content>",
         "<p>A</p>"),
        ("<content type='html' xml:base='https://quay.example/log/'>"
         "&lt;a href='b'&gt;A&lt;/a&gt;</content>", '<a href="https://quay.example/log/b">A</a>'),
        ("<content type='image/png'>iVBORw0KGgo=</content><summary>A</summary>", "<p>A</p>"),
        ("<content src='https://quay.example/film'/><summary>A</summary>", "<p>A</p>"),
        ("<content type='text'>A</content><content type='html'>B</content>", "B"),
    ],
)  # fmt: skip
def test_of_several_texts_the_fullest_is_taken_as_it_is(content, markup):
    assert article(atom(f"<entry><title>T</title>{content}</entry>")).body_html == markup


def test_what_says_nothing_is_left_out_and_what_is_no_time_is_told():
    left, told, kept = read(
        rss("<item><link>https://quay.example/a</link></item>"
            "<item><title>B</title><pubDate>soon</pubDate></item>")
    )  # fmt: skip
    assert isinstance(left, LeftOut)
    assert isinstance(told, Problem)
    assert "“soon” is no time" in told.message
    assert kept.published is None


def test_an_entry_of_another_site_is_not_of_this_one_and_takes_its_feeds_author_in_atom_alone():
    draft = article(rss("<item><title>A</title><link>https://other.example/a</link></item>"))
    assert (draft.site_host, draft.site_name) == ("other.example", "")
    head = "<title>Quay</title><author><name>Ada</name><email>a@quay.example</email></author>"
    assert article(atom("<entry><title>A</title></entry>", head)).authors[0].name == "Ada"
    assert article(rss("<item><title>A</title></item>", head)).authors == ()


def test_an_address_that_entries_share_names_none_of_them():
    link = "<link>https://quay.example/log#{0}</link><title>{0}</title>"
    several = "".join(f"<item>{link.format(one)}</item>" for one in "abc")
    assert [one.url for one in read(rss(several))] == ["", "", ""]
    assert {one.site_host for one in read(rss(several))} == {"quay.example"}
    again = "<item><guid>1</guid><title>A</title><link>https://quay.example/a</link></item>" * 2
    assert {one.url for one in read(rss(again))} == {"https://quay.example/a"}
    home = "<item><title>A</title><link>http://www.quay.example</link></item>"
    assert article(rss(home)).url == ""


def test_what_defines_entities_is_refused():
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + rss("<item>&b;</item>")
    (told,) = read(bomb)
    assert "entities" in told.message


def test_feedparser_is_given_nothing_to_fetch_or_to_open(monkeypatch):
    given, parse = [], feedparser.parse
    monkeypatch.setattr(
        feedparser, "parse", lambda one, **kept: given.append(one) or parse(one, **kept)
    )
    for content in ("https://quay.example/feed", __file__, "", rss("<item>/etc/passwd</item>")):
        read(content)
    assert given
    assert {type(one) for one in given} == {BytesIO}


def test_what_nobody_foresaw_costs_itself_alone(monkeypatch):
    parse = feedparser.parse

    def broken(one, **kept):
        if b"<title>B" in one.getvalue():
            raise AssertionError("so much for that")
        return parse(one, **kept)

    monkeypatch.setattr(feedparser, "parse", broken)
    items = "".join(f"<item><title>{one}</title></item>" for one in "ABC")
    head, first, told, last = read(rss(items, "<title>Before</title>"))
    assert (first.title, last.title) == ("A", "C")
    assert "so much for that" in told.message
    assert "so much for that" in head.message


def test_long_names_and_absurd_numbers_cost_nothing():
    content = rss(
        f"<item><title>A</title><author>{'a.' * 500_000}</author><guid>{'9' * 500_000}</guid>"
        "<slash:comments>99999999999999999999</slash:comments></item>"
    )
    (draft,) = [one for one in read(content) if isinstance(one, ArticleDraft)]
    assert draft.declared_comment_count is None


def test_memory_does_not_grow_with_the_feed(monkeypatch):
    monkeypatch.setattr(feed_threads, "MOST_LINKS", 50)
    monkeypatch.setattr(feed_threads, "MOST_REPLIES", 50)
    item = b"<item><title>A</title><link>https://quay.example/a</link><description>words"
    source = [Endless(b"<rss>", item + b" words" * 4_000 + b"</description></item>\n", count)
              for count in (60, 240)]  # fmt: skip
    peaks = []
    for one in source:
        tracemalloc.start()
        assert sum(isinstance(record, ArticleDraft) for record in feed.parse(one, Context()))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


@pytest.mark.parametrize(("path", "expected"), each_of("feeds"))
def test_feeds_of_feedparsers_own_tests_are_read_whole(path, expected):
    records = list(feed.parse(source_for(path), Context()))
    refused = [one for one in records if isinstance(one, Problem) and one.severity == "refused"]
    entries = [one for one in records if one.place.startswith("entry") and
               not isinstance(one, Problem)]  # fmt: skip
    if not refused:
        assert len(entries) == expected["items_lxml_recover"]
    assert all("entities" in one.message for one in refused)


def encoded():
    """A feed of each encoding of which there are any, and the codec that reads it."""
    feeds = [
        (one, one.values[1])
        for one in each_of("encodings")
        if one.values[0] and one.values[0].suffix == ".xml"
        if one.values[1].get("declared_matches") and feed.sniff(source_for(one.values[0]))
    ]
    groups = groupby(feeds, key=lambda one: one[1]["codec"])
    return [next(of)[0] for _, of in groups] or each_of("no such folder")


@pytest.mark.parametrize(("path", "expected"), encoded())
def test_feeds_of_every_encoding_are_read_as_they_declare(path, expected):
    text = path.read_bytes().decode(expected["codec"], "replace")
    drafts = [one for one in feed.parse(source_for(path), Context())
              if isinstance(one, ArticleDraft)]  # fmt: skip
    assert drafts or "<!ENTITY" in text
    for draft in drafts:
        words = max(re.findall(r"[^\W\d_]+", draft.title), key=len, default="")
        assert words in text


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/imports, which is not here")
def test_a_podcasts_feed():
    path = SHARED / "other/TryGhost__migrate/mg-libsyn/feed.xml"
    assert len(parted(list(feed.parse(source_for(path), Context())))[0]) == 2
