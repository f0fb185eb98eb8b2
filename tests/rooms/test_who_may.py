"""Actor, verb, status: the routes of settings, invitations, requests, moderation and one's own list."""

from collections.abc import Callable
from itertools import count
from typing import Any, Final

import pytest

from accounts.models import User
from realtime.commit import append
from rooms.actions import (
    AddMember,
    AskToJoin,
    BanMember,
    CreateInvitation,
    RemoveMember,
    SilenceMember,
    UpdateRoom,
)
from tests.api import Api
from tests.people import person, room

pytestmark = pytest.mark.django_db(transaction=True)

ACTORS = (
    "nobody",
    "stranger",
    "outer guest",
    "ex-member",
    "banned",
    "guest",
    "member",
    "silenced",
    "admin",
    "owner",
)
numbers = count()


class World:
    """A room with somebody of every kind, and `other`, `late` (asked to come in), `out` (banned) to do things to."""

    def __init__(self, visibility: str) -> None:
        self.users: dict[str, User] = {}
        for name in (*ACTORS[1:], "other", "late", "out"):
            handle = f"{name.replace(' ', '')}{next(numbers)}"
            self.users[name] = person(handle, is_guest=name in ("outer guest", "guest"))
        owner = self.users["owner"].pk
        inside = ("ex-member", "banned", "guest", "member", "silenced", "admin", "other")
        self.room = room(
            self.users["owner"], *(self.users[name] for name in inside), visibility=visibility
        ).id
        append(AddMember(owner, self.room, self.users["admin"].pk, "admin"))
        append(UpdateRoom(owner, self.room, findable=True))
        append(RemoveMember(owner, self.room, self.users["ex-member"].pk))
        append(SilenceMember(owner, self.room, self.users["silenced"].pk, 60))
        for name in ("banned", "out"):
            append(BanMember(owner, self.room, self.users[name].pk))
        self.invitation = append(CreateInvitation(owner, self.room))
        self.asked = 0
        if visibility == "private":
            self.asked = append(AskToJoin(self.room, self.users["late"].pk))[0].id

    def name(self, who: str) -> str:
        return self.users[who].username


Call = Callable[[World, Api], Any]
CALLS: Final[dict[str, Call]] = {
    "read": lambda w, api: api.get(f"/rooms/{w.room}"),
    "members": lambda w, api: api.get(f"/rooms/{w.room}/messages"),
    "send": lambda w, api: api.post(f"/rooms/{w.room}/messages", {"body": "x", "client_id": "x"}),
    "make a document": lambda w, api: api.post(f"/rooms/{w.room}/documents", {"title": "x"}),
    "join": lambda w, api: api.post(f"/rooms/{w.room}/join"),
    "follow a link": lambda w, api: api.post(f"/join/{w.invitation.token}"),
    "ask": lambda w, api: api.post(f"/rooms/{w.room}/requests", {}),
    "settings": lambda w, api: api.patch(f"/rooms/{w.room}", {"slow_mode": 5}),
    "archive": lambda w, api: api.patch(f"/rooms/{w.room}", {"archived": True}),
    "transfer": lambda w, api: api.post(f"/rooms/{w.room}/transfer", {"username": w.name("other")}),
    "see links": lambda w, api: api.get(f"/rooms/{w.room}/invitations"),
    "make a link": lambda w, api: api.post(f"/rooms/{w.room}/invitations", {}),
    "revoke a link": lambda w, api: api.delete(f"/invitations/{w.invitation.id}"),
    "see requests": lambda w, api: api.get(f"/rooms/{w.room}/requests"),
    "silence": lambda w, api: api.call(
        "PUT", f"/rooms/{w.room}/members/{w.name('other')}/silence", {"minutes": 5}
    ),
    "end a silence": lambda w, api: api.delete(f"/rooms/{w.room}/members/{w.name('silenced')}/silence"),
    "see bans": lambda w, api: api.get(f"/rooms/{w.room}/bans"),
    "ban": lambda w, api: api.post(f"/rooms/{w.room}/bans", {"username": w.name("other")}),
    "lift a ban": lambda w, api: api.delete(f"/rooms/{w.room}/bans/{w.name('out')}"),
    "kick": lambda w, api: api.delete(f"/rooms/{w.room}/members/{w.name('other')}"),
    "favourite": lambda w, api: api.call("PUT", f"/rooms/{w.room}/favourite"),
    "position": lambda w, api: api.call("PUT", f"/rooms/{w.room}/position", {"position": 1}),
    "accept": lambda w, api: api.post(f"/requests/{w.asked}/accept"),
    "decline": lambda w, api: api.post(f"/requests/{w.asked}/decline"),
}
ADMINS = (403, 403, 403, 200, 200)
OWNERS = (403, 403, 403, 403, 200)
# Statuses for guest, member, silenced, admin, owner.
INSIDE: Final[dict[str, tuple[int, ...]]] = {
    "read": (200,) * 5,
    "members": (200,) * 5,
    "send": (201, 201, 403, 201, 201),
    "make a document": (403, 201, 403, 201, 201),
    "join": (200,) * 5,
    "follow a link": (200,) * 5,
    "ask": (403,) * 5,
    "settings": ADMINS,
    "archive": OWNERS,
    "transfer": OWNERS,
    "see links": ADMINS,
    "make a link": (403, 403, 403, 201, 201),
    "revoke a link": (403, 403, 403, 204, 204),
    "see requests": ADMINS,
    "silence": ADMINS,
    "end a silence": ADMINS,
    "see bans": ADMINS,
    "ban": (403, 403, 403, 201, 201),
    "lift a ban": (403, 403, 403, 204, 204),
    "kick": (403, 403, 403, 204, 204),
    "favourite": (200,) * 5,
    "position": (200,) * 5,
    "accept": ADMINS,
    "decline": ADMINS,
}
# Statuses for stranger, guest of the workspace, ex-member, banned; 404 where nothing is said.
OUTSIDE: Final[dict[tuple[str, str], tuple[int, ...]]] = {
    ("public", "read"): (200, 404, 200, 404),
    ("public", "members"): (200, 404, 200, 404),
    ("public", "join"): (200, 404, 200, 404),
    ("public", "follow a link"): (200, 200, 200, 403),
    ("private", "follow a link"): (200, 200, 200, 403),
    ("private", "ask"): (201, 404, 201, 404),
}


def outside(visibility: str, call: str) -> tuple[int, ...]:
    usual = (403, 404, 403, 404) if visibility == "public" else (404,) * 4
    return OUTSIDE.get((visibility, call), usual)


@pytest.mark.parametrize(
    ("visibility", "call"),
    [
        (visibility, call)
        for visibility in ("public", "private")
        for call in CALLS
        if visibility == "private" or call not in ("accept", "decline")
    ],
)
def test_who_may(visibility: str, call: str) -> None:
    world = World(visibility)
    got: dict[str, int] = {}
    for actor in ACTORS:
        answer = CALLS[call](world, Api(world.users.get(actor)))
        got[actor] = answer.status_code
        if answer.status_code < 400 and actor != ACTORS[-1] and not call.startswith(("see", "read")):
            world = World(visibility)  # this call may have changed what the next one may
    expected = (401, *outside(visibility, call), *INSIDE[call])
    assert got == dict(zip(ACTORS, expected, strict=True))
