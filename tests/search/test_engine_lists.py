"""What every engine must do beside answering with conversations: dates, single hits, totals."""

import random

import pytest

from archive.search.documents import Named
from archive.search.engines.base import Ask, Changes
from archive.search.query import parse
from tests.search.at_random import random_document
from tests.search.test_engine_contract import EVERYONE, answer, article, comment


@pytest.mark.parametrize("seed", range(3))
def test_a_dates_count_is_what_asking_for_it_gives(engine, seed):
    rng = random.Random(seed)  # noqa: S311
    documents = [random_document(rng, number) for number in range(60)]
    engine.rebuild(documents[:40])
    engine.write(Changes((*documents[40:], comment("m", "k1", first_day=20120601,
                                                   last_day=20120630))))  # fmt: skip
    days = answer(engine, "in:comments").days
    assert 20120600 in days
    for date in days:
        value = f"{date:08}"
        asked = f"{value[:4]}-{value[4:6]}-{value[6:]}".removesuffix("-00").removesuffix("-00")
        within = f"on:{asked}" if len(asked) > 4 else f"year:{asked}"
        count = sum(count for each, count in days.items() if f"{each:08}".startswith(
            value.removesuffix("00").removesuffix("00")))  # fmt: skip
        assert engine.total(Ask(parse(f"in:comments {within}"), EVERYONE)) == count, asked


FIRST, NINTH, JULY_FIRST = (20120601,) * 2, (20120609,) * 2, (20120701,) * 2
JUNE, YEAR, YEAR_BEFORE = (20120601, 20120630), (20120101, 20121231), (20110101, 20111231)


@pytest.mark.parametrize(("spans", "expected"), [
    ((FIRST, NINTH), {20120601: 1, 20120609: 1}),
    ((FIRST, NINTH, JUNE, YEAR), {20120000: 1, 20120600: 1, 20120601: 1, 20120609: 1}),
    ((FIRST, NINTH, JULY_FIRST), {20120600: 2, 20120700: 1}),
    ((FIRST, JULY_FIRST, YEAR_BEFORE), {20110000: 1, 20120600: 1, 20120700: 1}),
    ((JUNE, YEAR_BEFORE), {20110000: 1, 20120600: 1}),
])  # fmt: skip
def test_days_are_told_where_all_that_are_known_are_of_one_month(engine, spans, expected):
    engine.rebuild([
        comment(f"c{number}", "one", "bridge", first_day=first, last_day=last)
        for number, (first, last) in enumerate(spans)
    ])  # fmt: skip
    assert answer(engine, "bridge").days == expected


def test_people_are_counted_by_conversation_however_many_there_are(engine):
    people = [Named(f"p{number}", f"Person {number}") for number in range(600)]
    engine.rebuild([
        comment(f"{thread}{number}", thread, "bridge", people=(person,))
        for thread in ("one", "two")
        for number, person in enumerate((*people[thread == "two" :], people[1]))
    ])  # fmt: skip
    assert answer(engine, "bridge").facets["person"] == {
        person.key: 1 if person.key == "p0" else 2 for person in people
    }
    engine.write(Changes((), remove_articles=frozenset({"one", "two"})))
    assert answer(engine, "bridge").facets["person"] == {}


def test_hits_one_by_one_go_on_where_they_ended(engine):
    days = {number: 20120101 + number for number in range(25)}
    said = [comment(f"{n}", "one", "bridge " * (n + 1), sort_at=day) for n, day in days.items()]
    engine.rebuild([article("one", "bridge"), *said, comment("x", "one", "bridge")])
    for sort in ("relevance", "newest", "oldest", "discussed"):
        ask = Ask(parse("bridge in:comments"), EVERYONE, sort)
        parts = [engine.best(ask, 10, offset) for offset in (0, 10, 20, 30)]
        assert sum(parts, ()) == engine.best(ask, 99)
        assert [len(part) for part in parts] == [10, 10, 6, 0]
        assert engine.total(ask) == answer(engine, "bridge in:comments").total_documents == 26
    newest = Ask(parse("bridge in:comments"), EVERYONE, "newest")
    assert [hit.key for hit, _article in engine.best(newest, 2, 24)] == ["c:0", "c:x"]


def test_equally_good_hits_come_newest_first_then_by_their_keys(engine):
    days = {"b": 20120102, "a": 20120102, "c": 20120103, "d": 20120101}
    said = [comment(name, "one", "bridge", sort_at=day) for name, day in days.items()]
    engine.rebuild([article("one", "else"), *said[:2]])
    engine.write(Changes(tuple(said[2:])))
    for sort in ("relevance", "discussed", "newest"):
        found = engine.best(Ask(parse("bridge in:comments"), EVERYONE, sort), 10)
        assert [hit.key for hit, _article in found] == ["c:c", "c:a", "c:b", "c:d"], sort
    found = engine.best(Ask(parse("bridge in:comments"), EVERYONE, "oldest"), 10)
    assert [hit.key for hit, _article in found] == ["c:d", "c:a", "c:b", "c:c"]
