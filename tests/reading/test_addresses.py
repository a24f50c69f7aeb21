"""What rows link to is where the rows' own addresses lead."""

import pytest

from archive.models import Article, Comment, Person
from archive.reading.addresses import addresses_on, article_addresses

KEYS = ["c1", "0002838.c1", "a?b #ü", "a:b@c", "100%", "été", "x;y,z=1&2", "(~)'!*$+", "KEY"]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_quoted_as_its_route_does(key):
    assert addresses_on("comment")(key) == Comment(key=key).get_absolute_url()
    assert addresses_on("person")(key) == Person(key=key).get_absolute_url()


@pytest.mark.parametrize("slug", ["", "a-bridge", "on/off", "..", "été 50%", "a?b#c", "KEY"])
@pytest.mark.parametrize("key", KEYS)
def test_an_article_is_where_its_key_and_its_slug_say(key, slug):
    article = Article(key=key, slug=slug)
    assert article_addresses()(article) == article.get_absolute_url()


def test_what_has_no_key_is_nowhere():
    assert addresses_on("comment")("") == ""


def test_an_address_is_what_its_page_makes_of_it():
    at = addresses_on("comment", lambda path: f"https://archive.example{path}")
    assert at("c1") == "https://archive.example/c/c1/"
