"""The worker of a serving process: runs background tasks on threads of its own, and stops with the server."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from django.db import connections, transaction
from django_tasks.signals import task_enqueued

from jobs import alive
from jobs.running import claim, ready, run

log = logging.getLogger(__name__)

THREADS: Final = 2
"""Tasks at once. They mostly wait for other servers, and portions of them wait together."""
LOOK_SECONDS: Final = 1.0
"""How often an idle worker looks (one read); what this process enqueues wakes it at once."""
STOP_SECONDS: Final = 8.0
"""How long a stop waits for tasks under way. What is cut off is run again when the worker's lease has ended."""

_workers: Final[set[Worker]] = set()


class Worker:
    """A service of `realtime.services`: one thread that looks and claims, and up to THREADS that run."""

    def __init__(self, threads: int = THREADS, look: float = LOOK_SECONDS) -> None:
        self.id = secrets.token_hex(6)
        self._threads, self._look = threads, look
        self._wake = threading.Condition()
        self._woken = self._stopping = False
        self._under_way: set[Future[None]] = set()
        self._renew_at = 0.0
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="tasks")
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        _workers.add(self)
        self._thread.start()

    async def stop(self) -> None:
        """Claim nothing new, and let what is under way end."""
        _workers.discard(self)
        self._stopping = True
        self.wake()
        await asyncio.to_thread(self._thread.join, STOP_SECONDS)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def wake(self) -> None:
        """There may be something to do; callable from any thread."""
        with self._wake:
            self._woken = True
            self._wake.notify()

    # -- the thread that looks

    def _run(self) -> None:
        try:
            while not self._stopping:
                try:
                    claimed = self._step()
                except Exception as error:
                    log.warning("background tasks could not be looked at: %s", error)
                    connections.close_all()
                    claimed = False
                if not claimed:
                    self._pause()
            self._end()
        finally:
            connections.close_all()

    def _step(self) -> bool:
        """Claim one task and have it run; whether there was one."""
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
        if self._under_way and time.monotonic() >= self._renew_at:
            self._renew()
        if len(self._under_way) >= self._threads or not ready():
            return False
        if time.monotonic() >= self._renew_at:
            self._renew()
        row = claim(self.id)
        if row is None:
            return False
        future = self._pool.submit(_run_alone, row)
        self._under_way.add(future)
        future.add_done_callback(self._ended)
        return True

    def _renew(self) -> None:
        alive.renew(self.id)
        self._renew_at = time.monotonic() + alive.RENEW

    def _ended(self, future: Future[None]) -> None:
        self._under_way.discard(future)
        self.wake()

    def _pause(self) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._woken, timeout=self._look)
            self._woken = False

    def _end(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        while self._under_way and time.monotonic() < deadline:
            self._pause()
        if self._under_way:
            log.warning("%d background tasks did not end in time and will be run again", len(self._under_way))
        elif self._renew_at:
            alive.end(self.id)


def _run_alone(row: Any) -> None:
    """Run on a thread of the pool, which keeps no connection while it has nothing to do."""
    try:
        run(row)
    except Exception:
        log.exception("how %s ended could not be written down; it will be run again", row.task_path)
    finally:
        connections.close_all()


def _on_enqueued(sender: Any, task_result: Any, **kwargs: Any) -> None:
    transaction.on_commit(wake)


def wake() -> None:
    """Let the workers of this process look now."""
    for worker in list(_workers):
        worker.wake()


def connect() -> None:
    """Have what this process enqueues begin at once."""
    task_enqueued.connect(_on_enqueued, dispatch_uid="jobs.worker")


def work_off(most: int = 1000) -> int:
    """Run what is ready, here and now, one after another; how many that was. For tests, and where nothing serves."""
    me, done = secrets.token_hex(6), 0
    while done < most and ready():
        alive.renew(me)
        row = claim(me)
        if row is None:
            break
        run(row)
        done += 1
    if done:
        alive.end(me)
    return done
