import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from archive.models import Article, Comment, StaleDocument
from archive.search.documents import article_document_key
from archive.search.engines.base import IndexBusy
from archive.search.engines.whoosh_folders import write_lock
from archive.search.service import best_hits, engine, search
from archive.search.stale import forget
from archive.search.tasks import compare, drain, drain_index, mark_stale, rebuild
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def found(text: str, user=None) -> set[str]:
    return {hit.key for hit in best_hits(text, user, 100).hits}


def test_what_is_marked_is_found_after_draining():
    rebuild()
    article = make_article(key="k1", body_text="a swing bridge")
    make_comment(article, key="c1", body_text="bridge, aye")
    mark_stale(articles=[article.pk])
    assert found("bridge") == set()
    done = drain()
    assert (done.marks, done.documents, done.culprits, done.is_rebuilt) == (1, 2, (), False)
    assert found("bridge") == {"k1", "c1"}
    assert not StaleDocument.objects.exists()


@pytest.mark.parametrize("asked", ["zeppelin", "zeppelin OR balloon", "title:late zeppelin"])
def test_what_came_late_to_an_index_of_many_is_found_by_a_word_of_one_field(client, asked):
    # Its segment has numbers of one byte, and stands behind more documents than such can tell.
    many = make_article(title="many")
    for _ in range(260):
        make_comment(many, body_text="a swing bridge")
    rebuild()
    article = make_article(key="k1", title="late", body_text="a zeppelin", language="ja")
    mark_stale(articles=[article.pk])
    drain()
    assert found(asked) == {"k1"}
    for order in ("best", "newest", "oldest", "discussed"):
        text = client.get("/search/", {"q": asked, "sort": order, "view": "conversations"}).text
        assert "1 match in 1 conversation" in text


def test_a_mark_made_in_a_transaction_that_fails_is_not_made():
    article = make_article()
    with transaction.atomic():
        mark_stale(articles=[article.pk])
        transaction.set_rollback(True)
    assert not StaleDocument.objects.exists()


def test_deleted_rows_leave_the_index_by_the_mark_they_left():
    article = make_article(key="k1", body_text="bridge", comments=0)
    comment = make_comment(article, key="c1", body_text="bridge")
    other = make_article(key="k2", body_text="bridge")
    make_comment(other, key="c2", body_text="bridge")
    rebuild()
    mark_stale(articles=[other.pk], comments=[comment.pk])
    comment.delete()
    other.delete()
    drain()
    assert found("bridge") == {"k1"}
    assert compare().is_equal


def test_drains_in_batches_until_nothing_waits():
    rebuild()
    articles = [make_article(comments=1) for _ in range(7)]
    mark_stale(articles=[article.pk for article in articles])
    mark_stale(comments=Comment.objects.values_list("pk", flat=True))
    done = drain(batch=3)
    assert done.marks == 14
    assert compare().is_equal
    assert compare().waiting == 0


def test_a_narrowing_mark_hides_at_once_the_article_and_its_thread(keeper):
    article = make_article(key="k1", body_text="bridge")
    make_comment(article, key="c1", body_text="bridge")
    make_article(key="k2", body_text="bridge")
    rebuild()
    mark_stale(articles=[article.pk], narrows=True)
    answer = search("bridge", None)
    assert found("bridge") == {"k2"}
    assert (answer.total_documents, answer.page.total) == (1, 1)
    assert [
        value.total for facet in answer.facets for value in facet.values if facet.name == "in"
    ] == [1]
    assert found("bridge", keeper) == {"k1", "c1", "k2"}


def test_a_narrowing_mark_on_a_comment_hides_that_comment():
    article = make_article(key="k1", body_text="bridge")
    comment = make_comment(article, key="c1", body_text="bridge")
    rebuild()
    mark_stale(comments=[comment.pk], narrows=True)
    assert found("bridge") == {"k1"}


def test_a_later_mark_does_not_lift_a_mask():
    article = make_article(key="k1", body_text="bridge")
    rebuild()
    mark_stale(articles=[article.pk], narrows=True)
    mark_stale(articles=[article.pk])
    assert StaleDocument.objects.get().narrows
    mark_stale(articles=[article.pk], narrows=True)
    assert StaleDocument.objects.count() == 1


