"""What apps tell the runner: functions to be called again and again. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Work = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of due work and how often (seconds) it is looked at."""

    name: str
    seconds: float
    work: Work


jobs: Final[dict[str, Job]] = {}


def every(seconds: float, name: str) -> Callable[[Work], Work]:
    """Have a function called about every so many seconds, by one node of the installation.

    The function is synchronous, runs on a thread of the runner with a database connection (in autocommit), may call
    `realtime.commit.append`, and finds out by itself what is due: rows are the truth, a missed call only delays.
    After a node has died or stalled two nodes may for a moment do the same work, so it must decide under the
    lock of its append. What it raises is logged; it is called again the next time. Long work is done in
    portions. Register it in a module that the app's `ready()` imports.
    """
    if seconds <= 0:
        raise ValueError("seconds must be more than 0")

    def register(work: Work) -> Work:
        known = jobs.get(name)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise TypeError(f"two pieces of due work are called {name!r}")
        jobs[name] = Job(name, seconds, work)
        return work

    return register
