"""When what is due: pure, with a clock of the test's own."""

import pytest

from jobs.registry import Job, every, jobs
from jobs.schedule import Schedule


def job(name: str, seconds: float) -> Job:
    return Job(name, seconds, lambda: None)


def names(due: list[Job]) -> list[str]:
    return [each.name for each in due]


def test_all_are_due_at_first_and_then_in_their_time() -> None:
    quick, slow = job("quick", 1), job("slow", 10)
    schedule = Schedule([quick, slow], 100.0)
    assert names(schedule.due(100.0)) == ["quick", "slow"]
    for each in (quick, slow):
        schedule.begun(each)
        schedule.ended(each, 100.5)
    assert schedule.due(101.4) == []
    assert names(schedule.due(101.5)) == ["quick"]
    assert names(schedule.due(110.5)) == ["quick", "slow"]


def test_what_is_under_way_is_not_begun_again() -> None:
    slow = job("slow", 1)
    schedule = Schedule([slow], 0.0)
    schedule.begun(slow)
    assert schedule.due(50.0) == [] and schedule.wait(50.0, 5.0) == 5.0
    schedule.ended(slow, 50.0)
    assert names(schedule.due(51.0)) == ["slow"]


def test_the_longest_overdue_is_first_and_waits_are_never_negative() -> None:
    a, b = job("a", 10), job("b", 1)
    schedule = Schedule([a, b], 0.0)
    for each in (a, b):
        schedule.begun(each)
        schedule.ended(each, 0.0)
    assert schedule.wait(0.0, 5.0) == 1.0
    assert names(schedule.due(20.0)) == ["b", "a"] and schedule.wait(20.0, 5.0) == 0.0


def test_one_name_is_one_piece_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs, "test once", Job("test once", 1, lambda: None))
    with pytest.raises(TypeError, match="test once"):

        @every(1, "test once")
        def other() -> None: ...

    with pytest.raises(ValueError, match="seconds"):
        every(0, "test never")
