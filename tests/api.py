"""A person calling the HTTP API in tests."""

import asyncio
from typing import Any

from django.http import HttpResponse
from django.test import AsyncClient, Client

from accounts.models import User
from realtime.hub import stop_hub

ASYNC = ("/commands", "/changes")
"""Views that use the hub, which belongs to an event loop and has to be stopped with it."""


class Api:
    """Signed in as `user` by session, or by `token`, or nobody. Bodies are JSON."""

    def __init__(self, user: User | None = None, token: str | None = None) -> None:
        self.headers = {"authorization": f"Bearer {token}"} if token else None
        self.client = Client(headers=self.headers)
        if user is not None:
            self.client.force_login(user)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        if path.startswith(ASYNC):
            return asyncio.run(self._call_async(method, path, given))
        answer: HttpResponse = getattr(self.client, method.lower())(f"/api/v1{path}", **given)
        return answer

    async def _call_async(self, method: str, path: str, given: dict[str, Any]) -> Any:
        client = AsyncClient(headers=self.headers)
        client.cookies = self.client.cookies
        try:
            return await getattr(client, method.lower())(f"/api/v1{path}", **given)
        finally:
            await stop_hub()

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        return self.call("POST", path, {} if body is None else body)

    def patch(self, path: str, body: Any) -> Any:
        return self.call("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self.call("DELETE", path)
