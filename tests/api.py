"""A person calling the HTTP API in tests."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import User


class Api:
    """Signed in as `user` by session, or by `token`, or nobody. Bodies are JSON."""

    def __init__(self, user: User | None = None, token: str | None = None) -> None:
        self.client = Client(headers={"authorization": f"Bearer {token}"} if token else None)
        if user is not None:
            self.client.force_login(user)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        answer: HttpResponse = getattr(self.client, method.lower())(f"/api/v1{path}", **given)
        return answer

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        return self.call("POST", path, {} if body is None else body)

    def patch(self, path: str, body: Any) -> Any:
        return self.call("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self.call("DELETE", path)
