"""Leaving in an orderly way: /readyz fails, nothing new is accepted, sockets are told to resume elsewhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from realtime.close_codes import DRAIN
from realtime.commit import writer
from realtime.hub import hub

log = logging.getLogger(__name__)

BATCH: Final = 100
PAUSE_SECONDS: Final = 0.05
"""Between batches, so that the other nodes are not asked by everybody at once."""


class Drain:
    """Whether this process is leaving. Who holds responses open (SSE) is told of it."""

    def __init__(self) -> None:
        self.started = False
        self._listeners: set[Callable[[], None]] = set()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this when the drain begins."""
        self._listeners.add(listener)

    def unlisten(self, listener: Callable[[], None]) -> None:
        """Call it no more."""
        self._listeners.discard(listener)

    def begin(self) -> None:
        """From now on /readyz fails and held responses end."""
        self.started = True
        for listener in list(self._listeners):
            listener()


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
