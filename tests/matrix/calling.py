"""Calls as one of the actors, over HTTP, with everything read that comes back."""

import asyncio
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import AsyncClient, Client

from realtime.hub import stop_hub
from tests.matrix.world import SECRETS, People

STREAMED = ("/export", "/updates", "/changes", "/commands", "/import", "/files/", "/thumb", "/events/")
"""What uses the hub of an event loop, or is sent while it is made."""


class Reply(NamedTuple):
    status: int
    content: bytes
    headers: dict[str, str]

    def secrets(self) -> list[str]:
        """What of the private room is in it."""
        text = self.content.decode(errors="replace") + " ".join(self.headers.values())
        return [secret for secret in SECRETS if secret in text]


class Callers:
    """Signed in once each, by session."""

    def __init__(self, people: People) -> None:
        self.people, self.clients = people, dict[str, Client]()

    def client(self, name: str) -> Client:
        if name not in self.clients:
            self.clients[name] = Client(raise_request_exception=False)
            if name != "anonymous":
                self.clients[name].force_login(self.people.users[name])
        return self.clients[name]

    def call(self, name: str, method: str, path: str, body: Any = None) -> Reply:
        client = self.client(name)
        given: dict[str, Any] = {}
        if isinstance(body, SimpleUploadedFile):
            body.seek(0)
            given = {"data": {"file": body}}
        elif body is not None:
            given = {"data": body, "content_type": "application/json"}
        if any(part in path for part in STREAMED):
            return asyncio.run(_call_async(client, method.lower(), path, given))
        answer = getattr(client, method.lower())(path, **given)
        return Reply(answer.status_code, answer.content, dict(answer.headers))


async def _call_async(client: Client, method: str, path: str, given: dict[str, Any]) -> Reply:
    """An endless answer (of events) is not read."""
    other = AsyncClient(raise_request_exception=False)
    other.cookies = client.cookies
    try:
        answer = await getattr(other, method)(path, **given)
        content = b""
        if answer.streaming and "event-stream" not in answer.headers.get("Content-Type", ""):
            content = b"".join([part async for part in answer.streaming_content])
        elif not answer.streaming:
            content = answer.content
        answer.close()
        return Reply(answer.status_code, content, dict(answer.headers))
    finally:
        await stop_hub()
