"""What the rows of a search's answer say."""

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.models import Comment, Person, Site
from archive.reading.found_rows import comment_rows, conversation_rows
from archive.reading.sample_searches import shown
from archive.reading.samples import article as made
from archive.search.results import Answered, Conversation, Found
from archive.search.shown import ShownComment

PIECES = (("The ", False), ("<bridge>", True))
SITE = Site(host="courier.example", name="The Courier")


def article(title="", **values):
    return shown(made("bridge", title, site=SITE, **values))


def comment(**values):
    bare = ShownComment(
        key="c1", position=0, parent=None, state="published", visibility="public", author_name="",
        person_name=None, person_key=None, posted_at=None, posted_precision="",
        posted_offset_minutes=None, permalink="", text="", article=article(title="A bridge"),
    )  # fmt: skip
    return bare._replace(**values)


def row_of(found, **values):
    one = Conversation(found, (), PIECES, (), 0, 1.0, 1.0, **values)
    (row,) = conversation_rows(AnonymousUser(), [one])
    return row


def said_by(said, answered=None, *, is_of_one_thread=False):
    found = [Found(said, PIECES, 1.0, answered)]
    (row,) = comment_rows(found, is_of_one_thread=is_of_one_thread)
    return row


def test_an_article_tells_what_is_kept_of_what_was_declared():
    row = row_of(article(comment_count=1, declared_comment_count=3))
    assert (row.responses, row.declared, row.marks) == ("1 response", "of 3", "")
    row = row_of(article(comment_count=3, declared_comment_count=3))
    assert (row.responses, row.declared) == ("3 responses", "")
    assert row_of(article()).responses == "no responses"
    assert row_of(article(visibility="hidden")).marks == "published, hidden"


def test_what_was_found_is_escaped_and_what_has_no_title_says_so():
    row = row_of(article())
    assert (row.title, row.passage) == ("Untitled", "The <mark>&lt;bridge&gt;</mark>")


@pytest.mark.parametrize(
    ("said", "name", "leads"),
    [
        ({"author_name": "Ana"}, "Ana", ""),
        ({}, "Name not kept by the source", ""),
        ({"person_key": "p1", "person_name": "Ana B."}, "Ana B.", "/people/p1/"),
        ({"person_key": "p1", "person_name": ""}, "Name not kept by the source", "/people/p1/"),
    ],
)
def test_a_comment_tells_whose_it_is(said, name, leads):
    row = said_by(comment(**said))
    assert (row.name, row.person_at, row.at, row.day) == (name, leads, "/c/c1/", "")


def test_a_comment_tells_what_it_stands_beneath_where_there_are_several():
    row = said_by(comment())
    assert (row.article_at, row.article_title) == ("/a/bridge/bridge/", "A bridge")
    assert said_by(comment(), is_of_one_thread=True).article_at == ""


def test_a_comment_tells_what_it_answers():
    row = said_by(comment(), Answered("c0", "", "No."))
    assert (row.answered_at, row.answered_words) == ("/c/c0/", "No.")
    assert row.answered_name == "Name not kept by the source"
    assert said_by(comment()).answered_name == ""


def test_a_person_and_a_site_that_share_a_name_have_each_their_page():
    ana = Person(key=SITE.host, name="Ana")
    said = comment(person_key=ana.key, person_name=ana.name)
    found = Conversation(article(), PIECES, (), (Found(said, PIECES, 1.0),), 1, 1.0, None)
    (row,) = conversation_rows(AnonymousUser(), [found])
    assert row.site_at == SITE.get_absolute_url()
    assert row.comments[0].person_at == ana.get_absolute_url() != row.site_at


@pytest.mark.parametrize("key", ["c1", "a?b #ü"])
def test_a_comment_is_where_its_key_says(key):
    assert said_by(comment(key=key)).at == Comment(key=key).get_absolute_url()
