"""Saved searches: every keeper's, asked again with one click, and nobody else's."""

import pytest
from django.urls import reverse

from archive.models import SavedSearch
from archive.search.tasks import rebuild
from tests.factories import make_article

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/searches/"


def test_a_search_is_kept_from_its_page_and_asked_again(keeper_client):
    make_article(title="Herring & boats")
    rebuild()
    page = keeper_client.get("/search/", {"q": 'title:"herring & boats"', "sort": "newest"})
    link = "/desk/searches/?q=title%3A%22herring+%26+boats%22&amp;sort=newest"
    assert f'href="{link}"' in page.text
    form = keeper_client.get(link.replace("&amp;", "&")).context["form"]
    fields = {**form.initial, "name": "Herring"}
    assert keeper_client.post(ADDRESS, fields).url == ADDRESS
    saved = SavedSearch.objects.get()
    assert (saved.question, saved.sort) == ('title:"herring & boats"', "newest")
    assert saved.saved_by.username == "keeper"
    assert f'href="{link.replace("/desk/searches", "/search")}"' in keeper_client.get(ADDRESS).text
    assert "Herring &amp; boats" in keeper_client.get(saved.get_absolute_url()).text
    assert keeper_client.get(saved.feed_url).status_code == 200


def test_the_same_search_kept_again_takes_the_new_name(keeper_client):
    for name in ("First", "Second"):
        keeper_client.post(ADDRESS, {"name": name, "q": "herring"})
    keeper_client.post(ADDRESS, {"name": "Third", "q": "herring", "sort": "oldest"})
    assert list(SavedSearch.objects.values_list("name", "sort")) == [
        ("Second", ""), ("Third", "oldest"),
    ]  # fmt: skip


def test_a_kept_search_is_forgotten(keeper_client):
    saved = SavedSearch.objects.create(name="Herring", question="herring")
    address = reverse("saved-search", args=[saved.pk])
    assert keeper_client.get(address).status_code == 405
    assert keeper_client.post(address).url == ADDRESS
    assert not SavedSearch.objects.exists()
    assert keeper_client.post(address).status_code == 404


def test_a_search_without_a_name_or_a_question_is_refused(keeper_client):
    for fields in ({"name": "", "q": "x"}, {"name": "x", "q": ""},
                   {"name": "x", "q": "y" * 4001}, {"name": "x", "q": "a\x00"}):  # fmt: skip
        assert 'class="error"' in keeper_client.post(ADDRESS, fields).text
    assert not SavedSearch.objects.exists()


def test_an_order_that_there_is_not_is_left_out(keeper_client):
    keeper_client.post(ADDRESS, {"name": "x", "q": "y", "sort": "z" * 30})
    assert SavedSearch.objects.get().sort == ""


def test_nobody_but_keepers_sees_or_keeps_searches(stranger_client, reader_client):
    saved = SavedSearch.objects.create(name="Herring", question="herring")
    for address in (ADDRESS, reverse("saved-search", args=[saved.pk])):
        assert stranger_client.post(address, {"name": "x", "q": "y"}).url.startswith("/sign-in/")
        assert reader_client.post(address, {"name": "x", "q": "y"}).status_code == 403
    assert reader_client.get(ADDRESS).status_code == 403
    assert "Keep this search" not in reader_client.get("/search/?q=herring").text
    assert SavedSearch.objects.get() == saved


def test_the_list_asks_as_many_questions_for_twice_the_rows(
    keeper, keeper_client, django_assert_num_queries, django_assert_max_num_queries
):
    def keep(count):
        for number in range(count):
            SavedSearch.objects.create(name=f"{number}", question=f"{number}", saved_by=keeper)

    keep(5)
    with django_assert_max_num_queries(6) as once:
        keeper_client.get(ADDRESS)
    keep(5)
    with django_assert_num_queries(len(once)):
        keeper_client.get(ADDRESS)
