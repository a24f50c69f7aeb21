"""Sets of document numbers, beside Python's own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.search.engines.executor.sets import common, rising, united

COUNT = 3_000
SETS = st.lists(
    st.one_of(
        st.sets(st.integers(0, COUNT - 1), max_size=6),
        st.integers(1, 9).map(lambda step: set(range(0, COUNT, step))),
    ),
    max_size=4,
)


@given(SETS)
def test_united_are_the_documents_of_any(sets):
    found = united([np.array(sorted(each), np.int32) for each in sets], COUNT)
    assert found.tolist() == sorted(set().union(*sets))


@given(st.lists(st.integers(-9, 9)))
def test_rising_holds_each_once(numbers):
    assert rising(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


@given(st.sets(st.integers(0, COUNT - 1)), st.sets(st.integers(0, COUNT - 1)), st.booleans())
def test_common_tells_where_both_have_the_same(one, other, is_rare):
    first, second = np.array(sorted(one), np.intp), np.array(sorted(other), np.intp)
    in_first, in_second = common(first, second, COUNT * 1_000 if is_rare else COUNT)
    assert first[in_first].tolist() == second[in_second].tolist() == sorted(one & other)
