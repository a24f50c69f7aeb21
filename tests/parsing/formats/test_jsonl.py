import json
from datetime import UTC, datetime

from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    Origin,
    PersonDraft,
    Problem,
    TermDraft,
)
from archive.parsing.formats import jsonl
from archive.parsing.sources import source_for

HEADER = {"afterword": 1, "kind": "header"}
ORIGIN = {"rank": "page", "modified_at": None, "captured_at": "2020-01-02T03:04:05+00:00"}
ARTICLE = {
    "kind": "article",
    "identities": [["wordpress", "12"], ["address", "https://a.example/quay/"]],
    "site": {"host": "a.example", "name": "Harbour Notes", "home_url": "", "language": "en"},
    "addresses": ["https://a.example/quay/"],
    "key": "k1",
    "article_kind": "topic",
    "state": "draft",
    "url": "https://a.example/quay/",
    "title": "The quay",
    "authors": [{"name": "Ada", "user_id": "7", "profile_url": "", "email_hmac": "ab"}],
    "published": "2014-01-15",
    "modified": "2014-01-16T10:30+02:00",
    "body_html": "<p>Text.</p>",
    "terms": [{"kind": "category", "name": "Boats", "slug": "boats"}],
    "comments_state": "closed",
    "declared_comment_count": 4,
    "parser": "html/wordpress",
    "confidence": 0.5,
    "origins": {"title": ORIGIN},
    "revisions": [{"field": "title", "value": "Quay", "origin": ORIGIN, "capture_sha256": "ff"}],
    "captures": [{"sha256": "ff", "url": "https://a.example/quay/"}],
    "keeper": {"title": "Our quay"},
    "facts": {"last_seen_at": "2020-01-02T03:04:05+00:00"},
    "comments": [
        {
            "ref": "c1",
            "rank": 0,
            "identities": [["wordpress", "3"]],
            "kind": "pingback",
            "state": "deleted",
            "author": {"name": "Bo"},
            "posted": "2014-01-15T10:30:05",
            "body_html": "<p>Hi.</p>",
            "score": -2,
        },
        {"ref": "c2", "parent_ref": "c1", "rank": 1, "author": None},
    ],
}


def records(tmp_path, *lines):
    path = tmp_path / "export.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
    return list(jsonl.parse(source_for(path), Context()))


def test_an_article_line_gives_all_its_fields(tmp_path):
    (found,) = records(tmp_path, HEADER, ARTICLE)
    captured = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert isinstance(found, ArticleDraft)
    assert found.identities[0] == Identity("wordpress", "12")
    assert (found.kind, found.state, found.rank) == ("topic", "draft", "export")
    assert (found.site_host, found.site_name) == ("a.example", "Harbour Notes")
    assert found.authors == (PersonDraft("Ada", user_id="7", email_hmac="ab"),)
    assert found.published.isoformat() == "2014-01-15"
    assert found.modified.isoformat() == "2014-01-16T10:30+02:00"
    assert found.terms == (TermDraft("Boats", "category", "boats"),)
    assert (found.comments_state, found.declared_comment_count) == ("closed", 4)
    assert (found.parser, found.confidence) == ("html/wordpress", 0.5)
    assert found.own.origins == {"title": Origin("page", None, captured)}
    assert found.own.revisions[0].value == "Quay"
    assert found.own.revisions[0].origin.captured_at == captured
    assert found.own.keeper == {"title": "Our quay"}
    assert found.own.facts["captures"] == ARTICLE["captures"]
    assert found.own.facts["key"] == "k1"
    assert found.own.facts["last_seen_at"] == "2020-01-02T03:04:05+00:00"


def test_comments_come_within_their_article(tmp_path):
    (found,) = records(tmp_path, HEADER, ARTICLE)
    first, second = found.comments
    assert (first.kind, first.state, first.score) == ("pingback", "deleted", -2)
    assert first.posted.isoformat() == "2014-01-15T10:30:05"
    assert (second.parent_ref, second.author, second.kind) == ("c1", None, "comment")


def test_a_comment_on_its_own_line_names_its_article(tmp_path):
    line = {"kind": "comment", "article": ["wordpress", "12"], "ref": "c9", "body_html": "<p>x</p>"}
    (found,) = records(tmp_path, HEADER, line)
    assert isinstance(found, CommentDraft)
    assert (found.article, found.kind) == (Identity("wordpress", "12"), "comment")


def test_a_broken_line_is_a_problem_with_its_number_and_the_rest_goes_on(tmp_path):
    found = records(tmp_path, HEADER, '{"kind": "article",', "[1]", {"kind": "zebra"}, ARTICLE)
    problems = [(one.place, one.severity) for one in found if isinstance(one, Problem)]
    assert problems == [("line 2", "refused"), ("line 3", "refused"), ("line 4", "refused")]
    assert isinstance(found[-1], ArticleDraft)


def test_unknown_keys_are_noticed_once_a_key(tmp_path):
    odd = {**ARTICLE, "colour": "blue"}
    found = records(tmp_path, HEADER, odd, odd)
    problems = [one for one in found if isinstance(one, Problem)]
    assert [(one.severity, "'colour'" in one.message) for one in problems] == [("noticed", True)]


def test_wrong_types_never_raise_and_are_told(tmp_path):
    for key in ARTICLE:
        if key == "kind":
            continue
        for wrong in (5, "x", [1], {"a": 1}, True, None, [["a"]], [None]):
            found = records(tmp_path, HEADER, {**ARTICLE, key: wrong})
            assert any(isinstance(one, ArticleDraft) for one in found), (key, wrong)
    found = records(tmp_path, HEADER, {**ARTICLE, "title": 5})
    assert [one.severity for one in found if isinstance(one, Problem)] == ["repaired"]


def test_null_counts_as_missing(tmp_path):
    nulls = {key: None for key in ARTICLE if key != "kind"}
    (found,) = records(tmp_path, HEADER, {**ARTICLE, **nulls})
    assert (found.title, found.confidence, found.state) == ("", 1.0, "published")


def test_an_unknown_state_of_a_comment_is_pending_never_published(tmp_path):
    comment = {"ref": "c1", "state": "glorious"}
    found = records(tmp_path, HEADER, {**ARTICLE, "comments": [comment]})
    assert found[0].comments[0].state == "pending"
    assert isinstance(found[1], Problem)


def test_a_line_beyond_the_bound_is_refused_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_LINE_BYTES", 3000)
    long = {**ARTICLE, "body_html": "x" * 9000}
    found = records(tmp_path, HEADER, long, ARTICLE)
    assert [type(one) for one in found] == [Problem, ArticleDraft]
    assert found[0].place == "line 2"


def test_a_later_version_is_told(tmp_path):
    found = records(tmp_path, {"afterword": 2, "kind": "header"}, ARTICLE)
    assert "version 2" in found[0].message
    assert isinstance(found[1], ArticleDraft)


def test_a_site_line_is_accounted_for(tmp_path):
    assert isinstance(records(tmp_path, HEADER, {"kind": "site", "host": "a.example"})[0], LeftOut)
