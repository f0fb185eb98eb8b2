"""Documents over HTTP."""

from typing import Any

import pytest
from django.test import Client

from accounts.actions import create_token
from accounts.models import User
from collab import limits
from collab.models import Document
from realtime.commit import append
from realtime.limits import Buckets
from rooms.actions import UpdateRoom
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)


DETAILS = ("text", "head", "epoch", "right", "favourite", "room_right")
"""What only the document itself tells, and not the list of its room."""


class Api:
    def __init__(self, user: User) -> None:
        self.headers = {"Authorization": f"Bearer {create_token(user.pk, 'test', None).token}"}

    def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        call = getattr(Client(), method.lower())
        extra = {} if method == "GET" else {"data": body, "content_type": "application/json"}
        answer = call(f"/api/v1{path}", headers=self.headers, **extra)
        return answer.status_code, answer.json()


@pytest.fixture
def ann() -> User:
    return person("ann")


@pytest.fixture
def hall(ann: User) -> int:
    return room(ann, person("bo")).id


def test_a_member_makes_lists_reads_and_renames(ann: User, hall: int) -> None:
    api = Api(User.objects.get(username="bo"))
    status, made = api("POST", f"/rooms/{hall}/documents", {"title": "  Plan ", "content": "# Hi\nthere"})
    assert (status, made["title"], made["room"], made["created_by"]) == (201, "Plan", hall, "bo")
    status, found = api("GET", f"/documents/{made['id']}")
    assert status == 200 and found["text"] == "Hi\nthere" and found["head"] == 1 and found["epoch"]
    status, renamed = api("PATCH", f"/documents/{made['id']}", {"title": "New plan"})
    assert (status, renamed["title"], renamed["text"]) == (200, "New plan", "Hi\nthere")
    assert renamed["updated_at"] > made["updated_at"]
    assert api("GET", f"/rooms/{hall}/documents")[1]["documents"] == [
        {key: value for key, value in renamed.items() if key not in DETAILS}
    ]


def test_an_empty_document_has_no_text_and_no_updates(ann: User, hall: int) -> None:
    api = Api(ann)
    made = api("POST", f"/rooms/{hall}/documents", {"title": "Empty"})[1]
    found = api("GET", f"/documents/{made['id']}")[1]
    assert (found["text"], found["head"]) == ("", 0) and found["epoch"]


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "two\nlines", "nul\x00"])
def test_titles_are_one_short_line(ann: User, hall: int, title: str) -> None:
    status, answer = Api(ann)("POST", f"/rooms/{hall}/documents", {"title": title})
    assert (status, answer["error"]["code"], answer["error"]["field"]) == (422, "invalid", "title")


@pytest.mark.parametrize("body", [{}, {"title": 3}, {"title": "x", "more": 1}, []])
def test_wrong_bodies_are_named(ann: User, hall: int, body: Any) -> None:
    status, answer = Api(ann)("POST", f"/rooms/{hall}/documents", body)
    assert (status, answer["error"]["code"]) == (422, "invalid")


def test_strangers_learn_nothing(ann: User, hall: int) -> None:
    made = Api(ann)("POST", f"/rooms/{hall}/documents", {"title": "Secret"})[1]
    cy = Api(person("cy"))
    for method, path, body in (
        ("GET", f"/rooms/{hall}/documents", None),
        ("POST", f"/rooms/{hall}/documents", {"title": "x"}),
        ("GET", f"/documents/{made['id']}", None),
        ("PATCH", f"/documents/{made['id']}", {"title": "x"}),
        ("GET", "/documents/99999", None),
        ("PATCH", "/documents/99999", {"title": "x"}),
    ):
        status, answer = cy(method, path, body)
        assert (status, answer["error"]["code"]) == (404, "not_found"), path
    assert Document.objects.get().title == "Secret"


def test_nobody_without_a_credential(hall: int) -> None:
    for path in (f"/rooms/{hall}/documents", "/documents/1"):
        answer = Client().get(f"/api/v1{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated")


def test_readers_of_a_public_room_and_members_of_an_archived_one_only_read(ann: User) -> None:
    public = room(ann, visibility="public").id
    made = Api(ann)("POST", f"/rooms/{public}/documents", {"title": "Open"})[1]
    cy = Api(person("cy"))
    assert cy("GET", f"/documents/{made['id']}")[0] == 200
    assert cy("POST", f"/rooms/{public}/documents", {"title": "x"})[1]["error"]["code"] == "forbidden"
    assert cy("PATCH", f"/documents/{made['id']}", {"title": "x"})[1]["error"]["code"] == "forbidden"
    append(UpdateRoom(ann.pk, public, archived=True))
    status, answer = Api(ann)("PATCH", f"/documents/{made['id']}", {"title": "x"})
    assert (status, answer["error"]["message"]) == (403, "This room is archived.")


def test_making_documents_is_limited(ann: User, hall: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "changes", Buckets(rate=0.001, burst=2))
    api = Api(ann)
    statuses = [api("POST", f"/rooms/{hall}/documents", {"title": "x"})[0] for _ in range(3)]
    assert statuses == [201, 201, 429]
