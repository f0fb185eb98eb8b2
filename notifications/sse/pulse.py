"""All open event streams of this process: one timer breaks their silence, and a drain ends them."""

import asyncio
from typing import Final

from notifications.sse.reader import SseReader
from realtime.drain import drain

KEEP_ALIVE_SECONDS: Final = 15.0
"""Between two beats of one stream. A silence lasts at most twice as long, less than any common proxy waits."""
TURNS: Final = 15
"""The streams take turns at so many moments, so that they do not all speak at once."""


class Pulse:
    """The open streams of one event loop. It runs while there are any."""

    def __init__(self) -> None:
        self._turns: list[set[SseReader]] = [set() for _ in range(TURNS)]
        self._at = self._count = 0
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return self._count

    def add(self, reader: SseReader) -> None:
        """Watch over a stream; its first beat comes after a whole round."""
        self._turns[self._at].add(reader)
        self._count += 1
        if self._timer is None:
            drain.listen(self._drained)
            self._arm()

    def remove(self, reader: SseReader) -> None:
        """The stream has ended."""
        for turn in self._turns:
            if reader in turn:
                turn.remove(reader)
                self._count -= 1
        if not self._count and self._timer is not None:
            self._timer.cancel()
            self._timer = None
            drain.unlisten(self._drained)

    def _arm(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(KEEP_ALIVE_SECONDS / TURNS, self._beat)

    def _beat(self) -> None:
        self._arm()
        self._at = (self._at + 1) % TURNS
        for reader in list(self._turns[self._at]):
            reader.beat()

    def _drained(self) -> None:
        for turn in self._turns:
            for reader in list(turn):
                reader.changed()


class _Current:
    pulse: Pulse | None = None
    loop: asyncio.AbstractEventLoop | None = None


def pulse() -> Pulse:
    """The pulse of the running event loop."""
    loop = asyncio.get_running_loop()
    if _Current.pulse is None or _Current.loop is not loop:
        _Current.pulse, _Current.loop = Pulse(), loop
    return _Current.pulse
