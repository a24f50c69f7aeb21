import pytest
from django.contrib import admin
from django.urls import reverse

from archive.models import Article, Comment
from tests.factories import make_article

ARCHIVED = [model for model in admin.site._registry if model._meta.app_label == "archive"]


def list_address(model) -> str:
    return reverse(f"admin:archive_{model._meta.model_name}_changelist")


def page_of(row) -> str:
    return reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.django_db
@pytest.mark.parametrize("model", ARCHIVED, ids=lambda model: model.__name__)
def test_the_keeper_sees_every_list_and_can_search_it(keeper_client, model):
    make_article(comments=2)
    assert keeper_client.get(list_address(model)).status_code == 200
    assert keeper_client.get(list_address(model), {"q": "word"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("model", ARCHIVED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", ["stranger_client", "reader_client"])
def test_nobody_else_comes_to_the_desk(request, who, model):
    response = request.getfixturevalue(who).get(list_address(model))
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("model", ARCHIVED, ids=lambda model: model.__name__)
def test_nothing_is_added_at_the_desk(keeper_client, model):
    address = reverse(f"admin:archive_{model._meta.model_name}_add")
    assert keeper_client.get(address).status_code == 403


@pytest.mark.django_db
def test_nothing_is_deleted_at_the_desk(keeper_client):
    article = make_article()
    address = reverse("admin:archive_article_delete", args=[article.pk])
    assert keeper_client.post(address, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    keeper_client.post(list_address(Article), chosen)
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.django_db
def test_the_keepers_title_is_stored_beside_the_sources(keeper_client):
    article = make_article(title="Teh lamp")
    fields = {"keeper_title": "The lamp", "keeper_standfirst": "", "visibility": "public"}
    response = keeper_client.post(page_of(article), {**fields, "title": "Overwritten"})
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.title, article.keeper_title) == ("Teh lamp", "The lamp")


@pytest.mark.django_db
def test_a_comment_hidden_at_the_desk_is_counted_no_more(keeper_client):
    article = make_article(comments=2)
    comment = article.comments.first()
    response = keeper_client.post(page_of(comment), {"visibility": "hidden"})
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.kept_count, article.comment_count) == (2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Article, Comment], ids=lambda model: model.__name__)
def test_lists_ask_as_many_questions_for_twice_the_rows(
    keeper_client, model, django_assert_num_queries, django_assert_max_num_queries
):
    keeper_client.get(list_address(model))
    make_article(comments=3)
    with django_assert_max_num_queries(15) as once:
        keeper_client.get(list_address(model))
    make_article(comments=3)
    with django_assert_num_queries(len(once)):
        keeper_client.get(list_address(model))


@pytest.mark.django_db
def test_who_merely_looks_sees_no_field_to_change(keeper_client):
    article = make_article()
    page = keeper_client.get(reverse("admin:archive_site_change", args=[article.site_id])).text
    assert article.site.host in page
    assert 'name="_save"' not in page
