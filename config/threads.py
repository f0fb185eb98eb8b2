"""A few threads for all page and API views of a process.

Django gives every open request a thread (and so a database connection) of its own, and a held response keeps
both. Here a request borrows one of a fixed number of threads, each of which runs one call at a time.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from threading import Lock
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

THREADS: Final = 8
"""At most so many views run at once, on at most so many database connections."""


class ViewThread(ThreadPoolExecutor):
    """One thread that knows how much is waiting for it."""

    def __init__(self, number: int) -> None:
        super().__init__(1, thread_name_prefix=f"view-{number}")
        self.waiting = 0
        self._count = Lock()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call."""
        with self._count:
            self.waiting += 1
        future = super().submit(fn, *args, **kwargs)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: Future[Any]) -> None:
        with self._count:
            self.waiting -= 1


_threads: Final = [ViewThread(number) for number in range(THREADS)]
_turn: Final = count()


def least_busy() -> ViewThread:
    """The thread with the least to do; among equals each in turn."""
    start = next(_turn)
    return min((_threads[(start + i) % THREADS] for i in range(THREADS)), key=lambda thread: thread.waiting)
