import html

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from archive.models import Article, Comment
from tests.factories import make_article, make_person, make_site

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
    fields = {"keeper_title": "The lamp", "visibility": "public", "site": article.site_id}
    response = keeper_client.post(page_of(article), {**fields, "title": "Overwritten"})
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.title, article.keeper_title) == ("Teh lamp", "The lamp")


@pytest.mark.django_db
def test_a_comment_hidden_at_the_desk_is_counted_no_more(keeper_client):
    article = make_article(comments=2)
    comment = article.comments.first()
    response = keeper_client.post(page_of(comment), {"visibility": "hidden", "answers": "source"})
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


def fields_of(response) -> dict[str, str]:
    """What the form on an admin page would send."""
    form = response.context["adminform"].form
    return {name: form[name].value() or "" for name in form.fields}


@pytest.mark.django_db
def test_every_word_of_the_keeper_is_written_on_the_articles_page(keeper_client):
    article, other = make_article(title="Teh lamp"), make_article(title="The lamp, again")
    elsewhere = make_site("elsewhere.example")
    words = {
        "keeper_title": "The lamp",
        "keeper_standfirst": "In short.",
        "keeper_date": "2011-05",
        "byline": "Ada\nBo",
        "tags": "harbour, lamps",
        "site": elsewhere.pk,
        "part_of": f"http://localhost/a/{other.key}/the-lamp-again/",
        "visibility": "hidden",
    }
    assert keeper_client.post(page_of(article), words).status_code == 302
    article.refresh_from_db()
    assert (article.keeper_title, article.keeper_standfirst) == ("The lamp", "In short.")
    assert (str(article.shown_published_on), article.site) == ("2011-05-01", elsewhere)
    assert [str(one.person) for one in article.article_authors.shown()] == ["Ada", "Bo"]
    assert {term.slug for term in article.terms.all()} == {"harbour", "lamps"}
    assert (article.merged_into, article.visibility) == (other, "hidden")
    again = fields_of(keeper_client.get(page_of(article)))
    assert again == {**words, "part_of": other.key}
    assert keeper_client.post(page_of(article), {**again, "part_of": ""}).status_code == 302
    article.refresh_from_db()
    assert article.merged_into is None
    assert (
        LogEntry.objects.count() == 10
    )  # one for each word, two of them tags, and one for the undoing


@pytest.mark.django_db
def test_tags_stand_between_the_commas_of_any_writing(keeper_client):
    article = make_article()
    sent = fields_of(keeper_client.get(page_of(article)))
    tags = "ميناء، مصابيح, harbour、lamps"
    assert keeper_client.post(page_of(article), {**sent, "tags": tags}).status_code == 302
    names = {term.name for term in article.terms.all()}
    assert names == {"ميناء", "مصابيح", "harbour", "lamps"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("keeper_date", "last summer", "“last summer” is no date"),
        ("part_of", "nonesuch", "Nothing has the key “nonesuch”"),
        ("part_of", "SELF", "already: choose another"),
        ("site", "999999", "Select a valid choice"),
        ("visibility", "secret", "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(
    keeper_client, field, value, told
):
    article = make_article()
    sent = fields_of(keeper_client.get(page_of(article)))
    sent |= {"keeper_title": "Kept?", field: article.key if value == "SELF" else value}
    response = keeper_client.post(page_of(article), sent)
    assert response.status_code == 200
    assert told in html.unescape(response.text)
    article.refresh_from_db()
    assert article.keeper_title == ""


@pytest.mark.django_db
def test_a_comment_is_hung_beneath_another_by_its_key_and_back(keeper_client):
    article = make_article(comments=2)
    first, second = article.comments.order_by("position")
    for sent, depth in (
        ({"answers": "comment", "answers_key": first.key}, 1),
        ({"answers": "top", "answers_key": ""}, 0),
        ({"answers": "comment", "answers_key": f"/c/{first.key}/"}, 1),
        ({"answers": "source", "answers_key": ""}, 0),
    ):
        response = keeper_client.post(page_of(second), {"visibility": "public", **sent})
        assert response.status_code == 302
        second.refresh_from_db()
        assert second.depth == depth
    assert not second.keeper_parent_is_set


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "nonesuch", "SELF"])
def test_a_comment_is_not_hung_beneath_nothing_or_itself(keeper_client, key):
    comment = make_article(comments=1).comments.get()
    asked = comment.key if key == "SELF" else key
    sent = {"visibility": "public", "answers": "comment", "answers_key": asked}
    assert keeper_client.post(page_of(comment), sent).status_code == 200


@pytest.mark.django_db
def test_a_person_is_another_and_then_not(keeper_client):
    ada, bo = make_person("Ada"), make_person("Bo")
    for key, into in ((bo.key, bo), ("", None)):
        assert keeper_client.post(page_of(ada), {"part_of": key}).status_code == 302
        ada.refresh_from_db()
        assert ada.merged_into == into
