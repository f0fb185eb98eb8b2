"""The HTTP API of notifications."""

import json
from typing import Any

import pytest
from django.test import AsyncClient, Client

from accounts.models import User
from notifications.events import Notification as Told
from notifications.models import Notification
from realtime.db import in_db
from tests.notifications.people import person, room_with

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/v1/notifications"


def call(user: User | None, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    client = Client()
    if user is not None:
        client.force_login(user)
    data = None if body is None else json.dumps(body)
    answer = client.generic(method, path, data or "", content_type="application/json")
    return answer.status_code, answer.json() if answer.content else None


def post(user: User | None, **wish: Any) -> tuple[int, Any]:
    return call(user, "POST", PATH, {"audience": "everyone", "title": "Tea"} | wish)


def test_staff_send_to_everyone_a_room_or_a_person(boss: User, ann: User) -> None:
    room = room_with(ann)
    for audience, kind in (("everyone", "everyone"), ({"room": room.pk}, "room"), ({"user": "ann"}, "user")):
        status, sent = post(boss, audience=audience, body="*now*", url="/rooms/1/")
        assert status == 201
        assert set(sent) == set(Told.model_fields)
        assert (sent["audience"], sent["sender"], sent["read"]) == (kind, "boss", False)
        assert sent["created_at"].endswith("Z")
    status, inbox = call(ann, "GET", PATH)
    assert (status, inbox["unread"], inbox["more"]) == (200, 3, False)
    assert [n["audience"] for n in inbox["notifications"]] == ["user", "room", "everyone"]
    assert [each["stream"] for each in inbox["streams"]] == [f"inbox:{ann.pk}", "announcements:all"]


def test_a_repeat_is_200_with_the_first_result(boss: User) -> None:
    first = post(boss, client_id="a")
    assert first[0] == 201
    assert post(boss, client_id="a", title="Other") == (200, first[1])


def test_strangers_and_people_may_not_send(ann: User) -> None:
    assert post(None)[0] == 401
    status, answer = post(ann)
    assert (status, answer["error"]["code"]) == (403, "forbidden")
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"audience": {"room": 10**6}}, "audience"),
        ({"audience": {"room": 2**70}}, "audience"),
        ({"audience": {"user": "nobody"}}, "audience"),
        ({"audience": {"user": "no\0body"}}, "audience"),
        ({"audience": "some"}, "audience"),
        ({"audience": {"room": "1"}}, "audience"),
        ({"audience": {"room": 1, "user": "ann"}}, "audience"),
        ({"audience": None}, "audience"),
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": 3}, "title"),
        ({"body": "x" * 10_001}, "body"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_input_is_named(boss: User, wish: dict[str, Any], field: str) -> None:
    status, answer = post(boss, **wish)
    assert (status, answer["error"]["code"], answer["error"]["field"]) == (422, "invalid", field)
    assert not Notification.objects.exists()


def test_reading_one_and_all(boss: User, ann: User) -> None:
    ids = [post(boss, audience=audience)[1]["id"] for audience in ("everyone", {"user": "ann"}, "everyone")]
    assert call(ann, "POST", f"{PATH}/{ids[0]}/read") == (200, {"unread": 2, "unseen": 2})
    assert call(ann, "POST", f"{PATH}/{ids[0]}/read") == (200, {"unread": 2, "unseen": 2})
    assert [n["id"] for n in call(ann, "GET", f"{PATH}?unread=true")[1]["notifications"]] == [ids[2], ids[1]]
    assert call(ann, "POST", f"{PATH}/read_all") == (200, {"unread": 0, "unseen": 0})
    assert call(boss, "GET", PATH)[1]["unread"] == 2


@pytest.mark.asyncio
async def test_the_commands_do_the_same(listen: Any, boss: User, ann: User) -> None:
    first = (await in_db(post, boss))[1]["id"]
    await in_db(post, boss)
    client = AsyncClient()
    await client.aforce_login(ann)

    async def give(**command: Any) -> tuple[int, Any]:
        answer = await client.post("/api/v1/commands", json.dumps(command), content_type="application/json")
        return answer.status_code, answer.json()

    assert await give(type="notification.read", ids=[first]) == (200, {"unread": 1, "unseen": 1})
    assert await give(type="notification.read_all") == (200, {"unread": 0, "unseen": 0})
    for ids, status in (([], 422), (["1"], 422), ([1] * 201, 422), ([10**6], 404)):
        assert (await give(type="notification.read", ids=ids))[0] == status


def test_what_is_not_there_is_404(boss: User, ann: User) -> None:
    person("bo")
    other = post(boss, audience={"user": "bo"})[1]["id"]
    for pk in (other, 10**6):
        status, answer = call(ann, "POST", f"{PATH}/{pk}/read")
        assert (status, answer["error"]["code"]) == (404, "not_found")


def test_pages(boss: User, ann: User) -> None:
    ids = [post(boss)[1]["id"] for _ in range(3)]
    page = call(ann, "GET", f"{PATH}?limit=2")[1]
    assert ([n["id"] for n in page["notifications"]], page["more"]) == ([ids[2], ids[1]], True)
    page = call(ann, "GET", f"{PATH}?limit=2&before={ids[1]}")[1]
    assert ([n["id"] for n in page["notifications"]], page["more"]) == ([ids[0]], False)
    for wrong in ("limit=0", "limit=101", "before=x", f"before={2**70}"):
        status, answer = call(ann, "GET", f"{PATH}?{wrong}")
        assert (status, answer["error"]["field"]) == (422, wrong.partition("=")[0])
