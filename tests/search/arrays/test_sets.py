"""Sets of document numbers, beside Python's own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.search.engines.executor.sets import rising, united

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
