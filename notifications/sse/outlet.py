"""Where a stream's text goes: the response that our server lends, or one of any ASGI server behind `send`."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from realtime.asgi_types import LENT_RESPONSE, Receive, Scope, Send


class Outlet(Protocol):
    """An open response. `ready`: the client takes what it gets; `lost`: it is gone. What is written while it is not
    ready waits in memory, so nothing should be."""

    @property
    def ready(self) -> bool: ...
    @property
    def lost(self) -> bool: ...
    def take(self, on_change: Callable[[], None]) -> bool:
        """Begin; `on_change` is called whenever it is ready again, and when it is lost. False: it cannot be used."""

    def write(self, data: bytes, tail: bytes = b"") -> None:
        """Send both together; `tail` saves joining what many get with what is one's own."""

    def abort(self) -> None:
        """Cut the connection off where the server lets one."""

    def release(self) -> None:
        """Stop; who wrote the last of it may end the response through `send`."""


def outlet_of(scope: Scope, receive: Receive, send: Send, on_change: Callable[[], None]) -> Outlet:
    """The outlet of a response whose headers were sent."""
    lent: Outlet | None = scope.get("extensions", {}).get(LENT_RESPONSE)
    if lent is not None and lent.take(on_change):
        return lent
    passed = AsgiOutlet(receive, send)
    passed.take(on_change)
    return passed


class AsgiOutlet:
    """Through `send`, one text at a time: it counts as not ready while one is on its way."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._text = b""
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._on_change: Callable[[], None] = lambda: None
        self.ready = self.lost = False

    def take(self, on_change: Callable[[], None]) -> bool:
        self._on_change = on_change
        self.ready = True
        self._tasks = [asyncio.create_task(self._pump()), asyncio.create_task(self._watch())]
        return True

    def write(self, data: bytes, tail: bytes = b"") -> None:
        self._text += data + tail
        self.ready = False
        self._wake.set()

    def abort(self) -> None:
        self.release()

    def release(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _pump(self) -> None:
        while not self.lost:
            await self._wake.wait()
            self._wake.clear()
            text, self._text = self._text, b""
            try:
                await self._send({"type": "http.response.body", "body": text, "more_body": True})
            except OSError:
                self._turn(lost=True)
                return
            if not self._text:
                self.ready = True
                self._turn()

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._turn(lost=True)

    def _turn(self, *, lost: bool = False) -> None:
        self.lost = self.lost or lost
        self.ready = self.ready and not self.lost
        self._on_change()
