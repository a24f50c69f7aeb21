"""A thread as each may see it: tombstones without words, dead branches left out, counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import thread_for
from archive.models.visibility import KEEPER, STRANGER
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db


def shape(user, article):
    return [(row.depth, row.body_text or row.why) for row in thread_for(user, article)]


def test_every_row_comes_in_order_with_its_relations():
    article = make_article()
    person = make_person("Dele")
    first = make_comment(article, body_text="first", person=person)
    second = make_comment(article, first, body_text="second")
    make_comment(article, second, body_text="third")
    make_comment(article, first, body_text="fourth")
    make_comment(article, body_text="fifth")
    rows = thread_for(STRANGER, article)
    assert [row.body_text for row in rows] == ["first", "second", "third", "fourth", "fifth"]
    assert [row.reply_count for row in rows] == [2, 1, 0, 0, 0]
    assert [row.descendant_count for row in rows] == [3, 1, 0, 0, 0]
    keys = [row.key for row in rows]
    assert [row.next_key for row in rows] == [keys[4], keys[3], keys[3], keys[4], ""]
    assert [row.parent_key for row in rows] == ["", keys[0], keys[1], keys[0], ""]
    assert rows[1].parent_name == "Dele"
    assert rows[0].person_key == person.key


@pytest.mark.parametrize(
    "withheld",
    [
        {"visibility": "hidden"},
        {"visibility": "withdrawn"},
        {"state": "spam"},
        {"state": "pending"},
    ],
)
def test_what_is_withheld_is_a_tombstone_over_its_replies_and_nothing_alone(withheld):
    article = make_article()
    above = make_comment(
        article, body_text="canary", author_name="Canary", author_url="https://canary.example",
        permalink="https://canary.example/1", score=9, title="canary", **withheld,
    )  # fmt: skip
    make_comment(article, above, body_text="reply")
    alone = make_comment(article, body_text="canary alone", **withheld)
    make_comment(article, alone, body_text="canary below", **withheld)
    assert shape(STRANGER, article) == [(0, "withheld"), (1, "reply")]
    assert "canary" not in repr(thread_for(STRANGER, article)).casefold()
    assert len(thread_for(KEEPER, article)) == 4
    assert thread_for(KEEPER, article)[0].body_text == "canary"


def test_the_words_of_tombstones_are_not_even_selected():
    article = make_article()
    above = make_comment(article, body_text="canary", author_name="Canary", visibility="hidden")
    make_comment(article, above, body_text="reply")
    with CaptureQueriesContext(connection) as queries:
        thread_for(STRANGER, article)
    assert len(queries) == 2
    for query in queries:
        with connection.cursor() as cursor:
            cursor.execute(query["sql"])
            assert "canary" not in repr(cursor.fetchall()).casefold()


def test_a_placeholder_of_the_source_stays_without_replies_and_another_deletion_does_not():
    article = make_article()
    make_comment(article, body_text="", body_html="", state="deleted", is_placeholder=True)
    make_comment(article, body_text="", body_html="", state="deleted")
    missing = make_comment(article, body_text="", body_html="", state="missing")
    make_comment(article, missing, body_text="reply")
    assert shape(STRANGER, article) == [(0, "deleted"), (0, "missing"), (1, "reply")]


def test_a_deep_branch_dies_whole_and_a_living_one_keeps_all_its_ancestors():
    article = make_article()
    one = make_comment(article, body_text="a", visibility="hidden")
    two = make_comment(article, one, body_text="b", visibility="hidden")
    make_comment(article, two, body_text="dead", visibility="hidden")
    make_comment(article, two, body_text="alive")
    make_comment(article, two, body_text="dead too", visibility="hidden")
    make_comment(article, one, body_text="dead again", visibility="hidden")
    assert shape(STRANGER, article) == [(0, "withheld"), (1, "withheld"), (2, "alive")]


def test_the_keepers_parent_counts_and_a_merged_row_is_nowhere():
    article = make_article()
    one = make_comment(article, body_text="one")
    moved = make_comment(
        article, body_text="moved", keeper_parent=one, keeper_parent_is_set=True, depth=1
    )
    make_comment(article, body_text="merged", merged_into=one)
    rows = thread_for(STRANGER, article)
    assert [row.body_text for row in rows] == ["one", "moved"]
    assert rows[1].parent_key == one.key
    assert rows[1].key == moved.key


def test_a_parent_that_stands_below_is_none():
    article = make_article()
    one = make_comment(article, body_text="one")
    two = make_comment(article, one, body_text="two")
    type(one).objects.filter(pk=one.pk).update(parent=two)
    rows = thread_for(STRANGER, article)
    assert [(row.parent_key, row.reply_count) for row in rows] == [("", 1), (one.key, 0)]


def test_nobody_but_the_keeper_sees_the_thread_of_a_withheld_article():
    article = make_article(comments=2, visibility="hidden")
    assert thread_for(STRANGER, article) == []
    assert len(thread_for(KEEPER, article)) == 2


def test_queries_do_not_grow_with_the_thread():
    article = make_article(comments=10)
    with CaptureQueriesContext(connection) as few:
        thread_for(STRANGER, article)
    for _ in range(10):
        make_comment(article)
    with CaptureQueriesContext(connection) as many:
        assert len(thread_for(STRANGER, article)) == 20
    assert len(few) == len(many) == 2


def test_a_thread_deeper_than_any_recursion_is_read():
    article = make_article()
    parent = None
    for _ in range(1200):
        parent = make_comment(article, parent)
    rows = thread_for(STRANGER, article)
    assert rows[-1].depth == 1199
    assert rows[0].descendant_count == 1199
