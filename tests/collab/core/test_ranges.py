"""Ranges behave as a set of numbers."""

from hypothesis import given
from hypothesis import strategies as st

from collab.core.ranges import Ranges

pairs = st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(pairs, max_size=30), pairs)
def test_a_set_of_numbers(added: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    ranges, plain = Ranges(), set[int]()
    for start, end in added:
        ranges.add(start, end)
        plain |= set(range(start, end))
        assert ranges.covers(start, end)
    assert ranges.covers(*asked) == (set(range(*asked)) <= plain)
    assert len(ranges) == sum(n not in plain for n in {n + 1 for n in plain})
