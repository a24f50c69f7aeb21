"""What every engine must do: see archive.search.engines.base."""

import random
from dataclasses import replace

import pytest

from archive.search.documents import Document, Named
from archive.search.engines.base import (
    Ask,
    Changes,
    Engine,
    IndexBusy,
    IndexUnavailable,
    Scope,
)
from archive.search.engines.whoosh_engine import WhooshEngine
from archive.search.engines.whoosh_folders import write_lock
from archive.search.query import And, Filter, Node, Not, Or, Query, Words, parse
from tests.search import oracle

EVERYONE = Scope()
KEEPER = Scope(include_private=True)


@pytest.fixture(params=["whoosh"])
def engine(request, tmp_path):
    engines = {"whoosh": lambda: WhooshEngine(tmp_path / "index", wait_seconds=0.05)}
    made = engines[request.param]()
    yield made
    made.close()


def article(key: str, body: str = "", **fields) -> Document:
    return Document(f"a:{key}", "article", key, **{"is_public": True, "body": body} | fields)


def comment(key: str, article_key: str, body: str = "", **fields) -> Document:
    return Document(
        f"c:{key}", "comment", article_key, **{"is_public": True, "body": body} | fields
    )


def answer(engine: Engine, text: str | Query, scope: Scope = EVERYONE, **wishes):
    query = parse(text) if isinstance(text, str) else text
    return engine.search(Ask(query, scope, **{"per_page": 1_000} | wishes))


def keys(engine: Engine, text: str | Query, scope: Scope = EVERYONE) -> set[str]:
    return {hit.key for group in answer(engine, text, scope).groups for hit in group.hits}


def order(engine: Engine, text: str, sort: str) -> list[str]:
    return [group.article_key for group in answer(engine, text, sort=sort).groups]


VOCABULARY = ["bridge", "toll", "Harbour", "café", "東京都", "was", "to", "be", "bri", "x"]


def random_text(rng: random.Random, most: int) -> str:
    return " ".join(rng.choice(VOCABULARY) for _ in range(rng.randrange(most)))


