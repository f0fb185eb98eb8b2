"""The runner of a serving process: keeps or waits for the lease, and does what is due while it has it."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, ParamSpec, TypeVar

from django.db import connections

from jobs import lease, metrics
from jobs.registry import Job, jobs
from jobs.schedule import Schedule
from jobs.work import perform
from realtime.limits import Clock
from realtime.tasks import cancelled

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

THREADS: Final = 2
"""So that one long piece of work (a retention of 100,000 messages) does not hold up the others."""
STOP_SECONDS: Final = 8.0
"""How long a stop waits for work that is under way; portions are shorter."""


class Runner:
    """A service of `realtime.services`. `clock` gives seconds."""

    def __init__(self, lease_seconds: float = lease.SECONDS, clock: Clock = time.monotonic) -> None:
        self.node = secrets.token_hex(6)
        self.leads = False
        self._lease_seconds, self._clock = lease_seconds, clock
        self._renew_at = 0.0
        self._schedule = Schedule([], 0.0)
        self._pool = ThreadPoolExecutor(THREADS + 1, thread_name_prefix="jobs")
        self._under_way: set[asyncio.Task[bool]] = set()
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, on the running loop."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Begin nothing new, let what is under way end, and give the lease back."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=STOP_SECONDS)
            self._task.cancel()
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=STOP_SECONDS)
            if late:
                log.warning("%d pieces of due work did not end in time", len(late))
        try:
            if self.leads:
                await asyncio.wait_for(self._in_thread(lease.give_back, self.node), STOP_SECONDS)
        except Exception as error:
            log.info("the lease of due work was not given back and will run out: %s", error)
        self._lead(False)
        self._close_pool()

    def _close_pool(self) -> None:
        """Let the threads go, each with its connection; work that did not end in time keeps its own."""
        if not self._under_way:
            all_at_once = threading.Barrier(THREADS + 1)

            def close() -> None:
                all_at_once.wait(STOP_SECONDS)
                connections.close_all()

            for _ in range(THREADS + 1):
                self._pool.submit(close)
        self._pool.shutdown(wait=not self._under_way, cancel_futures=bool(self._under_way))

    # -- the loop

    async def _run(self) -> None:
        while not self._stopping and not cancelled():
            if self._clock() >= self._renew_at:
                await self._keep_lease()
            if self.leads:
                self._begin_due()
            await self._pause()

    async def _keep_lease(self) -> None:
        """Take or renew the lease. While the database is away nobody leads."""
        began = self._clock()
        try:
            held = await self._in_thread(lease.take, self.node, self._lease_seconds)
        except Exception as error:
            log.warning("the lease of due work could not be taken: %s", error)
            held = False
        # A renewal that took longer than the lease lasts proves nothing.
        self._lead(held and self._clock() - began < self._lease_seconds)
        self._renew_at = began + self._lease_seconds / 3

    def _lead(self, leads: bool) -> None:
        if leads and not self.leads:
            self._schedule = Schedule(jobs.values(), self._clock())
            log.info("this node does the due work now: %s", ", ".join(sorted(jobs)))
        self.leads = leads
        metrics.LEADS.set(leads)

    def _begin_due(self) -> None:
        for job in self._schedule.due(self._clock()):
            if len(self._under_way) >= THREADS:
                return
            self._begin(job)

    def _begin(self, job: Job) -> None:
        schedule = self._schedule
        schedule.begun(job)
        task = asyncio.create_task(self._in_thread(perform, job))
        self._under_way.add(task)

        def ended(task: asyncio.Task[bool]) -> None:
            self._under_way.discard(task)
            schedule.ended(job, self._clock())
            self._wake.set()

        task.add_done_callback(ended)

    async def _pause(self) -> None:
        most = max(0.0, self._renew_at - self._clock())
        busy = not self.leads or len(self._under_way) >= THREADS
        seconds = most if busy else self._schedule.wait(self._clock(), most)
        try:
            await asyncio.wait_for(self._wake.wait(), max(seconds, 0.01))
        except TimeoutError:
            return
        self._wake.clear()

    async def _in_thread(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._pool, partial(function, *args, **kwargs)
        )
