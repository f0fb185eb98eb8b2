"""The doorbell: says over the Channels layer that a stream has moved, and carries the changes along.

Nobody relies on it. It may lose, double, delay and reorder; the hub's sequencer and sweep make good for it.
An error of the layer is a degraded state (a metric, one line in the log), never an error of a command.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings

from realtime import metrics
from realtime.streams import Batch, Change
from realtime.tasks import cancelled

log = logging.getLogger(__name__)

MAX_WAITING: Final = 10_000
"""Bells that wait to be rung; beyond that the oldest are dropped and the sweep heals."""
MAX_CARRIED: Final = 256 * 1024
"""Bytes of changes that one bell carries; a larger batch is announced bare and read from the store."""
RETRY_SECONDS: Final = 0.5

Ring = dict[str, Any]


def group_of(stream: str) -> str:
    """The channel layer's group for a stream (its names allow no colon)."""
    return "stream." + stream.replace(":", ".")


def encode(batch: Batch, node: str) -> Ring:
    """A batch as a message of the channel layer."""
    small = sum(len(c.payload) for c in batch.changes) <= MAX_CARRIED
    changes = [(c.seq, c.payload, c.origin, c.recheck) for c in batch.changes] if small else None
    return {
        "type": "batch",
        "node": node,
        "stream": batch.stream,
        "epoch": batch.epoch,
        "after": batch.after,
        "upto": batch.upto,
        "changes": changes,
        "at": time.time(),
    }


def decode(ring: Ring) -> Batch | None:
    """The batch that a bell carries; None when it only announces. Times become this process's own clock."""
    if ring["changes"] is None:
        return None
    changes = tuple(
        Change(seq, payload, origin, recheck) for seq, payload, origin, recheck in ring["changes"]
    )
    committed = time.monotonic() - max(0.0, time.time() - ring["at"])
    return Batch(ring["stream"], ring["epoch"], ring["after"], ring["upto"], changes, committed)


class Doorbell:
    """One subscription per stream and process, one sender, one receiver; both come back by themselves.

    `alone`: the layer ends at this process, whose hub is told of commits directly, so there is nobody to
    ring for (and the in-memory layer walks through all groups on every send).
    """

    def __init__(self, heard: Callable[[Ring], None]) -> None:
        self.node = secrets.token_hex(6)
        self._heard = heard
        self._layer = get_channel_layer()
        self._channel: str | None = None
        self._wanted: set[str] = set()
        self._joined: set[str] = set()
        self._waiting: deque[tuple[str, Ring]] = deque(maxlen=MAX_WAITING)
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.up = True
        self.alone = isinstance(self._layer, InMemoryChannelLayer)

    def start(self) -> None:
        """Begin to listen and to send, on the running loop."""
        metrics.DOORBELL_UP.set(1)
        if self.alone:
            return
        self._tasks = [asyncio.create_task(self._receive()), asyncio.create_task(self._send())]

    async def stop(self) -> None:
        """Stop listening and sending."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def join(self, group: str) -> None:
        """Hear a group from now on. While the layer is down it stays wanted and is joined later."""
        if not self.alone:
            self._wanted.add(group)
            await self._join_now(group)

    async def leave(self, group: str) -> None:
        """Hear a group no more."""
        self._wanted.discard(group)
        if group in self._joined and self._channel is not None:
            self._joined.discard(group)
            try:
                await self._layer.group_discard(group, self._channel)
            except Exception as error:
                self._degraded(error)

    def joined(self, group: str) -> bool:
        """Whether a group is heard now."""
        return group in self._joined

    def ring(self, group: str, message: Ring) -> None:
        """Queue a message for a group. Never blocks, never raises."""
        if self.alone:
            return
        if len(self._waiting) == MAX_WAITING:
            metrics.DOORBELLS.labels("dropped").inc()
        self._waiting.append((group, message))
        self._wake.set()

    async def _join_now(self, group: str) -> None:
        if self._channel is None or group in self._joined:
            return
        try:
            await self._layer.group_add(group, self._channel)
            self._joined.add(group)
        except Exception as error:
            self._degraded(error)

    async def _send(self) -> None:
        while not cancelled():
            await self._wake.wait()
            self._wake.clear()
            while self._waiting and not cancelled():
                group, message = self._waiting.popleft()
                try:
                    await self._layer.group_send(group, message)
                    metrics.DOORBELLS.labels("sent").inc()
                    self._restored()
                except Exception as error:
                    metrics.DOORBELLS.labels("failed").inc()
                    self._degraded(error)
                    await asyncio.sleep(0)  # a layer that fails at once must not starve the loop

    async def _receive(self) -> None:
        while not cancelled():
            try:
                if self._channel is None:
                    self._channel = await self._layer.new_channel()
                    self._joined.clear()
                for group in self._wanted - self._joined:
                    await self._join_now(group)
                self._heard(await self._layer.receive(self._channel))
                metrics.DOORBELLS.labels("heard").inc()
            except Exception as error:
                self._degraded(error)
                await asyncio.sleep(RETRY_SECONDS)

    async def rejoin(self) -> None:
        """Join again what could not be joined while the layer was down (called by the sweep)."""
        for group in self._wanted - self._joined:
            await self._join_now(group)

    def _degraded(self, error: Exception) -> None:
        if self.up:
            self.up = False
            metrics.DOORBELL_UP.set(0)
            log.warning(
                "the channel layer is degraded, the sweep takes over: %s: %s", type(error).__name__, error
            )

    def _restored(self) -> None:
        if not self.up:
            self.up = True
            metrics.DOORBELL_UP.set(1)
            log.warning("the channel layer works again")


def ring_from_outside(batches: list[Batch]) -> None:
    """Ring for commits of a process without a hub (a management command). Other nodes hear it; if not,
    their sweep finds the new heads."""
    if not batches or isinstance(get_channel_layer(), InMemoryChannelLayer):
        return

    async def ring() -> None:
        layer = get_channel_layer()
        for batch in batches:
            await layer.group_send(group_of(batch.stream), encode(batch, "outside"))
        await layer.flush()

    try:
        async_to_sync(ring)()
    except Exception as error:
        if settings.DEBUG:
            log.info("nobody was rung: %s", error)
