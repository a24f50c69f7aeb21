"""The thread on an article's page: one flat list with every comment in its place."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.models import Comment
from archive.reading.threads import thread_page
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


def rows_of(article, user=STRANGER):
    return thread_page(user, article).rows


def test_rows_stand_in_order_with_their_depth(client):
    article = make_article()
    first = make_comment(article)
    reply = make_comment(article, first)
    make_comment(article, reply)
    make_comment(article)
    text = client.get(article.get_absolute_url()).content.decode()
    marked = re.findall(
        r'<article class="(comment[^"]*?) u-comment h-cite" data-depth="(\d+)"', text
    )
    assert marked == [
        ("comment depth-0 has-replies", "0"),
        ("comment depth-1 has-replies", "1"),
        ("comment depth-2", "2"),
        ("comment depth-0", "0"),
    ]
    assert text.count('<details class="fold" open>') == 2
    assert f'<a class="comment-parent u-in-reply-to near" href="#c-{first.key}">' in text


def test_depth_is_capped_in_the_class_and_told_in_the_data():
    article = make_article()
    parent = None
    for _ in range(12):
        parent = make_comment(article, parent)
    last = rows_of(article)[-1]
    assert "depth-8" in last.classes
    assert (last.depth, last.level) == (11, "level 12")
    assert not last.is_near


def test_a_way_past_is_offered_from_three_replies_on():
    article = make_article()
    first = make_comment(article)
    for _ in range(3):
        make_comment(article, first)
    after = make_comment(article)
    rows = rows_of(article)
    assert (rows[0].past_at, rows[0].replies) == (f"#c-{after.key}", 3)
    assert rows[1].past_at == ""


def test_a_parent_further_up_is_named():
    article = make_article()
    first = make_comment(article, author_name="Tomasz Wren")
    make_comment(article, first)
    third = rows_of(article)[1:] and make_comment(article, first)
    row = next(row for row in rows_of(article) if row.key == third.key)
    assert (row.parent_name, row.is_near) == ("Tomasz Wren", False)


def test_the_articles_author_is_marked_whatever_name_was_merged(client):
    ingrid = make_person("Ingrid Halloway")
    other = make_person("Ingrid H.", merged_into=ingrid)
    article = make_article(authors=[other])
    make_comment(article, person=ingrid)
    make_comment(article, person=other)
    make_comment(article)
    text = client.get(article.get_absolute_url()).content.decode()
    assert text.count('class="mark-author"') == 2


def test_whom_the_source_marked_as_the_author_is_marked_but_not_on_a_tombstone():
    article = make_article()
    first = make_comment(article, author_name="host", by_article_author=True)
    make_comment(article, author_name="guest")
    make_comment(article, first, author_name="host", by_article_author=True, visibility="hidden")
    rows = rows_of(article)
    assert [row.is_author for row in rows] == [True, False]
    make_comment(article, Comment.objects.get(visibility="hidden"))
    assert [row.is_author for row in rows_of(article)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"state": "deleted"}, "deleted at the source"),
        ({"state": "missing", "body_html": "", "author_name": ""}, "in none of our captures"),
        ({"visibility": "hidden"}, "not shown here"),
        ({"state": "pending"}, "not shown here"),
        ({"state": "spam"}, "not shown here"),
    ],
)
def test_a_tombstone_keeps_the_place_of_what_is_absent(client, values, why):
    article = make_article()
    gone = make_comment(article, **{"author_name": "Canary", "body_text": "canary words", **values})
    make_comment(article, gone)
    text = client.get(article.get_absolute_url()).content.decode()
    assert why in text
    assert "canary" not in text.lower()
    assert (
        f'<article class="comment depth-0 has-replies tombstone u-comment h-cite" data-depth="0"'
        f' id="c-{gone.key}">' in text
    )


def test_keepers_read_what_others_may_not_and_see_why(keeper_client):
    article = make_article()
    make_comment(article, state="spam", visibility="hidden", body_text="canary words")
    text = keeper_client.get(article.get_absolute_url()).content.decode()
    assert "canary words" in text
    assert '<span class="short">spam, hidden</span>' in text


def test_a_comment_gone_from_its_source_is_marked_and_readable(client):
    article = make_article()
    make_comment(article, gone_at=datetime(2021, 1, 2, tzinfo=UTC), body_text="still here")
    text = client.get(article.get_absolute_url()).content.decode()
    assert "gone from the source by 2 January 2021" in text
    assert "still here" in text


def test_a_pingback_leads_to_the_page_it_speaks_for():
    article = make_article()
    make_comment(article, kind="pingback", author_url="https://ropewalk.example/")
    row = rows_of(article)[0]
    assert "pingback" in row.classes
    assert (row.person_url, row.web_url) == ("https://ropewalk.example/", "")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "not an address"]
)
def test_an_address_that_is_none_becomes_no_link(client, url):
    article = make_article()
    make_comment(article, author_url=url)
    make_comment(article, author_url=url, kind="pingback")
    assert f'href="{url}' not in client.get(article.get_absolute_url()).content.decode()


def test_names_and_titles_of_others_are_escaped(client):
    article = make_article(title="<s>&", standfirst="<i>")
    make_comment(article, author_name='"><script>', title="<u>")
    text = client.get(article.get_absolute_url()).content.decode()
    assert not re.search(r"<script>|<u>|<i>|<s>", text)


def test_comments_show_their_sources_clock_and_score():
    article = make_article()
    make_comment(article, posted_at=datetime(2019, 3, 12, 18, 40, tzinfo=UTC),
                 posted_offset_minutes=60, score=-3)  # fmt: skip
    make_comment(article, posted_at=None, author_name="", score=0)
    first, second = rows_of(article)
    assert (first.day, first.clock, first.score) == ("12 Mar 2019", "19:40", "-3")
    assert first.whole == "12 March 2019, 19:40 (UTC+1)"
    assert (second.day, second.name, second.score) == ("", "Name not kept by the source", "+0")


def test_who_speaks_and_when_is_summed_up():
    article = make_article()
    for minute in range(7):
        make_comment(article, author_name="Dele" if minute else "Bruna")
    thread = thread_page(STRANGER, article)
    assert [(voice.name, voice.count) for voice in thread.voices] == [("Dele", 6), ("Bruna", 1)]
    assert thread.life is not None
    assert thread.life.first == thread.life.last == "22 Jun 2012"
    assert thread.classes == "thread flat"


def test_a_thread_of_a_thousand_levels_opens(client):
    article = make_article(kept_count=1000, comment_count=1000)
    start = datetime(2012, 6, 22, tzinfo=UTC)
    comments = Comment.objects.bulk_create(
        Comment(article=article, key=f"k{rank}", position=rank, depth=rank, body_html=f"<p>{rank}",
                posted_at=start + timedelta(minutes=rank), posted_on=start.date(),
                posted_precision="minute")
        for rank in range(1000)
    )  # fmt: skip
    for comment, parent in zip(comments[1:], comments, strict=False):
        comment.parent = parent
    Comment.objects.bulk_update(comments, ["parent"], batch_size=500)
    page = client.get(f"{article.get_absolute_url()}?page=all")
    assert page.content.count(b'<article class="comment depth-') == 1000
    assert b'class="thread long"' in page.content
