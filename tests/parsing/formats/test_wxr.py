"""WordPress exports: every version, every state, nothing dropped and nothing made up."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.lib.dates import Moment
from archive.parsing.drafts import ArticleDraft, Context, Identity, LeftOut, Problem, TermDraft
from archive.parsing.formats import choose, wxr
from archive.parsing.formats.wxr_text import shown
from archive.parsing.formats.wxr_times import moment_of
from archive.parsing.sources import BytesSource, source_for
from tests.parsing.formats.shared_exports import each_of

SAMPLE = Path(__file__).parents[3] / "fixtures" / "exports" / "harbour.wordpress.xml"


def read(content: str):
    return list(wxr.parse(BytesSource(content.encode(), "export.xml"), Context()))


def item(inner: str, version: str = "1.2") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/{version}/">
<channel><title>Quay</title><link>https://quay.example</link>
<wp:wxr_version>{version}</wp:wxr_version><wp:base_blog_url>https://quay.example</wp:base_blog_url>
<item>{inner}</item></channel></rss>"""


def article(inner: str, version: str = "1.2") -> ArticleDraft:
    (draft,) = read(item(inner, version))
    return draft


def comment(inner: str) -> str:
    return f"<wp:comment><wp:comment_id>7</wp:comment_id>{inner}</wp:comment>"


def test_the_sample_holds_what_it_says():
    records = list(wxr.parse(source_for(SAMPLE), Context()))
    articles = [one for one in records if isinstance(one, ArticleDraft)]
    assert [(one.kind, one.state, len(one.comments)) for one in articles] == [
        ("post", "published", 7), ("page", "published", 0), ("post", "draft", 0),
        ("post", "password", 1), ("post", "published", 1),
    ]  # fmt: skip
    assert [one.reason.partition(",")[0] for one in records if isinstance(one, LeftOut)] == [
        "“attachment”",
        "“nav_menu_item”",
    ]
    assert [one for one in records if isinstance(one, Problem)] == []
    first = articles[0]
    assert first.title == "Why the harbour light & the bell are two things"
    assert first.identities == (Identity("wordpress", "101"),)
    assert first.url == "https://harbour.example/2012/06/light-and-bell/"
    assert first.published == Moment(datetime(2012, 6, 22, 8, 32, tzinfo=UTC), "second", 120)
    assert first.terms == (
        TermDraft("Harbour lore", "category", "harbour-lore"),
        TermDraft("bells", "tag", "bells"),
    )
    assert first.authors[0].name == "Ingrid Halloway"
    assert first.language == "en-GB"
    assert first.body_html.startswith(
        "<p>The light tells you where.</p>\n<p>The bell tells you when"
    )
    states = [(one.ref, one.parent_ref, one.kind, one.state) for one in first.comments]
    assert states == [
        ("11", None, "comment", "published"),
        ("12", "11", "comment", "published"),
        ("13", "12", "comment", "published"),
        ("14", None, "comment", "pending"),
        ("15", None, "comment", "spam"),
        ("16", "999", "comment", "deleted"),
        ("17", None, "pingback", "published"),
    ]
    assert [one.by_article_author for one in first.comments[:3]] == [False, True, False]
    assert articles[-1].title == "A drawing of the bell"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "9.9", "abc"])
def test_every_version_is_read_by_its_names(version):
    draft = article(
        "<title>A</title><wp:post_id>3</wp:post_id><wp:post_type>post</wp:post_type>", version
    )
    assert (draft.title, draft.identities) == ("A", (Identity("wordpress", "3"),))


@pytest.mark.parametrize(
    ("status", "password", "state"),
    [
        ("publish", "", "published"), ("publish", "x", "password"), ("draft", "", "draft"),
        ("auto-draft", "", "draft"), ("pending", "", "pending"), ("private", "", "private"),
        ("future", "", "scheduled"), ("trash", "", "trashed"), ("", "", "published"),
        ("request-pending", "", "request-pending"),
    ],
)  # fmt: skip
def test_states_are_kept(status, password, state):
    inner = f"<wp:post_type>post</wp:post_type><wp:status>{status}</wp:status>"
    assert article(f"{inner}<wp:post_password>{password}</wp:post_password>").state == state


@pytest.mark.parametrize(
    ("approved", "state"),
    [("1", "published"), ("0", "pending"), ("", "pending"), ("spam", "spam"), ("trash", "deleted"),
     ("post-trashed", "deleted"), ("feedback", "feedback")],
)  # fmt: skip
def test_states_of_comments_are_kept(approved, state):
    inner = comment(f"<wp:comment_approved>{approved}</wp:comment_approved>")
    assert article(f"<wp:post_type>post</wp:post_type>{inner}").comments[0].state == state


def test_without_a_type_it_is_a_post_if_it_says_anything():
    assert article("<content:encoded>Words.</content:encoded>").kind == "post"
    assert len(article(comment("<wp:comment_content>Yes.</wp:comment_content>")).comments) == 1
    (left,) = read(item("<title>A thread nobody wrote in</title>"))
    assert left.reason == "an empty thread"


@pytest.mark.parametrize("kind", ["attachment", "product", "nav_menu_item", "revision"])
def test_what_is_neither_post_nor_page_is_kept_for_its_comments_alone(kind):
    inner = f"<title>A</title><wp:post_type>{kind}</wp:post_type>"
    (left,) = read(item(inner))
    assert isinstance(left, LeftOut)
    assert kind in left.reason
    assert article(inner + comment("<wp:comment_content>Yes.</wp:comment_content>")).title == "A"


