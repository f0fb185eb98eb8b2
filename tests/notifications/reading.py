"""A client of /events/ inside the test's own process, through the ASGI application."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, Self

from django.test import AsyncClient

from accounts.models import User
from notifications import event_ids
from tests.notifications.sse_client import Message, Parser


class Response:
    """What an ASGI application answers, piece by piece, and the `receive` and `send` that it gets."""

    def __init__(self) -> None:
        self.status_code = 0
        self.headers: dict[str, str] = {}
        self.chunks: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.started, self.gone = asyncio.Event(), asyncio.Event()
        self._asked = False

    def json(self) -> Any:
        return json.loads(self.chunks.get_nowait() or b"")

    def __getitem__(self, name: str) -> str:
        return self.headers[name.lower()]

    async def receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status_code = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            return
        self.started.set()
        if message.get("body"):
            self.chunks.put_nowait(message["body"])
        if not message.get("more_body"):
            self.chunks.put_nowait(None)


class Stream:
    """`await open()`, then `await upto(...)`. `got` holds the notifications' events in the order they came."""

    def __init__(self, user: User | None, last_id: str = "", *, query: str = "", token: str = "") -> None:
        self.user, self.query, self.token = user, query, token
        self.sent_id, self.parser = last_id, Parser()
        self.messages: list[Message] = []
        self.response = Response()
        self._running: asyncio.Task[None] | None = None

    async def open(self) -> Self:
        from config.asgi import http

        scope = {"type": "http", "method": "GET", "path": "/events/", "query_string": self.query.encode()}
        scope |= {"headers": await self._headers(), "scheme": "http", "server": ("testserver", 80)}
        self._running = asyncio.create_task(http(scope, self.response.receive, self.response.send))
        await asyncio.wait_for(self.response.started.wait(), 10)
        return self

    async def _headers(self) -> list[tuple[bytes, bytes]]:
        headers = [(b"host", b"testserver")]
        if self.user is not None:
            client = AsyncClient()
            await client.aforce_login(self.user)
            headers.append((b"cookie", client.cookies.output(header="", sep=";").strip().encode()))
        if self.sent_id:
            headers.append((b"last-event-id", self.sent_id.encode()))
        if self.token:
            headers.append((b"authorization", f"Bearer {self.token}".encode()))
        return headers

    async def read(self) -> bool:
        """One more chunk; False at the end of the response."""
        chunk = await asyncio.wait_for(self.response.chunks.get(), 10)
        if chunk is None:
            return False
        self.messages += self.parser.feed(chunk)
        return True

    async def upto(self, **places: int) -> Self:
        """Read until these places are reached, e.g. `inbox=3, announcements=5` (10 s at most)."""
        async with asyncio.timeout(10):
            while any(self.place(prefix) < seq for prefix, seq in places.items()) and await self.read():
                pass
        return self

    def place(self, prefix: str) -> int:
        """Where the stream is by its last event id; -1 before it said so."""
        places = event_ids.decode(self.parser.last_id) or {}
        return next((at.seq for name, at in places.items() if name.startswith(f"{prefix}:")), -1)

    async def end(self) -> Message | None:
        """Read to the end of the response; its last message."""
        async with asyncio.timeout(10):
            while await self.read():
                pass
        return self.messages[-1] if self.messages else None

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(m.data) for m in self.messages if m.event.startswith("notification.")]

    @property
    def got(self) -> list[tuple[str, int]]:
        return [(event["stream"], event["seq"]) for event in self.events]

    @property
    def resets(self) -> list[str]:
        return [json.loads(m.data)["channels"][0] for m in self.messages if m.event == "stream-reset"]

    async def close(self) -> None:
        """The client is gone."""
        self.response.gone.set()
        if self._running is not None:
            await asyncio.wait_for(self._running, 10)
            self._running = None


Open = Callable[..., Stream]
