"""A client of /events/ inside the test's own process, through Django's middleware and view."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Self

from django.test import AsyncClient

from accounts.models import User
from notifications import event_ids
from tests.notifications.sse_client import Message, Parser


class Stream:
    """`await open()`, then `await upto(...)`. `got` holds the notifications' events in the order they came."""

    def __init__(self, user: User | None, last_id: str = "", *, query: str = "", token: str = "") -> None:
        self.user, self.query, self.token = user, query, token
        self.sent_id, self.parser = last_id, Parser()
        self.messages: list[Message] = []
        self.response: Any = None
        self._body: AsyncIterator[bytes] | None = None

    async def open(self) -> Self:
        client = AsyncClient()
        if self.user is not None:
            await client.aforce_login(self.user)
        headers = {"Last-Event-ID": self.sent_id} if self.sent_id else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        self.response = await client.get(f"/events/?{self.query}", headers=headers)
        if self.response.status_code == 200:
            self._body = aiter(self.response)
        return self

    async def read(self) -> bool:
        """One more chunk; False at the end of the response."""
        assert self._body is not None
        try:
            chunk = await asyncio.wait_for(anext(self._body), 10)
        except StopAsyncIteration:
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
        """What a server does when the client is gone."""
        if self._body is not None:
            await self._body.aclose()  # type: ignore[attr-defined]
            self._body = None


Open = Callable[..., Stream]
