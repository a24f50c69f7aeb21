"""From an original address to where it is kept."""

import pytest

from archive.lib.addresses import normalise
from archive.models import Address, SourceIdentity
from archive.models.provenance import bounded
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db
URL = "https://tidewater.example/2012/06/bridge/"


def known_at(article, url=URL, *, comment=None, fragment=""):
    return Address.objects.create(
        article=article, comment=comment, url=url, lookup=bounded(normalise(url)), fragment=fragment
    )


def asked(client, url):
    return client.get("/from/", {"url": url})


@pytest.fixture
def article():
    row = make_article()
    known_at(row)
    return row


@pytest.mark.parametrize(
    "spelling",
    [URL, "http://www.tidewater.example/2012/06/bridge/", f" {URL}?utm_source=x ", f"{URL}#top"],
)
def test_every_spelling_of_an_address_leads_to_the_article(client, article, spelling):
    moved = asked(client, spelling)
    assert (moved.status_code, moved.headers["Location"]) == (302, article.get_absolute_url())


def test_a_comments_own_address_leads_to_the_comment(client, article):
    comment, other = make_comment(article), make_comment(article)
    known_at(article, comment=comment, fragment="comment-7")
    known_at(article, comment=other, fragment="comment-8")
    moved = asked(client, f"{URL}#comment-7")
    assert moved.headers["Location"] == f"{article.get_absolute_url()}#c-{comment.key}"


def test_the_number_of_a_fragment_is_looked_for_among_the_sources_ids(client, article):
    comment = make_comment(article)
    SourceIdentity.objects.create(
        site=article.site, what="comment", namespace="wordpress", value="123", article=article,
        comment=comment,
    )  # fmt: skip
    moved = asked(client, f"{URL}#comment-123")
    assert moved.headers["Location"] == f"{article.get_absolute_url()}#c-{comment.key}"
    assert asked(client, f"{URL}#comment-1234").headers["Location"] == article.get_absolute_url()


def test_a_page_that_was_one_comments_leads_to_it(client, article):
    comment = make_comment(article)
    known_at(article, "https://forum.example/item?id=9", comment=comment)
    moved = asked(client, "https://forum.example/item?id=9")
    assert moved.headers["Location"] == f"{article.get_absolute_url()}#c-{comment.key}"


def test_a_comment_that_is_not_public_leads_others_to_its_article(client, keeper_client, article):
    comment = make_comment(article, visibility="hidden")
    known_at(article, comment=comment, fragment="comment-7")
    assert asked(client, f"{URL}#comment-7").headers["Location"] == article.get_absolute_url()
    assert asked(keeper_client, f"{URL}#comment-7").headers["Location"].endswith(comment.key)


def test_a_hidden_article_is_not_betrayed_by_its_address(client, keeper_client, article):
    article.visibility = "hidden"
    article.save()
    assert asked(client, URL).status_code == 404
    assert asked(keeper_client, URL).status_code == 302


def test_an_address_too_long_for_the_index_is_found_by_its_digest(client, article):
    long = f"https://tidewater.example/?q={'x' * 1500}"
    known_at(article, long)
    assert asked(client, long).status_code == 302


@pytest.mark.parametrize(
    "url",
    ["https://nowhere.example/a-lost-page", "not an address", "javascript:1", "\x00", "x" * 9000],
)
def test_an_unknown_address_is_answered_with_a_way_on(client, article, url):
    page = asked(client, url)
    if url.strip("\x00 "):
        assert page.status_code == 404
        assert "/search/" in page.content.decode()
    if "lost" in url:
        assert "search for “a lost page”" in page.content.decode()


def test_without_an_address_the_page_asks_for_one(client):
    page = client.get("/from/")
    assert page.status_code == 200
    assert 'name="url"' in page.content.decode()
