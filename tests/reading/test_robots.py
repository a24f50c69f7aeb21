"""What search engines may do: nothing, until the owner lets them."""

import pytest
from lxml import etree

from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def places(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return [loc.text for loc in etree.fromstring(answer.getvalue()).iter(LOC)]


def test_robots_are_asked_to_stay_out(client):
    make_article(key="alphakey", slug="alpha")
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    for page in ("/", "/articles/", "/a/alphakey/alpha/", "/articles.atom", "/nothing/"):
        assert client.get(page).headers["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get("/sitemap.xml").status_code == 404
    assert client.get("/sitemap-1.xml").status_code == 404


def test_the_owner_can_let_them_in(client, keeper_client, settings):
    settings.ARCHIVE_INDEXING = True
    settings.ARCHIVE_URL = "https://archive.example"
    make_article(key="alphakey", slug="a&b-ü")
    make_article(key="hid", visibility="hidden")
    make_article(key="bare", slug="")
    text = client.get("/robots.txt").text
    assert "Disallow: /\n" not in text
    assert "Disallow: /search/?\n" in text
    assert "Disallow: /search/\n" not in text
    assert text.endswith("\nSitemap: https://archive.example/sitemap.xml\n")
    for visitor in (client, keeper_client):  # for a robot's eyes, whoever looks
        assert places(visitor, "/sitemap.xml") == ["https://archive.example/sitemap-1.xml"]
        assert places(visitor, "/sitemap-1.xml") == [
            "https://archive.example/a/alphakey/a&b-%C3%BC/",
            "https://archive.example/a/bare/",
        ]
        assert visitor.get("/sitemap-2.xml").status_code == 404
        assert visitor.get("/sitemap-0.xml").status_code == 404
        assert visitor.get(f"/sitemap-{10**30}.xml").status_code == 404


def test_pages_are_for_search_engines_and_their_copies_are_not(client, settings):
    settings.ARCHIVE_INDEXING = True
    comment = make_comment(make_article(key="alphakey", slug="alpha"))
    for page in ("/", "/articles/", "/a/alphakey/alpha/"):
        assert "X-Robots-Tag" not in client.get(page).headers
        assert 'name="description"' in client.get(page).text
    for copy in ("/a/alphakey/alpha/cite/", "/a/alphakey.txt", "/a/alphakey.bib",
                 f"/c/{comment.key}/cite/", f"/c/{comment.key}.ris"):  # fmt: skip
        answer = client.get(copy)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        answer.getvalue()


def test_an_archive_without_articles_has_an_empty_map(client, settings):
    settings.ARCHIVE_INDEXING = True
    assert places(client, "/sitemap.xml") == []
