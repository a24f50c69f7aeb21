import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from archive.curation.headers import CONTENT_SECURITY_POLICY, SecurityHeadersMiddleware

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in/", 200),
        ("/no-such-page", 404),
        ("/sign-out/", 405),
        ("/static/admin/css/base.css", 200),
        ("/static/no-such-file.css", 404),
    ],
)
def test_every_answer_carries_the_security_headers(client, path, status):
    response = client.get(path)
    response.close()
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_a_host_that_is_not_ours_is_refused_with_the_headers(client, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    response = client.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.django_db
def test_a_page_that_fails_carries_the_headers(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.auth.views.LoginView.get", lambda *_: 1 / 0)
    response = client.get("/sign-in/")
    assert response.status_code == 500
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    directives = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert directives == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_a_stricter_policy_of_the_answer_itself_stays():
    answer = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    middleware = SecurityHeadersMiddleware(lambda _request: answer)
    assert middleware(RequestFactory().get("/"))["Content-Security-Policy"] == "sandbox"
