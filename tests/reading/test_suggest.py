"""The address that suggestions come from."""

import pytest
from django.templatetags.static import static

from archive.search.tasks import rebuild
from tests.factories import make_article, make_person, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    make_article(
        make_site("tide.example"), title="<img src=x onerror=alert(1)> tide", slug="tide",
        key="k1", terms=["tides"], authors=[make_person("Tid " + "y" * 400)],
    )  # fmt: skip
    rebuild()


def test_suggestions_are_told_with_what_they_are(client, archive):
    response = client.get("/search/suggest?q=tid")
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    assert response.json()["suggestions"] == [
        {"kind": "title", "label": "<img src=x onerror=alert(1)> tide", "says": "Article, Tide",
         "text": "tid", "url": "/a/k1/tide/"},
        {"kind": "site", "label": "tide.example", "says": "Site, 1 article",
         "text": "site:tide.example", "url": ""},
        {"kind": "tag", "label": "Tides", "says": "Tag, 1 article", "text": "tag:tides",
         "url": ""},
    ]  # fmt: skip


def test_what_a_signed_in_reader_gets_is_kept_by_no_cache(keeper_client, archive):
    response = keeper_client.get("/search/suggest?q=tid")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "typed",
    ["", "%00", "%22", "%ED%A0%80", "%28%28%28-", "site%3A%22", "tag%3A%5B", "by%3A*", "a" * 9000,
     "%1F%1F", "person%3A%0A", "%F0%9F%8C%89", "-" * 200, "%22" * 99, "kind%3A%5Cd", "lang%3A(.*"],
)  # fmt: skip
def test_whatever_is_typed_is_answered_shortly(client, archive, typed):
    response = client.get(f"/search/suggest?q={typed}")
    assert response.status_code == 200
    assert len(response.content) < 5_000


def test_every_search_box_says_where_suggestions_come_from(client, archive):
    for path in ("/", "/search/", "/articles/"):
        page = client.get(path).content.decode()
        assert page.count('data-suggest="/search/suggest"') == 1
        assert f'type="module" src="{static("js/suggest.js")}"' in page
