"""Hand-over from the event loop to the writer: what may wait for company does, and only in a busy process."""

import asyncio
from typing import Any

import pytest

from realtime.commit import Job, Turn
from tests.realtime.notes import Note


class Patient(Note):
    gather = 0.008


class LessPatient(Note):
    gather = 0.003


class Clock(asyncio.SelectorEventLoop):
    """An event loop whose time stands still until it is moved."""

    now = 100.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    lots: list[list[Any]] = []
    monkeypatch.setattr(
        "realtime.commit.writer.submit_all", lambda jobs: lots.append([job.append for job in jobs])
    )
    return lots


def play(steps: list[Note | float]) -> None:
    """Give appends to a turn; a number lets that many seconds go by."""
    loop, turn = Clock(), Turn()

    async def run() -> None:
        for step in steps:
            if isinstance(step, float):
                loop.now += step
                await asyncio.sleep(0)  # runs what is due by now
                await asyncio.sleep(0)
            else:
                turn.add(Job(step, lambda _: None, on_loop=True))

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(run())


def note(kind: type[Note] = Patient) -> Note:
    return kind("note:1", b"x")


def test_the_first_after_a_quiet_moment_does_not_wait(handed_over: list[list[Any]]) -> None:
    first, later = note(), note()
    play([first, 0.0, 0.008, later, 0.0])
    assert handed_over == [[first], [later]]


def test_what_follows_at_once_is_gathered(handed_over: list[list[Any]]) -> None:
    first, second, third = note(), note(), note()
    play([first, 0.0, second, 0.001, third, 0.001])
    assert handed_over == [[first]]
    play([first, 0.0, second, 0.001, third, 0.008])
    assert handed_over[1:] == [[first], [second, third]]


def test_what_must_not_wait_takes_along_what_waits_before_it(handed_over: list[list[Any]]) -> None:
    first, patient, urgent = note(), note(), note(Note)
    play([first, 0.0, patient, urgent, 0.0])
    assert handed_over == [[first], [patient, urgent]]
    play([first, 0.0, urgent, patient, 0.0])
    assert handed_over[2:] == [[first], [urgent, patient]]


def test_nobody_waits_longer_than_the_least_patient(handed_over: list[list[Any]]) -> None:
    first, patient, less = note(), note(), note(LessPatient)
    play([first, 0.0, patient, 0.001, less, 0.0015])
    assert handed_over == [[first]]
    play([first, 0.0, patient, 0.001, less, 0.002])
    assert handed_over[1:] == [[first], [patient, less]]
