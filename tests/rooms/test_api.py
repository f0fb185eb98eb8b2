"""HTTP API of rooms: shapes, lists, and what they cost."""

import pytest
from django.test import AsyncClient
from pytest_django import DjangoAssertNumQueries

from accounts.actions import create_token
from chat.actions import MoveReadMarker
from realtime.commit import append
from realtime.db import in_db
from realtime.hub import hub, stop_hub
from rooms.actions import UpdateRoom
from rooms.selectors import directory, my_rooms
from tests.api import Api
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_making_a_room() -> None:
    answer = Api(person("ann")).post("/rooms", {"name": "Hall", "visibility": "public"})
    assert answer.status_code == 201
    made = answer.json()
    assert made["epoch"] and made["head"] == 1
    expected = {
        "name": "Hall", "topic": "", "visibility": "public", "archived": False,
        "role": "owner", "read_seq": 1, "unread": 0, "mentions": 0, "members": 1,
        "kind": "room", "description": "", "emoji": "", "posting": "everyone", "slow_mode": 0, "findable": False,
        "retention_days": None, "requests": 0, "people": [], "favourite": False, "position": None,
        "silenced_until": None, "requested": False,
    }  # fmt: skip
    assert {key: made[key] for key in expected} == expected
    assert made["abilities"] == {
        "read": True, "send": True, "react": True, "create_document": True, "upload": True, "leave": True,
        "mention_everyone": True, "invite": True, "manage": True, "remove": True, "moderate": True,
        "archive": True, "transfer": True, "export": True, "join": False, "request": False,
    }  # fmt: skip
    assert made["created_at"].endswith("Z")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "x"}, "visibility"),
        ({"name": 5, "visibility": "public"}, "name"),
        ({"name": "x", "visibility": "secret"}, "visibility"),
        ({"name": "x", "visibility": "public", "owner": "bo"}, "owner"),
    ],
)
def test_a_bad_wish_names_its_field(body: dict[str, object], field: str) -> None:
    answer = Api(person("ann")).post("/rooms", body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_what_is_not_json_is_a_bad_request() -> None:
    client = Api(person("ann")).client
    answer = client.post("/api/v1/rooms", "{", content_type="application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")


def test_lists_show_what_one_may_know() -> None:
    ann, bo = person("ann"), person("bo")
    open_, closed = room(ann, visibility="public", name="Open").id, room(ann, name="Closed").id
    old = room(ann, visibility="public", name="Old").id
    append(UpdateRoom(ann.pk, old, archived=True))

    def listed(user: object, query: str) -> list[int]:
        return [each["id"] for each in Api(user).get(f"/rooms{query}").json()["rooms"]]  # type: ignore[arg-type]

    assert listed(ann, "") == [closed, open_, old]
    assert listed(ann, "?scope=directory") == [closed, open_]
    assert listed(bo, "") == []
    assert listed(bo, "?scope=directory") == [open_]
    assert Api(bo).get("/rooms?scope=all").status_code == 422


def test_lists_cost_two_queries_however_long(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ann, bo = person("ann"), person("bo")
    for number in range(4):
        hall = room(ann, bo, name=f"Hall {number}", visibility="public").id
        messages = say(ann, hall, *["x"] * (number + 1))
        append(MoveReadMarker(bo.pk, hall, messages[0].created_seq))
    with django_assert_num_queries(2):
        summaries = my_rooms(bo.pk)
    assert [(each.unread, each.members) for each in summaries] == [(0, 2), (1, 2), (2, 2), (3, 2)]
    with django_assert_num_queries(2):
        assert len(directory(bo.pk).rooms) == 4


def test_inviting_and_removing() -> None:
    ann, bo = person("ann"), person("bo", name="Bo J")
    hall = room(ann).id
    api = Api(ann)
    invited = api.post(f"/rooms/{hall}/members", {"username": "Bo"})
    assert invited.status_code == 201
    assert (invited.json()["user"]["name"], invited.json()["role"]) == ("Bo J", "member")
    again = api.post(f"/rooms/{hall}/members", {"username": "bo", "role": "admin"})
    assert (again.status_code, again.json()["role"]) == (200, "admin")
    assert Api(bo).get(f"/rooms/{hall}").json()["role"] == "admin"
    assert api.delete(f"/rooms/{hall}/members/bo").status_code == 204
    assert api.delete(f"/rooms/{hall}/members/bo").json()["error"]["field"] == "username"
    assert Api(bo).get(f"/rooms/{hall}").status_code == 404
    for wrong in ({"username": "nobody"}, {"username": "bo", "role": "king"}, {"role": "member"}):
        assert api.post(f"/rooms/{hall}/members", wrong).json()["error"]["field"] in ("username", "role")


async def test_members_with_who_is_online() -> None:
    def prepare() -> tuple[int, str]:
        ann, bo = person("ann"), person("bo")
        return room(ann, bo).id, create_token(ann.pk, "t").token

    hall, token = await in_db(prepare)
    client, bearer = AsyncClient(), {"authorization": f"Bearer {token}"}
    try:
        answer = (await client.get(f"/api/v1/rooms/{hall}/members", headers=bearer)).json()
        assert "error" not in answer, answer
        assert [(each["user"]["username"], each["role"]) for each in answer["members"]] == [
            ("ann", "owner"),
            ("bo", "member"),
        ]
        assert answer["online"] == []
        bo = answer["members"][1]["user"]
        from realtime.identity import Identity

        hub().presence.arrive(Identity(bo["id"], "bo", "Bo", 1, False, "test"))
        assert (await client.get(f"/api/v1/rooms/{hall}/members", headers=bearer)).json()["online"] == ["bo"]
    finally:
        await stop_hub()
