"""What is said where nothing was found."""

import pytest

from archive.search import nothing
from archive.search.nothing import MOST_WORDS, why_nothing
from archive.search.query import parse, parts_of
from archive.search.service import engine
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def why(text, user=None):
    query = parse(text)
    return why_nothing(query, parts_of(query), user)


def offered(text, user=None) -> dict[str, tuple[str, int]]:
    return {f"{one.says} {one.named}".strip(): (one.text, one.total) for one in
            why(text, user).looser}  # fmt: skip


@pytest.fixture
def archive():
    article = make_article(title="Quay", body_text="A bridge.", terms=["harbour"])
    make_comment(article, body_text="A ferry.")
    make_comment(article, body_text="zeppelin", visibility="hidden")
    rebuild()


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("bridge zeppelin", ("zeppelin",)),
        ("bridge ferry", ()),
        ("(zeppelin OR balloon) title:airship", ("zeppelin", "balloon", "title:airship")),
        ('"a zeppelin" bridge -train', ('"a zeppelin"',)),
        ("bridge year:1999", ()),
        ("bridges zepp*", ("zepp*",)),
    ],
)
def test_words_that_nothing_holds_are_named(archive, asked, missing):
    assert why(asked).missing == missing


def test_what_one_may_not_see_is_not_there(archive, keeper):
    assert why("zeppelin ferry").missing == ("zeppelin",)
    assert why("zeppelin ferry", keeper).missing == ()


@pytest.mark.parametrize(
    ("asked", "less"),
    [
        ("bridge tag:harbour year:1999", {"of all time": ("bridge tag:harbour", 1),
                                          "without any filter": ("bridge", 1)}),
        ("bridge after:1999 before:2001", {"of all time": ("bridge", 1),
                                           "without before 2001": ("bridge after:1999", 1)}),
        ("bridge zeppelin balloon", {"without what nothing says": ("bridge", 1)}),
        ("bridge zeppelin year:1999", {"without any filter, nor what nothing says": ("bridge", 1)}),
        ("bridge -A", {"with A": ("bridge", 1)}),
        ("bridge ferry zeppelin", {"only bridge": ("bridge", 1), "only ferry": ("ferry", 1)}),
        ("zeppelin", {}),
        ("(bridge OR ferry) zeppelin", {"without zeppelin": ("bridge OR ferry", 2)}),
    ],
)  # fmt: skip
def test_less_is_offered_with_what_it_finds(archive, asked, less):
    assert offered(asked) == less


def test_how_often_the_engine_is_asked_is_bounded(archive, monkeypatch):
    asked = []
    total = type(engine()).total
    monkeypatch.setattr(nothing, "_MOST_SECONDS", 600)  # on a slow machine too
    monkeypatch.setattr(type(engine()), "total", lambda *given: asked.append(1) or total(*given))
    why(" ".join(f"word{number}" for number in range(200)))
    assert len(asked) == 2 * MOST_WORDS


def test_without_an_index_nothing_is_said():
    make_article()
    assert why("bridge") is None


def test_where_one_may_see_nothing_at_all_that_is_the_reason(keeper):
    make_article(visibility="hidden")
    rebuild()
    assert why("bridge").is_all_empty
    assert not why("bridge", keeper).is_all_empty
