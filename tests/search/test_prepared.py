from datetime import UTC, datetime

import pytest
from django.db.models.functions import Left

from archive.models import Article, Comment
from archive.models.visibility import STRANGER
from archive.search.prepared import Prepared
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    article = make_article(published_at=datetime(2019, 3, 12, 18, 2, tzinfo=UTC))
    undated = make_comment(article, body_text="Word 0", posted_at=None)
    answers = [make_comment(article, undated, body_text=f"Word {at}") for at in range(1, 9)]
    return [undated, *answers]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 9])
def test_gives_what_the_query_gives(said, count, django_assert_num_queries):
    asked = Comment.objects.visible_to(STRANGER).order_by().annotate(first=Left("body_text", 4))
    rows = asked.values_list("pk", "first", "posted_at", "parent__key", "article__published_at")
    keys = [one.pk for one in said[:count]]
    prepared = Prepared(rows, "pk")
    for _ in range(2):
        with django_assert_num_queries(1):
            found = prepared.of([*keys, None, keys[0], 0])
        by_key = {key: tuple(others) for key, *others in found}
        assert by_key == {key: tuple(others) for key, *others in rows.filter(pk__in=keys)}
        assert len(found) == len(by_key) == count


def test_gives_all_rows(said, django_assert_num_queries):
    rows = (
        Comment.objects.filter(author_name="Tomasz Wren").order_by().values_list("key", "posted_at")
    )
    with django_assert_num_queries(1):
        found = Prepared(rows).all()
    assert sorted(key for key, _ in found) == sorted(one.key for one in said)


def test_asks_nothing_where_there_are_no_keys(said, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Prepared(Comment.objects.values_list("pk"), "pk").of([None]) == []


def test_few_statements_serve_any_number_of_keys(said):
    prepared = Prepared(Article.objects.order_by().values_list("key"), "key")
    for count in range(1, 60):
        prepared.of([f"k{number}" for number in range(count)])
    assert len(prepared._statements) == 7


def test_a_query_that_asks_something_behind_its_keys_is_refused(said):
    sorted_rows = Comment.objects.order_by(Left("body_text", 3)).values_list("pk")
    with pytest.raises(AssertionError, match="elsewhere than at the end"):
        Prepared(sorted_rows, "pk").of([1])
