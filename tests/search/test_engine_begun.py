"""What every engine must know of words that have only begun: see archive.search.engines.base."""

import random
from collections import Counter

import pytest

from archive.search.documents import Named
from archive.search.engines.base import Changes, IndexUnavailable, Scope
from archive.search.words import fold, tokens
from tests.search.oracle import is_shown, names, values
from tests.search.test_engine_contract import EVERYONE, KEEPER, article, comment

PARTS = ("ab", "abba", "ba", "bab", "cab")


def has_begun(text, beginning):
    words, asked = ([token.text for token in tokens(one)] for one in (text, beginning))
    return set(asked[:-1]) <= set(words) and any(word.startswith(asked[-1]) for word in words)


def ranked(counts):
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def documents_at_random(rng):
    def text():
        return " ".join(rng.choices(PARTS, k=rng.randint(1, 3)))

    for number in range(80):
        make = (
            article if number % 2 else (lambda key, body, **rest: comment(key, "1", body, **rest))
        )
        people = [Named(f"p{rng.randint(0, 9)}", text()) for _ in range(rng.randint(0, 2))]
        terms = tuple(Named(one.replace(" ", "-"), one) for one in {text(), text()})
        yield make(
            f"{number}", "", title=text(), people=tuple(people), terms=terms, language="en",
            site=text().replace(" ", ".") + ".example", is_public=number % 7 > 0,
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_what_has_begun_is_that_of_the_definition(engine, seed):
    rng = random.Random(seed)  # noqa: S311
    documents = list(documents_at_random(rng))
    engine.rebuild(documents[:50])
    engine.write(Changes(tuple(documents[50:])))
    masked = Scope(masked_documents=frozenset({"a:9"}), masked_articles=frozenset({"11"}))
    for beginning in ("a", "ab", "b", "ba", "cab", "ab b", "ba ab c", "zz"):
        for scope in (EVERYONE, KEEPER, masked):
            shown = [one for one in documents if is_shown(one, scope)]
            articles = [one for one in shown if one.kind == "article"]
            keys = {one.article_key for one in articles if has_begun(one.title, beginning)}
            assert set(engine.titles_begun(beginning, scope, 99)) == keys
            people = Counter(
                key
                for one in shown
                if has_begun(names(one.people), beginning)
                for key in {person.key for person in one.people}
            )
            assert engine.people_begun(beginning, scope, 99) == ranked(people)
            for kind in ("site", "tag"):
                held = Counter(
                    value
                    for one in articles
                    for value in values(one, kind)
                    if any(
                        value.startswith(beginning) or f"{sign}{beginning}" in value
                        for sign in " .-"
                    )
                )
                assert engine.values_begun(kind, beginning, scope, 99) == ranked(held)
                assert engine.values_begun(kind, beginning, scope, 2) == ranked(held)[:2]


def test_titles_come_best_first_and_no_sign_does_harm(engine):
    engine.rebuild(
        [article("one", title="bridge of many words here"), article("two", title="bridge")]
    )
    assert engine.titles_begun("brid", EVERYONE, 9) == ("two", "one")
    assert engine.titles_begun("(*", EVERYONE, 9) == ()
    assert engine.values_begun("site", fold("(.*"), EVERYONE, 9) == ()
    assert engine.values_begun("lang", "", EVERYONE, 9) == ()


def test_without_an_index_it_says_so(engine):
    for ask in (engine.titles_begun, engine.people_begun):
        with pytest.raises(IndexUnavailable):
            ask("a", EVERYONE, 9)
    with pytest.raises(IndexUnavailable):
        engine.values_begun("site", "a", EVERYONE, 9)
