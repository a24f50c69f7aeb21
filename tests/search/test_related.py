"""Related articles: what an engine gives, and what a page shows of it."""

import random
from dataclasses import replace

import pytest

from archive.models import Article
from archive.search.engines.base import Changes, IndexUnavailable, Like, Scope
from archive.search.engines.whoosh_engine import WhooshEngine
from archive.search.related import MOST, related_to
from archive.search.stale import mark_stale
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment
from tests.search.test_engine_contract import EVERYONE, KEEPER, Named, article, comment

LORE = ["herring", "boats", "swing", "through", "harbour", "bridge", "while", "seagulls", "watch"]
FILLER = [f"filler{number}" for number in range(200)]


def text(rng, telling, count=40):
    return " ".join([*LORE[:telling], *rng.choices(FILLER, k=count)])


def like(key="one", **values):
    return Like(key, **{"title": "The harbour", "text": " ".join(LORE * 3)} | values)


@pytest.fixture
def documents():
    rng = random.Random(1)  # noqa: S311
    near = [article(f"near{n}", text(rng, n)) for n in range(4, 9)]
    far = [article(f"far{n}", text(rng, 0)) for n in range(60)]
    return [article("one", " ".join(LORE * 3), title="The harbour"), *near, *far]


def test_those_that_share_most_words_come_first_and_the_article_itself_never(engine, documents):
    said = comment("1", "far1", " ".join(LORE * 3))
    engine.rebuild([*documents, said, comment("2", "one", " ".join(LORE))])
    found = engine.related(like(), EVERYONE, 3)
    assert found == ("near8", "near7", "near6")
    everything = engine.related(like(), EVERYONE, 99)
    assert "one" not in everything
    assert not [key for key in everything if key.startswith("far")]


def test_a_shared_tag_lifts(engine, documents):
    tagged = [
        replace(one, terms=(Named("sea", "Sea"),)) if one.article_key == "near7" else one
        for one in documents
    ]
    engine.rebuild(tagged)
    assert engine.related(like(tags=("sea", "none")), EVERYONE, 2) == ("near7", "near8")


def test_what_is_out_of_scope_tells_nothing_of_itself(engine, tmp_path, documents):
    rng = random.Random(2)  # noqa: S311
    hidden = [article(f"hidden{n}", text(rng, 8), is_public=False) for n in range(30)]
    hidden += [article(f"deep{n}", " ".join(FILLER[:60]), is_public=False) for n in range(30)]
    engine.rebuild(documents)
    engine.write(Changes(tuple(hidden)))
    masked = Scope(masked_articles=frozenset({"near8"}))
    other = WhooshEngine(tmp_path / "without")
    try:
        rest = [one for one in documents if one.article_key != "near8"]
        for scope, kept in ((EVERYONE, documents), (masked, rest)):
            other.rebuild(kept)
            for words in (" ".join(LORE), " ".join(FILLER[:30])):
                asked = like(text=words)
                assert engine.related(asked, scope, 9) == other.related(asked, EVERYONE, 9)
    finally:
        other.close()
    assert engine.related(like(), KEEPER, 1)[0].startswith("hidden")


@pytest.mark.parametrize("words", ["", "?!", "\x1f\x1f", "a an the", "word " * 100_000])
def test_a_text_that_tells_nothing_has_nothing_like_it(engine, documents, words):
    engine.rebuild(documents)
    assert engine.related(like(title="", text=words), EVERYONE, 9) == ()


def test_without_an_index_the_engine_says_so(engine):
    with pytest.raises(IndexUnavailable):
        engine.related(like(), EVERYONE, 9)


@pytest.fixture
def archive():
    rng = random.Random(3)  # noqa: S311
    for number in range(20):
        make_article(title=f"Far {number}", body_text=text(rng, 0))
    words = " ".join(LORE * 2)
    return {
        "one": make_article(title="The harbour", body_text=f"Here {words}", terms=["sea"]),
        "copy": make_article(title="The harbour", body_text=f"Here {words}"),
        "near": make_article(title="Boats", body_text=f"There {words}"),
        "hidden": make_article(title="Canary", body_text=words, visibility="hidden"),
    }


@pytest.mark.django_db
def test_a_page_shows_public_articles_and_no_copies(
    client, keeper_client, archive, django_assert_num_queries
):
    rebuild()
    with django_assert_num_queries(1):
        assert related_to(archive["one"], ["sea"]) == (archive["near"],)
    for visitor in (client, keeper_client):
        page = visitor.get(archive["one"].get_absolute_url()).content.decode()
        shown = page.partition('<nav class="related"')[2].partition("</nav>")[0]
        assert "Boats" in shown
        assert "Canary" not in shown
        assert "Far" not in shown


@pytest.mark.django_db
def test_what_was_just_hidden_neither_shows_nor_weighs(archive, django_assert_num_queries):
    other = make_article(title="Ships", body_text=f"Elsewhere {' '.join(LORE * 2)}")
    rebuild()
    assert set(related_to(archive["one"], [])) == {archive["near"], other}
    Article.objects.filter(pk=other.pk).update(visibility="hidden")
    mark_stale(articles=[other.pk], narrows=True)
    with django_assert_num_queries(3):
        assert related_to(archive["one"], []) == (archive["near"],)


@pytest.mark.django_db
def test_there_are_a_handful(archive):
    for number in range(9):
        make_article(title="Sea", body_text=f"{number} {' '.join(LORE * 2)}")
    rebuild()
    assert len(related_to(archive["one"], [])) == MOST


@pytest.mark.django_db
def test_without_an_index_the_section_is_left_out(client, archive):
    make_comment(archive["one"])
    page = client.get(archive["one"].get_absolute_url()).content.decode()
    assert "related" not in page
