"""Names beside an answer: held while nothing changes, and never longer."""

import pytest

from archive.models.last_change import known_change, last_change
from archive.search import names
from archive.search.names import names_of
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db
ASKED = {
    "site": ["tidewater.example"],
    "person": ["ann", "nobody"],
    "tag": ["harbour"],
    "lang": ["en"],
}


@pytest.fixture
def ann():
    person = make_person("Ann", key="ann")
    make_article(terms=["harbour"], authors=[person])
    return person


def test_what_has_a_name_is_told_it(ann):
    site = make_article(key="other").site
    assert names_of(ASKED) == {
        "site": {"tidewater.example": site.shown_name},
        "person": {"ann": "Ann"},
        "tag": {"harbour": "Harbour"},
        "lang": {},
    }


def test_names_that_are_held_take_one_query(ann, django_assert_num_queries):
    asked = {"person": ["ann"], "tag": ["harbour"]}
    with django_assert_num_queries(3):
        first = names_of(asked)
    with django_assert_num_queries(1):
        assert names_of(asked) == first


def test_another_name_is_told_at_once(ann):
    assert names_of(ASKED)["person"] == {"ann": "Ann"}
    ann.name = "Anna"
    ann.save()
    assert names_of(ASKED)["person"] == {"ann": "Anna"}


def test_a_page_whose_state_is_known_asks_for_it_no_more(ann, django_assert_num_queries):
    names_of(ASKED)
    with known_change(last_change()), django_assert_num_queries(1):  # for whom nobody is
        assert names_of(ASKED)["person"] == {"ann": "Ann"}


def test_a_name_that_changes_while_a_page_is_made_is_told_by_the_next(ann):
    with known_change(last_change()):
        names_of(ASKED)
        ann.name = "Anna"
        ann.save()
        assert names_of(ASKED)["person"] == {"ann": "Ann"}
    assert names_of(ASKED)["person"] == {"ann": "Anna"}


def test_no_more_are_held_than_there_is_room_for(ann, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(names, "_MOST_HELD", 1)
    names_of(ASKED)
    with django_assert_num_queries(4):
        names_of(ASKED)
