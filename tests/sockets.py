"""A client of the JSON socket for tests: waits for frames by what they are, never by time."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

Frame = dict[str, Any]


class Socket:
    """One open socket. `seen` keeps everything that came."""

    def __init__(self, ws: ClientConnection) -> None:
        self.ws = ws
        self.seen: list[Frame] = []
        self._arrived = asyncio.Event()
        self._ids = 0
        self.closed: tuple[int, str] | None = None
        self.on_frame: Callable[[Frame], None] | None = None
        self.waiting: dict[int, str] = {}
        self.reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for raw in self.ws:
                frame = json.loads(raw)
                self.seen.append(frame)
                if self.on_frame is not None:
                    self.on_frame(frame)
                self._arrived.set()
        except ConnectionClosed:
            pass
        self.closed = (self.ws.close_code or 1006, self.ws.close_reason or "")
        self._arrived.set()

    async def wait(self, test: Callable[[Frame], bool], timeout: float = 15) -> Frame:
        """The first frame, past or to come, that fits. Raises TimeoutError with what came instead."""
        at = 0
        try:
            async with asyncio.timeout(timeout):
                while True:
                    for frame in self.seen[at:]:
                        if test(frame):
                            return frame
                    at = len(self.seen)
                    self._arrived.clear()
                    if at == len(self.seen):
                        assert self.closed is None, f"closed with {self.closed}; seen: {self.seen[-5:]}"
                        await self._arrived.wait()
        except TimeoutError:
            raise TimeoutError(f"nothing fitting came; last seen: {self.seen[-5:]}") from None

    async def event(self, kind: str, **fields: Any) -> Frame:
        """The first frame of this type with these fields."""
        return await self.wait(
            lambda f: f.get("type") == kind and all(f.get(k) == v for k, v in fields.items())
        )

    async def send_raw(self, raw: str | bytes) -> None:
        await self.ws.send(raw)

    def take_id(self) -> int:
        """A number for the next command."""
        self._ids += 1
        return self._ids

    async def send_command(self, kind: str, number: int, **fields: Any) -> None:
        """Send a command without waiting for its answer."""
        await self.ws.send(json.dumps({"id": number, "type": kind, **fields}))

    async def command(self, kind: str, **fields: Any) -> Frame:
        """Send a command and wait for its ack or error."""
        number = self.take_id()
        await self.send_command(kind, number, **fields)
        return await self.wait(lambda f: f.get("type") in ("ack", "error") and f.get("id") == number)

    async def ok(self, kind: str, **fields: Any) -> Any:
        """Send a command; the ack's result. AssertionError when it is refused."""
        answer = await self.command(kind, **fields)
        assert answer["type"] == "ack", answer
        return answer["result"]

    async def refused(self, kind: str, **fields: Any) -> Frame:
        """Send a command that must be refused; the error."""
        answer = await self.command(kind, **fields)
        assert answer["type"] == "error", answer
        error: Frame = answer["error"]
        return error

    async def subscribe(self, stream: str, epoch: str | None = None, seq: int | None = None) -> Frame:
        """Subscribe to one stream; where it stands."""
        result = await self.ok("subscribe", streams=[{"stream": stream, "epoch": epoch, "seq": seq}])
        standing: Frame = result["streams"][0]
        return standing

    async def wait_closed(self, timeout: float = 15) -> tuple[int, str]:
        """The close code and reason."""
        await asyncio.wait_for(asyncio.shield(self.reader), timeout)
        assert self.closed is not None
        return self.closed

    def events(self, stream: str) -> list[Frame]:
        """The durable events of a stream, as they came."""
        return [f for f in self.seen if f.get("stream") == stream and "seq" in f]


@asynccontextmanager
async def open_socket(url: str, token: str | None = None, **options: Any) -> AsyncIterator[Socket]:
    """Open `url`/ws/ with a token."""
    query = f"?token={token}" if token else ""
    async with connect(f"{url}/ws/{query}", subprotocols=["collab.v1"], max_size=None, **options) as ws:  # type: ignore[list-item]
        socket = Socket(ws)
        try:
            yield socket
        finally:
            await ws.close()
            await asyncio.wait_for(asyncio.shield(socket.reader), 10)
