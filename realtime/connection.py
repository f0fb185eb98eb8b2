"""One WebSocket: a bounded queue towards the client, messages from it, and a close with a reason.

Where the server lends its transport (`realtime.server.protocol` puts it into the scope's extensions), ready
frames go straight to it and messages come straight from it. On any other ASGI server the same bytes travel
through `send` and `receive`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from django.conf import settings

from realtime import metrics
from realtime.asgi_transport import AsgiTransport
from realtime.asgi_types import OnMessage, Receive, Scope, Send
from realtime.close_codes import SLOW, CloseCode

EXTENSION: Final = "collab.frames"
MAX_BUSY: Final = 128
"""Commands of one connection that may be under way; beyond that its socket is not read."""


class FrameTransport(Protocol):
    """What carries frames of one WebSocket, after the handshake."""

    paused: bool
    """Full: nothing more should be written before `on_writable` is called."""
    on_full: Callable[[], None] | None
    on_writable: Callable[[], None] | None
    on_message: OnMessage | None

    def write(self, frames: bytes) -> None: ...
    def close(self, code: int, reason: str) -> None: ...
    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...


class Connection:
    """The server's end of one WebSocket.

    The outbound queue holds at most QUEUE_EVENTS events (256) or QUEUE_BYTES bytes (1 MiB). From half of
    that on, ephemeral events are dropped; when it is full, the connection is closed with 1013 and the client
    resumes from its cursor.
    """

    __slots__ = (
        "_busy", "_bytes", "_counted", "_events", "_queue", "_receive", "_send", "_transport",
        "closed", "direct", "kind", "scope",
    )  # fmt: skip

    direct: Callable[[bytes], object] | None
    """The transport's own write while nothing stands in its way: for what goes to very many at once. None: `write`."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, kind: str = "socket") -> None:
        self.scope = scope
        self.closed = False
        self.kind = kind
        self._receive, self._send = receive, send
        lent: FrameTransport | None = scope.get("extensions", {}).get(EXTENSION)
        self._transport = lent or AsgiTransport(send)
        self._queue: deque[tuple[bytes, int]] | None = None  # made when the client is slow for the first time
        self._events = self._bytes = self._busy = 0
        self._counted = False
        self.direct = None

    async def accept(self, subprotocol: str | None = None) -> bool:
        """Complete the handshake; False if the client went away meanwhile."""
        if (await self._receive())["type"] != "websocket.connect":
            return False
        await self._send({"type": "websocket.accept", "subprotocol": subprotocol})
        self._transport.on_full = self._full
        self._transport.on_writable = self._flush
        self._counted = True
        self._clear()
        metrics.CONNECTIONS.labels(self.kind).inc()
        metrics.CONNECTS.labels(self.kind).inc()
        return True

    # -- towards the client

    def write(self, frames: bytes, events: int = 1, ephemeral: bool = False) -> None:
        """Send ready frames (one or several, back to back) that carry `events` events."""
        transport = self._transport
        if self.closed:
            return
        if self._queue or transport.paused:
            self._enqueue(frames, events, ephemeral)
            return
        self._write_now(frames)

    def _enqueue(self, frames: bytes, events: int, ephemeral: bool) -> None:
        max_events, max_bytes = settings.COLLAB["QUEUE_EVENTS"], settings.COLLAB["QUEUE_BYTES"]
        if ephemeral and max(self._events / max_events, self._bytes / max_bytes) >= 0.5:
            metrics.QUEUE_DROPS.inc(events)
            return
        # A single catch-up larger than the whole queue may pass while the queue is empty.
        over = self._events + events > max_events or self._bytes + len(frames) > max_bytes
        if self._queue and over:
            metrics.SLOW_CLOSES.inc()
            self._queue.clear()
            self.close(SLOW)
            return
        if self._queue is None:
            self._queue = deque()
        self._queue.append((frames, events))
        self._events += events
        self._bytes += len(frames)

    def _flush(self) -> None:
        while self._queue and not self._transport.paused and not self.closed:
            frames, events = self._queue.popleft()
            self._events -= events
            self._bytes -= len(frames)
            self._write_now(frames)
        self._clear()

    def _full(self) -> None:
        self.direct = None

    def _clear(self) -> None:
        """The way may be free (again)."""
        transport = self._transport
        if not (self.closed or self._queue or transport.paused or isinstance(transport, AsgiTransport)):
            self.direct = transport.write

    def _write_now(self, frames: bytes) -> None:
        try:
            self._transport.write(frames)
        except RuntimeError:  # uvloop's word for a transport that is closed; `run` is told so as well
            self.closed, self.direct = True, None

    def close(self, code: CloseCode, reason: str | None = None) -> None:
        """Close with a code and a reason; what is still queued is not sent."""
        if self.closed:
            return
        self.closed, self.direct = True, None
        metrics.CLOSES.labels(str(code.code)).inc()
        self._transport.close(code.code, (reason or code.reason).encode()[:120].decode(errors="ignore"))

    # -- from the client

    async def run(self, on_message: OnMessage) -> None:
        """Hand every message to `on_message` until the client is gone. Text comes as str."""
        transport = self._transport
        transport.on_message = on_message
        while True:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                break
            if event["type"] == "websocket.receive" and not self.closed:
                text = event.get("text")
                on_message(text if text is not None else event["bytes"])
            if isinstance(transport, AsgiTransport):
                await transport.breathe()

    def hold(self) -> None:
        """One more command is under way; too many, and the socket is not read until some are done."""
        self._busy += 1
        if self._busy == MAX_BUSY:
            self._transport.pause_reading()

    def release(self) -> None:
        """A command is done."""
        self._busy -= 1
        if self._busy == MAX_BUSY // 2:
            self._transport.resume_reading()

    def gone(self) -> None:
        """The client is away: free what the connection holds. Call once, at the end."""
        self.closed, self.direct = True, None
        self._queue = None
        transport = self._transport
        transport.on_message = transport.on_writable = transport.on_full = None
        if isinstance(transport, AsgiTransport):
            transport.end()
        if self._counted:
            metrics.CONNECTIONS.labels(self.kind).dec()
