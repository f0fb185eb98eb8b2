"""Group commit: one writer per process, which commits together whatever is waiting.

While one transaction commits, the next appends queue up; they become the next transaction. There is no
timer, so an idle system adds no latency, and a busy one pays one commit for many appends.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import groupby
from queue import SimpleQueue
from typing import Any, Final, NamedTuple, TypeVar

from django.db import DatabaseError, InterfaceError, connection, connections, transaction

from realtime import metrics
from realtime.append import Append, Tx
from realtime.errors import Refused
from realtime.streams import Batch

log = logging.getLogger(__name__)
R = TypeVar("R")

MAX_BATCH: Final = 500
"""Appends in one transaction."""

Done = Callable[[Any], None]
"""Gets the result, or the `Refused`."""


class Job(NamedTuple):
    """An append that waits. `on_loop` says where `done` wants to run: on the hub's loop, or right away."""

    append: Append[Any]
    done: Done
    on_loop: bool


Listener = Callable[[list[Batch], list[tuple[Done, Any]]], None]
"""Told on the writer's thread after each commit: the batches, and callbacks that belong on the loop."""


class Writer:
    """The process's only writer of streams; its thread and its connection are its own."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[list[Job] | Future[None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._listener: Listener | None = None
        self.appended = 0
        """Appends that were committed, refused ones included."""

    def listen(self, listener: Listener | None) -> None:
        """Set who is told of commits (the hub, while one runs)."""
        self._listener = listener

    def submit(self, append: Append[R], done: Callable[[R | Refused], None]) -> None:
        """Queue an append. `done` gets its result or its `Refused`, after the commit, on the writer's thread."""
        self.submit_all([Job(append, done, on_loop=False)])

    def submit_all(self, jobs: list[Job]) -> None:
        """Queue appends that belong into one transaction if there is room."""
        self._queue.put(jobs)
        if self._thread is None:
            self._start()

    def flush(self) -> None:
        """Wait until everything queued so far is committed and told; closes the writer's connection."""
        if self._thread is None:
            return
        mark: Future[None] = Future()
        self._queue.put(mark)
        mark.result(timeout=30)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            jobs, marks = self._take()
            try:
                if jobs:
                    self._commit(jobs)
            except Exception:
                log.exception("the writer failed outside a transaction")
                self._finish([], [(job, Refused("internal", "this could not be written")) for job in jobs])
            for mark in marks:
                connections.close_all()
                mark.set_result(None)

    def _take(self) -> tuple[list[Job], list[Future[None]]]:
        first = self._queue.get()
        if isinstance(first, Future):
            return [], [first]
        jobs = first
        while len(jobs) < MAX_BATCH and not self._queue.empty():
            item = self._queue.get_nowait()
            if isinstance(item, Future):
                return jobs, [item]
            jobs += item
        return jobs, []

    def _commit(self, jobs: list[Job]) -> None:
        try:
            results, batches = commit([job.append for job in jobs])
        except Exception as error:
            if len(jobs) == 1:
                self._finish([], [(jobs[0], as_refused(error, jobs[0].append))])
                return
            metrics.COMMIT_RETRIES.inc()
            for job in jobs:
                self._commit([job])
            return
        self.appended += len(jobs)
        metrics.COMMIT_BATCH.observe(len(jobs))
        self._finish(batches, list(zip(jobs, results, strict=True)))

    def _finish(self, batches: list[Batch], outcomes: Sequence[tuple[Job, Any]]) -> None:
        listener = self._listener
        if listener is None:
            from realtime.doorbell import ring_from_outside

            ring_from_outside(batches)
            deferred = []
            for job, outcome in outcomes:
                job.done(outcome)
        else:
            deferred = [(job.done, outcome) for job, outcome in outcomes if job.on_loop]
            listener(batches, deferred)
            for job, outcome in outcomes:
                if not job.on_loop:
                    job.done(outcome)


def commit(appends: Sequence[Append[Any]]) -> tuple[list[Any], list[Batch]]:
    """Write appends in one transaction: their results (or `Refused`) in order, and what to tell.

    Any other error rolls everything back and is raised.
    """
    connection.close_if_unusable_or_obsolete()
    tx = Tx()
    results: list[Any] = []
    with transaction.atomic(durable=True):
        tx.lock_all(name for each in appends for name in each.streams())
        for kind, group in groupby(appends, type):
            results += kind.write_batch(tx, list(group))  # type: ignore[attr-defined]
        tx.save_heads()
        batches = tx.batches()
    return results, batches


def as_refused(error: Exception, append: Append[Any]) -> Refused:
    """What the author of a failed append is told; details of the database are not shown."""
    if isinstance(error, Refused):
        return error
    log.error("%s failed", type(append).__name__, exc_info=error)
    if isinstance(error, DatabaseError | InterfaceError):
        return Refused("unavailable", "The server could not save this just now. Please try again.")
    return Refused("internal", "Something went wrong on the server. Nothing was saved.")


writer: Final = Writer()


class Turn:
    """What the event loop wants to append in one turn: commands that arrived in one read of a socket, or of
    several, go to the writer together.

    A commit costs about the same for one append and for twenty. Where the last hand-over is only moments ago, an
    append waits until its `gather` seconds have gone by since then, so that many people who speak at once share
    commits. The first after a quiet moment never waits, and nobody waits longer than the least patient.
    """

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._handle: asyncio.Handle | None = None
        self._due = self._handed_over = 0.0

    def add(self, job: Job) -> None:
        """Queue a job, and arrange for the hand-over."""
        self._jobs.append(job)
        due = self._handed_over + job.append.gather
        if self._handle is None:
            self._arrange(due)
        elif due < self._due:
            self._handle.cancel()
            self._arrange(due)

    def _arrange(self, due: float) -> None:
        loop = asyncio.get_running_loop()
        self._due = due
        now = due <= loop.time()
        self._handle = loop.call_soon(self._hand_over) if now else loop.call_at(due, self._hand_over)

    def _hand_over(self) -> None:
        jobs, self._jobs, self._handle = self._jobs, [], None
        self._handed_over = asyncio.get_running_loop().time()
        writer.submit_all(jobs)


turn: Final = Turn()


def submit(append: Append[R], done: Callable[[R | Refused], None]) -> None:
    """Queue an append from the event loop; `done` runs on the loop, after its changes were fed to readers."""
    turn.add(Job(append, done, on_loop=True))


def append(append: Append[R]) -> R:
    """Write an append and wait for the commit (synchronous callers). Raises `Refused`."""
    if connection.in_atomic_block:
        raise RuntimeError(
            "an append must not be made inside transaction.atomic: it is a transaction of its own"
        )
    future: Future[R | Refused] = Future()
    writer.submit(append, future.set_result)
    result = future.result(timeout=60)
    if isinstance(result, Refused):
        raise result
    return result


async def append_async(append: Append[R]) -> R:
    """Write an append and wait for the commit on the event loop. Raises `Refused`."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[R | Refused] = loop.create_future()

    def done(result: R | Refused) -> None:
        if not future.done():
            future.set_result(result)

    def hand_over(result: R | Refused) -> None:
        loop.call_soon_threadsafe(done, result)

    writer.submit(append, hand_over)
    result = await future
    if isinstance(result, Refused):
        raise result
    return result
