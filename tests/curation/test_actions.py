import pytest

from archive.curation import actions
from archive.models import StaleDocument
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def marks() -> set[tuple[str, str, bool]]:
    return set(StaleDocument.objects.values_list("kind", "key", "narrows"))


def test_hiding_a_comment_changes_what_others_count_and_not_what_is_kept():
    article = make_article(comments=3)
    comment = article.comments.last()
    comment.visibility = "hidden"
    actions.keep_comment(comment, ["visibility"])
    article.refresh_from_db()
    assert (article.kept_count, article.comment_count) == (3, 2)
    assert article.last_comment_at < comment.posted_at


def test_showing_it_again_brings_it_back_into_the_count():
    article = make_article(comments=1)
    comment = article.comments.get()
    for visibility in ("hidden", "public"):
        comment.visibility = visibility
        actions.keep_comment(comment, ["visibility"])
    article.refresh_from_db()
    assert article.comment_count == 1
    assert article.last_comment_at == comment.posted_at


def test_hiding_marks_the_document_as_narrowed_so_that_search_forgets_it_at_once():
    article = make_article(comments=1)
    StaleDocument.objects.all().delete()
    comment = article.comments.get()
    comment.visibility = "withdrawn"
    actions.keep_comment(comment, ["visibility"])
    assert marks() == {("comment", comment.key, True), ("article", article.key, False)}


def test_a_new_title_marks_the_article_and_hides_nothing():
    article = make_article()
    StaleDocument.objects.all().delete()
    article.keeper_title = "Put right"
    actions.keep_article(article, ["keeper_title"])
    assert marks() == {("article", article.key, False)}


def test_a_mark_that_narrows_stays_narrowing_until_the_index_has_learned():
    article = make_article()
    article.visibility = "hidden"
    actions.keep_article(article, ["visibility"])
    article.visibility = "public"
    actions.keep_article(article, ["visibility"])
    assert marks() == {("article", article.key, True)}


def test_a_form_sent_without_a_change_does_nothing():
    article = make_article()
    StaleDocument.objects.all().delete()
    actions.keep_article(article, [])
    assert marks() == set()
