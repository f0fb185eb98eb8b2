"""uvicorn's HTTP protocol (httptools), which lends the application the response that it streams.

Through the scope extension `collab.response` an application that holds a response open (server-sent events) writes
ready chunks without a task switch and a walk through every layer for each, and is told when the client takes no more,
takes again, or is gone, without a task that waits for it. The headers and the end of the response stay with uvicorn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from realtime.asgi_types import LENT_RESPONSE


class LentResponse:
    """A response that its application may take over once its headers were sent.

    `ready`: the client takes what it gets. `lost`: it is gone.
    """

    __slots__ = ("_cycle", "_on_change", "_protocol", "_write", "lost", "ready")

    def __init__(self, protocol: CollabHttpProtocol) -> None:
        self._protocol, self._cycle = protocol, protocol.cycle
        self._write = protocol.transport.write
        self._on_change: Callable[[], None] | None = None
        self.ready = self.lost = False

    def take(self, on_change: Callable[[], None]) -> bool:
        """Take it over; `on_change` is called whenever it is ready again, and when it is lost.

        False where it cannot be written to: its headers are not out, or it is not sent in chunks.
        """
        cycle = self._cycle
        if not cycle.response_started or cycle.response_complete or not cycle.chunked_encoding:
            return False
        self._on_change = on_change
        self._protocol.taken = self
        self.lost = cycle.disconnected
        self.ready = not (self.lost or self._protocol.flow.write_paused)
        return True

    def write(self, data: bytes, tail: bytes = b"") -> None:
        """Send `data` and `tail` as one chunk (RFC 9112, section 7.1); they are not both empty. What is written while
        it is not `ready` waits in memory."""
        self._write(b"%x\r\n%b%b\r\n" % (len(data) + len(tail), data, tail))

    def abort(self) -> None:
        """Cut the connection; what waits is not sent."""
        self._protocol.transport.abort()

    def release(self) -> None:
        """Leave it to the server again."""
        self._on_change = None
        self.ready = False

    def turn(self, *, ready: bool, lost: bool = False) -> None:
        """The server says how it stands."""
        if self._on_change is not None:
            told = ready is not self.ready or lost
            self.ready, self.lost = ready, lost
            if told and (ready or lost):
                self._on_change()


class CollabHttpProtocol(HttpToolsProtocol):
    """See the module."""

    taken: LentResponse | None = None

    def on_headers_complete(self) -> None:
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not before:  # not an upgrade; its task has been made and did not run yet
            extensions: Any = self.scope.setdefault("extensions", {})
            extensions[LENT_RESPONSE] = LentResponse(self)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.taken is not None:
            self.taken.turn(ready=False)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.taken is not None:
            self.taken.turn(ready=True)

    def connection_lost(self, exc: Exception | None) -> None:
        taken, self.taken = self.taken, None
        super().connection_lost(exc)
        if taken is not None:
            taken.turn(ready=False, lost=True)
