"""One stream in one process: its cursor, its local readers, and what heals its gaps."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

from realtime import metrics, store
from realtime.db import in_db
from realtime.readers import Line, Reader, Recent, Status, Subscribed, frames_of, line_of, wants_frames
from realtime.sequencer import Sequencer
from realtime.streams import Batch, Change, Cursor

log = logging.getLogger(__name__)

MAX_RESUME = 2_000
"""Changes that a reader is fed on resuming; further behind, fetching the state anew is cheaper."""
RETRY_SECONDS = 0.05


PACED_READERS = 32
PACE_SECONDS_PER_READER = 0.0002
PACE_MAX_SECONDS = 0.06


def pace(readers: int) -> float:
    """Seconds between two writes to all readers of a stream.

    The cost of a change is its writes, one per reader. Where many read and many write, what comes within some
    milliseconds leaves in one write; a stream with few readers, or one that was quiet, does not wait.
    """
    return 0.0 if readers < PACED_READERS else min(PACE_MAX_SECONDS, readers * PACE_SECONDS_PER_READER)


class Slot:
    """A stream that somebody here reads. `rechecked` is told of changes that touch access."""

    def __init__(self, stream: str, rechecked: Callable[[str], None]) -> None:
        self.stream = stream
        self.readers: dict[str, Reader] = {}
        self._lines: dict[str, Line] = {}
        self.opened: asyncio.Future[None] | None = None
        self.unused_since: float | None = None
        self._rechecked = rechecked
        self._sequencer = Sequencer()
        self._recent = Recent()
        self._healing: asyncio.Task[None] | None = None
        self._waiting: list[Batch] = []
        self._flushed_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._fetching: dict[int, asyncio.Future[Batch]] = {}
        self._moved: asyncio.Event | None = None  # made by the first who waits: there are many slots

    @property
    def cursor(self) -> Cursor:
        """Where this process stands in the stream."""
        return Cursor(self._sequencer.epoch, self._sequencer.seq or 0)

    def begin(self, standing: Cursor) -> None:
        """Start from what the store said; held doorbells that follow are told."""
        self._recent.clear()
        self._tell(self._sequencer.begin(standing.epoch, standing.seq))

    def offer(self, batch: Batch) -> None:
        """A batch from a commit here, from a doorbell, or from the store."""
        self._tell(self._sequencer.offer(batch))
        if self._sequencer.gap:
            self.heal("doorbell")

    def _tell(self, batches: list[Batch]) -> None:
        for batch in batches:
            self._recent.add(batch)
            if any(change.recheck for change in batch.changes):
                # What was told before may be more than somebody who comes now may know; the store says what they may.
                self._recent.clear()
                self._rechecked(self.stream)
        if not batches:
            return
        self._waiting += batches
        if self._timer is None:
            loop = asyncio.get_running_loop()
            due = self._flushed_at + pace(len(self.readers))
            if loop.time() >= due:
                self.flush()
            else:
                self._timer = loop.call_at(due, self.flush)

    def flush(self) -> None:
        """Feed the readers what waits, framed once, in one write each."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waiting, self._waiting = self._waiting, []
        self._flushed_at = asyncio.get_running_loop().time()
        changes = [change for batch in waiting for change in batch.changes]
        if changes and self.readers:
            self._feed(changes)
            metrics.DELIVERIES.inc(len(changes) * len(self.readers))
        metrics.CHANGES.inc(len(changes))
        now = time.monotonic()
        for batch in waiting:
            if batch.committed_at and batch.changes:
                metrics.DELIVERY_SECONDS.observe(now - batch.committed_at)
        if waiting:
            self.wake()

    def _feed(self, changes: list[Change]) -> None:
        """One reader's fault must not cost those behind it."""
        stream, lines, count = self.stream, self._lines, len(changes)
        others = (
            [] if len(lines) == len(self.readers) else [r for k, r in self.readers.items() if k not in lines]
        )
        frames = frames_of(changes) if lines or any(wants_frames(reader) for reader in others) else b""
        # Of everything that a delivery costs, this is what happens once for each reader.
        for line in list(lines.values()):
            try:
                if (write := line.direct) is not None:
                    write(frames)
                    continue
            except RuntimeError:
                pass  # closed a moment ago, of which `write` takes note
            try:
                line.write(frames, count)
            except Exception:
                log.exception("a line of %s failed", stream)
        for reader in others:
            try:
                reader.feed(stream, changes, frames)
            except Exception:
                log.exception("a reader of %s failed", stream)

    def wake(self) -> None:
        """Let those go who wait for the stream to move."""
        if self._moved is not None:
            self._moved.set()
            self._moved = None

    async def wait(self, seconds: float) -> None:
        """Wait until the stream moves, at most so long."""
        moved = self._moved = self._moved or asyncio.Event()
        with suppress(TimeoutError), metrics.POLLS.track_inprogress():
            await asyncio.wait_for(moved.wait(), seconds)

    # -- healing

    def heal(self, noticed_by: str) -> None:
        """Ask the store for what is missing; one question at a time."""
        if self._healing is None or self._healing.done():
            self._healing = asyncio.create_task(self._heal(noticed_by))

    def swept(self, standing: Cursor) -> None:
        """The sweep saw where the stream stands in the store."""
        here = self._sequencer
        if here.seq is not None and (standing.epoch != here.epoch or standing.seq > here.seq):
            self.heal("sweep")

    async def _heal(self, noticed_by: str) -> None:
        healed = False
        while True:
            before = self._sequencer.seq or 0
            try:
                batch = await in_db(store.read, self.stream, before)
            except Exception as error:
                log.warning("healing %s failed, the sweep will try again: %s", self.stream, error)
                return
            if batch.epoch != self._sequencer.epoch:
                await self._reset()
                return
            healed = healed or batch.upto > (self._sequencer.seq or 0)
            self._tell(self._sequencer.offer(batch))
            self._sequencer.forget_held()
            if not self._sequencer.gap and batch.upto <= before:
                break
            if batch.upto <= before:  # the store answers late; the doorbell knew more
                await asyncio.sleep(RETRY_SECONDS)
            if not self._sequencer.gap and len(batch.changes) < store.PAGE:
                break
        if healed:
            metrics.GAPS_HEALED.labels(noticed_by).inc()

    async def _reset(self) -> None:
        standing = (await in_db(store.open_streams, [self.stream]))[self.stream]
        self.flush()
        self.begin(standing)
        self._sequencer.forget_held()
        for reader in list(self.readers.values()):
            reader.reset(self.stream, standing.epoch, standing.seq)

    # -- joining

    async def join(self, reader: Reader, cursor: Cursor | None) -> Subscribed:
        """Feed the reader what it misses, then let it hear what comes. Between the last thing fed and the
        first thing heard nothing is awaited, so nothing can fall in between."""
        self.flush()
        if cursor is None:
            return self._enter(reader, "live")
        for _ in range(MAX_RESUME // store.PAGE + 2):
            here = self.cursor
            if cursor.epoch != here.epoch:
                break
            missed = [] if cursor.seq == here.seq else self._recent.since(cursor.seq)
            if missed is not None and cursor.seq <= here.seq:
                if missed:
                    reader.feed(self.stream, missed, frames_of(missed))
                return self._enter(reader, "resumed" if missed else "live")
            batch = await self._fetch(cursor.seq)
            self.flush()
            if batch.epoch != cursor.epoch or batch.upto < cursor.seq or len(batch.changes) >= MAX_RESUME:
                break
            if batch.upto == cursor.seq and cursor.seq > self.cursor.seq:
                await self._catch_up()  # the reader has read what this process has not heard of yet
                continue
            if batch.changes:
                reader.feed(self.stream, batch.changes, frames_of(batch.changes))
            cursor = Cursor(cursor.epoch, batch.upto)
            self.offer(batch)
            self.flush()
        status = self._enter(reader, "reset")
        reader.reset(self.stream, status.epoch, status.head)
        return status

    def leave(self, reader_id: str) -> bool:
        """A reader hears nothing more; False if it was not here."""
        self._lines.pop(reader_id, None)
        return self.readers.pop(reader_id, None) is not None

    async def _catch_up(self) -> None:
        self.heal("reader")
        if self._healing is not None:
            await asyncio.shield(self._healing)

    async def _fetch(self, after: int) -> Batch:
        """Read the store once for all readers that come back with the same cursor."""
        running = self._fetching.get(after)
        if running is None:
            running = asyncio.ensure_future(in_db(store.read, self.stream, after))
            self._fetching[after] = running
            running.add_done_callback(lambda _: self._fetching.pop(after, None))
        return await asyncio.shield(running)

    def _enter(self, reader: Reader, status: Status) -> Subscribed:
        metrics.RESUMES.labels(status).inc()
        self.readers[reader.id] = reader
        if (line := line_of(reader)) is not None:
            self._lines[reader.id] = line
        self.unused_since = None
        return Subscribed(self.cursor.epoch, self.cursor.seq, status)
