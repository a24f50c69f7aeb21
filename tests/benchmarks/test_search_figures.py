"""What is made of the measurements: spreads, comparisons, verdicts, table and picture."""

from random import Random
from xml.etree import ElementTree

import pytest

from benchmarks.search.__main__ import options, planned
from benchmarks.search.asking import Asked, Heard, ask_all, differences, times
from benchmarks.search.building import Built, Opened
from benchmarks.search.changes import Changed
from benchmarks.search.costs import MEBIBYTE, Spread, Taken, measured, own_memory, spread
from benchmarks.search.gates import GATES, judged
from benchmarks.search.outcome import Outcome, Stage
from benchmarks.search.peers import (
    ENGINES,
    FTS5,
    HAYSTACK,
    IN_FULL,
    OURS,
    TANTIVY,
    WHOOSH,
    Answer,
)
from benchmarks.search.plot import plot
from benchmarks.search.queries import CLASSES
from benchmarks.search.specs import Spec, Term
from benchmarks.search.table import MOST_COLUMNS, MOST_LINES, cell, table

MILLISECONDS = {OURS: 0.4, FTS5: 40.0, TANTIVY: 0.8, WHOOSH: 60.0}


def of(milliseconds: float) -> Spread:
    return Spread(milliseconds, 2 * milliseconds, 9)


def a_build(cpu_seconds: float) -> Built:
    return Built(200_000, 10**8, cpu_seconds, 2 * cpu_seconds, 300 * MEBIBYTE, 75 * 10**6)


def a_change() -> Changed:
    ones = dict.fromkeys(("add", "change", "remove"), of(3.0))
    return Changed(ones, ones, ones, 1_000, segments=4, slower=1.1)


@pytest.fixture
def outcome():
    """A whole run that reaches every figure."""
    main = Stage(200_000)
    main.times = {
        name: {engine: of(one) for engine, one in MILLISECONDS.items()} for name in CLASSES
    }
    main.times["facets"][TANTIVY] = main.times["grouping"][TANTIVY] = of(2.0)
    main.times["filtered_facets"][TANTIVY] = of(2.0)
    seconds = {OURS: 15.0, IN_FULL: 30.0, FTS5: 8.0, TANTIVY: 9.0, WHOOSH: 200.0}
    main.built = {name: a_build(one) for name, one in seconds.items()}
    main.opened = dict.fromkeys(MILLISECONDS, Opened(1.0, 1.5, MEBIBYTE, 2 * MEBIBYTE))
    main.changed = dict.fromkeys(MILLISECONDS, a_change())
    main.merged = {OURS: Taken(900.0, 950.0)}
    small = Stage(20_000)
    small.times = {name: {OURS: of(0.2), HAYSTACK: of(100.0)} for name in CLASSES}
    small.built = {OURS: a_build(15.0), HAYSTACK: a_build(5_000.0)}
    return Outcome({"main": main, "small": small})


def missed(outcome):
    return {one.gate.name for one in judged(outcome) if one.is_missed}


def test_a_run_that_reaches_every_figure_misses_none(outcome):
    verdicts = judged(outcome)
    assert [one.gate.name for one in verdicts if one.figure is None] == []
    assert missed(outcome) == set()
    assert len(verdicts) == len([gate for gate in GATES if gate.stage != "million"])


def test_each_number_of_the_plan_has_its_figures():
    assert {gate.number for gate in GATES} == {1, 2, 3, 4, 5, 6}
    assert len({(gate.number, gate.name) for gate in GATES}) == len(GATES)
    assert all((gate.least is None) != (gate.most is None) for gate in GATES)


def test_what_is_too_slow_is_missed(outcome):
    times = outcome.stage("main").times
    times["common"][FTS5] = of(23.9)
    times["phrase"][OURS] = of(1.5)
    assert missed(outcome) == {
        "common, times as fast as FTS5",
        "time by tantivy's, worst but fuzzy",
    }
    times["rare"][WHOOSH] = of(0.3)
    assert "times as fast as Whoosh, least" in missed(outcome)


def test_fuzzy_is_judged_by_its_own_limits(outcome):
    outcome.stage("main").times["fuzzy"][OURS] = of(3.9)
    outcome.stage("small").times["fuzzy"][OURS] = of(3.9)
    assert missed(outcome) == set()
    outcome.stage("main").times["fuzzy"][OURS] = of(4.1)
    assert missed(outcome) == {"fuzzy, time by tantivy's"}


def test_what_takes_too_much_to_index_or_to_change_is_missed(outcome):
    main = outcome.stage("main")
    main.built[OURS] = a_build(18.0)
    main.changed[OURS] = Changed({"add": of(11.0)}, {}, {}, 1_000, segments=11, slower=1.6)
    main.merged[OURS] = Taken(3_100.0, 3_100.0)
    assert missed(outcome) == {
        "indexing, time by FTS5's",
        "add one, ms",
        "add one, ms, 95th percentile",
        "segments after a thousand changes",
        "times as slow after them",
        "s to merge a fifth away",
    }


