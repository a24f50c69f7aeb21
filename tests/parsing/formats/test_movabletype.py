import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.parsing.drafts import ArticleDraft, Context, Identity, PersonDraft, Problem, TermDraft
from archive.parsing.formats import choose, movabletype
from archive.parsing.sources import BytesSource
from tests.parsing.formats.reading import (
    articles,
    comments,
    damaged,
    problems,
    records,
    shared_file,
)

EXPORT = """AUTHOR: Ada Lark
TITLE: The quay &amp; the crane
BASENAME: the_quay
STATUS: Publish
ALLOW COMMENTS: 2
ALLOW PINGS: 0
CONVERT BREAKS: 1
PRIMARY CATEGORY: Harbour
CATEGORY: Harbour
CATEGORY: Boats
TAGS: tide,"ebb, flow"
UNIQUE URL: http://notes.example/2009/03/the_quay.html
DATE: 03/04/2009 12:05:09 AM
-----
BODY:
The crane is <em>old</em>.
It creaks.

-----
this line was drawn by hand

<blockquote>A rule
of the port</blockquote>
-----
EXTENDED BODY:
There is more.
-----
EXCERPT:
A crane,
and a quay.
-----
KEYWORDS:
winch, rope
-----
COMMENT:
AUTHOR: Bo
EMAIL: bo@mail.example
IP: 192.0.2.7
URL: http://bo.example/
DATE: 03/05/2009 14:00:01
Grand.

DATE: is what I wonder about
-----
PING:
TITLE: On cranes
URL: http://cranes.example/7
IP: 192.0.2.8
BLOG NAME: Cranes
DATE: 03/06/2009 01:02:03 PM
An excerpt.
-----
--------
TITLE: Later
STATUS: Future
DATE: 13/45/2009
-----
BODY:
Soon.
--------
not a mark
-----
--------
"""


def test_an_entry_gives_all_its_fields():
    quay, later = articles(records("movabletype", EXPORT.encode(), site="other.example"))
    assert (quay.title, quay.slug, quay.state) == ("The quay & the crane", "the_quay", "published")
    assert quay.identities == (Identity("movabletype:notes.example", "the_quay"),)
    assert quay.url == "http://notes.example/2009/03/the_quay.html"
    assert quay.authors == (PersonDraft("Ada Lark"),)
    assert (quay.published.isoformat(), quay.published.offset_minutes) == (
        "2009-03-04T00:05:09",
        None,
    )
    assert quay.comments_state == "closed"
    assert quay.standfirst == "A crane, and a quay."
    assert [(one.kind, one.name) for one in quay.terms] == [
        ("category", "Harbour"),
        ("category", "Boats"),
        ("tag", "tide"),
        ("tag", "ebb, flow"),
        ("tag", "winch"),
        ("tag", "rope"),
    ]
    assert (later.state, later.published, later.identities) == ("scheduled", None, ())
    assert later.site_host == "other.example"


def test_line_breaks_become_paragraphs_and_lines_drawn_in_a_text_stay():
    quay, later = articles(records("movabletype", EXPORT.encode()))
    assert quay.body_html.split("\n") == [
        "<p>The crane is <em>old</em>.<br>It creaks.</p>",
        "<p>-----<br>this line was drawn by hand</p>",
        "<blockquote>A rule",
        "of the port</blockquote>",
        "<p>There is more.</p>",
    ]
    assert "--------<br>not a mark" in later.body_html


@pytest.mark.parametrize(
    ("convert", "expected"),
    [
        ("0", "One\ntwo"),
        ("richtext", "One\ntwo"),
        ("1", "<p>One<br>two</p>"),
        ("__default__", "<p>One<br>two</p>"),
        ("textile_2", "<p>One<br>two</p>"),
        ("markdown", "<p>One<br>two</p>"),
    ],
)
def test_breaks_are_converted_as_the_entry_says(convert, expected):
    text = f"TITLE: x\nCONVERT BREAKS: {convert}\n-----\nBODY:\nOne\ntwo\n-----\n--------\n"
    assert articles(records("movabletype", text.encode()))[0].body_html == expected


def test_comments_and_pings_are_read_and_no_address_of_a_machine_is_kept():
    found = records("movabletype", EXPORT.encode())
    comment, ping = comments(found)
    assert comment.author == PersonDraft("Bo", email="bo@mail.example")
    assert (comment.author_url, comment.kind) == ("http://bo.example/", "comment")
    assert comment.posted.isoformat() == "2009-03-05T14:00:01"
    assert comment.body_html == "<p>Grand.</p>\n<p>DATE: is what I wonder about</p>"
    assert (ping.kind, ping.author, ping.title) == ("trackback", PersonDraft("Cranes"), "On cranes")
    assert ping.posted.isoformat() == "2009-03-06T13:02:03"
    assert (comment.place, ping.place) == ("line 35", "line 45")
    assert "192.0.2" not in repr(found)


