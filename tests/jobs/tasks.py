"""Background tasks for tests. They write what they did into `done`, by name, so that any thread can be asked."""

import threading
import time
from collections.abc import Mapping
from typing import Any

from jobs.background import Hopeless, background

done: dict[str, list[float]] = {}
hold = threading.Event()


def _note(name: str) -> int:
    done.setdefault(name, []).append(time.monotonic())
    return len(done[name])


@background()
def plain(name: str) -> str:
    _note(name)
    return f"did {name}"


@background(tries=3, first=0.001, most=0.001)
def shaky(name: str, good_at: int) -> None:
    if _note(name) < good_at:
        raise RuntimeError("not yet")


def _whose(given: Mapping[str, Any]) -> int | None:
    return given.get("person")


@background(tries=2, first=0.001, most=0.001, person=_whose, what=lambda given: f"Work for {given['name']}")
def bad(name: str, person: int | None = None) -> None:
    _note(name)
    raise RuntimeError("it never works")


@background()
def hopeless(name: str) -> None:
    _note(name)
    raise Hopeless("there is no such thing")


@background()
def slow(name: str) -> None:
    _note(f"{name} began")
    assert hold.wait(20)
    _note(f"{name} ended")
