"""Blogger's exports, the classic backup and Takeout's."""

from pathlib import Path

import pytest

from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    TermDraft,
)
from archive.parsing.formats import blogger, choose
from archive.parsing.sources import BytesSource, source_for
from tests.parsing.formats.shared_exports import each_of

EXPORTS = Path(__file__).parents[3] / "fixtures" / "exports"


def read(name: str, site_host: str = ""):
    source = source_for(EXPORTS / name)
    assert choose(source) == "blogger"
    return list(blogger.parse(source, Context(site_host=site_host)))


def of(kind, records):
    return [one for one in records if isinstance(one, kind)]


def test_the_classic_backup():
    records = read("harbour.blogger.xml")
    shed, half, taken_down = of(ArticleDraft, records)
    assert (shed.title, shed.state, shed.declared_comment_count) == (
        "The bell in the shed", "published", 3,
    )  # fmt: skip
    assert shed.url == "https://harbour-letters.example/2012/06/the-bell-in-the-shed.html"
    assert shed.authors == (
        PersonDraft("Ingrid Halloway", "7001", "https://www.blogger.com/profile/7001"),
    )
    assert shed.terms == (TermDraft("bells"),)
    assert shed.published.isoformat() == "2012-06-22T10:32:00+02:00"
    assert shed.body_html == "It hung there <i>all along</i>.<br />Nobody asked."
    assert half.state == "draft"
    assert taken_down.url == "https://harbour-letters.example/2011/01/taken-down.html"
    assert [one.reason.partition(",")[0] for one in of(LeftOut, records)] == [
        "“template”", "“settings”",
    ]  # fmt: skip
    comments = of(CommentDraft, records)
    assert [(one.ref, one.parent_ref, one.state, one.article.value) for one in comments] == [
        ("41", None, "published", "31"),
        ("42", "41", "published", "31"),
        ("43", None, "deleted", "31"),
        ("44", None, "published", "99"),
    ]
    assert [one.message for one in of(Problem, records)] == [
        "post 99 is not in the file; its comments are kept under its id"
    ]


def test_takeout():
    records = read("harbour.takeout.atom", "harbour-letters.example")
    shed, ropes = of(ArticleDraft, records)
    assert shed.url == "https://harbour-letters.example/2012/06/the-bell-in-the-shed.html"
    assert (shed.terms, ropes.state) == ((TermDraft("bells"),), "trashed")
    assert [(one.ref, one.parent_ref, one.state) for one in of(CommentDraft, records)] == [
        ("42", "41", "published"),
        ("41", None, "published"),
        ("45", None, "spam"),
        ("46", None, "ghosted"),  # which intake keeps as pending, and reports
    ]


def test_both_tell_of_the_same_things():
    classic, takeout = read("harbour.blogger.xml"), read("harbour.takeout.atom")
    assert of(ArticleDraft, classic)[0].identities == of(ArticleDraft, takeout)[0].identities
    ids = {one.identities for one in of(CommentDraft, classic)}
    assert {(Identity("blogger", "41"),), (Identity("blogger", "42"),)} <= ids


def test_without_a_host_takeout_gives_no_address():
    assert of(ArticleDraft, read("harbour.takeout.atom"))[0].url == ""


def test_a_comment_on_nothing_is_refused_by_its_number():
    content = (
        b"<feed xmlns:blogger='http://schemas.google.com/blogger/2018'><entry>"
        b"<id>tag:blogger.com,1999:blog-1.post-2</id><blogger:type>COMMENT</blogger:type></entry></feed>"
    )
    (problem,) = blogger.parse(BytesSource(content, "x"), Context())
    assert (problem.place, problem.severity) == ("entry 2", "refused")


@pytest.mark.parametrize(("path", "expected"), each_of("other/getpelican__pelican__bloggerexport"))
def test_exports_of_other_projects_are_read_whole(path, expected):
    records = list(blogger.parse(source_for(path), Context()))
    articles = of(ArticleDraft, records)
    assert [one.kind for one in articles].count("post") == expected["posts"]
    assert [one.kind for one in articles].count("page") == expected["pages"]
    assert [one.state for one in articles].count("draft") == expected["drafts"]
    assert len(of(CommentDraft, records)) == expected["comments"]
    assert len(records) - len(of(Problem, records)) == expected["entries"]
