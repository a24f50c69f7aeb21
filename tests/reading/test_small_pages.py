"""The theme, the health check, the browser's search box, and pages for what is not there."""

from xml.etree import ElementTree

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test import Client, RequestFactory

from archive.models import Article
from archive.reading import views
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def test_the_theme_is_kept_in_a_cookie_and_worn_by_every_page(client):
    sent = client.post("/theme/", {"theme": "dark", "next": "/articles/?year=2012"})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/articles/?year=2012")
    assert sent.cookies["theme"]["samesite"] == "Lax"
    for address in ("/", "/none/"):
        assert (
            '<html lang="en" dir="ltr" data-theme="dark">' in client.get(address).content.decode()
        )
    client.post("/theme/", {"theme": "system"})
    assert "data-theme" not in client.get("/").content.decode()


def test_what_is_printed_once_for_all_is_still_each_readers_own(client, keeper_client):
    for _ in range(2):
        seen = client.get("/sites/").content.decode()
        assert 'href="/sites/" aria-current="page"' in seen
        assert 'href="/sites/" aria-current' not in client.get("/people/").content.decode()
        assert '<li><a href="/imports/"' not in seen
        assert '<li><a href="/imports/"' in keeper_client.get("/sites/").content.decode()
        german = client.get("/sites/", headers={"Accept-Language": "de"}).content.decode()
        assert ">Artikel</a>" in german
        assert ">Articles</a>" not in german
        assert "Suche" in german


def test_a_language_is_kept_in_a_cookie_and_goes_before_the_browsers(client):
    asked = {"accept-language": "fr, de;q=0.8"}
    assert '<html lang="en" dir="ltr"' in client.get("/").text
    assert '<html lang="de" dir="ltr"' in client.get("/", headers=asked).text
    sent = client.post("/language/", {"language": "ar", "next": "/articles/?year=2012"})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/articles/?year=2012")
    assert sent.cookies["language"]["samesite"] == "Lax"
    for address in ("/", "/none/"):
        page = client.get(address, headers=asked)
        assert '<html lang="ar" dir="rtl"' in page.text
        assert 'value="ar" lang="ar" aria-pressed="true"' in page.text
        assert "Accept-Language" in page["Vary"]
    client.post("/language/", {"language": "tlh"})
    assert '<html lang="de"' in client.get("/", headers=asked).text


def test_high_contrast_is_worn_where_it_is_chosen_and_offered_to_systems_that_ask(client):
    sheet = f'<link rel="stylesheet" href="{staticfiles_storage.url("css/contrast.css")}"'
    asked = ' media="(prefers-contrast: more), (forced-colors: active)"'
    assert f"{sheet}{asked}>" in client.get("/").text
    client.post("/theme/", {"theme": "contrast"})
    page = client.get("/").text
    assert f"{sheet}>" in page
    assert 'data-theme="contrast"' in page
    assert 'value="contrast" aria-pressed="true"' in page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1", "relative", ""],
)
def test_a_choice_leads_back_to_this_archive_alone(client, elsewhere):
    for name, value in (("theme", "light"), ("language", "de")):
        sent = client.post(f"/{name}/", {name: value, "next": elsewhere})
        assert sent.headers["Location"] == "/"


def test_a_theme_that_is_none_is_not_worn(client):
    client.cookies["theme"] = '"><script>'
    text = client.get("/").content.decode()
    assert "<script>" not in text
    assert "data-theme" not in text


def test_looking_at_the_themes_address_changes_nothing(client):
    sent = client.get("/theme/?theme=dark")
    assert sent.headers["Location"] == "/"
    assert not sent.cookies


def test_strangers_are_given_no_cookie_for_reading(client):
    make_article()
    assert not client.get("/articles/").cookies


def test_health_asks_the_database(client, monkeypatch):
    assert client.get("/healthz").content == b"ok"

    def broken():
        raise views.DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    assert views.healthz(RequestFactory().get("/healthz")).status_code == 503


def test_the_browsers_search_box_is_described(client):
    page = client.get("/opensearch.xml")
    assert page.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    described = ElementTree.fromstring(page.content)  # noqa: S314 -- our own output
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    templates = [url.get("template") for url in described.findall(f"{space}Url")]
    assert templates == [
        "http://testserver/search/?q={searchTerms}",
        "http://testserver/search.atom?q={searchTerms}",
    ]


def test_what_is_not_there_is_answered_in_the_same_dress(client):
    page = client.get("/none/")
    assert page.status_code == 404
    assert "Nothing is kept at this address." in page.content.decode()
    assert 'class="masthead"' in page.content.decode()


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"host": "a b"}])
def test_a_host_that_is_not_ours_is_answered_in_the_same_dress(client, headers):
    page = client.get("/", headers=headers)
    assert page.status_code == 400
    assert "This request makes no sense here." in page.content.decode()
    assert 'class="masthead"' in page.content.decode()
    assert "evil" not in page.content.decode()


def test_what_was_sent_from_elsewhere_is_refused_in_the_same_dress():
    page = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "keeper"})
    assert page.status_code == 403
    assert "This was not sent from a page of this archive." in page.content.decode()
    assert 'class="masthead"' in page.content.decode()


def test_what_an_account_may_not_do_is_refused_in_the_same_dress(client):
    staff = make_user(is_staff=True)
    get_user_model().objects.update(is_superuser=False)
    client.force_login(staff)
    page = client.get("/admin/archive/article/")
    assert page.status_code == 403
    assert "This is not for everyone." in page.content.decode()


@pytest.mark.parametrize("address", ["/", "/opensearch.xml", "/articles.atom", "/healthz"])
def test_every_address_answers_head_as_it_answers_get(client, address):
    assert client.head(address).status_code == client.get(address).status_code == 200


def test_a_broken_page_is_answered_in_the_same_dress_and_tells_no_secret(client, monkeypatch):
    def broken(_key):
        raise RuntimeError("a bug")

    monkeypatch.setattr(views, "article_under", broken)
    page = Client(raise_request_exception=False).get("/a/key/")
    assert page.status_code == 500
    text = page.content.decode()
    assert "Something broke on our side." in text
    assert "a bug" not in text
    assert 'class="masthead"' in text


def test_the_page_of_an_error_needs_neither_request_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert views.server_error(RequestFactory().get("/")).status_code == 500


def test_signing_out_is_offered_to_whom_it_concerns(client, reader_client, keeper_client):
    assert "/sign-in/" in client.get("/").content.decode()
    text = reader_client.get("/").content.decode()
    assert 'action="/sign-out/"' in text
    assert "/admin/" not in text
    assert 'href="/admin/"' in keeper_client.get("/").content.decode()
    assert Article.objects.count() == 0
