"""Atom feeds: well-formed whatever the words, each entry whole."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"


def entries(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(page.content)  # noqa: S314 -- our own output
    found = feed.findall(f"{ATOM}entry")
    for entry in found:
        for needed in ("id", "updated", "title", f"author/{ATOM}name"):
            value = entry.findtext(ATOM + needed)
            assert value, needed
    assert feed.findtext(f"{ATOM}updated")
    return found


def titles(client, address):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, address)]


@pytest.fixture
def shelf():
    tomasz = make_person("Tomasz Wren")
    article = make_article(
        title="Alpha", terms=["harbour"], authors=[tomasz], slug="alpha",
        published_at=datetime(2012, 6, 3, tzinfo=UTC),
    )  # fmt: skip
    make_comment(article, person=tomasz)
    make_article(make_site("courier.example"), title="Beta", slug="", published_at=None)
    return article, tomasz


def test_every_list_has_its_feed(client, shelf):
    article, tomasz = shelf
    said = "Tomasz Wren on Alpha"
    assert titles(client, "/articles.atom") == ["Alpha", "Beta"]
    assert titles(client, "/articles.atom?term=harbour") == ["Alpha"]
    assert titles(client, "/articles.atom?sort=title") == ["Alpha", "Beta"]
    assert titles(client, "/sites/courier.example.atom") == ["Beta"]
    assert titles(client, "/tags/harbour.atom") == ["Alpha"]
    assert titles(client, "/timeline/2012/06.atom") == ["Alpha"]
    assert titles(client, f"/people/{tomasz.key}.atom") == [said, "Alpha"]
    assert titles(client, f"/a/{article.key}/alpha.atom") == [said]
    assert titles(client, f"/a/{article.key}.atom") == [said]


def test_every_page_of_a_list_names_its_feed(client, shelf):
    article, tomasz = shelf
    for address in ("/articles/", "/sites/courier.example/", "/tags/harbour/", "/timeline/2012/06/",
                    f"/people/{tomasz.key}/", article.get_absolute_url()):  # fmt: skip
        feed = client.get(address).context["feed"]
        assert 'type="application/atom+xml" title=' in client.get(address).content.decode()
        assert client.get(feed).status_code == 200, feed


def test_an_entry_keeps_its_id_whatever_else_changes(client, shelf):
    article, _ = shelf
    before = entries(client, "/tags/harbour.atom")[0].findtext(f"{ATOM}id")
    article.slug, article.keeper_title = "other", "Other"
    article.save()
    assert entries(client, "/tags/harbour.atom")[0].findtext(f"{ATOM}id") == before
    assert article.key in before


def test_a_comment_says_what_it_answers_and_an_article_how_many_do(client, shelf):
    article, tomasz = shelf
    said, wrote = entries(client, f"/people/{tomasz.key}.atom")
    answered = said.find(f"{THREAD}in-reply-to")
    assert answered.get("ref") == wrote.findtext(f"{ATOM}id")
    assert answered.get("href") == wrote.find(f"{ATOM}link").get("href")
    assert wrote.findtext(f"{THREAD}total") == str(article.comment_count)
    assert said.find(f"{THREAD}total") is wrote.find(f"{THREAD}in-reply-to") is None


def test_feeds_stay_well_formed_whatever_was_written(client):
    hostile = "\x00\x01\x0b\x1b]]>&<b>\x7f\ufffe\uffff <![CDATA["
    hostile = hostile.replace("\x00", "")  # which PostgreSQL stores in no text
    person = make_person(hostile)
    article = make_article(
        title=hostile, standfirst=hostile, authors=[person], body_html=f"<p>{hostile}</p>"
    )
    article.terms.create(slug="hostile", name=hostile)
    make_comment(article, person=person, body_html=hostile, body_text=hostile)
    for address in ("/articles.atom", f"/people/{person.key}.atom", f"/a/{article.key}.atom",
                    "/tags/hostile.atom"):  # fmt: skip
        assert entries(client, address)


def test_what_has_no_time_and_no_author_is_an_entry_all_the_same(client):
    article = make_article(title="", published_at=None, source_url="")
    make_comment(article, posted_at=None, author_name="")
    assert len(entries(client, "/articles.atom")) == 1
    assert titles(client, f"/a/{article.key}.atom")[0].startswith("Name not kept by the source on")


@pytest.mark.parametrize(
    "address",
    ["/a/none.atom", "/people/none.atom", "/sites/none.example.atom", "/tags/none.atom",
     "/timeline/2012/13.atom"],
)  # fmt: skip
def test_the_feed_of_nothing_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_feed_of_a_hidden_article_is_for_keepers(client, keeper_client):
    article = make_article(visibility="hidden", comments=1)
    assert client.get(f"/a/{article.key}.atom").status_code == 404
    assert keeper_client.get(f"/a/{article.key}.atom").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/articles.atom", "/articles.atom?term=harbour&sort=oldest", "/tags/harbour.atom",
     "/search.atom?q=herring+%22a%22"],
)  # fmt: skip
def test_a_feed_names_its_own_address_with_what_narrows_it(client, shelf, address):
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 -- our own output
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"http://testserver{address}"]
