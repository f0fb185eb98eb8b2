"""One WebSocket: a bounded queue towards the client, messages from it, and a close with a reason.

Where the server lends its transport (`realtime.server.protocol` puts it into the scope's extensions), ready
frames go straight to it and messages come straight from it. On any other ASGI server the same bytes travel
through `send` and `receive`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from django.conf import settings

from realtime import metrics
from realtime.close_codes import SLOW, CloseCode
from realtime.frames import unframe

EXTENSION: Final = "collab.frames"
MAX_BUSY: Final = 128
"""Commands of one connection that may be under way; beyond that its socket is not read."""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
OnMessage = Callable[[str | bytes], None]


class FrameTransport(Protocol):
    """What a server lends: its transport for one WebSocket, after the handshake."""

    paused: bool
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

    def __init__(self, scope: Scope, receive: Receive, send: Send, kind: str = "socket") -> None:
        self.scope = scope
        self.closed = False
        self.kind = kind
        self._receive, self._send = receive, send
        self._raw: FrameTransport | None = scope.get("extensions", {}).get(EXTENSION)
        self._queue: deque[tuple[bytes, int]] = deque()
        self._events = self._bytes = 0
        self._max_events = settings.COLLAB["QUEUE_EVENTS"]
        self._max_bytes = settings.COLLAB["QUEUE_BYTES"]
        self._wake = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None
        self._last_words: dict[str, Any] | None = None
        self._busy = 0
        self._idle = asyncio.Event()
        self._counted = False

    async def accept(self, subprotocol: str | None = None) -> bool:
        """Complete the handshake; False if the client went away meanwhile."""
        if (await self._receive())["type"] != "websocket.connect":
            return False
        await self._send({"type": "websocket.accept", "subprotocol": subprotocol})
        if self._raw is not None:
            self._raw.on_writable = self._flush
        else:
            self._pump = asyncio.create_task(self._pump_out())
        self._counted = True
        metrics.CONNECTIONS.labels(self.kind).inc()
        metrics.CONNECTS.labels(self.kind).inc()
        return True

    # -- towards the client

    def write(self, frames: bytes, events: int = 1, ephemeral: bool = False) -> None:
        """Send ready frames (one or several, back to back) that carry `events` events."""
        if self.closed:
            return
        raw = self._raw
        if raw is not None and not raw.paused and not self._queue:
            raw.write(frames)
            return
        self._enqueue(frames, events, ephemeral)

    def _enqueue(self, frames: bytes, events: int, ephemeral: bool) -> None:
        busy = max(self._events / self._max_events, self._bytes / self._max_bytes)
        if ephemeral and busy >= 0.5:
            metrics.QUEUE_DROPS.inc(events)
            return
        # A single catch-up larger than the whole queue may pass while the queue is empty.
        over = self._events + events > self._max_events or self._bytes + len(frames) > self._max_bytes
        if self._queue and over:
            metrics.SLOW_CLOSES.inc()
            self._queue.clear()
            self.close(SLOW)
            return
        self._queue.append((frames, events))
        self._events += events
        self._bytes += len(frames)
        self._wake.set()

    def _take(self) -> bytes:
        frames, events = self._queue.popleft()
        self._events -= events
        self._bytes -= len(frames)
        return frames

    def _flush(self) -> None:
        assert self._raw is not None
        while self._queue and not self._raw.paused and not self.closed:
            self._raw.write(self._take())

    async def _pump_out(self) -> None:
        """Without a lent transport: one ASGI message for each frame, as the protocol demands."""
        try:
            while self._last_words is None:
                await self._wake.wait()
                self._wake.clear()
                while self._queue:
                    for text, payload in unframe(self._take()):
                        body: dict[str, Any] = {"text": payload.decode()} if text else {"bytes": payload}
                        await self._send({"type": "websocket.send", **body})
                self._idle.set()
            await self._send(self._last_words)
        except OSError:  # the client is gone; `receive` says so too
            self.closed = True
        finally:
            self._idle.set()

    def close(self, code: CloseCode, reason: str | None = None) -> None:
        """Close with a code and a reason; what was queued before is not waited for."""
        if self.closed:
            return
        self.closed = True
        self._idle.set()
        metrics.CLOSES.labels(str(code.code)).inc()
        reason = (reason or code.reason).encode()[:120].decode(errors="ignore")
        if self._raw is not None:
            self._raw.close(code.code, reason)
        else:
            self._last_words = {"type": "websocket.close", "code": code.code, "reason": reason}
            self._wake.set()

    # -- from the client

    async def run(self, on_message: OnMessage) -> None:
        """Hand every message to `on_message` until the client is gone. Text comes as str."""
        if self._raw is not None:
            self._raw.on_message = on_message
        while True:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                break
            if event["type"] == "websocket.receive" and not self.closed:
                text = event.get("text")
                on_message(text if text is not None else event["bytes"])
            if self._raw is None:
                await self._breathe()

    async def _breathe(self) -> None:
        """Without a lent transport: let the answers out before the next message is taken."""
        while not self.closed and (self._queue or self._busy >= MAX_BUSY):
            self._idle.clear()
            await self._idle.wait()

    def hold(self) -> None:
        """One more command is under way; too many, and the socket is not read until some are done."""
        self._busy += 1
        if self._busy == MAX_BUSY and self._raw is not None:
            self._raw.pause_reading()

    def release(self) -> None:
        """A command is done."""
        self._busy -= 1
        if self._busy == MAX_BUSY // 2:
            if self._raw is not None:
                self._raw.resume_reading()
            else:
                self._idle.set()

    def gone(self) -> None:
        """The client is away: free what the connection holds. Call once, at the end."""
        self.closed = True
        self._queue.clear()
        if self._pump is not None:
            self._pump.cancel()
        if self._raw is not None:
            self._raw.on_message = self._raw.on_writable = None
        if self._counted:
            metrics.CONNECTIONS.labels(self.kind).dec()
