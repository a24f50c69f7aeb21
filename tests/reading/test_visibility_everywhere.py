"""A stranger finds no trace, on any page, of what is not public; the keeper finds it all."""

import pytest

from archive.lib.addresses import normalise
from archive.models import Address
from archive.reading.articles import changes_url
from archive.search.tasks import rebuild
from tests.factories import (
    make_article,
    make_collection,
    make_comment,
    make_note,
    make_person,
    make_revision,
    make_site,
)

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"


@pytest.fixture
def archive():
    """A public article with a reply, and the canary in everything that is not public."""
    open_article = make_article(title="Open", slug="open", terms=["harbour"], comments=1)
    first = open_article.comments.get()
    hidden_site = make_site(f"{CANARY}.example", name=f"{CANARY} site")
    for number, values in enumerate(
        ({"visibility": "hidden"}, {"visibility": "withdrawn"}, {"state": "draft"},
         {"state": "private"}, {"merged_into": open_article})
    ):  # fmt: skip
        article = make_article(
            hidden_site if number % 2 else None,
            title=f"{CANARY} title", slug=f"{CANARY}-slug", standfirst=f"{CANARY} standfirst",
            body_html=f"<p>{CANARY}", body_text=CANARY, language="eo", source_url=f"https://{CANARY}.example/{number}",
            authors=[make_person(f"{CANARY} author {number}")], terms=[f"{CANARY}-term"], **values,
        )  # fmt: skip
        make_comment(article, author_name=f"{CANARY} name", body_text=f"{CANARY} beneath")
        url = f"https://tidewater.example/{number}"
        Address.objects.create(article=article, url=url, lookup=normalise(url))
        make_note(article, f"{CANARY} note", is_public=number < 4)
        make_collection(f"{CANARY} collection {number}", article, is_public=number < 4)
    said = {
        "body_text": f"{CANARY} words",
        "author_url": f"https://{CANARY}.example/",
        "title": CANARY,
    }
    for values in ({"visibility": "hidden"}, {"visibility": "withdrawn"}, {"state": "spam"},
                   {"state": "pending"}, {"state": "deleted"}):  # fmt: skip
        person = make_person(f"{CANARY} {values}")
        hidden = make_comment(open_article, first, person=person, **said, **values)
        make_revision(hidden, "body", f"<p>{CANARY} earlier</p>")
        make_comment(open_article, hidden, body_text="A public reply.")
        make_note(hidden, f"{CANARY} note")
        make_collection(f"{CANARY} {values}", hidden)
    make_note(open_article, f"{CANARY} note", is_public=False)
    make_collection(f"{CANARY} kept", open_article, is_public=False)
    make_collection("Bridges", open_article, *open_article.comments.all())
    rebuild()
    return open_article


def addresses(article):
    return [
        "/", "/articles/", "/articles/?more=person", f"/articles/?language=eo&term={'x'}",
        article.get_absolute_url(), changes_url(article), f"/a/{article.key}/open.atom",
        "/articles.atom", "/sites/", "/sites/tidewater.example/", "/sites/tidewater.example.atom",
        "/people/", "/tags/", "/tags/harbour/", "/tags/harbour.atom", "/timeline/",
        "/timeline/2012/06/",
        "/timeline/2012/06.atom", "/search/?q=kanarien*", "/search/?q=reply+OR+open",
        "/search.atom?q=kanarien*", "/search/help", "/opensearch.xml", "/none/", "/collections/",
        "/collections/bridges/", "/collections/bridges.atom",
    ]  # fmt: skip


def test_strangers_and_readers_see_no_canary(client, reader_client, archive):
    for visitor in (client, reader_client):
        for address in addresses(archive):
            text = visitor.get(address).content.decode().lower()
            text = text.replace("kanarien*", "").replace("kanarien%2a", "")
            assert CANARY not in text, address


def test_the_keeper_sees_it_wherever_it_belongs(keeper_client, archive):
    for address in ("/", "/articles/", archive.get_absolute_url(), "/articles.atom", "/sites/",
                    changes_url(archive),
                    f"/a/{archive.key}/open.atom", "/people/", "/tags/", "/search/?q=kanarien*",
                    "/search.atom?q=kanarien*", "/timeline/2012/06/", "/collections/",
                    "/collections/bridges/", "/collections/bridges.atom"):  # fmt: skip
        assert CANARY in keeper_client.get(address).content.decode().lower(), address


def test_guessed_addresses_of_what_is_not_public_lead_nowhere(client, archive):
    for address in (f"/sites/{CANARY}.example/", f"/sites/{CANARY}.example.atom",
                    f"/tags/{CANARY}-term/", f"/tags/{CANARY}-term.atom"):  # fmt: skip
        page = client.get(address)
        assert page.status_code == 404
    for number in range(4):
        page = client.get("/from/", {"url": f"https://tidewater.example/{number}"})
        assert page.status_code == 404
    page = client.get(f"/articles/?site={CANARY}.example")
    assert f"{CANARY} site" not in page.content.decode()
