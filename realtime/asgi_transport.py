"""The transport of a WebSocket on any ASGI server: the frames are taken apart again and go through `send`."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from realtime.asgi_types import OnMessage, Send
from realtime.frames import unframe


class AsgiTransport:
    """See `realtime.connection.FrameTransport`. It counts as full while something is being sent."""

    def __init__(self, send: Send) -> None:
        self.paused = False
        self.on_full: Callable[[], None] | None = None
        self.on_writable: Callable[[], None] | None = None
        self.on_message: OnMessage | None = None
        self._send = send
        self._frames: deque[bytes] = deque()
        self._last_words: dict[str, Any] | None = None
        self._wake, self._idle, self._reading = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._reading.set()
        self._pump = asyncio.create_task(self._run())

    def write(self, frames: bytes) -> None:
        """Queue frames; more should come only after `on_writable`."""
        self._frames.append(frames)
        self.paused = True
        self._idle.clear()
        self._wake.set()

    def close(self, code: int, reason: str) -> None:
        """Close behind what was written."""
        self._last_words = {"type": "websocket.close", "code": code, "reason": reason}
        self._wake.set()

    def pause_reading(self) -> None:
        """Let `breathe` wait."""
        self._reading.clear()

    def resume_reading(self) -> None:
        """Let `breathe` go on."""
        self._reading.set()

    async def breathe(self) -> None:
        """Before the next message is taken: let the answers out, and wait while reading is paused."""
        if self._frames and not self._pump.done():
            await self._idle.wait()
        await self._reading.wait()

    def end(self) -> None:
        """The client is gone."""
        self._pump.cancel()

    async def _run(self) -> None:
        try:
            while self._last_words is None:
                await self._wake.wait()
                self._wake.clear()
                while self._frames:
                    await self._send_frames(self._frames[0])
                    self._frames.popleft()
                    if not self._frames:
                        self._drained()
            await self._send(self._last_words)
        except OSError:  # the client is gone; `receive` says so too
            self._frames.clear()
        finally:
            self._idle.set()
            self._reading.set()

    async def _send_frames(self, frames: bytes) -> None:
        for text, payload in unframe(frames):
            body: dict[str, Any] = {"text": payload.decode()} if text else {"bytes": payload}
            await self._send({"type": "websocket.send", **body})

    def _drained(self) -> None:
        self.paused = False
        if self.on_writable is not None:
            self.on_writable()
        if not self._frames:
            self._idle.set()