def random_document(rng: random.Random, number: int) -> Document:
    day = rng.choice([None, 20120101, 20120615, 20131231, 20140301])
    people = [Named("p1", "Ann Lee"), Named("p2", "Lee Bridge"), Named("", "Toll Café")]
    terms = [Named("harbour", "The Harbour"), Named("été", "Été long")]
    return Document(
        key=f"{rng.choice('ac')}:{number}",
        kind=rng.choice(["article", "comment"]),
        article_key=f"k{rng.randrange(8)}",
        is_public=rng.random() < 0.8,
        site=rng.choice(["one.example", "two.example"]),
        title=random_text(rng, 4),
        body=random_text(rng, 12),
        people=tuple(rng.sample(people, rng.randrange(3))),
        terms=tuple(rng.sample(terms, rng.randrange(3))),
        language=rng.choice(["", "en", "en-gb", "ja"]),
        first_day=day,
        last_day=rng.choice([day, day // 10_000 * 10_000 + 1231]) if day else None,
        sort_at=day,
        comment_count=rng.randrange(5),
    )


def random_tree(rng: random.Random, depth: int) -> Node:
    if depth and rng.random() < 0.7:
        kind = rng.choice([And, Or, Not])
        if kind is Not:
            return Not(random_tree(rng, depth - 1))
        return kind(tuple(random_tree(rng, depth - 1) for _ in range(rng.randrange(2, 4))))
    if rng.random() < 0.35:
        filters = "in:comments site:one.example tag:harbour tag:ete person:p1 lang:en year:2012"
        return parse(rng.choice([*filters.split(), "before:2013", "after:2012-06"])).tree
    text = " ".join(rng.choice([*VOCABULARY, "京"]) for _ in range(rng.choice([1, 1, 2, 3])))
    return Words(text, rng.choice(["", "", "title", "author"]), rng.random() < 0.2)


@pytest.mark.parametrize("seed", range(4))
def test_hits_are_those_of_the_definition(engine, seed):
    rng = random.Random(seed)  # noqa: S311
    documents = [random_document(rng, number) for number in range(60)]
    engine.rebuild(documents[:40])
    # The rest comes in small writes, so that there are several segments and deletions.
    engine.write(Changes(tuple(documents[40:55]), remove_documents=frozenset({"a:0", "c:0"})))
    changed = [replace(d, body=random_text(rng, 12)) for d in documents[20:30]]
    engine.write(Changes((*changed, *documents[55:])))
    documents = [*documents[1:20], *changed, *documents[30:]]
    masked = Scope(masked_documents=frozenset({"a:3", "c:4"}), masked_articles=frozenset({"k1"}))
    for _ in range(60):
        query = Query(random_tree(rng, 3))
        for scope in (EVERYONE, KEEPER, masked):
            expected = oracle.found(documents, query.tree, scope)
            result = answer(engine, query, scope)
            assert {hit.key for group in result.groups for hit in group.hits} == expected, query
            assert result.total_documents == len(expected)
            assert result.total_conversations == len(result.groups)


def without_generation(result):
    return replace(result, generation="")


@pytest.mark.parametrize("seed", range(4))
def test_what_is_out_of_scope_tells_nothing_of_itself(engine, tmp_path, seed):
    """Not by an order, a score, a count: the answer is that of an index that never held it."""
    rng = random.Random(seed)  # noqa: S311
    documents = [replace(random_document(rng, number), is_public=True) for number in range(40)]
    unseen = [random_document(rng, number) for number in range(40, 70)]
    unseen = [replace(one, is_public=False, article_key=f"u{one.article_key}") for one in unseen]
    masked = Scope(masked_documents=frozenset({"a:3", "c:4"}), masked_articles=frozenset({"k1"}))
    # Some of the unseen come one by one, and one goes again, which leaves traces in the index.
    engine.rebuild([*documents[:30], *unseen[:20]])
    engine.write(Changes((*documents[30:], *unseen[20:])))
    engine.write(Changes(remove_documents=frozenset({unseen[0].key})))
    other = WhooshEngine(tmp_path / "without")
    try:
        for scope in (EVERYONE, masked):
            other.rebuild([one for one in documents if oracle.is_shown(one, scope)])
            for number in range(40):
                query = Query(random_tree(rng, 2))
                sort = ("relevance", "newest", "oldest")[number % 3]
                mine, theirs = (
                    answer(engine, query, scope, sort=sort),
                    answer(other, query, sort=sort),
                )
                assert without_generation(mine) == without_generation(theirs), query
    finally:
        other.close()


def test_comments_that_are_masked_do_not_make_an_article_more_discussed(engine):
    lively = article("lively", "bridge", comment_count=3)
    quiet = article("quiet", "bridge", comment_count=2)
    said = [comment(f"{number}", "lively", "bridge") for number in range(3)]
    engine.rebuild([lively, quiet, *said, *(comment(f"q{n}", "quiet", "toll") for n in range(2))])
    assert order(engine, "bridge", "discussed") == ["lively", "quiet"]
    scope = Scope(masked_documents=frozenset({"c:0", "c:1"}))
    found = answer(engine, "bridge", scope, sort="discussed").groups
    assert [group.article_key for group in found] == ["quiet", "lively"]


def test_spellings_that_only_unseen_documents_hold_do_not_unrank_a_prefix(engine):
    seen = [article("one", "bridge bridge toll"), article("two", "bridging " + "toll " * 30)]
    hidden = [article(f"h{number}", f"bri{number}", is_public=False) for number in range(200)]
    engine.rebuild(seen)
    alone = answer(engine, "bri*").groups
    engine.rebuild([*seen, *hidden])
    assert answer(engine, "bri*").groups == alone


@pytest.mark.parametrize("seed", range(3))
def test_a_facets_count_is_what_choosing_it_gives(engine, seed):
    rng = random.Random(seed)  # noqa: S311
    engine.rebuild([random_document(rng, number) for number in range(60)])
    operators = {"kind": "in", "year": "year", "tag": "tag", "lang": "lang"}
    for text in ("", "bridge", "toll OR -was"):
        result = answer(engine, text)
        assert sum(len(values) for values in result.facets.values()) > 8
        for name, values in result.facets.items():
            for value, count in values.items():
                condition = parse(f'{operators.get(name, name)}:"{value}"').tree
                assert isinstance(condition, Filter)
                chosen = answer(engine, parse(text).adding(condition))
                assert chosen.total_conversations == count, (text, name, value)


def test_hits_come_in_conversations_best_first(engine):
    engine.rebuild(
        [
            article("one", "nothing of the kind", title="Other"),
            comment("1", "one", "a bridge"),
            comment("2", "one", "bridge bridge bridge"),
            article("two", "a long text " * 20 + "with a bridge", title="The bridge"),
        ]
    )
    result = answer(engine, "bridge")
    assert [[hit.key for hit in group.hits] for group in result.groups] == [
        ["a:two"],
        ["c:2", "c:1"],
    ]
    assert (result.total_documents, result.total_conversations) == (3, 2)


def test_sorts_put_the_undated_last_and_break_ties_by_key(engine):
    engine.rebuild(
        [
            article("old", "bridge", sort_at=10, comment_count=2),
            article("none", "bridge", comment_count=9),
            article("new", "bridge", sort_at=30, comment_count=5),
            article("mid-b", "bridge", sort_at=20),
            article("mid-a", "bridge", sort_at=20),
            comment("1", "old", "bridge", sort_at=40),
        ]
    )
    assert order(engine, "bridge", "newest") == ["old", "new", "mid-a", "mid-b", "none"]
    assert order(engine, "bridge", "oldest") == ["old", "mid-a", "mid-b", "new", "none"]
    assert order(engine, "bridge", "discussed")[:3] == ["none", "new", "old"]
    assert order(engine, "in:articles", "relevance") == ["new", "mid-a", "mid-b", "old", "none"]


def test_pages_add_up_to_everything(engine):
    engine.rebuild([article(f"{number:03}", "bridge") for number in range(95)])
    pages = [answer(engine, "bridge", page=page, per_page=10) for page in range(1, 12)]
    found = [group.article_key for page in pages for group in page.groups]
    assert found == sorted(found)
    assert len(found) == 95
    assert {page.total_conversations for page in pages} == {95}
    assert pages[-1].groups == ()


def test_a_prefix_of_very_many_words_finds_them_all(engine):
    engine.rebuild([article(f"{number}", f"word{number} x") for number in range(200)])
    assert answer(engine, "word*").total_documents == 200
    assert answer(engine, "word1* -word19*").total_documents == 111 - 11
    assert answer(engine, '"word1* x"').total_documents == 1
    assert answer(engine, '"x word"*').total_documents == 0


def test_phrases_do_not_run_from_one_author_into_the_next(engine):
    engine.rebuild([article("x", people=(Named("1", "Ann Lee"), Named("2", "Bo Ek")))])
    assert keys(engine, 'author:"ann lee"') == {"a:x"}
    assert keys(engine, 'author:"lee bo"') == set()


def test_no_word_is_too_common(engine):
    engine.rebuild([article("x", "to be, or not to be"), article("y", "be to")])
    assert keys(engine, '"to be or not to be"') == {"a:x"}
    assert keys(engine, "to") == {"a:x", "a:y"}


def test_a_comment_answers_for_its_articles_title_only_when_asked(engine):
    engine.rebuild([comment("1", "x", "yes", title="The bridge")])
    assert keys(engine, "bridge") == set()
    assert keys(engine, "title:bridge yes") == {"c:1"}


def test_an_article_is_forgotten_whole_and_may_come_back(engine):
    engine.rebuild([article("x", "a"), comment("1", "x", "a"), article("y", "a")])
    engine.write(Changes((article("x", "a"),), remove_articles=frozenset({"x"})))
    assert dict(engine.keys()) == {"a:x": True, "a:y": True}
    assert keys(engine, "a") == {"a:x", "a:y"}


def test_a_write_is_seen_at_once_and_changes_the_generation(engine):
    engine.rebuild([])
    before = answer(engine, "")
    report = engine.write(Changes((article("x", "bridge"),)))
    after = answer(engine, "bridge")
    assert (report.written, report.culprits) == (1, ())
    assert (before.total_documents, after.total_documents) == (0, 1)
    assert before.generation != after.generation
    assert engine.count() == 1


def test_a_document_that_cannot_be_indexed_costs_only_itself(engine):
    engine.rebuild([article("bad", "bridge"), article("old", "bridge")])
    documents = [article(f"{number}", "bridge \ud800 surrogate") for number in range(9)]
    broken = replace(article("bad"), body=5)
    report = engine.write(Changes((*documents[:5], broken, *documents[5:])))
    assert report.written == 9
    assert [culprit.key for culprit in report.culprits] == ["a:bad"]
    assert keys(engine, "bridge") == {"a:old", *(f"a:{number}" for number in range(9))}


def test_lone_surrogates_everywhere_do_no_harm(engine):
    nasty = "\ud800bridge\udfff \x00"
    document = article(
        "x", nasty, title=nasty, people=(Named("p", nasty),), terms=(Named("t", nasty),)
    )
    assert engine.rebuild([document]).culprits == ()
    assert keys(engine, "bridge") == {"a:x"}
    assert keys(engine, "author:bridge tag:t") == {"a:x"}


def test_without_an_index_it_says_so(engine):
    assert not engine.is_usable()
    with pytest.raises(IndexUnavailable, match="reindex"):
        answer(engine, "bridge")
    with pytest.raises(IndexUnavailable, match="reindex"):
        engine.write(Changes((article("x"),)))


def test_an_empty_index_answers_with_nothing(engine):
    engine.rebuild([])
    assert engine.is_usable()
    result = answer(engine, "bridge -toll")
    assert (result.total_documents, result.groups) == (0, ())


def test_a_rebuild_replaces_everything(engine):
    engine.rebuild([article("x", "bridge")])
    answer(engine, "bridge")
    assert engine.rebuild([article("y", "bridge")]).written == 1
    assert keys(engine, "bridge") == {"a:y"}


def test_a_rebuild_that_fails_leaves_the_old_index(engine):
    def failing():
        yield article("y", "bridge")
        raise OSError("the store went away")

    engine.rebuild([article("x", "bridge")])
    with pytest.raises(OSError, match="went away"):
        engine.rebuild(failing())
    assert keys(engine, "bridge") == {"a:x"}
    engine.rebuild([article("z", "bridge")])
    assert keys(engine, "bridge") == {"a:z"}


def test_searches_are_answered_while_it_is_rebuilt(engine):
    engine.rebuild([article("x", "bridge")])
    seen = []

    def documents():
        seen.append(keys(engine, "bridge"))
        yield article("y", "bridge")

    engine.rebuild(documents())
    assert seen == [{"a:x"}]


def test_a_second_writer_is_told_to_wait(engine, tmp_path):
    engine.rebuild([])
    with write_lock(tmp_path / "index", 1), pytest.raises(IndexBusy, match="Try again"):
        engine.write(Changes((article("x"),)))


def test_who_may_write_may_go_on_writing_and_nobody_else(engine, tmp_path):
    engine.rebuild([])
    with engine.writing():
        engine.write(Changes((article("x", "bridge"),)))
        with pytest.raises(IndexBusy), write_lock(tmp_path / "index", 0):
            pass
        engine.rebuild([article("y", "bridge")])
    with write_lock(tmp_path / "index", 0):
        assert keys(engine, "bridge") == {"a:y"}
