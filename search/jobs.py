"""Due work: the index follows what is written."""

import time
from typing import Final

from jobs.registry import every
from realtime.commit import writer
from search.follow import catch_up

FLOOD: Final = 100
"""Appends a second in this process."""
PATIENCE: Final = 10.0
"""Seconds that the index waits for a flood to ebb: delivering goes before finding."""


class Tide:
    """Whether so much is being written that the index had better wait."""

    def __init__(self) -> None:
        self._seen, self._at, self._waiting_since = 0, 0.0, 0.0

    def high(self, appended: int, now: float) -> bool:
        """`appended`: appends of the process so far; `now` in seconds. Never for longer than PATIENCE."""
        rate = (appended - self._seen) / max(now - self._at, 0.001)
        self._seen, self._at = appended, now
        if rate < FLOOD or (self._waiting_since and now - self._waiting_since >= PATIENCE):
            self._waiting_since = 0.0
            return False
        self._waiting_since = self._waiting_since or now
        return True


tide: Final = Tide()


@every(0.5, "search.index")
def index() -> None:
    """A message is found within a second. A long backlog (a new installation of the index) is done in portions."""
    if not tide.high(writer.appended, time.monotonic()):
        catch_up(seconds=2.0)
