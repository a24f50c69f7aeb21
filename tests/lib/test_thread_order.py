from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib.thread_order import Repair, ThreadRow, order_thread

NOON = datetime(2014, 1, 15, 12, tzinfo=UTC)


def row(name, parent=None, *, minute=None, rank=0, source=0, precision="second", gone=False):
    at = None if minute is None else NOON + timedelta(minutes=minute)
    return ThreadRow(name, parent, (source, rank), at, precision, gone, ("", str(name), 0))


def order(*rows):
    return list(order_thread(rows).places)


@st.composite
def threads(draw):
    size = draw(st.integers(min_value=0, max_value=25))
    ids = st.integers(min_value=0, max_value=size + 3)
    return [
        row(
            number,
            draw(st.none() | ids),
            minute=draw(st.none() | st.integers(0, 5)),
            rank=draw(st.integers(0, 3)),
            source=draw(st.integers(0, 1)),
            precision=draw(st.sampled_from(["second", "minute", "day"])),
            gone=draw(st.booleans()),
        )
        for number in range(size)
    ]


@given(threads(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert order_thread(rows) == order_thread(shuffled)
    assert order(*rows) == order(*shuffled)


@given(threads())
def test_every_row_stands_once_right_behind_its_parents_branch(rows):
    places = order_thread(rows).places
    assert sorted(places) == list(range(len(rows)))
    assert [place.position for place in places.values()] == list(range(len(rows)))
    path: list[int] = []
    for name, place in places.items():
        del path[place.depth :]
        assert len(path) == place.depth
        assert place.parent == (path[-1] if path else None)
        path.append(name)


@given(threads())
def test_only_reported_rows_lose_their_parent(rows):
    found = order_thread(rows)
    lost = {repair.id: repair.parent for repair in found.repairs}
    for given_row in rows:
        stands_under = found.places[given_row.id].parent
        assert stands_under == (None if given_row.id in lost else given_row.parent)
        assert lost.get(given_row.id, given_row.parent) == given_row.parent


def test_siblings_stand_by_time_where_all_have_one_to_the_minute():
    assert order(row("b", minute=2, rank=0), row("a", minute=1, rank=9)) == ["a", "b"]


@pytest.mark.parametrize("late", [row("b", minute=2, precision="day"), row("b")])
def test_siblings_stand_by_source_where_one_time_is_missing_or_coarse(late):
    assert order(row("a", minute=1, rank=9), late) == ["b", "a"]


def test_within_a_minute_known_only_to_the_minute_the_source_decides():
    exact = row("a", minute=0.5, rank=1)
    assert order(exact, row("b", minute=0, rank=2, precision="minute")) == ["a", "b"]
    assert order(exact, row("b", minute=0, rank=2)) == ["b", "a"]


def test_the_stronger_source_comes_first_then_author_and_text():
    assert order(row("a", source=1, rank=0), row("b", source=0, rank=5)) == ["b", "a"]
    assert order(row("z"), row("y")) == ["y", "z"]


def test_ids_never_decide():
    def twin(name, digest):
        return replace(row(name), tie=("", digest, 0))

    assert order(twin("a", "2"), twin("b", "1")) == ["b", "a"]


def test_a_tombstone_takes_the_earliest_time_beneath_it():
    rows = [
        row("early", minute=1),
        row("late", minute=9),
        row("gone", gone=True, rank=99),
        row("gone too", "gone", gone=True),
        row("reply", "gone too", minute=5),
        row("another", "gone", minute=7),
    ]
    assert order(*rows) == ["early", "gone", "gone too", "reply", "another", "late"]


def test_a_tombstone_with_a_time_keeps_it():
    rows = [row("gone", minute=9, gone=True), row("reply", "gone", minute=1), row("a", minute=5)]
    assert order(*rows) == ["a", "gone", "reply"]


def test_only_tombstones_borrow_times():
    rows = [row("undated", rank=5), row("reply", "undated", minute=1), row("a", minute=9)]
    assert order(*rows) == ["a", "undated", "reply"]


def test_a_cycle_is_broken_at_its_latest_comment():
    found = order_thread(
        [row("a", "c", minute=1), row("b", "a", minute=3), row("c", "b", minute=2)]
    )
    assert found.repairs == (Repair("cycle", "b", "a"),)
    assert list(found.places) == ["b", "c", "a"]
    assert found.places["a"].depth == 2


def test_a_comment_that_answers_itself_is_a_cycle():
    assert order_thread([row("a", "a")]).repairs == (Repair("cycle", "a", "a"),)


def test_orphans_stand_at_the_top_and_are_reported():
    found = order_thread([row("a", "nobody", minute=2), row("b", minute=1)])
    assert found.repairs == (Repair("orphan", "a", "nobody"),)
    assert list(found.places) == ["b", "a"]
    assert found.places["a"].parent is None


def test_two_rows_of_one_id_are_refused():
    with pytest.raises(ValueError, match="'a'"):
        order_thread([row("a"), row("a")])


def test_a_long_and_deep_thread_is_ordered_without_recursion():
    deep = [row(number, number - 1 if number else None, minute=number) for number in range(10_000)]
    flat = [row(number, 0, minute=-number) for number in range(10_000, 15_000)]
    places = order_thread(deep + flat).places
    assert len(places) == 15_000
    assert max(place.depth for place in places.values()) == 9_999
