import pytest
from django.contrib.auth import get_user
from django.test import Client

from archive.curation import access
from tests.conftest import PASSWORD


@pytest.fixture
def closed(settings):
    settings.ARCHIVE_READERS = "signed-in"


@pytest.fixture
def sign_in_page():
    """A client that must bring the form's token, as browsers must."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/", "/no-such-page", "/articles.atom", "/search/?q=a+b"])
def test_a_closed_archive_sends_a_stranger_to_sign_in_and_remembers_where_to(
    closed, stranger_client, path
):
    response = stranger_client.get(path)
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/?next=/")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_closed_archive_takes_nothing_from_a_stranger(closed, stranger_client):
    assert stranger_client.post("/no-such-page").status_code == 302


@pytest.mark.django_db
def test_a_closed_archive_lets_a_reader_in_and_keeps_the_page_out_of_caches(closed, reader_client):
    response = reader_client.get("/no-such-page")
    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_closed_archive_still_shows_what_is_needed_to_sign_in(closed, stranger_client):
    assert stranger_client.get("/sign-in/").status_code == 200
    style = stranger_client.get("/static/admin/css/base.css")
    style.close()
    assert style.status_code == 200
    assert stranger_client.get(access.HEALTH_PATH).status_code != 302


@pytest.mark.django_db
def test_an_open_archive_asks_nobody_to_sign_in(stranger_client):
    response = stranger_client.get("/no-such-page")
    assert response.status_code == 404
    assert "Cache-Control" not in response


@pytest.mark.django_db
def test_what_a_signed_in_reader_gets_stays_out_of_shared_caches(reader_client):
    assert reader_client.get("/no-such-page")["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_the_keeper_signs_in_over_plain_http_and_comes_to_where_they_were_going(
    keeper, sign_in_page
):
    token = sign_in_page.get("/sign-in/?next=/admin/").cookies["csrftoken"].value
    fields = {"username": "keeper", "password": PASSWORD, "next": "/admin/"}
    response = sign_in_page.post("/sign-in/", {**fields, "csrfmiddlewaretoken": token})
    assert response.status_code == 302
    assert response.url == "/admin/"
    assert get_user(sign_in_page) == keeper


@pytest.mark.django_db
def test_signing_in_leads_to_no_other_host(keeper, stranger_client):
    fields = {"username": "keeper", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert stranger_client.post("/sign-in/", fields).url == "/"


@pytest.mark.django_db
def test_a_wrong_password_is_said_and_signs_nobody_in(keeper, stranger_client):
    response = stranger_client.post("/sign-in/", {"username": "keeper", "password": "guessed"})
    assert response.status_code == 200
    assert "Please enter a correct username and password" in response.text
    assert not get_user(stranger_client).is_authenticated


@pytest.mark.django_db
def test_signing_in_without_the_forms_token_is_refused(keeper, sign_in_page):
    fields = {"username": "keeper", "password": PASSWORD}
    assert sign_in_page.post("/sign-in/", fields).status_code == 403


@pytest.mark.django_db
def test_signing_out_takes_a_post_and_ends_the_session(reader_client):
    assert reader_client.get("/sign-out/").status_code == 405
    assert get_user(reader_client).is_authenticated
    assert reader_client.post("/sign-out/").url == "/"
    assert not get_user(reader_client).is_authenticated
