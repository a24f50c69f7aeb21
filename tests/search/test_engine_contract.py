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
from archive.search.query import Filter, Query, parse
from tests.search import oracle
from tests.search.at_random import random_document, random_text, random_tree

EVERYONE = Scope()
KEEPER = Scope(include_private=True)


def article(key: str, body: str = "", **fields) -> Document:
    return Document(f"a:{key}", "article", key, **{"is_public": True, "body": body} | fields)


def comment(key: str, article_key: str, body: str = "", **fields) -> Document:
    return Document(
        f"c:{key}", "comment", article_key, **{"is_public": True, "body": body} | fields
    )


def answer(engine: Engine, text: str | Query, scope: Scope = EVERYONE, **wishes):
    query = parse(text) if isinstance(text, str) else text
    return engine.search(Ask(query, scope, **{"per_page": 1_000, "hits_per_group": 1_000} | wishes))


def keys(engine: Engine, text: str | Query, scope: Scope = EVERYONE) -> set[str]:
    return {hit.key for group in answer(engine, text, scope).groups for hit in group.hits}


def order(engine: Engine, text: str, sort: str) -> list[str]:
    return [group.article_key for group in answer(engine, text, sort=sort).groups]


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


def count_of(document: Document, world: oracle.World) -> int:
    return world.comments(document.article_key) if document.kind == "article" else 0


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
            world = oracle.World(documents, scope)
            other.rebuild([replace(one, comment_count=count_of(one, world)) for one in world.shown])
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"gate toll"~0', "ab"),
        ('"toll swing gate"~1', "b"),
        ('"toll swing gate"~2', "bc"),
        ('"gate gate"~0', "abcd"),
        ('"toll-gate sw"*~0', ""),
        ('"toll-gate swing"~3', "a"),
        ("g?te", "abcd"),
        ("g*e t*l*", "abcd"),
        ("g*e t*ll", "abc"),
        ("gaet~ tolls~", "abcd"),
        ("gaet~1 -toll", "d"),
        ("bate~", ""),
    ],
)
def test_words_near_each_other_patterned_and_misspelled(engine, text, found):
    texts = {
        "a": "toll gate and then a swing",
        "b": "swing a gate toll",
        "c": "gate of swing of toll",
        "d": "tools at the gate",
    }
    engine.rebuild([article(key, body) for key, body in texts.items()])
    assert keys(engine, text) == {f"a:{key}" for key in found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("c", "a"),
        ("C#", "b"),
        ("c++", "cd"),
        ('"modern c++"', "d"),
        ("c++11", "d"),
        ("-c# -c", "cd"),
    ],
)
def test_a_letter_with_signs_behind_it_is_another_word(engine, text, found):
    texts = {"a": "plain C", "b": "some C#, and F#", "c": "rules of C++.", "d": "modern C++ 11"}
    engine.rebuild([article(key, body) for key, body in texts.items()])
    assert keys(engine, text) == {f"a:{key}" for key in found}


def test_what_is_quoted_is_told_from_ones_own_words(engine):
    plain = comment("1", "x", "toll bridge")
    quoting = comment("2", "x", "toll bridge ferry", quoted="toll", own="bridge ferry")
    engine.rebuild([plain, quoting])
    assert keys(engine, "toll") == {"c:1", "c:2"}
    assert (keys(engine, "own:toll"), keys(engine, "quoted:toll")) == ({"c:1"}, {"c:2"})
    assert keys(engine, "own:bridge") == {"c:1", "c:2"}
    assert keys(engine, "has:quote") == {"c:2"}


def test_conversations_are_asked_by_their_writer_address_and_counts(engine):
    ann = (Named("p1", "Ann Lee"),)
    engine.rebuild([
        article("x", people=ann, article_people=ann, comment_count=2, kept_count=3,
                declared_count=3, addresses=("https://x.example/q", "old")),
        comment("1", "x", "first", article_people=ann, people=(Named("p2", "Bo"),)),
        comment("2", "x", "second", article_people=ann, parent="c:1"),
        comment("3", "x", "third", parent="c:1", is_public=False),
        article("y"),
    ])  # fmt: skip
    thread = {"a:x", "c:1", "c:2"}
    assert keys(engine, "by:ann") == thread
    assert keys(engine, "author:ann") == {"a:x"}
    assert keys(engine, "reply-to:bo") == {"c:2"}
    for name in ("x", "old", "http://www.x.example/q#c", "archive.example/a/x/the-quay/"):
        assert keys(engine, f"thread:{name}") == thread
    assert keys(engine, "comments:2 declared:>2") == keys(engine, "declared:>kept") == thread
    assert keys(engine, "comments:0") == {"a:y"}
    assert keys(engine, "replies:1 in:comments") == {"c:1"}
    assert keys(engine, "replies:2") == {"a:x"}
    assert keys(engine, "declared:=kept", KEEPER) == thread | {"c:3"}
    assert keys(engine, "replies:2", KEEPER) == {"c:1"}
    masked = Scope(masked_documents=frozenset({"c:1"}))
    assert keys(engine, "reply-to:bo", masked) == set()
    assert keys(engine, "comments:1", masked) == {"a:x", "c:2"}
