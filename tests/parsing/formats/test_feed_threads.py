"""Comments in feeds: told from articles by what they are, each to its article and its parent."""

from datetime import UTC, datetime

import pytest

from archive.lib.dates import Moment
from archive.parsing.drafts import ArticleDraft, Context, Identity
from archive.parsing.formats import feed, feed_threads
from archive.parsing.formats.feed_threads import named, survey_of, wordpress_post
from archive.parsing.sources import BytesSource, source_for
from tests.parsing.formats.shared_exports import EXPORTS
from tests.parsing.formats.written_feeds import article, atom, parted, read, rss

BELL = Identity("address", "https://harbour.example/2012/06/light-and-bell/")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("harbour.comments.xml", [("17", None, "pingback"), ("13", None, "comment"),
                                  ("12", None, "comment"), ("11", None, "comment")]),
        ("harbour.atom", [("13", "12", "comment"), ("12", "11", "comment"),
                          ("11", None, "comment")]),
    ],
)  # fmt: skip
def test_the_samples_of_comments_hold_what_they_say(name, expected):
    records = list(feed.parse(source_for(EXPORTS / name), Context()))
    (bell,), comments = parted(records)
    assert [(one.ref, one.parent_ref, one.kind) for one in comments] == expected
    assert {one.article for one in comments} == {BELL}
    assert comments[-1].identities == (Identity("wordpress", "11"),)
    assert comments[-1].author.name == "Tomasz Wren"
    assert comments[-1].posted == Moment(datetime(2012, 6, 22, 9, 5, 10, tzinfo=UTC), "second", 0)
    assert {one.title for one in comments} == {""}
    assert bell.title == "Why the harbour light & the bell are two things"
    assert BELL in bell.identities
    assert Identity("wordpress", "101") in bell.identities


@pytest.mark.parametrize(
    ("number", "home", "identity"),
    [
        ("", "", None),
        ("http://www.quay.example/a", "", Identity("address", "https://quay.example/a")),
        ("https://quay.example/a#3", "", Identity("guid", "https://quay.example/a#3")),
        ("tag:quay.example,2012:a", "", Identity("guid", "tag:quay.example,2012:a")),
        ("urn:uuid:7", "https://quay.example/log/", Identity("guid", "urn:uuid:7")),
        ("12", "https://quay.example/", Identity("guid", "12")),
        ("12", "https://quay.example/log/", Identity("guid:/log", "12")),
    ],
)
def test_an_id_that_is_an_address_is_one_and_a_bare_number_counts_in_its_feed(
    number, home, identity
):
    assert named(number, home) == identity


@pytest.mark.parametrize(
    ("guid", "identity"),
    [
        ("https://quay.example/?p=7", Identity("wordpress", "7")),
        ("http://www.quay.example/log/?page_id=7", Identity("wordpress:/log", "7")),
        ("https://quay.example/?post_type=note&#038;p=7", Identity("wordpress", "7")),
        ("https://quay.example/?p=7#comment-9", Identity("wordpress", "7")),
        ("https://elsewhere.example/?p=7", None),
        ("https://quay.example/list?p=7", None),
        ("https://quay.example/?p=seven", None),
        ("7", None),
    ],
)
def test_wordpress_names_its_posts_in_their_guids(guid, identity):
    assert wordpress_post(guid, "https://quay.example/a/") == identity


def test_comments_told_by_their_titles_beside_one_link():
    item = "<item><title>Von: {0}</title><link>https://quay.example/a</link><guid>{0}1</guid>"
    both = "".join(
        item.format(one) + f"<dc:creator>{one}</dc:creator><description>Yes.</description></item>"
        for one in ("Ada", "Bo")
    )
    head = "<title>Kommentare zu: Ebbe</title><link>https://quay.example/a</link>"
    (ebb,), comments = parted(read(rss(both, head)))
    assert ebb.title == "Ebbe"
    assert [(one.author.name, one.title) for one in comments] == [("Ada", ""), ("Bo", "")]
    other = both.replace("/a</link><guid>Bo", "/b</link><guid>Bo")
    assert all(isinstance(one, ArticleDraft) for one in read(rss(other, head)))


