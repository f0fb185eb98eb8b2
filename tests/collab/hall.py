"""A room with documents, and what people ask of them over HTTP."""

from typing import Any

from django.test import Client

from accounts.actions import create_token
from accounts.models import User
from tests.people import person, room


class Asking:
    """A person with a token. Calls give the status and the JSON of the answer."""

    def __init__(self, user: User) -> None:
        self.headers = {"Authorization": f"Bearer {create_token(user.pk, 'test', None).token}"}

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        given = {} if body is None else {"data": body, "content_type": "application/json"}
        answer = getattr(Client(), method.lower())(f"/api/v1{path}", headers=self.headers, **given)
        return answer.status_code, answer.json() if answer.content else None


class Hall:
    """Two rooms of Ann's with Bo; Cy is a stranger to both."""

    def __init__(self) -> None:
        self.users = {name: person(name) for name in ("ann", "bo", "cy")}
        self.room = room(self.users["ann"], self.users["bo"]).id
        self.other = room(self.users["ann"], self.users["bo"]).id
        self.apis = {name: Asking(user) for name, user in self.users.items()}

    def __call__(self, method: str, path: str, body: Any = None, who: str = "ann") -> tuple[int, Any]:
        return self.apis[who](method, path, body)

    def get(self, path: str, who: str) -> int:
        """The status of an address that is none of the API's."""
        return Client().get(path, headers=self.apis[who].headers).status_code

    def ok(self, method: str, path: str, body: Any = None, who: str = "ann") -> Any:
        status, answer = self(method, path, body, who)
        assert status < 300, (status, answer)
        return answer

    def make(self, title: str, parent: int | None = None, who: str = "ann", content: str = "") -> int:
        wish = {"title": title, "parent": parent, "content": content}
        made: int = self.ok("POST", f"/rooms/{self.room}/documents", wish, who)["id"]
        return made

    def tree(self, room: int | None = None, who: str = "ann") -> list[Any]:
        """Titles, nested, in the order in which they are shown."""
        listed = self.ok("GET", f"/rooms/{room or self.room}/documents", who=who)["documents"]

        def under(parent: int | None) -> list[Any]:
            here = sorted(
                (each for each in listed if each["parent"] == parent), key=lambda each: each["place"]
            )
            return [
                [each["title"], *below] if (below := under(each["id"])) else each["title"] for each in here
            ]

        return under(None)

    def refused(self, method: str, path: str, body: Any = None, who: str = "ann") -> tuple[int, str]:
        status, answer = self(method, path, body, who)
        return status, answer["error"]["message"]
