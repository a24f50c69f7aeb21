"""What every engine must do where not all words are found, and with words of the best hits."""

import random

import pytest

from archive.search.engines.base import LOOSE_FREQUENT, LOOSE_WORDS, Ask, Changes, Hint, Scope
from archive.search.query import And, Query, Words, parse
from archive.search.query.tree import joined
from tests.search import oracle
from tests.search.at_random import random_document, random_tree
from tests.search.test_engine_contract import EVERYONE, KEEPER, article, comment


def nearly(documents, query: Query, scope: Scope) -> set[str]:
    """The keys of the documents that answer nearly, by definition."""
    world = oracle.World(documents, scope)
    if len(query.wishes) < 2:
        return set()
    words = [piece for wish in query.wishes for piece in pieces(wish)]
    held = [{d.key for d in world.shown if oracle.answers(d, word, world)} for word in words]
    telling = [some for some in held if 0 < len(some) <= LOOSE_FREQUENT * len(world.shown)] or held
    least = min(LOOSE_WORDS, (len(words) + 1) // 2, len(telling))
    needed = joined(And, [each for each in query.conditions if each not in query.wishes])
    return {
        d.key
        for d in world.shown
        if sum(d.key in some for some in telling) >= least
        and not all(d.key in some for some in held)
        and oracle.answers(d, needed, world)
    }


def pieces(wish):
    if not isinstance(wish, Words) or not wish.is_plain:
        return [wish]
    return [Words(asked.text, wish.scope) for item in wish.items() for asked in item]


def found(engine, query: Query, scope: Scope = EVERYONE, **wishes) -> list[str]:
    hits = engine.best(Ask(query, scope, loosely=True, **wishes), 1_000)
    return [hit.key for hit, _article in hits]


@pytest.mark.parametrize("seed", range(4))
def test_what_answers_nearly_is_what_the_definition_says(engine, seed):
    rng = random.Random(seed)  # noqa: S311
    documents = [random_document(rng, number) for number in range(60)]
    engine.rebuild(documents[:40])
    engine.write(Changes(tuple(documents[40:])))
    masked = Scope(masked_documents=frozenset({"a:3", "c:4"}), masked_articles=frozenset({"k1"}))
    seen = 0
    for _ in range(60):
        query = Query(joined(And, [random_tree(rng, 1) for _ in range(rng.randint(2, 6))]))
        for scope in (EVERYONE, KEEPER, masked):
            expected = nearly(documents, query, scope)
            assert set(found(engine, query, scope)) == expected, query
            seen += len(expected)
    assert seen > 200


def test_the_nearest_comes_first_and_what_is_in_most_documents_does_not_count(engine):
    filler = [comment(f"f{number}", "one", f"the ferry leaves at {number}") for number in range(20)]
    engine.rebuild([
        article("one", "the old quay by the harbour"),
        comment("near", "one", "the quay, the crane and the bollard"),
        comment("far", "one", "the crane and the bollard"),
        comment("one", "one", "the crane"),
        *filler,
    ])  # fmt: skip
    asked = parse("the quay crane bollard lighthouse")
    assert found(engine, asked) == ["c:near", "c:far"]
    assert len(found(engine, parse("the ferry"))) == 4  # both are frequent, so each of them counts
    assert found(engine, parse("quay")) == []


def test_unquoted_words_of_several_pieces_are_sought_by_their_pieces(engine):
    engine.rebuild([article("one", "a layer of the boundary"), article("two", "bound to lay")])
    assert found(engine, parse("boundary-layer separation")) == ["a:one"]
    assert found(engine, parse('"boundary layer" separation')) == []


def test_hints_change_the_order_and_nothing_else(engine):
    engine.rebuild([
        article("plain", "a bridge that swings"),
        article("rust", "a bridge of rust and rivets"),
        article("rivets", "rivets, rust"),
        *[article(f"other{number}", "herons") for number in range(20)],
    ])  # fmt: skip
    ask = Ask(parse("bridge"), EVERYONE)
    assert {hit.key for hit, _ in engine.best(ask, 9)} == {"a:plain", "a:rust"}
    hints = (Hint("rust", is_stem=False, share=0.5), Hint("zebu", is_stem=False, share=1.0))
    hinted = Ask(parse("bridge"), EVERYONE, hints=hints)
    first, second = (hit for hit, _ in engine.best(hinted, 9))
    assert (first.key, second.key) == ("a:rust", "a:plain")
    assert engine.total(hinted) == engine.search(hinted).total_documents == 2
    own = next(hit.score for hit, _ in engine.best(ask, 9) if hit.key == "a:rust")
    assert first.score > own


def test_what_is_out_of_scope_makes_no_word_more_telling(engine):
    seen = [article("one", "quay crane"), article("two", "quay")]
    unseen = [article(f"u{number}", "crane quay", is_public=False) for number in range(30)]
    engine.rebuild(seen)
    hints = (Hint("quay", is_stem=False, share=0.5),)
    ask = Ask(parse("quay crane ferry"), EVERYONE, loosely=True, hints=hints)
    before = engine.best(ask, 9)
    engine.write(Changes(tuple(unseen)))
    assert engine.best(ask, 9) == before != ()