def test_a_million_is_judged_by_itself():
    stage = Stage(1_000_000)
    stage.times = {"common": {OURS: of(7.0)}, "fuzzy": {OURS: of(50.0)}}
    outcome = Outcome({"million": stage})
    assert {one.gate.stage for one in judged(outcome)} == {"million"}
    assert missed(outcome) == set()
    stage.times["or_common"] = {OURS: of(8.1)}
    assert missed(outcome) == {"ms of the slowest class but fuzzy"}


def test_what_was_not_measured_is_neither_reached_nor_missed(outcome):
    for found in outcome.stage("main").times.values():
        del found[OURS]
    assert missed(outcome) == set()
    assert "not measured" in "\n".join(table(outcome, judged(outcome)))


def test_the_table_keeps_within_its_lines_and_columns_whatever_there_is_to_say(outcome):
    main = outcome.stage("main")
    for found in main.times.values():
        found[OURS] = of(12_345.6)
        found[WHOOSH] = of(123_456.7)
    main.differences = {name: {WHOOSH: (3, 30), FTS5: (1, 30)} for name in CLASSES}
    outcome.missing = dict.fromkeys(ENGINES, "No module named 'x' " * 9)
    lines = list(table(outcome, judged(outcome)))
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= MOST_COLUMNS
    assert any(line.startswith("MISSED 1.") for line in lines)
    assert all(label in "\n".join(lines) for label in CLASSES.values())


def test_a_figure_is_shown_with_three_digits():
    assert [cell(one, 0) for one in (0.123, 12.34, 1_234.5, None)] == ["0.12", "12.3", "1,234", "-"]


def test_the_picture_is_well_formed_and_has_a_dot_for_each_time(outcome):
    tree = ElementTree.fromstring(plot(outcome.stage("main")))  # noqa: S314 -- our own
    dots = [one for one in tree.iter() if one.tag.endswith("circle")]
    assert len(dots) == len(MILLISECONDS) * (len(CLASSES) + 1)
    ElementTree.fromstring(plot(Stage(0)))  # noqa: S314


def test_everything_can_be_written_down(outcome):
    found = outcome.as_object()
    assert found["stages"]["main"]["times"]["common"][OURS]["median"] == 0.4
    assert found["stages"]["small"]["documents"] == 20_000


def test_spreads():
    assert spread([]) is None
    assert spread([3.0]) == Spread(3.0, 3.0, 1)
    assert spread([float(one) for one in range(101)]) == Spread(50.0, 95.0, 101)
    assert measured(lambda: sum(range(10_000))).cpu > 0
    assert own_memory() > MEBIBYTE


class Fake:
    """A worker whose engine takes so long and finds so many."""

    def __init__(self, cpu, total, fails_at=()):
        self.cpu, self.total, self.fails_at, self.asked = cpu, total, fails_at, []

    def run(self, _job, spec, _before):
        self.asked.append(spec)
        if spec.limit in self.fails_at:
            return Asked(None, self.cpu, has_failed=True)
        return Asked(None if self.total is None else Answer(self.total), self.cpu)


CHANCE = Random(1)  # noqa: S311 -- no secret
SPECS = [Spec(Term("a"), limit=number) for number in range(30)]


def test_every_question_goes_to_every_engine_and_the_first_round_does_not_count():
    workers = {"one": Fake(1.0, 7), "other": Fake(2.0, 7)}
    heard = ask_all(workers, SPECS, CHANCE, rounds=2)
    assert workers["one"].asked == workers["other"].asked
    assert workers["one"].asked != SPECS * 3
    assert times(heard)["other"] == Spread(2.0, 2.0, 60)
    assert differences(heard) == {}


def test_a_slow_engine_is_asked_less_and_one_without_such_a_query_once():
    workers = {"slow": Fake(3_000.0, 7), "without": Fake(1.0, None)}
    heard = ask_all(workers, SPECS, CHANCE, rounds=2)
    assert len(workers["slow"].asked) == 15
    assert len(workers["without"].asked) == 1
    assert times(heard)["without"] is None


def test_who_counts_otherwise_or_fails_is_told():
    workers = {"one": Fake(1.0, 7), "two": Fake(1.0, 7), "wrong": Fake(1.0, 8)}
    workers["failing"] = Fake(1.0, 7, fails_at={3, 4})
    heard = ask_all(workers, SPECS, CHANCE, rounds=1)
    assert differences(heard) == {"wrong": (30, 30), "failing": (2, 30)}
    assert isinstance(heard["one"], Heard)


def test_the_stages_hold_the_engines_asked_for():
    whole = planned(options([]))
    assert [(one.name, one.documents) for one in whole] == [("main", 200_000), ("small", 20_000)]
    assert whole[0].built == (IN_FULL,)
    part = planned(options(["--documents", "2000", "--engines", FTS5]))
    assert [(one.name, one.asked) for one in part] == [("main", (FTS5,))]
    (million,) = planned(options(["--million"]))
    assert (million.documents, million.asked) == (1_000_000, (OURS, TANTIVY))
