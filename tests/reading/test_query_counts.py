"""No list, feed or thread asks the database more often because it has more rows."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Address
from archive.search.tasks import rebuild
from tests.factories import (
    make_article,
    make_collection,
    make_comment,
    make_note,
    make_person,
    make_site,
)

pytestmark = pytest.mark.django_db
MOST_FOR_AN_ARTICLE = 12
MOST_FOR_A_SEARCH = 15
URL = "https://tidewater.example/main/"
LINK = f'<p>See <a href="{URL}">the bridge</a> and <a href="https://ledger.example/">it</a>.</p>'
FOR_A_SESSION = 2  # itself, and whose it is


class Shelf:
    """An archive that can be doubled: one of everything per round."""

    def __init__(self):
        self.rounds = 0
        self.ingrid = make_person("Ingrid Halloway")
        self.main = make_article(
            title="bridge", slug="main", authors=[self.ingrid], terms=["harbour"], body_html=LINK
        )
        Address.objects.create(article=self.main, url=URL, lookup=URL)
        self.collection = make_collection("Shelf", self.main)

    def collect(self, article, comment):
        position = self.collection.entries.count()
        self.collection.entries.create(article=article, position=position)
        self.collection.entries.create(comment=comment, position=position + 1)

    def grow(self, rounds):
        for _ in range(rounds):
            self.rounds += 1
            site = make_site(f"site{self.rounds}.example")
            person = make_person(f"Person {self.rounds}", site=site)
            merged = make_person(f"P. {self.rounds}", site=site, merged_into=person)
            for at in (make_site(), site):
                article = make_article(
                    at, title=f"bridge {self.rounds}", authors=[self.ingrid, person],
                    terms=["harbour", f"tag{self.rounds}"], comments=2, body_html=LINK,
                    published_at=datetime(2012, 6, 1, tzinfo=UTC) + timedelta(hours=self.rounds),
                )  # fmt: skip
                make_comment(article, person=merged, body_html=LINK)
                make_comment(article, person=self.ingrid, body_text="bridge")
                make_note(article)
                make_collection(f"Collection {self.rounds} {at}", article)
                self.collect(article, article.comments.last())
            top = make_comment(self.main, person=person)
            make_note(self.main)
            make_note(top)
            reply = make_comment(self.main, top, person=merged, state="deleted")
            make_comment(self.main, reply, person=self.ingrid)
        rebuild()


ADDRESSES = [
    "/", "/articles/", "/articles/?term=harbour&year=2012&sort=discussed", "/articles/?more=term",
    "/articles/?person={person}&comments=with", "/articles.atom", "/sites/",
    "/sites/tidewater.example/", "/sites/tidewater.example.atom", "/people/",
    "/people/?name=person", "/people/{person}/", "/people/{person}/?year=2012",
    "/articles/?cites={article}", "/articles/?voice={person}&term=harbour",
    "/people/{person}.atom", "/tags/", "/tags/harbour/", "/tags/harbour.atom", "/timeline/",
    "/timeline/2012/06/", "/timeline/2012/06.atom", "/a/{article}/main/", "/a/{article}/main.atom",
    "/search/?q=bridge", "/search/?q=bridge&view=comments", "/search.atom?q=bridge",
    "/search.json?q=bridge", "/search.csv?q=bridge", "/search/suggest?q=bri",
    "/search/suggest?q=author:per",
    "/collections/", "/collections/shelf/", "/collections/shelf.atom",
]  # fmt: skip


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
        assert answer.status_code == 200
        if answer.streaming:
            answer.getvalue()
    return len(asked)


def test_twice_the_rows_take_the_same_queries(client, keeper_client):
    shelf = Shelf()
    known = {"person": shelf.ingrid.key, "article": shelf.main.key}
    wanted = [address.format(**known) for address in ADDRESSES]
    shelf.grow(4)
    before = {(who, at): queries(who, at) for who in (client, keeper_client) for at in wanted}
    shelf.grow(4)
    after = {(who, at): queries(who, at) for who in (client, keeper_client) for at in wanted}
    grown = {at: (before[who, at], n) for (who, at), n in after.items() if n != before[who, at]}
    assert not grown


def test_an_article_takes_few_queries_whatever_its_thread(client, keeper_client):
    shelf = Shelf()
    shelf.grow(6)
    address = f"/a/{shelf.main.key}/main/"
    assert queries(client, address) <= MOST_FOR_AN_ARTICLE
    assert queries(keeper_client, address) <= MOST_FOR_AN_ARTICLE + FOR_A_SESSION


def test_a_search_takes_few_queries_whatever_is_asked(client, keeper_client):
    Shelf().grow(6)
    asked = ("q=bridge", "q=bridge&view=comments", "q=bridge+person&sort=discussed", "q=zeppelin+x")
    for visitor in (client, keeper_client):
        for question in asked:
            assert queries(visitor, f"/search/?{question}") <= MOST_FOR_A_SEARCH


def steps(work):
    """Thousands of steps that SQLite took; elsewhere the queries, of which a test stands above."""
    if connection.vendor != "sqlite":
        with CaptureQueriesContext(connection) as asked:
            work()
        return len(asked)
    taken = count()
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: next(taken) and 0, 1000)
    work()
    connection.connection.set_progress_handler(None, 0)
    return next(taken)


def test_people_without_words_do_not_make_each_others_listing_dearer(client):
    def grow():
        article = make_article()
        for _ in range(300):
            person = make_person()
            make_person(merged_into=person)
            make_comment(article, visibility="hidden")

    grow()
    before = steps(lambda: client.get("/people/"))
    grow()
    assert steps(lambda: client.get("/people/")) < 3 * before + 10
