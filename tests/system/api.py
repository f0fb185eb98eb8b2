"""The HTTP API as a script uses it."""

from typing import Any

import httpx


class Api:
    """One person's API. Methods return decoded JSON and raise on anything but the expected status."""

    def __init__(self, url: str, token: str) -> None:
        self.http = httpx.Client(
            base_url=url + "/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
            trust_env=False,
        )

    def call(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """One request; its JSON."""
        answer = self.http.request(method, path, **options)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def create_room(self, name: str, members: list[str], visibility: str = "public") -> int:
        """A room with members; its id."""
        room: int = self.call("POST", "/rooms", 201, json={"name": name, "visibility": visibility})["id"]
        for username in members:
            self.call("POST", f"/rooms/{room}/members", 201, json={"username": username, "role": "member"})
        return room

    def all_messages(self, room: int) -> list[dict[str, Any]]:
        """Every message of a room, oldest first."""
        found: list[dict[str, Any]] = []
        before = ""
        while True:
            page = self.call("GET", f"/rooms/{room}/messages?limit=100{before}")
            found = page["messages"] + found
            if not page["more"]:
                return found
            before = f"&before={found[0]['created_seq']}"
