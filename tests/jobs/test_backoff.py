"""Pauses between tries: they double, differ, and have an end."""

from jobs.backoff import pause


def test_pauses_double_up_to_a_limit() -> None:
    whole = [pause(n, first=10, most=100, draw=lambda: 1.0) for n in (1, 2, 3, 4, 5, 50)]
    assert whole == [10, 20, 40, 80, 100, 100]


def test_jitter_takes_away_half_at_most() -> None:
    assert pause(3, first=10, draw=lambda: 0.0) == 20
    assert 20 <= pause(3, first=10) <= 40
    assert len({pause(3, first=10) for _ in range(20)}) > 10


def test_very_many_failures_do_not_overflow() -> None:
    assert pause(100_000, most=60, draw=lambda: 1.0) == 60