def test_two_comments_of_one_id_are_two_drafts():
    twice = comment("<wp:comment_content>A</wp:comment_content>") + comment(
        "<wp:comment_content>B</wp:comment_content>"
    )
    first, second = article(f"<wp:post_type>post</wp:post_type>{twice}").comments
    assert first.ref != second.ref
    assert first.identities == second.identities


def test_ids_of_two_blogs_beneath_one_host_are_told_apart():
    assert wxr.namespace_for("https://quay.example/") == "wordpress"
    assert wxr.namespace_for("https://quay.example/log/") == "wordpress:/log"
    assert wxr.namespace_for("") == "wordpress"


def test_the_front_page_is_no_articles_address():
    inner = "<wp:post_type>page</wp:post_type><wp:post_id>2</wp:post_id>"
    assert article(f"{inner}<link>https://quay.example/</link>").url == ""
    assert article(f"{inner}<link>https://quay.example/about/</link>").url != ""


@pytest.mark.parametrize(
    ("local", "utc", "shown_as"),
    [
        ("2012-06-22 10:32:00", "2012-06-22 08:32:00", "2012-06-22T10:32:00+02:00"),
        ("2012-06-22 08:32:00", "2012-06-22 14:02:00", "2012-06-22T08:32:00-05:30"),
        ("2012-06-22 10:32:00", "0000-00-00 00:00:00", "2012-06-22T10:32:00"),
        ("0000-00-00 00:00:00", "2012-06-22 08:32:00", "2012-06-22T08:32:00+00:00"),
        ("2012-06-22 10:33:07", "2012-06-22 08:32:00", "2012-06-22T08:32:00+00:00"),
        ("2010-01-01 00:00:00", "2012-06-22 08:32:00", "2012-06-22T08:32:00+00:00"),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", None),
        ("yesterday", "", None),
    ],
)
def test_two_clocks_tell_the_zone(local, utc, shown_as):
    moment = moment_of(local, utc)
    assert (moment.isoformat() if moment else None) == shown_as


@pytest.mark.parametrize(
    ("stored", "markup"),
    [
        ("", ""),
        ("One\nline.", "<p>One<br>\nline.</p>"),
        ("One.\r\n\r\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One.\n \n\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One <b>and</b>\n\nTwo", "<p>One <b>and</b></p>\n<p>Two</p>"),
        ("<p>One.</p>\n\n<p>Two\nthree.</p>", "<p>One.</p><p>Two<br>\nthree.</p>"),
        ("A<ul>\n<li>b</li>\n<li>c</li>\n</ul>D", "<p>A</p><ul><li>b</li><li>c</li></ul><p>D</p>"),
        ("A\n\n<pre>b\n\nc</pre>\n\nD", "<p>A</p><pre>b\n\nc</pre><p>D</p>"),
        ("<blockquote>A\n\nB</blockquote>", "<blockquote><p>A</p>\n<p>B</p></blockquote>"),
        ("A<br />\nB", "<p>A<br>\nB</p>"),
        ("A<!--more-->\n\nB", "<p>A</p>\n<p>B</p>"),
        ("<!-- wp:paragraph -->\n<p>A</p>\n\n<!-- /wp:paragraph -->", None),
        ("2 < 3\n\n4 > 1", "<p>2 < 3</p>\n<p>4 > 1</p>"),
        (
            '[caption id="a" width="3"]<img src="b.png"> The bell[/caption]',
            '<figure><img src="b.png"><figcaption>The bell</figcaption></figure>',
        ),
        (
            '[caption caption="The bell"]<a href="c"><img src="b.png"></a>[/caption]',
            '<figure><a href="c"><img src="b.png"></a><figcaption>The bell</figcaption></figure>',
        ),
        ("[caption]no picture[/caption]", "<p>[caption]no picture[/caption]</p>"),
    ],
)
def test_a_stored_text_is_shown_as_wordpress_shows_it(stored, markup):
    assert shown(stored) == (stored if markup is None else markup)


def test_a_long_text_costs_no_more_than_its_length():
    """Ten times the text, ten times the parts: by the count of what is given, not by the clock."""
    short, long = (shown("<div>\n\nA\n\n" * count) for count in (100, 1_000))
    assert len(long) == 10 * len(short)


@pytest.mark.parametrize(("path", "expected"), each_of("wxr/"))
def test_exports_of_other_projects_are_read_whole(path, expected):
    source = source_for(path)
    assert choose(source) == "wxr"
    records = list(wxr.parse(source, Context()))
    articles = [one for one in records if isinstance(one, ArticleDraft)]
    comments = [one for article in articles for one in article.comments]
    left_out = [one for one in records if isinstance(one, LeftOut)]
    assert len(articles) + len(left_out) == expected["items"]
    assert len(articles) == expected["posts"] + expected["pages"]
    assert Counter(one.kind for one in comments) == expected["comment_types"]
    states = Counter()
    for approved, count in expected["comment_approved"].items():
        states[wxr.COMMENT_STATES[approved]] += count
    assert Counter(one.state for one in comments) == states
    assert (
        len({one.author.name if one.author else "" for one in comments})
        == (expected["distinct_comment_authors"])
    )
