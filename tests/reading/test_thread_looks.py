"""A thread in other orders, one person's part of it, and long ones in pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.http import urlencode

from archive.models import Comment
from archive.reading.thread_looks import MOST_ROWS, PAGE_ROWS, Look, pages_of_tree
from archive.reading.threads import thread_page
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()
START = datetime(2012, 6, 22, tzinfo=UTC)


def texts(article, user=STRANGER, **look):
    return [row.text or row.html for row in thread_page(user, article, look=Look(**look)).rows]


def long_thread(depths, **values):
    """An article with comments of these depths, each beneath the nearest above that is less."""
    article = make_article(kept_count=len(depths), comment_count=len(depths))
    rows = Comment.objects.bulk_create(
        Comment(article=article, key=f"k{rank}", position=rank, depth=depth, author_name="Ann",
                body_html=f"<p>words {rank}", body_text=f"words {rank}", posted_precision="minute",
                posted_at=START + timedelta(minutes=rank), posted_on=START.date(), **values)
        for rank, depth in enumerate(depths)
    )  # fmt: skip
    path = []
    for row in rows:
        del path[row.depth :]
        row.parent = path[-1] if path else None
        path.append(row)
    Comment.objects.bulk_update(rows, ["parent"], batch_size=500)
    return article


@pytest.fixture
def talk():
    """Four comments by two people, the last of them undated, the second a reply."""
    article = make_article()
    ann, bo = make_person("Ann", key="ann"), make_person("Bo", key="bo")
    at = [START + timedelta(hours=hour) for hour in (5, 9, 7)]
    first = make_comment(article, person=ann, posted_at=at[0], body_html="", body_text="one")
    make_comment(article, first, person=bo, posted_at=at[1], body_html="", body_text="two")
    make_comment(article, person=bo, posted_at=at[2], body_html="", body_text="three")
    make_comment(article, person=ann, posted_at=None, body_html="", body_text="four")
    return article


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("thread", ["one", "two", "three", "four"]),
        ("newest", ["two", "three", "one", "four"]),
        ("oldest", ["one", "three", "two", "four"]),
    ],
)
def test_it_is_put_in_order_and_undated_ones_stand_last(talk, order, found):
    assert texts(talk, order=order) == found


def test_in_order_of_time_each_says_what_it_answers_and_leads_to_its_place(talk):
    row = thread_page(STRANGER, talk, look=Look(order="newest")).rows[0]
    base = talk.get_absolute_url()
    first, second = talk.comments.order_by("position")[:2]
    assert (row.parent_name, row.parent_words) == ("Ann", "one")
    assert row.at == f"{base}#c-{second.key}"
    assert row.parent_at == f"{base}#c-{first.key}"
    assert (row.depth, row.replies, row.past_at) == (0, 0, "")
    assert row.classes == "comment depth-0"


def test_one_persons_comments_stand_alone_in_either_order(talk, client):
    assert texts(talk, by="bo") == ["two", "three"]
    assert texts(talk, by="bo", order="oldest") == ["three", "two"]
    page = client.get(talk.get_absolute_url(), {"by": "bo"}).content.decode()
    assert "2 responses of <b>Bo</b> alone" in page
    assert "The old quay" not in page


def test_who_was_merged_speaks_with_one_voice(talk):
    old = make_person("Robert", merged_into=Comment.objects.filter(person__key="bo")[0].person)
    make_comment(talk, person=old, body_html="", body_text="five")
    assert texts(talk, by="bo") == texts(talk, by=old.key) == ["two", "three", "five"]
    voices = thread_page(STRANGER, talk).voices
    assert [(one.name, one.count) for one in voices] == [("Bo", 3), ("Ann", 2)]
    assert voices[0].alone == f"{talk.get_absolute_url()}?by=bo#responses"


def test_whom_nobody_may_see_here_is_not_named(talk, client):
    dele = make_person("Canary", key="dele")
    make_comment(talk, person=dele, visibility="hidden")
    for key in ("dele", "nonesuch", "x\x00", "x" * 5000):
        page = client.get(f"{talk.get_absolute_url()}?{urlencode({'by': key})}")
        assert page.status_code == 200
        assert "Nobody of that name speaks here" in page.content.decode()
        assert "Canary" not in page.content.decode()
    assert "Canary" not in client.get(talk.get_absolute_url()).content.decode()


def test_what_is_withheld_stands_in_no_list_and_in_no_sum(talk):
    first = talk.comments.get(position=0)
    Comment.objects.filter(pk=first.pk).update(visibility="hidden")
    assert texts(talk, order="oldest") == ["three", "two", "four"]
    assert texts(talk, by="ann") == ["four"]
    voices = thread_page(STRANGER, talk).voices
    assert [(one.name, one.count) for one in voices] == [("Bo", 2), ("Ann", 1)]
    row = thread_page(STRANGER, talk, look=Look(by="bo")).rows[0]
    assert (row.parent_name, row.parent_words) == ("", "")


def test_the_articles_author_can_be_read_alone(client):
    ann, ann_too = make_person("Ann", key="ann"), make_person("A.", key="a")
    type(ann).objects.filter(pk=ann_too.pk).update(merged_into=ann)
    article = make_article(authors=[ann_too])
    make_comment(article, person=ann)
    make_comment(article)
    page = client.get(article.get_absolute_url()).content.decode()
    assert re.search(r'\?by=ann#responses">The author’s 1</a>', page)  # noqa: RUF001


@pytest.mark.parametrize(
    "query", ["order=no", "page=0", "page=-1", "page=9999999", "page=x", "order=newest&page=99",
              "by=&order=oldest", "voices=all", "voices=x", "page=all&order=newest", "page=%00"],
)  # fmt: skip
def test_whatever_is_asked_is_answered(client, talk, query):
    for article in (talk, make_article()):
        assert client.get(f"{article.get_absolute_url()}?{query}").status_code == 200


def test_pages_end_where_a_conversation_does_unless_it_is_long():
    depths = [0, *[1] * 249, 0, *[1] * 9, *[0] * 100]
    assert list(pages_of_tree(depths, Look()).starts) == [0, 250]
    deep = [0, *[1] * (MOST_ROWS + 5)]
    assert list(pages_of_tree(deep, Look()).starts) == [0, MOST_ROWS]
    assert list(pages_of_tree([0] * PAGE_ROWS, Look()).starts) == [0]
    assert list(pages_of_tree(depths, Look(page="all")).starts) == [0]
    assert list(pages_of_tree([], Look(page="7")).starts) == [0]


def test_every_comment_stands_on_one_page_and_its_address_leads_there(client):
    article = long_thread([0, 1, 2, *[3] * 600, *[0] * 50])
    base, seen = article.get_absolute_url(), {}
    pages = thread_page(STRANGER, article).pages
    assert pages.last == 3
    for number in range(1, pages.last + 1):
        text = client.get(base, {"page": number}).content.decode()
        for key in re.findall(r'<article class="comment[^"]*" data-depth="\d+" id="c-(\w+)"', text):
            seen.setdefault(key, []).append(number)
        for key, at in re.findall(r'class="comment-parent[^"]*" href="([^"#]*)#c-(\w+)"', text):
            assert bool(key) == (seen.get(at) != [number])
    assert len(seen) == 653
    assert all(len(numbers) == 1 for numbers in seen.values())
    for key in ("k0", "k299", "k300", "k602", "k652"):
        query = f"?page={seen[key][0]}" if seen[key] != [1] else ""
        assert client.get(f"/c/{key}/").headers["Location"] == f"{base}{query}#c-{key}"


def test_a_page_tells_what_its_first_comment_hangs_beneath_and_not_the_text_again(client):
    article = long_thread(range(MOST_ROWS + 10))
    thread = thread_page(STRANGER, article, look=Look(page="2"))
    assert [one.level for one in thread.above] == list(range(1, MOST_ROWS + 1))
    top, between, near = thread.above_parts
    assert (len(top), len(between), len(near)) == (1, MOST_ROWS - 6, 5)
    assert near[-1].at == f"{article.get_absolute_url()}#c-k{MOST_ROWS - 1}"
    assert near[-1].words == f"words {MOST_ROWS - 1}"
    page = client.get(article.get_absolute_url(), {"page": 2}).content.decode()
    assert 'class="article-body' not in page
    assert f'href="{article.get_absolute_url()}#c-k{MOST_ROWS - 1}"' in page
    assert 'class="article-body' in client.get(article.get_absolute_url()).content.decode()


def test_all_of_it_comes_on_one_page(client):
    article = long_thread([0] * 450)
    first = client.get(article.get_absolute_url()).content.decode()
    assert first.count('<article class="comment') == PAGE_ROWS
    assert 'href="' + article.get_absolute_url() + '?page=all#responses"' in first
    whole = client.get(article.get_absolute_url(), {"page": "all"}).content.decode()
    assert whole.count('<article class="comment') == 450
    assert whole.count('href="#c-k') >= 450


def test_pages_are_cut_as_if_what_is_withheld_had_never_been():
    article = long_thread([0] * 450)
    Comment.objects.filter(article=article, position__lt=30).update(visibility="hidden")
    rows = thread_page(STRANGER, article, look=Look(page="2")).rows
    assert rows[0].key == f"k{30 + PAGE_ROWS}"


def test_each_bar_of_its_life_leads_to_what_was_said_first_in_it(client):
    article = long_thread([0] * 450)
    life = thread_page(STRANGER, article).life
    assert sum(bar.count for bar in life.bars) == 450
    assert (life.first, life.last) == ("22 Jun 2012", "22 Jun 2012")
    for bar in life.bars:
        where, key = bar.at.split("#c-")
        assert f'id="c-{key}"' in client.get(where).content.decode()


def test_names_beyond_the_first_are_one_link_away(client):
    article = make_article()
    for number in range(15):
        make_comment(article, person=make_person(f"Person {number}"))
    page = client.get(article.get_absolute_url()).content.decode()
    assert '?voices=all#voices">All 15</a>' in page
    assert len(thread_page(STRANGER, article).voices) == 12
    assert len(thread_page(STRANGER, article, look=Look(voices="all")).voices) == 15


def test_a_search_in_this_thread_is_asked_without_scripts(client):
    article = long_thread([0] * 40)
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'name="thread" value="{article.key}"' in page
    asked = client.get(
        "/search/form", {"thread": article.key, "in": "comments", "words": "words 7"}
    )
    assert asked.status_code == 302
    assert f"thread%3A{article.key}" in asked.headers["Location"]
