"""Leaving in an orderly way: /readyz fails, nothing new is accepted, sockets are told to resume elsewhere."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from realtime.close_codes import DRAIN
from realtime.commit import writer
from realtime.hub import hub

log = logging.getLogger(__name__)

BATCH: Final = 100
PAUSE_SECONDS: Final = 0.05
"""Between batches, so that the other nodes are not asked by everybody at once."""


class Drain:
    """Whether this process is leaving. Streams that stay open (SSE, long polls) wait for it."""

    def __init__(self) -> None:
        self.started = False
        self._events: set[asyncio.Event] = set()

    def event(self) -> asyncio.Event:
        """An event of the running loop that is set when the drain begins."""
        event = asyncio.Event()
        if self.started:
            event.set()
        self._events.add(event)
        return event

    def release(self, event: asyncio.Event) -> None:
        """Nobody waits for this event any more."""
        self._events.discard(event)

    def begin(self) -> None:
        """From now on /readyz fails and held responses end."""
        self.started = True
        for event in self._events:
            event.set()


drain: Final = Drain()


async def drain_sockets() -> None:
    """Close all sockets with 1012 in batches, after what is queued was committed and told."""
    drain.begin()
    hub().wake_polls()
    await asyncio.get_running_loop().run_in_executor(None, writer.flush)
    await asyncio.sleep(0)
    sockets = list(hub().sockets)
    log.info("draining %d sockets", len(sockets))
    for start in range(0, len(sockets), BATCH):
        for each in sockets[start : start + BATCH]:
            each.close(DRAIN)
        await asyncio.sleep(PAUSE_SECONDS)
