"""What the database itself refuses, and the one rule of visibility on the querysets."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from archive.models import Article, Comment, Person, SourceIdentity, StaleDocument
from archive.models.provenance import MAX_VALUE_LENGTH, bounded
from archive.search.stale import mark_stale
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db


def refuses(work):
    with pytest.raises(IntegrityError), transaction.atomic():
        work()


def test_a_name_is_one_articles_and_within_a_thread_one_comments():
    article, other = make_article(), make_article()
    one, two = make_comment(article), make_comment(article)
    elsewhere = make_comment(other)

    def name(**values):
        SourceIdentity.objects.create(site=article.site, namespace="wordpress", value="1", **values)

    name(what="article", article=article)
    refuses(lambda: name(what="article", article=other))
    name(what="comment", article=article, comment=one)
    refuses(lambda: name(what="comment", article=article, comment=two))
    name(what="comment", article=other, comment=elsewhere)
    refuses(lambda: name(what="person", article=article))


def test_rows_never_point_at_themselves():
    article, comment, person = make_article(), None, make_person()
    comment = make_comment(article)
    for model, row, column in (
        (Article, article, "merged_into"),
        (Comment, comment, "merged_into"),
        (Comment, comment, "parent"),
        (Person, person, "merged_into"),
    ):
        refuses(lambda m=model, r=row, c=column: m.objects.filter(pk=r.pk).update(**{c: r}))


def test_a_date_is_whole_or_absent():
    article = make_article(comments=1)
    refuses(lambda: Article.objects.update(published_on=None))
    refuses(lambda: article.comments.update(posted_on=None))
    Article.objects.update(published_on=None, published_at=None)


def test_long_names_are_kept_by_their_digest():
    assert bounded("x" * MAX_VALUE_LENGTH) == "x" * MAX_VALUE_LENGTH
    assert bounded("x" * 501).startswith("sha256:")
    assert bounded("x" * 501) != bounded("x" * 502)


@pytest.mark.parametrize(
    ("changes", "is_public"),
    [
        ({}, True),
        ({"visibility": "hidden"}, False),
        ({"visibility": "withdrawn"}, False),
        *(
            ({"state": state}, False)
            for state in ("draft", "pending", "private", "password", "scheduled", "trashed")
        ),
    ],
)
def test_only_the_keeper_sees_what_is_not_public(changes, is_public, keeper, reader):
    article = make_article(comments=1, **changes)
    assert article.is_public is is_public
    for user in (None, AnonymousUser(), reader):
        assert Article.objects.visible_to(user).exists() is is_public
        assert Comment.objects.visible_to(user).exists() is is_public
    assert Article.objects.visible_to(keeper).exists()
    assert Comment.objects.visible_to(keeper).exists()
    keeper.is_active = False
    assert Article.objects.visible_to(keeper).exists() is is_public


def test_merged_rows_are_shown_to_nobody(keeper):
    article = make_article(comments=1)
    other = make_article(comments=1, merged_into=article)
    comment = make_comment(article, merged_into=article.comments.first())
    assert other not in Article.objects.visible_to(keeper)
    assert comment not in Comment.objects.visible_to(keeper)
    assert Comment.objects.visible_to(keeper).count() == 1


def test_a_mark_that_narrows_stays_so():
    article = make_article()
    mark_stale(articles=[article.pk], narrows=True)
    mark_stale(articles=[article.pk])
    assert StaleDocument.objects.get().narrows


def test_names_that_readers_see_are_never_empty():
    assert str(make_site("unknown.invalid", name="x")) == "unknown site"
    assert make_site("bare.example", name="").shown_name == "bare.example"
    assert str(make_article(title="", source_url="")) != ""
