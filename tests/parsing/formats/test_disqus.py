"""Disqus exports: threads, and posts that stand apart from them."""

from collections import Counter
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
)
from archive.parsing.formats import choose, disqus
from archive.parsing.sources import BytesSource, source_for
from tests.parsing.formats.shared_exports import each_of

SAMPLE = Path(__file__).parents[3] / "fixtures" / "exports" / "harbour.disqus.xml"
THREAD = '<thread dsq:id="1"><forum>f</forum><link>https://a.example/x/</link>{}</thread>'
POST = '<post dsq:id="{}"><message>A</message>{}<thread dsq:id="{}"/></post>'


def read(inner: str):
    content = f'<disqus xmlns:dsq="http://disqus.com/disqus-internals">{inner}</disqus>'
    return list(disqus.parse(BytesSource(content.encode(), "x.xml"), Context()))


def of(kind, records):
    return [one for one in records if isinstance(one, kind)]


def test_the_sample_holds_what_it_says():
    source = source_for(SAMPLE)
    assert choose(source) == "disqus"
    records = list(disqus.parse(source, Context()))
    first, ferry, lost = of(ArticleDraft, records)
    assert first.identities == (
        Identity("disqus:harbourletters", "501"),
        Identity("wordpress", "101"),
    )
    assert (first.url, first.title, first.comments_state) == (
        "https://harbour.example/2012/06/light-and-bell/",
        "Why the harbour light & the bell are two things",
        "closed",
    )
    assert (ferry.title, ferry.comments_state) == ("The ferryman", "open")
    assert (lost.identities, lost.site_host) == (
        (Identity("disqus:harbourletters", "599"),),
        "harbour.example",
    )
    assert [one.title for one in of(LeftOut, records)] == ["About these letters"]
    posts = of(CommentDraft, records)
    assert [(one.ref, one.parent_ref, one.article.value, one.state) for one in posts] == [
        ("9003", "9002", "501", "published"),
        ("9001", None, "501", "published"),
        ("9002", "9001", "501", "published"),
        ("9004", "9003", "501", "published"),
        ("9005", None, "503", "published"),
        ("9006", None, "503", "deleted"),
        ("9007", None, "599", "published"),
    ]
    assert posts[2].author == PersonDraft("Ingrid Halloway", "ingridh")
    assert posts[1].author == PersonDraft("Tomasz Wren", email="tomasz@post.example")
    assert posts[0].posted.isoformat() == "2012-06-22T10:00:00+00:00"
    assert posts[0].body_html == "<p>It rang when tide &lt; 2 m &amp; wind &gt; 5.</p>"


@pytest.mark.parametrize(
    ("flags", "state"),
    [
        ("", "published"),
        ("<isSpam>true</isSpam>", "spam"),
        ("<isDeleted>true</isDeleted>", "deleted"),
        ("<isDeleted>true</isDeleted><isSpam>true</isSpam>", "deleted"),
        ("<isApproved>false</isApproved>", "pending"),
        ("<isDeleted>0</isDeleted><isSpam>1</isSpam>", "spam"),
    ],
)
def test_states_are_kept(flags, state):
    (post,) = of(CommentDraft, read(THREAD.format("") + POST.format(7, flags, 1)))
    assert post.state == state


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<isSpam>perhaps</isSpam>", "neither true nor false"),
        ("<createdAt>2011-x9</createdAt>", "no time"),
    ],
)
def test_what_cannot_be_read_of_a_post_costs_not_the_post(inside, message):
    records = read(THREAD.format("") + POST.format(7, inside, 1))
    (problem,) = of(Problem, records)
    assert message in problem.message
    assert len(of(CommentDraft, records)) == 1


def test_a_post_that_names_no_thread_is_refused_by_its_number():
    (problem,) = of(
        Problem, read(THREAD.format("") + '<post dsq:id="7"><message>A</message></post>')
    )
    assert (problem.place, problem.severity) == ("post 7", "refused")


def test_posts_may_come_before_their_thread_and_without_a_number():
    records = read(
        '<post><message>A</message><thread dsq:id="1"/></post>'
        + POST.format(8, "", 1)
        + THREAD.format("")
    )
    assert [one.ref for one in of(CommentDraft, records)] == ["#1", "8"]
    (thread,) = of(ArticleDraft, records)
    assert {one.article for one in of(CommentDraft, records)} == set(thread.identities)


def test_a_deleted_thread_is_kept_as_one():
    records = read(THREAD.format("<isDeleted>true</isDeleted>") + POST.format(7, "", 1))
    assert of(ArticleDraft, records)[0].state == "trashed"


def test_threads_with_posts_are_found_whatever_the_pieces(monkeypatch):
    many = "".join(POST.format(n, "", n) for n in range(500))
    source = BytesSource(many.encode(), "x")
    for size in (64, 1000, 1 << 20):
        monkeypatch.setattr(disqus, "SCAN_BYTES", size)
        assert disqus.scan(source) == ("disqus:", {str(n) for n in range(500)})


@pytest.mark.parametrize(("path", "expected"), each_of("disqus/"))
def test_exports_of_other_projects_are_read_whole(path, expected):
    source = source_for(path)
    assert choose(source) == "disqus"
    records = list(disqus.parse(source, Context()))
    posts, threads = of(CommentDraft, records), of(ArticleDraft, records)
    flags = {"published": "live", "deleted": "deleted", "spam": "spam"}
    assert Counter(flags[one.state] for one in posts) == expected["posts_by_flags"]
    assert len(posts) == expected["posts"]
    assert len(threads) + len(of(LeftOut, records)) >= expected["threads"]
    assert sum(one.parent_ref is not None for one in posts) == expected["posts_with_parent"]
    assert len({one.author.name for one in posts if one.author}) == expected["distinct_authors"]