def entry(number: str, answers: str = "", inner: str = "") -> str:
    reply = f"<thr:in-reply-to ref='{answers}'/>" if answers else ""
    return f"<entry><id>{number}</id><content>{number}</content>{reply}{inner}</entry>"


def test_who_answers_whom_is_told_by_ids_alone_in_any_order():
    chain = [entry("tag:c", "tag:b"), entry("tag:b", "tag:a"), entry("tag:a", "tag:post"),
             entry("tag:d", "tag:post"), entry("tag:post", inner="<title>P</title>")]  # fmt: skip
    for content in (chain, chain[::-1]):
        (post,), comments = parted(read(atom("".join(content))))
        found = {one.ref: one.parent_ref for one in comments}
        assert found == {"tag:a": None, "tag:b": "tag:a", "tag:c": "tag:b", "tag:d": None}
        assert {one.article for one in comments} == {*post.identities}


def test_comments_that_answer_in_circles_are_kept():
    articles, comments = parted(
        read(atom(entry("tag:a", "tag:b") + entry("tag:b", "tag:a") + entry("tag:c", "tag:c")))
    )
    assert [one.ref for one in comments] == ["tag:a", "tag:b", "tag:c"]
    assert {one.article for one in comments} <= {one.identities[0] for one in articles}


def test_an_answer_from_another_site_is_an_article_of_its_own():
    answer = "<thr:in-reply-to ref='tag:x' href='https://other.example/x'/>"
    inner = f"<link href='https://quay.example/a'/>{answer}"
    assert article(atom(entry("tag:a", inner=inner))).url == "https://quay.example/a"


def test_bloggers_comments_and_their_answers():
    ids, page = "tag:blogger.com,1999:blog-1.post-{}", "https://quay.example/a.html"
    inner = (
        f"<link rel='alternate' type='text/html' href='{page}?showComment=5#c{{0}}'/>"
        "<title>Yes, but who</title><author><name>Ada</name>"
        "<email>noreply@blogger.com</email></author>"
        f"<thr:in-reply-to href='{page}' ref='{ids.format(1)}'/>"
    )
    related = "<link rel='related' href='https://www.blogger.com/feeds/1/2/comments/default/8'/>"
    said = "<id>{0}</id><content>Yes, but who wound it?</content>"
    entries = [f"<entry>{said.format(ids.format(one))}{inner.format(one)}{more}</entry>"
               for one, more in ((8, ""), (9, related))]  # fmt: skip
    (post,), (first, second) = parted(read(atom("".join(entries))))
    assert post.identities[1] == Identity("guid", ids.format(1))
    assert post.url == page
    assert (first.identities, first.author.email) == ((Identity("blogger", "8"),), "")
    assert (first.title, second.parent_ref) == ("", "8")


def test_numbers_of_comments_are_those_of_who_gave_them():
    item = "<item><title>Re: Ebb</title><link>https://quay.example/a#comment-5</link></item>"
    of = {
        "https://tidal.disqus.com/": "disqus:tidal",
        "https://quay.example/": "wordpress",
    }
    for home, namespace in of.items():
        (ebb,), (comment,) = parted(read(rss(item, f"<title>Latest</title><link>{home}</link>")))
        assert comment.identities == (Identity(namespace, "5"),)
        assert ebb.title == "Ebb"
    drupal = "<generator>Drupal 10 (https://www.drupal.org)</generator>"
    assert parted(read(rss(item, drupal)))[1][0].identities == (Identity("drupal", "5"),)
    assert parted(read(rss(item, "<generator>mine</generator>")))[1][0].identities == ()


def test_what_is_remembered_of_a_feed_is_bounded(monkeypatch):
    monkeypatch.setattr(feed_threads, "MOST_LINKS", 50)
    monkeypatch.setattr(feed_threads, "MOST_REPLIES", 50)
    entries = "".join(
        f"<entry><id>tag:{one}</id><link href='https://quay.example/{one}'/>"
        "<thr:in-reply-to ref='tag:0'/></entry>"
        for one in range(200)
    )
    assert len(survey_of(BytesSource(atom(entries).encode(), "x")).roots) == 50
