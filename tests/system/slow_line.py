"""A line of about 3G between a browser and a server, which can be cut: bytes come late, and a cut ends every connection
with whatever was on its way. (Chromium's own emulation delays no WebSocket, cuts none, and loses the cookies.)"""

import asyncio
import threading
from contextlib import suppress
from typing import Self

LATENCY = 0.15
"""Seconds in one direction."""
BYTES_PER_SECOND = 200_000
PIECE = 16_384


class SlowLine:
    """`with SlowLine(port) as line:` listens on `line.url`; `line.set(up=False)` cuts it."""

    def __init__(self, port: int) -> None:
        self.port, self.up, self.url = port, True, ""
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="slow-line", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        started = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        )
        self._server = started.result(10)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *details: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def set(self, *, up: bool) -> None:
        self.up = up
        if not up:
            self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        self._cut()
        mine = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not mine]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.up:
            writer.transport.abort()
            return
        with suppress(OSError, asyncio.CancelledError):
            there, back = await asyncio.open_connection("127.0.0.1", self.port)
            mine = {writer, back}
            self._open |= mine
            try:
                await asyncio.gather(self._pass(reader, back), self._pass(there, writer))
            finally:
                self._open -= mine
                for each in mine:
                    each.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction: everything later, and not more than the line carries."""
        waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        sender = asyncio.create_task(self._send(waiting, writer))
        try:
            while piece := await reader.read(PIECE):
                waiting.put_nowait((self._loop.time() + LATENCY, piece))
            waiting.put_nowait((self._loop.time() + LATENCY, b""))
            await sender
        finally:
            sender.cancel()

    async def _send(self, waiting: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        while True:
            due, piece = await waiting.get()
            await asyncio.sleep(max(0.0, due - self._loop.time()) + len(piece) / BYTES_PER_SECOND)
            if not piece:
                writer.write_eof()
                return
            writer.write(piece)
            await writer.drain()
