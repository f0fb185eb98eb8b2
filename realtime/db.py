"""A few threads with database connections for what the event loop wants to read.

Channels' `database_sync_to_async` runs everything of a process on one thread; page views would wait for
each other. Here a small pool does it, and its connections are few and bounded.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
T = TypeVar("T")

THREADS: Final = 4
pool: Final = ThreadPoolExecutor(THREADS, thread_name_prefix="db")


def _fresh(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    for connection in connections.all(initialized_only=True):
        connection.close_if_unusable_or_obsolete()
    return function(*args, **kwargs)


async def in_db(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a synchronous function that uses the database on a thread of the pool."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, lambda: _fresh(function, *args, **kwargs))


async def steps(iterator: Iterator[T]) -> AsyncIterator[T]:
    """What a generator makes, each step on a thread of the pool. A step must not lean on the connection of the
    step before: it may run on another thread."""
    done = object()
    while (item := await in_db(next, iterator, done)) is not done:
        yield item  # type: ignore[misc]  # mypy does not see that `done` is gone


def close_connections() -> None:
    """Close the pool's connections (tests drop their database at the end)."""
    import threading

    barrier = threading.Barrier(THREADS)

    def close() -> None:
        barrier.wait(timeout=10)
        connections.close_all()

    for future in [pool.submit(close) for _ in range(THREADS)]:
        future.result()
