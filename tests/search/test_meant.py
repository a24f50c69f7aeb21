"""What is offered where little or nothing was found: other spellings."""

import pytest

from archive.search.meant import what_was_meant
from archive.search.query import parse
from archive.search.service import engine
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def meant(text, user=None, total=0):
    return [(one.text, one.total) for one in what_was_meant(parse(text), total, user)]


@pytest.fixture
def archive():
    article = make_article(title="Harbour", body_text="A swing bridge.", terms=["harbour"])
    for _ in range(11):
        make_comment(article, body_text="The swing bridge, the toll")
    make_comment(article, body_text="zeppelin", visibility="hidden")
    rebuild()


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("brigde", [("bridge", 12)]),
        ("swnig brigde in:comments", [("swing bridge in:comments", 11)]),
        ('"swing brigde" -ferry', [('"swing bridge" -ferry', 12)]),
        ("ferry OR brigde", [("ferry OR bridge", 12)]),
        ("title:habour", [("title:harbour", 12)]),
        ("brigde ferryman", []),
        ("bridge", []),
        ("brigde~", []),
        ("brigd*", []),
        ("-brigde", []),
        ("tag:habour", []),
        ("to", []),
        ("東京", []),
        ("", []),
    ],
)
def test_a_slip_is_put_right_where_that_finds_something(archive, asked, offered):
    assert meant(asked) == offered


def test_a_rare_word_is_taken_for_a_slip_beside_a_frequent_one(archive):
    make_article(title="", body_text="brigde")
    rebuild()
    assert meant("brigde", total=1) == [("bridge", 12)]
    assert meant("brigde", total=4) == []
    make_article(title="", body_text="brigde again")
    rebuild()
    assert meant("brigde", total=2) == []


def test_what_one_may_not_see_is_never_offered(archive, keeper):
    assert meant("zepelin") == []
    assert meant("zepelin", keeper) == [("zeppelin", 1)]


def test_how_often_the_engine_is_asked_is_bounded(archive, monkeypatch):
    asked = []
    for name in ("total", "alike"):
        call = getattr(type(engine()), name)
        monkeypatch.setattr(
            type(engine()), name, lambda *given, call=call: asked.append(1) or call(*given)
        )
    for number in range(20):
        make_comment(make_article(), body_text=f"chord{number:02} chort{number:02}")
    rebuild()
    meant(" ".join(f"chorx{number:02}" for number in range(20)))
    assert len(asked) == 27


def test_without_an_index_nothing_is_offered():
    assert meant("brigde") == []
