"""Actor, verb, condition: every endpoint of rooms and messages, called by everybody, in every kind of room."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from realtime.commit import append
from rooms.access import RoomStream
from rooms.actions import AddMember, UpdateRoom
from tests.api import Api
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)

ACTORS = ("nobody", "outsider", "member", "admin", "owner")


class World:
    def __init__(self, visibility: str, archived: bool) -> None:
        self.users: dict[str, User] = {name: person(name) for name in (*ACTORS[1:], "other", "guest")}
        owner = self.users["owner"]
        self.room = room(owner, self.users["member"], self.users["other"], visibility=visibility).id
        append(AddMember(owner.pk, self.room, self.users["admin"].pk, "admin"))
        (self.theirs,) = say(self.users["other"], self.room, "by other")
        self.own = {
            name: say(self.users[name], self.room, "mine")[0] for name in ("member", "admin", "owner")
        }
        if archived:
            append(UpdateRoom(owner.pk, self.room, archived=True))

    def api(self, actor: str) -> Api:
        return Api(self.users.get(actor))

    def own_message(self, actor: str) -> int:
        return self.own[actor].id if actor in self.own else self.theirs.id


Call = Callable[[World, Api, str], Any]
CALLS: dict[str, Call] = {
    "see room": lambda w, api, actor: api.get(f"/rooms/{w.room}"),
    "see messages": lambda w, api, actor: api.get(f"/rooms/{w.room}/messages"),
    "send": lambda w, api, actor: api.post(f"/rooms/{w.room}/messages", {"body": "x", "client_id": "x"}),
    "edit own": lambda w, api, actor: api.patch(f"/messages/{w.own_message(actor)}", {"body": "anew"}),
    "edit other's": lambda w, api, actor: api.patch(f"/messages/{w.theirs.id}", {"body": "anew"}),
    "delete own": lambda w, api, actor: api.delete(f"/messages/{w.own_message(actor)}"),
    "delete other's": lambda w, api, actor: api.delete(f"/messages/{w.theirs.id}"),
    "mark read": lambda w, api, actor: api.post(f"/rooms/{w.room}/read", {"seq": 1}),
    "join": lambda w, api, actor: api.post(f"/rooms/{w.room}/join"),
    "leave": lambda w, api, actor: api.delete(f"/rooms/{w.room}/members/{actor}"),
    "invite": lambda w, api, actor: api.post(f"/rooms/{w.room}/members", {"username": "guest"}),
    "invite owner": lambda w, api, actor: api.post(
        f"/rooms/{w.room}/members", {"username": "guest", "role": "owner"}
    ),
    "promote": lambda w, api, actor: api.post(
        f"/rooms/{w.room}/members", {"username": "other", "role": "admin"}
    ),
    "demote owner": lambda w, api, actor: api.post(
        f"/rooms/{w.room}/members", {"username": "owner", "role": "member"}
    ),
    "remove": lambda w, api, actor: api.delete(f"/rooms/{w.room}/members/other"),
    "remove owner": lambda w, api, actor: api.delete(f"/rooms/{w.room}/members/owner"),
    "rename": lambda w, api, actor: api.patch(f"/rooms/{w.room}", {"name": "New"}),
    "archive": lambda w, api, actor: api.patch(f"/rooms/{w.room}", {"archived": True}),
    "bring back": lambda w, api, actor: api.patch(f"/rooms/{w.room}", {"archived": False}),
}

# Status per call for: nobody, outsider, member, admin, owner. 401 for nobody and 404 for the outsider of a private
# room are the same everywhere, so they are not written out.
IN_USE = {
    "see room": (200, 200, 200, 200),
    "see messages": (200, 200, 200, 200),
    "send": (403, 201, 201, 201),
    "edit own": (403, 200, 200, 200),
    "edit other's": (403, 403, 403, 403),
    "delete own": (403, 200, 200, 200),
    "delete other's": (403, 403, 200, 200),
    "mark read": (403, 200, 200, 200),
    "join": (200, 200, 200, 200),
    "leave": (403, 204, 204, 409),
    "invite": (403, 403, 201, 201),
    "invite owner": (403, 403, 403, 201),
    "promote": (403, 403, 200, 200),
    "demote owner": (403, 403, 403, 409),
    "remove": (403, 403, 204, 204),
    "remove owner": (403, 403, 403, 409),
    "rename": (403, 403, 200, 200),
    "archive": (403, 403, 403, 200),
    "bring back": (403, 403, 403, 200),
}
ARCHIVED = IN_USE | {
    "send": (403, 403, 403, 403),
    "edit own": (403, 403, 403, 403),
    "delete own": (403, 403, 403, 403),
    "delete other's": (403, 403, 403, 403),
    "join": (403, 200, 200, 200),
    "leave": (403, 204, 204, 204),
    "invite": (403, 403, 403, 403),
    "invite owner": (403, 403, 403, 403),
    "promote": (403, 403, 403, 403),
    "demote owner": (403, 403, 403, 403),
    "remove owner": (403, 403, 403, 204),
    "rename": (403, 403, 403, 403),
}


def renewed(world: World, visibility: str, archived: bool) -> World:
    for user in world.users.values():
        User.objects.filter(pk=user.pk).update(username=f"old{user.pk}")
    return World(visibility, archived)


@pytest.mark.parametrize(
    ("visibility", "archived"), [("public", False), ("private", False), ("public", True), ("private", True)]
)
@pytest.mark.parametrize("call", CALLS)
def test_who_may(call: str, visibility: str, archived: bool) -> None:
    table = ARCHIVED if archived else IN_USE
    expected = (401, *table[call]) if visibility == "public" else (401, 404, *table[call][1:])
    codes = {401: "unauthenticated", 403: "forbidden", 404: "not_found", 409: "conflict"}
    got: list[int] = []
    world = World(visibility, archived)
    for actor in ACTORS:
        answer = CALLS[call](world, world.api(actor), actor)
        got.append(answer.status_code)
        if answer.status_code >= 400:
            assert answer.json()["error"]["code"] == codes[answer.status_code]
        elif not call.startswith("see") and actor != ACTORS[-1]:
            world = renewed(world, visibility, archived)  # this call may have changed what the next one may
    assert tuple(got) == expected


@pytest.mark.parametrize(
    "path", ["/rooms/999999", "/rooms/999999/messages", "/rooms/0", "/rooms/99999999999999999999"]
)
def test_a_room_that_is_not_there(path: str) -> None:
    answer = Api(person("ann")).get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_a_private_room_cannot_be_told_from_one_that_does_not_exist() -> None:
    owner, ann = person("owner"), person("ann")
    hidden = room(owner).id
    api = Api(ann)
    for path in ("/rooms/{}", "/rooms/{}/messages", "/rooms/{}/members/owner"):
        method = "DELETE" if path.endswith("owner") else "GET"
        answers = [api.call(method, path.format(number)) for number in (hidden, hidden + 1000)]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content == answers[1].content
    for number in (hidden, hidden + 1000):
        assert (
            api.post(f"/rooms/{number}/members", {"username": "nobody-at-all"}).json()["error"].get("field")
            is None
        )


def test_the_stream_is_readable_for_those_who_may_read_the_room() -> None:
    owner, member, outsider = person("owner"), person("member"), person("outsider")
    public, private = room(owner, member, visibility="public").id, room(owner, member).id
    keys = [str(public), str(private), "999999", "x", "", "-1", "01", "１", "9" * 30]
    readable = RoomStream().readable
    assert readable(member.pk, keys) == {str(public), str(private)}
    assert readable(outsider.pk, keys) == {str(public)}
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert readable(member.pk, keys) == set()