def test_what_is_not_understood_is_told_with_its_line():
    text = EXPORT.replace("ALLOW PINGS: 0", "IMAGE: x.jpg\nstray").replace("KEYWORDS:", "NOTES:")
    found = records("movabletype", text.replace("STATUS: Future", "STATUS: Odd").encode())
    assert problems(found) == [
        ("line 6", "noticed"),
        ("line 7", "repaired"),
        ("line 33", "noticed"),
        ("line 55", "repaired"),
    ]
    assert articles(found)[1].state == "odd"  # which intake keeps as pending, and says so


def test_an_entry_with_nothing_in_it_is_refused_and_the_rest_goes_on():
    found = records("movabletype", b"STATUS: Draft\n-----\n--------\n" + EXPORT.encode())
    assert problems(found)[0] == ("line 1", "refused")
    assert len(articles(found)) == 2


def test_an_entry_beyond_the_bound_is_refused_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(movabletype, "MAX_ENTRY_CHARACTERS", 2000)
    long = "TITLE: long\n-----\nBODY:\n" + "x" * 9000 + "\n-----\n--------\n"
    found = records("movabletype", (long + EXPORT).encode())
    assert [type(one) for one in found[:2]] == [Problem, ArticleDraft]
    assert (found[0].place, found[1].place) == ("line 1", "line 7")


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)],
)
def test_any_encoding_is_read_and_a_guess_is_told(encoding, remark):
    text = EXPORT.replace("Grand.", "Größe für Schönheit, Übermut für Früchte, ätzend öde Bälge")
    found = records("movabletype", text.encode(encoding))
    assert "Größe für Schönheit" in comments(found)[0].body_html
    assert any("encoding" in one.message for one in found if isinstance(one, Problem)) == remark


def test_a_damaged_byte_does_not_make_another_encoding_of_utf_8():
    text = EXPORT.replace("Grand.", "潮の満ち引き、回る橋のこと。" * 3).encode()
    found = records("movabletype", text.replace(b"An excerpt.", b"An \xff excerpt."))
    assert "潮の満ち引き" in comments(found)[0].body_html
    assert problems(found)[0] == ("export", "repaired")


def test_pages_and_dumps_are_no_exports():
    for text in ("TITLE: a poem\n\nand its text", "AUTHORITY: x\n-----\n", "<html>\n-----\n", ""):
        assert movabletype.sniff(BytesSource(text.encode(), "x")) == 0
    assert choose(BytesSource(EXPORT.encode(), "x")) == "movabletype"


def test_terms_are_told_once():
    terms = movabletype.terms_of({"PRIMARY CATEGORY": ["A"], "CATEGORY": ["A", ""]}, "")
    assert dict.fromkeys(terms) == {TermDraft("A", "category"): None}


@pytest.mark.parametrize(
    "content",
    [
        b"TITLE: x\n" * 200_000,
        b"TITLE: x\n-----\n" + b"-----\n" * 200_000,
        b"TITLE: x\n" + b"--------\n" * 200_000,
        b"TITLE: x\n-----\nBODY:\n" + b"<pre\n\n" * 100_000,
        b"TITLE: x\n-----\nCOMMENT:\n" + b"AUTHOR: x\n" * 100_000,
        b"TITLE: x\nCONVERT BREAKS: markdown\n-----\nBODY:\n" + b"[" * 200_000 + b"](",
        b"TITLE: x\nTAGS: " + b'"' * 300_000,
    ],
)
def test_hostile_exports_cost_no_more_than_their_length(content):
    begun = time.perf_counter()
    assert records("movabletype", content)
    assert time.perf_counter() - begun < 5


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1500), st.integers(0, 1500), st.integers(0, 255))
def test_damage_never_raises(cut, place, byte):
    content = damaged(EXPORT.encode(), cut, place, byte)
    movabletype.sniff(BytesSource(content, "export"))
    records("movabletype", content)


def test_a_real_export_has_its_true_counts():
    source, expected = shared_file("other/aereal__mt__ok.txt")
    assert choose(source) == "movabletype"
    found = list(movabletype.parse(source, Context()))
    kinds = [one.kind for one in comments(found)]
    assert len(articles(found)) == expected["posts"]
    assert (kinds.count("comment"), kinds.count("trackback")) == (
        expected["comments"],
        expected["pings"],
    )
    assert [one.author.name for one in comments(found)] == expected["comment_authors"]
