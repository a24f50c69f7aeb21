"""What every engine must know of the words it holds: see archive.search.engines.base."""

import random
from collections import Counter

import pytest
from rapidfuzz.distance import OSA

from archive.search.engines.base import Changes, IndexUnavailable, Scope
from archive.search.spelling import most_edits
from archive.search.words import tokens
from tests.search.oracle import is_shown, names
from tests.search.test_engine_contract import EVERYONE, KEEPER, article, comment

LETTERS = "abcde"


def expected(documents, word, scope):
    """By the definition: each field's documents counted, the words nearly the same, in order."""
    held = Counter()
    shown = [one for one in documents if is_shown(one, scope)]
    for text_of in (lambda d: d.title, lambda d: names(d.people), lambda d: d.body):
        counted = Counter()
        for one in shown:
            counted.update({token.text for token in tokens(text_of(one))})
        held |= counted
    edits = most_edits(len(word))
    alike = [
        (OSA.distance(word, other), -count, other)
        for other, count in held.items()
        if other != word and other[0] == word[0] and OSA.distance(word, other) <= edits
    ]
    return tuple((other, -count) for _distance, count, other in sorted(alike))


@pytest.mark.parametrize("seed", range(4))
def test_words_are_those_of_the_definition(engine, seed):
    rng = random.Random(seed)  # noqa: S311

    def text(count):
        return " ".join("".join(rng.choices(LETTERS, k=rng.randint(1, 7))) for _ in range(count))

    documents = [article(f"{n}", text(9), title=text(3), is_public=n % 5 > 0) for n in range(60)]
    engine.rebuild(documents[:40])
    engine.write(Changes(tuple(documents[40:])))
    masked = Scope(masked_documents=frozenset({"a:7"}), masked_articles=frozenset({"9"}))
    found = 0
    for _ in range(30):
        word = "".join(rng.choices(LETTERS, k=rng.randint(1, 7)))
        for scope in (EVERYONE, KEEPER, masked):
            wanted = expected(documents, word, scope)
            assert engine.alike(word, "", scope, 1_000) == wanted, word
            assert engine.alike(word, "", scope, 2) == wanted[:2]
            found += len(wanted)
    assert found > 100


def test_a_scope_has_words_of_its_own(engine):
    engine.rebuild([article("one", "harbour", title="harbor"), comment("1", "one", "harbour")])
    assert engine.alike("harbuor", "", EVERYONE, 9) == (("harbour", 2), ("harbor", 1))
    assert engine.alike("harbuor", "title", EVERYONE, 9) == (("harbor", 1),)
    assert engine.alike("harbuor", "author", EVERYONE, 9) == ()
    assert engine.alike("harbuor", "reply-to", EVERYONE, 9) == ()


def test_without_an_index_it_says_so(engine):
    with pytest.raises(IndexUnavailable):
        engine.alike("harbuor", "", EVERYONE, 9)
