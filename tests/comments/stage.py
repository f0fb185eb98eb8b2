"""People, a room and a document with comments, for tests."""

import itertools
from base64 import b64encode
from typing import Any

from accounts.models import User
from chat.actions.told import teller
from chat.events import Message
from collab.actions import CreateDocument
from collab.models import Document
from comments.actions import CreateComment
from realtime.commit import append
from realtime.db import pool
from tests.api import Api
from tests.people import person, room

START = b64encode(b"\x00\x05\x07\x00").decode()
END = b64encode(b"\x00\x05\x0b\x41").decode()
_numbers = itertools.count()


class Stage:
    """Ann owns the room, where Bo and Cy are members and Ann wrote a document. Dora is outside of it."""

    def __init__(self) -> None:
        self.ann, self.bo, self.cy, self.dora = (person(name) for name in ("ann", "bo", "cy", "dora"))
        self.room = room(self.ann, self.bo, self.cy).id
        self.document = append(CreateDocument(self.ann.pk, self.room, "Plan", "Some words.")).id

    def api(self, user: User) -> Api:
        return Api(user)

    def draft(self, body: str = "Why?", **more: Any) -> dict[str, Any]:
        draft = {
            "body": body,
            "client_id": f"k{next(_numbers)}",
            "passage": "words",
            "start": START,
            "end": END,
        }
        return {**draft, **more}

    def comment(self, author: User, body: str = "Why?", **more: Any) -> Message:
        return append(CreateComment(author.pk, author.username, self.document, **self.draft(body, **more)))

    def seen(self, user: User) -> dict[str, Any]:
        """What somebody is shown of the comments."""
        answer = self.api(user).get(f"/documents/{self.document}/comments")
        assert answer.status_code == 200, answer.content
        shown: dict[str, Any] = answer.json()
        return shown

    def passages(self, user: User) -> list[str]:
        return [each["extra"]["comment"]["passage"] for each in self.seen(user)["comments"]]

    def share(self, **fields: Any) -> None:
        """What the document says of the people of its room, as its own actions would write it."""
        Document.objects.filter(pk=self.document).update(**fields)


def settle() -> None:
    """Wait for what is done behind commits."""
    teller.settle()
    pool.submit(lambda: None).result()
