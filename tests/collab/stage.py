"""A real server with people, rooms and documents, and real Yjs clients."""

import itertools
import json
import urllib.error
import urllib.request
from typing import Any

from tests.collab.yjs_clients import Client, Driver
from tests.ports import wait_until
from tests.server import Server

PEOPLE = ("ann", "bo", "cy")


class Stage:
    """Ann owns every room; Bo is a member unless said otherwise; Cy is a stranger."""

    def __init__(self, server: Server, driver: Driver, tokens: dict[str, str]) -> None:
        self.server, self.driver, self.tokens = server, driver, tokens
        self.base = f"{server.ws_url}/ws/documents"
        self._names = (f"c{number}" for number in itertools.count())

    def api(self, method: str, path: str, who: str | None = "ann", body: Any = None) -> tuple[int, Any]:
        """Status and JSON of an API call, also of a refused one."""
        headers = {"Content-Type": "application/json"}
        if who is not None:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        data = json.dumps(body).encode() if body is not None else None
        url = f"{self.server.url}/api/v1{path}"
        request = urllib.request.Request(url, method=method, headers=headers, data=data)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read())

    def ok(self, method: str, path: str, who: str = "ann", body: Any = None) -> Any:
        """The JSON of a call that must succeed."""
        status, answer = self.api(method, path, who, body)
        assert status < 300, (status, answer)
        return answer

    def room(self, *members: str, visibility: str = "private") -> int:
        """A new room of Ann's with these members (Bo, unless others are named)."""
        made: int = self.ok("POST", "/rooms", body={"name": "Hall", "visibility": visibility})["id"]
        for member in members or ("bo",):
            self.ok("POST", f"/rooms/{made}/members", body={"username": member, "role": "member"})
        return made

    def document(self, room: int | None = None, content: str = "") -> int:
        """A new document, in a new room unless one is given."""
        body = {"title": "Plan", "content": content}
        made: int = self.ok("POST", f"/rooms/{room or self.room()}/documents", body=body)["id"]
        return made

    def text(self, document: int, who: str = "ann") -> str:
        """The server's text of this moment."""
        answer: str = self.ok("GET", f"/documents/{document}", who)["text"]
        return answer

    def rows(self, document: int) -> int:
        """How many updates are stored, as rows or packed."""
        code = f"from collab.history import rows\nprint(sum(1 for _ in rows({document}, 0)))"
        return int(self.server.python(code).strip())

    def client(self, document: int, who: str = "ann", **options: Any) -> Client:
        """A client that is connected and synced."""
        return self.driver.client(next(self._names), self.base, document, self.tokens[who], **options)

    def start(self, document: int, who: str | None = "ann", **options: Any) -> Client:
        """A client that begins to connect."""
        token = self.tokens.get(who or "", "wrong" if who else None)
        return self.driver.start(next(self._names), self.base, document, token, **options)

    def wait_text(self, document: int, expected: str) -> None:
        wait_until(lambda: self.text(document) == expected, timeout=20, what=f"the text {expected!r}")
