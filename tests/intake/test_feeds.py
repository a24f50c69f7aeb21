"""Feeds through the whole intake: they join what exports and pages tell, in whatever order."""

from datetime import UTC, datetime

import pytest

from archive.models import Article, Comment, thread_for
from archive.models.visibility import STRANGER
from tests.drafts import sums
from tests.factories import make_article, make_comment, make_person
from tests.intake.test_exports import EXPORTS, PAGE, WORDPRESS, bring_in, sums_after, threads

pytestmark = pytest.mark.django_db
FEED, COMMENTS, ATOM = (
    str(EXPORTS / name) for name in ("harbour.feed.xml", "harbour.comments.xml", "harbour.atom")
)
BELL = "Why the harbour light & the bell are two things"
SAID = [
    ("Tomasz Wren", "My grandmother could tell the hour by it.\n\nNobody believed her."),
    ("Ingrid Halloway", "I do, Tomasz."),
    ("Oyvind", "It rang when tide < 2 m & wind > 5."),
]
BELLS = (0, "Bells of the coast", "[...] the bell of the old quay [...]")


def written(folder, content: bytes) -> str:
    """The path of a new file that holds this."""
    path = folder / f"{len(list(folder.iterdir()))}.xml"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    "order",
    [
        (WORDPRESS, FEED, COMMENTS, ATOM, PAGE),
        (ATOM, COMMENTS, FEED, PAGE, WORDPRESS),
        (COMMENTS, PAGE, WORDPRESS, ATOM, FEED),
        (FEED, WORDPRESS, ATOM, PAGE, COMMENTS),
    ],
)
def test_feeds_join_the_article_and_the_thread_of_an_export_in_any_order(order):
    found = sums_after(WORDPRESS, FEED, COMMENTS, ATOM, PAGE)
    for one in order:
        bring_in(one)
    assert found == sums()
    article = Article.objects.get(title=BELL, merged_into=None)
    assert threads()[BELL] == [
        *((depth, *said) for depth, said in enumerate(SAID)),
        BELLS,
    ]
    assert article.comments.count() == 8  # with the tombstone of what a deleted one answered
    assert article.slug == "light-and-bell"
    assert article.declared_comment_count == 4
    assert dict(article.comments.values_list("author_name", "kind"))["Bells of the coast"] == (
        "pingback"
    )
    assert Article.objects.filter(title="What the ice left on the steps").count() == 1
    for one in order:
        again = bring_in(one)
        assert again.receipt.lines["comments", "created"] == 0
        assert again.receipt.lines["articles", "created"] == 0
    assert found == sums()


def test_comments_alone_make_the_article_that_they_name():
    bring_in(COMMENTS)
    article = Article.objects.get()
    assert (article.title, article.body_text) == (BELL, "")
    assert article.source_url == "https://harbour.example/2012/06/light-and-bell/"
    assert [depth for depth, _, _ in threads()[BELL]] == [0, 0, 0, 0]
    assert set(Comment.objects.values_list("origins__body__0", flat=True)) == {"feed"}
    bring_in(ATOM)
    assert [depth for depth, _, _ in threads()[BELL]] == [0, 1, 2, 0]


def test_what_this_archive_gives_as_feeds_comes_back_as_a_thread(client, tmp_path):
    ada = make_person("Ada on the quay")
    article = make_article(title="Ebb on top", slug="ebb", body_html="<p>Words.</p>")
    for number in (1, 2):
        make_comment(
            article, person=ada, author_name=ada.name, body_html=f"<p>Yes, {number}.</p>",
            body_text=f"Yes, {number}.", posted_at=datetime(2012, 6, number, tzinfo=UTC),
        )  # fmt: skip
    lists = ("/articles.atom", f"/a/{article.key}/ebb.atom", f"/people/{ada.key}.atom")
    bring_in(*(written(tmp_path, client.get(address).content) for address in lists))
    copy = Article.objects.get(site__host="testserver")
    assert (copy.title, copy.body_text) == ("Ebb on top", "Words.")
    said = [(row.author_name, row.body_text, row.title) for row in thread_for(STRANGER, copy)]
    assert said == [("Ada on the quay", "Yes, 1.", ""), ("Ada on the quay", "Yes, 2.", "")]


@pytest.mark.parametrize(
    "content",
    [
        "<rss><channel>" + "<item>" * 5_000,
        "<feed><entry><id>" + "9" * 70_000 + "</id><title>A</title></entry></feed>",
        "<feed xmlns:thr='x'><entry><id>a</id><thr:in-reply-to ref='a' href='a'/>A</entry></feed>",
        "<feed xmlns:thr='x'><entry><thr:in-reply-to ref='///' href='http://[' /></entry></feed>",
        "<rss><item><link>http://[::1#comment-1</link><title>A</title></item></rss>",
        "<rss><item><link>javascript:alert(1)#comment-1</link><title>A</title></item></rss>",
        "<rss><item><title>A</title><description>&lt;script&gt;B</description></item></rss>",
        "<rss>\x00\x01\ufffe<item/></rss>",
    ],
)
def test_hostile_feeds_are_refused_or_read_and_the_account_adds_up(content, tmp_path):
    run = bring_in(written(tmp_path, content.encode()))
    assert sum(run.receipt.lines.values()) or run.row.problems.exists()
    for problem in run.row.problems.all():
        assert "Error" not in problem.message
    assert not Article.objects.filter(body_html__contains="script").exists()
    assert not Article.objects.filter(source_url__startswith="javascript").exists()
