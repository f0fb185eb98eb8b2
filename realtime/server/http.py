"""uvicorn's HTTP protocol (httptools), which lends the application the response that it streams.

Through the scope extension `collab.response` an application that holds a response open (server-sent events) writes
ready chunks without a task switch and a walk through every layer for each. Headers, the first bytes and the end of the
response stay with uvicorn.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from realtime.asgi_types import LENT_RESPONSE


class LentResponse:
    """A response whose headers were sent. Writing is only for who has nothing on its way through `send`."""

    __slots__ = ("_cycle", "_flow", "_transport")

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        self._cycle, self._flow, self._transport = protocol.cycle, protocol.flow, protocol.transport

    @property
    def ready(self) -> bool:
        """It is open, its headers went out, and the client takes what it gets."""
        cycle = self._cycle
        open_ = cycle.response_started and not (cycle.response_complete or cycle.disconnected)
        return open_ and bool(cycle.chunked_encoding) and not self._flow.write_paused

    def write(self, data: bytes) -> None:
        """Send one chunk (RFC 9112, section 7.1); `data` is not empty."""
        self._transport.write(b"%x\r\n%b\r\n" % (len(data), data))


class CollabHttpProtocol(HttpToolsProtocol):
    """See the module."""

    def on_headers_complete(self) -> None:
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not before:  # not an upgrade; its task has been made and did not run yet
            extensions: Any = self.scope.setdefault("extensions", {})
            extensions[LENT_RESPONSE] = LentResponse(self)
