"""A client of a real server's /events/ and API, over real connections."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.notifications.sse_client import Message, Parser


class Person:
    """Somebody with a token. `got` gathers the notifications of all their connections in the order they came."""

    def __init__(self, url: str, token: str) -> None:
        self.http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(20),
            limits=httpx.Limits(max_connections=200, keepalive_expiry=0.5),
        )
        self.last_id = ""
        self.messages: list[Message] = []

    async def api(self, method: str, path: str, **body: Any) -> Any:
        answer = await self.http.request(method, f"/api/v1{path}", json=body or None)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def send(self, title: str = "Tea", audience: Any = "everyone") -> int:
        sent = await self.api("POST", "/notifications", audience=audience, title=title)
        return int(sent["id"])

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[AsyncIterator[Message]]:
        """One connection from where the last one ended; the messages it brings."""
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        async with self.http.stream("GET", "/events/", headers=headers) as response:
            assert response.status_code == 200, await response.aread()
            yield self._messages(response)

    async def _messages(self, response: httpx.Response) -> AsyncIterator[Message]:
        parser = Parser()
        async for chunk in response.aiter_raw():
            for message in parser.feed(chunk):
                self.messages.append(message)
                self.last_id = message.id
                yield message

    async def hear(self, count: int, seconds: float = 20) -> None:
        """Listen until `count` different notifications have come, reconnecting whenever the connection ends."""
        async with asyncio.timeout(seconds):
            while len(set(self.ids)) < count:
                try:
                    async with self.listening() as messages:
                        async for _ in messages:
                            if len(set(self.ids)) >= count:
                                return
                except httpx.TransportError:
                    await asyncio.sleep(0.05)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(m.data) for m in self.messages if m.event.startswith("notification.")]

    @property
    def ids(self) -> list[int]:
        return [
            event["notification"]["id"] for event in self.events if event["type"] == "notification.created"
        ]

    def seqs(self, prefix: str) -> list[int]:
        return [event["seq"] for event in self.events if event["stream"].startswith(prefix)]

    @property
    def resets(self) -> int:
        return sum(message.event == "stream-reset" for message in self.messages)

    async def close(self) -> None:
        await self.http.aclose()
