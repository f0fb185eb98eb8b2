"""Token buckets, with time as an argument."""

from hypothesis import given
from hypothesis import strategies as st

from realtime.limits import Buckets, TokenBucket


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


steps = st.lists(st.tuples(st.floats(-1, 3), st.floats(0.1, 5)), max_size=60)


@given(st.floats(0.5, 50), st.floats(1, 20), steps)
def test_no_more_is_taken_than_rate_and_burst_allow(
    rate: float, burst: float, takes: list[tuple[float, float]]
) -> None:
    clock = Clock()
    bucket = TokenBucket(rate, burst, clock)
    taken = forward = 0.0
    for step, tokens in takes:
        clock.now += step
        forward += max(0.0, step)
        if bucket.take(tokens):
            taken += tokens
        assert taken <= burst + rate * forward + 1e-6


@given(st.floats(0.5, 50), st.floats(1, 20))
def test_a_full_bucket_gives_its_burst_and_then_waits(rate: float, burst: float) -> None:
    clock = Clock()
    bucket = TokenBucket(rate, burst, clock)
    assert bucket.take(burst)
    assert not bucket.take(burst)
    clock.now += burst / rate + 1e-6
    assert bucket.full
    assert bucket.take(burst)


def test_each_key_has_its_own_bucket_and_memory_is_bounded() -> None:
    clock = Clock()
    buckets = Buckets(1, 1, size=2, clock=clock)
    assert buckets.take("ann") and buckets.take("bo")
    assert not buckets.take("ann")
    assert buckets.take("chi")  # bo is forgotten: the least recently used
    assert not buckets.take("ann")
    assert buckets.take("bo")
