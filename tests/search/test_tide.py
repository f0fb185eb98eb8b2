"""When the index lets deliveries go first."""

from itertools import pairwise

from search.jobs import FLOOD, PATIENCE, Tide


def test_ordinary_talk_is_indexed_at_once() -> None:
    tide = Tide()
    tide.high(0, 100.0)
    assert not any(tide.high(n * (FLOOD // 4), 100.0 + n / 2) for n in range(1, 50))


def test_a_flood_waits_but_not_for_ever() -> None:
    tide = Tide()
    tide.high(0, 100.0)
    told = [tide.high(n * FLOOD, 100.0 + n / 2) for n in range(1, 50)]
    assert told[0] and told[1]
    done = [n for n, high in enumerate(told) if not high]
    assert done
    assert all(later - earlier <= 2 * PATIENCE + 2 for earlier, later in pairwise(done))


def test_after_a_flood_everything_is_as_before() -> None:
    tide = Tide()
    tide.high(0, 100.0)
    assert tide.high(FLOOD, 100.5)
    assert not tide.high(FLOOD, 101.0)