def test_hidden_rows_are_gone_for_strangers_and_found_by_staff(keeper, reader):
    article = make_article(key="k1", body_text="bridge")
    comment = make_comment(article, key="c1", body_text="bridge", state="pending")
    rebuild()
    assert found("bridge", reader) == {"k1"}
    assert found("bridge", keeper) == {"k1", "c1"}
    Article.objects.update(visibility="hidden")
    mark_stale(articles=[article.pk], narrows=True)
    drain()
    assert found("bridge") == set()
    assert found("bridge", keeper) == {"k1", "c1"}
    assert comment.key == "c1"


def test_a_mark_renewed_while_it_was_written_stays():
    article = make_article()
    mark_stale(articles=[article.pk])
    read = list(StaleDocument.objects.all())
    mark_stale(articles=[article.pk])
    assert forget(read) == 0
    assert StaleDocument.objects.count() == 1
    assert forget(StaleDocument.objects.all()) == 1


def test_marks_of_the_future_do_not_keep_it_running():
    rebuild()
    mark_stale(articles=[make_article().pk])
    StaleDocument.objects.update(marked_at=timezone.now() + timezone.timedelta(hours=1))
    assert drain().marks == 0


def test_a_missing_index_is_built_of_everything():
    make_article(key="k1", body_text="bridge")
    done = drain()
    assert done.is_rebuilt
    assert found("bridge") == {"k1"}


def test_a_broken_index_heals_at_the_next_drain(settings):
    article = make_article(key="k1", body_text="bridge")
    rebuild()
    engine().close()
    for path in settings.SEARCH_INDEX_DIR.glob("build-*/*.arrays"):
        path.unlink()
    assert search("bridge", None).unavailable
    mark_stale(articles=[article.pk])
    assert drain().is_rebuilt
    assert found("bridge") == {"k1"}


def test_while_another_writes_the_marks_wait(settings, monkeypatch):
    rebuild()
    mark_stale(articles=[make_article().pk])
    monkeypatch.setattr(engine(), "_wait_seconds", 0.05)
    with write_lock(settings.SEARCH_INDEX_DIR, 1):
        assert drain().is_busy
    assert StaleDocument.objects.count() == 1


def test_rows_are_read_by_who_may_write_alone(settings):
    """Else what was read before another wrote could be written after it, and stay."""
    rebuild()
    article = make_article(comments=1)
    mark_stale(articles=[article.pk])
    tables = set()

    def look(execute, sql, *rest):
        for model in (Article, Comment):
            if f'FROM "{model._meta.db_table}"' in sql:
                tables.add(model)
                with pytest.raises(IndexBusy), write_lock(settings.SEARCH_INDEX_DIR, 0):
                    pass
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        drain()
        rebuild()
    assert tables == {Article, Comment}


def test_waits_for_another_writer_as_long_as_asked(settings):
    rebuild()
    mark_stale(articles=[make_article().pk])
    with write_lock(settings.SEARCH_INDEX_DIR, 1):
        before = time.monotonic()
        assert drain(wait_seconds=0).is_busy
        assert time.monotonic() - before < 5


def test_a_rebuild_leaves_marks_to_be_drained():
    mark_stale(articles=[make_article().pk])
    rebuild()
    assert StaleDocument.objects.count() == 1
    assert drain().marks == 1


def test_comparing_names_what_differs():
    article = make_article(key="k1")
    make_article(key="k2")
    rebuild()
    assert compare().is_equal
    make_article(key="k3")
    Article.objects.filter(key="k2").delete()
    Article.objects.filter(key="k1").update(visibility="hidden")
    comparison = compare()
    assert comparison.missing == ("a:k3",)
    assert comparison.surplus == ("a:k2",)
    assert comparison.unlike == (article_document_key(article.key),)


def test_draining_is_a_background_task_too():
    make_article(key="k1", body_text="bridge")
    drain_index.call()
    assert found("bridge") == {"k1"}
