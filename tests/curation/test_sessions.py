"""Who is signed in, for how long, and by what cookies."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client, **values):
    return client.post("/sign-in/", {"username": "keeper", "password": PASSWORD, **values})


def test_signing_in_gives_a_session_of_another_name(keeper, stranger_client):
    stranger_client.session["seen"] = 1
    session = stranger_client.session
    session["seen"] = 1
    session.save()
    stranger_client.cookies["sessionid"] = session.session_key
    sign_in(stranger_client)
    assert stranger_client.cookies["sessionid"].value != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_signing_in_gives_another_token_for_forms(keeper):
    client = Client(enforce_csrf_checks=True)
    before = client.get("/sign-in/").cookies["csrftoken"].value
    sign_in(client, csrfmiddlewaretoken=before)
    assert client.cookies["csrftoken"].value != before


@pytest.mark.parametrize("is_https", [False, True])
def test_cookies_are_for_this_site_alone_and_for_no_script(
    keeper, stranger_client, settings, is_https
):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = is_https
    sign_in(stranger_client)
    for name in ("sessionid", "csrftoken"):
        cookie = stranger_client.cookies[name]
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert bool(cookie["secure"]) is is_https
    assert stranger_client.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE


def test_signing_out_ends_the_session_itself(keeper, stranger_client):
    sign_in(stranger_client)
    key = stranger_client.cookies["sessionid"].value
    stranger_client.post("/sign-out/")
    thief = Client()
    thief.cookies["sessionid"] = key
    assert not get_user(thief).is_authenticated
    assert not Session.objects.exists()


def test_signing_out_takes_the_forms_token(keeper):
    client = Client(enforce_csrf_checks=True)
    client.force_login(keeper)
    assert client.post("/sign-out/").status_code == 403
    assert get_user(client).is_authenticated


def test_sessions_that_ran_out_are_cleared_when_somebody_signs_in(keeper, stranger_client):
    Session.objects.create(
        session_key="old", session_data="x", expire_date=timezone.now() - timedelta(days=1)
    )
    sign_in(stranger_client)
    assert not Session.objects.filter(session_key="old").exists()


def test_an_account_switched_off_is_out_at_once(keeper, keeper_client):
    keeper.is_active = False
    keeper.save()
    assert keeper_client.get("/admin/").status_code == 302
    assert not get_user(keeper_client).is_authenticated


@pytest.mark.parametrize(
    "onward",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example/",
        "http:///elsewhere.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        " //elsewhere.example/",
        "/\t/elsewhere.example/",
    ],
)
@pytest.mark.parametrize("door", ["/sign-in/", "/admin/login/", "/theme/", "/admin/password/"])
def test_no_door_leads_to_another_host(keeper, stranger_client, onward, door):
    asked = stranger_client.get(door, {"next": onward})
    told = stranger_client.post(
        door, {"next": onward, "username": "keeper", "password": PASSWORD, "theme": "dark"}
    )
    for answer in (asked, told):
        where = answer.headers.get("Location", "/")
        assert where.startswith("/")
        assert not where.startswith(("//", "/\\"))
        assert "elsewhere" not in where.partition("?")[0]


def test_the_sign_in_page_is_kept_by_no_cache(stranger_client):
    for path in ("/sign-in/", "/admin/login/"):
        assert "no-store" in stranger_client.get(path)["Cache-Control"]


def test_the_desk_has_no_sign_in_page_of_its_own(keeper, stranger_client):
    assert stranger_client.get("/admin/").url == "/admin/login/?next=/admin/"
    asked = stranger_client.get("/admin/login/?next=/admin/archive/article/")
    assert asked.url == "/sign-in/?next=/admin/archive/article/"
    told = stranger_client.post("/admin/login/", {"username": "keeper", "password": PASSWORD})
    assert told.status_code == 302
    assert not get_user(stranger_client).is_authenticated


def test_the_desk_tells_a_reader_that_it_is_not_for_them(reader_client):
    refused = reader_client.get("/admin/", follow=True)
    assert refused.status_code == 403
    assert len(refused.redirect_chain) == 1
    assert "may not do that" in refused.text


def test_the_desk_lets_the_keeper_pass(keeper_client):
    assert (
        keeper_client.get("/admin/login/?next=/admin/archive/site/").url == "/admin/archive/site/"
    )
    assert keeper_client.get("/admin/login/").url == "/admin/"
