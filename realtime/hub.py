"""The hub: one per process. It connects commits, doorbells and the store with the readers of this process."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django.conf import settings

from realtime import metrics, store
from realtime.access import AccessWatch
from realtime.close_codes import CloseCode
from realtime.commit import Done, writer
from realtime.db import in_db
from realtime.doorbell import Doorbell, Ring, decode, encode, group_of
from realtime.frames import text_frame
from realtime.presence.service import PresenceService
from realtime.readers import Page, Reader, Subscribed, Watcher
from realtime.slot import Slot
from realtime.streams import Batch, Cursor

log = logging.getLogger(__name__)

UNUSED_SECONDS = 30.0
"""A slot without readers is kept so long; a reload finds it warm."""
SWEEP_GRACE = 0.25
"""Doorbells that are on their way when the sweep looks get this long to arrive."""


class Closable(Protocol):
    """A long-lived connection that a drain ends."""

    def close(self, code: CloseCode) -> None: ...


class Hub:
    """Use `hub()`; it is started on the running event loop by the first use."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.doorbell = Doorbell(self._heard)
        self.presence = PresenceService(self)
        self.access = AccessWatch(self)
        self.sockets: set[Closable] = set()
        self._slots: dict[str, Slot] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    # -- life

    def start(self) -> None:
        """Listen to commits and doorbells, and begin to sweep."""
        writer.listen(self._committed_in_thread)
        self.doorbell.start()
        self.presence.start()
        self.spawn(self._sweep_for_ever())

    async def stop(self) -> None:
        """Stop everything that runs; open readers hear nothing more."""
        writer.listen(None)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.presence.stop()
        await self.doorbell.stop()

    def spawn(self, work: Any) -> asyncio.Task[Any]:
        """Run a coroutine of the hub's own; it is cancelled when the hub stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # -- what comes in

    def _committed_in_thread(self, batches: list[Batch], callbacks: list[tuple[Done, Any]]) -> None:
        try:
            self.loop.call_soon_threadsafe(self._committed, batches, callbacks)
        except RuntimeError:  # the loop is closed; the data is safe, other nodes find it by their sweep
            log.warning("a commit came after the loop had ended")

    def _committed(self, batches: list[Batch], callbacks: list[tuple[Done, Any]]) -> None:
        for batch in batches:
            slot = self._slots.get(batch.stream)
            if slot is not None:
                slot.offer(batch)
            if not self.doorbell.alone:
                self.doorbell.ring(group_of(batch.stream), encode(batch, self.doorbell.node))
        for done, outcome in callbacks:
            try:
                done(outcome)
            except Exception:
                log.exception("a callback after a commit failed")

    def _heard(self, ring: Ring) -> None:
        if ring.get("node") == self.doorbell.node:
            return
        match ring["type"]:
            case "batch":
                slot = self._slots.get(ring["stream"])
                if slot is not None:
                    batch = decode(ring)
                    if batch is None:
                        slot.heal("doorbell")
                    else:
                        slot.offer(batch)
            case "ephemeral":
                self._feed_ephemeral(ring["stream"], ring["payload"], ring["origin"])
            case "presence":
                self.presence.heard(ring)

    # -- readers

    async def subscribe(self, reader: Reader, cursors: Mapping[str, Cursor | None]) -> dict[str, Subscribed]:
        """Let a reader hear streams, from its cursors on (None: from now on).

        What it missed is fed before this returns. Streams that it may not read come back "forbidden".
        """
        names = list(cursors)
        if reader.identity is not None:
            allowed = await in_db(store.readable, reader.identity.user_id, names)
            await self.access.watch(reader, [name for name in names if name in allowed])
        else:
            allowed = set(names)
        slots = await self.open([name for name in names if name in allowed])
        out = {name: Subscribed("", 0, "forbidden") for name in names if name not in allowed}
        for name, slot in slots.items():
            out[name] = await slot.join(reader, cursors[name])
        if reader.identity is not None and not self.access.watches(reader):
            self.forget(reader)  # signed out or gone while this was under way
        return out

    async def watch(self, watcher: Watcher, streams: Sequence[str] = (), signals: Sequence[str] = ()) -> None:
        """Ask again on behalf of somebody who is fed by other means, whenever their access changes. `signals` are
        streams whose changes of access concern them although they need not be able to read those."""
        await self.access.watch(watcher, streams, signals)

    def unsubscribe(self, reader: Reader, stream: str) -> None:
        """The reader hears this stream no more."""
        self.drop(reader.id, stream)
        self.access.unwatch(reader, stream)

    def forget(self, reader: Watcher) -> None:
        """The reader is gone."""
        names = list(self._slots) if reader.identity is None else self.access.streams_of(reader)
        for name in names:
            self.drop(reader.id, name)
        self.access.forget(reader)

    def is_subscribed(self, reader_id: str, stream: str) -> bool:
        """Whether this reader hears the stream now (and so was allowed to)."""
        slot = self._slots.get(stream)
        return slot is not None and reader_id in slot.readers

    def is_open(self, stream: str) -> bool:
        """Whether this process listens to the stream."""
        slot = self._slots.get(stream)
        return slot is not None and slot.opened is None

    def readers(self, stream: str) -> list[Reader]:
        """The local readers of a stream."""
        slot = self._slots.get(stream)
        return list(slot.readers.values()) if slot else []

    def drop(self, reader_id: str, stream: str) -> None:
        """Take a reader off a stream."""
        slot = self._slots.get(stream)
        if slot is not None and slot.leave(reader_id) and not slot.readers:
            slot.unused_since = time.monotonic()

    # -- ephemerals

    def ephemeral(self, stream: str, payload: bytes, origin: str = "") -> None:
        """Tell all readers of the stream on all nodes something that need not last. At most once."""
        self._feed_ephemeral(stream, payload, origin)
        message = {"type": "ephemeral", "node": self.doorbell.node, "stream": stream}
        self.doorbell.ring(group_of(stream), message | {"payload": payload, "origin": origin})

    def _feed_ephemeral(self, stream: str, payload: bytes, origin: str) -> None:
        slot = self._slots.get(stream)
        if slot is None:
            return
        frame = text_frame(payload)
        for reader in list(slot.readers.values()):
            reader.feed_ephemeral(stream, payload, frame, origin)

    # -- polling

    async def read(
        self, stream: str, after: int, epoch: str | None = None, limit: int = 1000, wait: float = 0.0
    ) -> Page:
        """Changes after a cursor, straight from the store; waits up to `wait` seconds for the first."""
        if wait > 0:
            slot = (await self.open([stream]))[stream]
            if slot.cursor.seq <= after and epoch in (None, slot.cursor.epoch):
                await slot.wait(wait)
            slot.unused_since = slot.unused_since or time.monotonic()
        else:
            await in_db(store.open_streams, [stream])
        batch = await in_db(store.read, stream, after, limit)
        if (epoch is not None and epoch != batch.epoch) or after > batch.upto:
            head = (await in_db(store.heads, [stream]))[stream].seq
            return Page(batch.epoch, head, (), more=False, reset=True)
        return Page(batch.epoch, batch.upto, batch.changes, more=len(batch.changes) >= limit, reset=False)

    def wake_polls(self) -> None:
        """Answer all long polls now (the node leaves)."""
        for slot in self._slots.values():
            slot.wake()

    # -- slots

    async def open(self, streams: Sequence[str]) -> dict[str, Slot]:
        """The slots of streams, listening."""
        fresh = []
        for name in streams:
            if name not in self._slots:
                slot = self._slots[name] = Slot(name, self.access.changed)
                slot.opened = self.loop.create_future()
                slot.unused_since = time.monotonic()
                fresh.append(slot)
        if fresh:
            await self._open_fresh(fresh)
        slots = {name: self._slots[name] for name in streams}
        for slot in slots.values():
            if slot.opened is not None:
                await asyncio.shield(slot.opened)
        return slots

    async def _open_fresh(self, fresh: list[Slot]) -> None:
        try:
            # First listen, then read the heads: what commits in between is held by the sequencer.
            await asyncio.gather(*(self.doorbell.join(group_of(slot.stream)) for slot in fresh))
            standing = await in_db(store.open_streams, [slot.stream for slot in fresh])
        except BaseException as error:
            for slot in fresh:
                self._slots.pop(slot.stream, None)
                if slot.opened is not None:
                    slot.opened.set_exception(error)
                    slot.opened.exception()  # seen: there may be nobody else waiting
            raise
        for slot in fresh:
            slot.begin(standing[slot.stream])
            assert slot.opened is not None
            slot.opened.set_result(None)
            slot.opened = None
        metrics.STREAMS.set(len(self._slots))

    # -- the sweep

    async def _sweep_for_ever(self) -> None:
        while True:
            await asyncio.sleep(settings.COLLAB["SWEEP_SECONDS"])
            try:
                await self.sweep()
            except Exception as error:
                log.warning("the sweep failed and will come again: %s", error)

    async def sweep(self) -> None:
        """Compare all streams read here with the store, heal what no doorbell announced, close the unused."""
        await self._close_unused()
        await self.doorbell.rejoin()
        await self.access.check_credentials()
        if not self._slots:
            return
        standing = await in_db(store.heads, list(self._slots))
        await asyncio.sleep(SWEEP_GRACE)
        for name, cursor in standing.items():
            if (slot := self._slots.get(name)) is not None:
                slot.swept(cursor)

    async def _close_unused(self) -> None:
        limit = time.monotonic() - UNUSED_SECONDS
        unused = [
            name
            for name, slot in self._slots.items()
            if slot.unused_since is not None and slot.unused_since < limit and not slot.readers
            if slot.opened is None and not self.access.needs(name)
        ]
        for name in unused:
            del self._slots[name]
            await self.doorbell.leave(group_of(name))
        if unused:
            metrics.STREAMS.set(len(self._slots))


class _Current:
    """The hub of this process."""

    hub: Hub | None = None


def hub() -> Hub:
    """The hub of this process. It lives on the event loop that first asks for it."""
    current = _Current.hub
    if current is None or current.loop is not asyncio.get_running_loop():
        current = _Current.hub = Hub()
        current.start()
    return current


def online() -> frozenset[int]:
    """Who is online, as this process knows; callable from any thread."""
    return _Current.hub.presence.online() if _Current.hub is not None else frozenset()


def idle() -> frozenset[int]:
    """Who is online but idle on every device, as this process knows; callable from any thread."""
    return _Current.hub.presence.idle() if _Current.hub is not None else frozenset()


async def stop_hub() -> None:
    """Stop the hub, if there is one on this loop."""
    current = _Current.hub
    if current is not None and current.loop is asyncio.get_running_loop():
        _Current.hub = None
        await current.stop()
