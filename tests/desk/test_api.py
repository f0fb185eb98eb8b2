"""The HTTP API of the desk: what it answers, and that nobody reaches what is another's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from realtime.commit import append
from rooms.actions import RemoveMember
from tests.api import Api
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    def __init__(self) -> None:
        self.ann, self.bo, self.cy = person("ann"), person("bo"), person("cy")
        self.room = room(self.ann, self.bo).id
        self.one, self.two = say(self.ann, self.room, "one", "two")
        self.api, self.stranger = Api(self.bo), Api(self.cy)
        self.later = (timezone.now() + timedelta(hours=1)).isoformat()


def test_drafts() -> None:
    world = World()
    put = world.api.call("PUT", f"/rooms/{world.room}/draft", {"body": "begun"})
    assert (put.status_code, put.json()["body"]) == (200, "begun")
    world.api.call("PUT", f"/rooms/{world.room}/draft", {"body": "re", "thread": world.one.id})
    drafts = world.api.get("/drafts").json()["drafts"]
    assert [(each["body"], each["thread"]) for each in drafts] == [("re", world.one.id), ("begun", None)]
    world.api.call("PUT", f"/rooms/{world.room}/draft", {"body": ""})
    assert [each["body"] for each in world.api.get("/drafts").json()["drafts"]] == ["re"]
    assert Api(world.ann).get("/drafts").json() == {"drafts": []}


def test_the_command_saves_a_draft_as_well() -> None:
    world = World()
    command = {"type": "draft.save", "room": world.room, "body": "begun"}
    assert world.api.post("/commands", command).json()["body"] == "begun"


@pytest.mark.parametrize("thread", [10**6, None])
def test_there_are_no_drafts_where_one_may_not_read(thread: int | None) -> None:
    world = World()
    asked = world.stranger if thread is None else world.api
    answer = asked.call("PUT", f"/rooms/{world.room}/draft", {"body": "x", "thread": thread})
    assert answer.status_code == 404


def test_saved_messages_page_by_page_and_only_while_one_may_read_them() -> None:
    world = World()
    many = say(world.ann, world.room, *[f"m{number}" for number in range(5)])
    for message in [*many, many[0]]:
        assert world.api.call("PUT", f"/messages/{message.id}/saved").status_code == 204
    first = world.api.get("/saved?limit=3").json()
    assert [each["message"]["body"] for each in first["saved"]] == ["m4", "m3", "m2"]
    assert first["more"] and first["rooms"] == {str(world.room): "Hall"}
    rest = world.api.get(f"/saved?limit=3&before={first['before']}").json()
    assert [each["message"]["body"] for each in rest["saved"]] == ["m1", "m0"] and not rest["more"]
    assert world.api.call("DELETE", f"/messages/{many[4].id}/saved").status_code == 204
    assert len(world.api.get("/saved").json()["saved"]) == 4
    append(RemoveMember(world.ann.pk, world.room, world.bo.pk))
    assert world.api.get("/saved").json()["saved"] == []
    assert world.api.call("DELETE", f"/messages/{many[3].id}/saved").status_code == 204


def test_a_message_one_may_not_read_cannot_be_saved_and_is_not_betrayed() -> None:
    world = World()
    unknown = world.stranger.call("PUT", "/messages/999999/saved")
    hidden = world.stranger.call("PUT", f"/messages/{world.one.id}/saved")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.json() == unknown.json()


def test_scheduled_messages() -> None:
    world = World()
    wish = {"body": "later", "send_at": world.later, "client_id": "s1"}
    made = world.api.post(f"/rooms/{world.room}/scheduled", wish)
    again = world.api.post(f"/rooms/{world.room}/scheduled", wish)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json()
    planned = made.json()["id"]
    assert world.api.patch(f"/scheduled/{planned}", {"body": "other"}).json()["body"] == "other"
    assert [each["id"] for each in world.api.get("/scheduled").json()["scheduled"]] == [planned]
    assert Api(world.ann).patch(f"/scheduled/{planned}", {"body": "mine"}).status_code == 404
    assert world.api.delete(f"/scheduled/{planned}").json()["state"] == "cancelled"
    assert world.api.get("/scheduled").json() == {"scheduled": []}
    assert world.stranger.post(f"/rooms/{world.room}/scheduled", wish).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"send_at": "2020-01-01T00:00:00Z"}, "send_at"),
        ({"send_at": "tomorrow"}, "send_at"),
        ({"send_at": "2099-01-01T00:00:00"}, "send_at"),
        ({"body": " "}, "body"),
        ({"client_id": ""}, "client_id"),
        ({"thread": 0}, "thread"),
    ],
)
def test_what_cannot_be_scheduled(change: dict[str, object], field: str) -> None:
    world = World()
    wish = {"body": "later", "send_at": world.later, "client_id": "s1"} | change
    answer = world.api.post(f"/rooms/{world.room}/scheduled", wish)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_reminders() -> None:
    world = World()
    wish = {"due_at": world.later, "message": world.one.id, "client_id": "r1"}
    made = world.api.post("/reminders", wish)
    assert made.status_code == 201 and made.json()["room"] == world.room
    assert world.api.post("/reminders", wish).status_code == 200
    assert world.api.post("/reminders", {"due_at": world.later}).json()["error"]["field"] == "text"
    assert world.stranger.post("/reminders", wish).status_code == 404
    assert (
        world.stranger.post(
            "/reminders", {"due_at": world.later, "text": "x", "room": world.room}
        ).status_code
        == 404
    )
    assert len(world.api.get("/reminders").json()["reminders"]) == 1
    assert Api(world.ann).delete(f"/reminders/{made.json()['id']}").status_code == 404
    assert world.api.delete(f"/reminders/{made.json()['id']}").json()["state"] == "cancelled"
    assert world.api.get("/reminders").json() == {"reminders": []}


def test_the_desk_is_all_of_it_with_its_cursor() -> None:
    world = World()
    world.api.call("PUT", f"/rooms/{world.room}/draft", {"body": "begun"})
    world.api.call("PUT", f"/messages/{world.one.id}/saved")
    desk = world.api.get("/desk").json()
    assert [each["body"] for each in desk["drafts"]] == ["begun"]
    assert desk["saved"] == [{"message": world.one.id, "room": world.room}]
    page = world.api.get(f"/changes?cursor=inbox:{world.bo.pk}@{desk['epoch']}@{desk['head']}").json()
    assert page["streams"] == []


@pytest.mark.parametrize("path", ["/saved/", "/scheduled/", "/drafts/", "/threads/"])
def test_the_pages_are_there_for_those_who_are_signed_in(path: str) -> None:
    world = World()
    assert world.api.client.get(path).status_code == 200
    assert Api().client.get(path).status_code == 302


def test_the_statements_of_a_page_do_not_grow_with_what_is_kept() -> None:
    world = World()

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            world.api.client.get("/saved/")
        return len(caught)

    world.api.call("PUT", f"/messages/{world.one.id}/saved")
    before = count()
    for message in say(world.ann, world.room, *[f"m{number}" for number in range(20)]):
        world.api.call("PUT", f"/messages/{message.id}/saved")
    assert count() <= before
