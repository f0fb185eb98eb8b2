"""Chat's commands as the kernel gives them: by HTTP, and typing with its limits."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from chat import limits, typing
from chat.actions import CreatePoll
from chat.command_types import TypingCommand
from chat.commands import type_
from realtime.commit import append, append_async, writer
from realtime.db import in_db
from realtime.errors import Refused
from realtime.hub import Hub, hub, stop_hub
from realtime.identity import Identity
from realtime.limits import Buckets
from realtime.registry import Caller
from rooms.actions import RemoveMember
from tests.api import Api
from tests.people import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_commands_by_http() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    (said,) = say(bo, hall, "by bo")
    api = Api(ann)

    def command(**fields: object) -> Any:
        return api.post("/commands", fields)

    sent = command(type="message.send", room=hall, body="hi", client_id="c1").json()
    assert (sent["message"]["body"], sent["repeated"]) == ("hi", False)
    assert command(type="message.send", room=hall, body="hi", client_id="c1").json()["repeated"]
    number = sent["message"]["id"]
    assert command(type="message.edit", message=number, body="anew").json()["message"]["body"] == "anew"
    assert command(type="message.delete", message=number).json()["message"]["deleted_at"]
    read = command(type="room.read", room=hall, seq=said.seq).json()
    assert (read["room"], read["read_seq"], read["unread"]) == (hall, said.seq, 0)


def test_what_hangs_on_messages_by_commands() -> None:
    ann, bo = person("ann"), person("bo")
    hall = room(ann, bo).id
    (root,) = say(bo, hall, "root")
    poll = append(CreatePoll(ann.pk, "ann", hall, "Tea?", ["yes", "no"], "poll")).message
    api = Api(ann)

    def command(name: str, /, **fields: object) -> Any:
        return api.post("/commands", {"type": name} | fields).json()

    sent = command(
        "message.send", room=hall, body="", client_id="q", quote=root.id, thread=root.id, kind="me"
    )
    assert (sent["message"]["thread"], sent["message"]["extra"]["quote"]["body"]) == (root.id, "root")
    reacted = command("message.react", message=root.id, emoji=":ok:", on=True)
    assert reacted["message"]["reactions"] == [{"emoji": ":ok:", "users": ["ann"]}]
    assert command("message.pin", message=root.id, on=True)["message"]["pinned"] == "ann"
    assert command("thread.lock", message=root.id, on=True)["message"]["replies"]["locked"] is True
    # A reply's number will do for its thread's.
    reply = sent["message"]
    assert command("thread.follow", message=reply["id"], on=True)["thread"]["root"] == root.id
    assert command("thread.read", message=reply["id"], seq=reply["seq"])["thread"]["unread"] == 0
    voted = command("poll.vote", message=poll.id, options=[1])
    assert voted["message"]["extra"]["poll"]["options"][1]["users"] == ["ann"]
    assert command("poll.close", message=poll.id)["message"]["extra"]["poll"]["closed_at"]
    assert command("room.unread", room=hall, seq=root.seq)["unread"] == 1


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        (
            {"type": "message.send", "room": 1, "body": "x", "client_id": "c", "files": ["x"] * 11},
            422,
            "files",
        ),
        ({"type": "message.send", "room": 1, "body": "x", "client_id": "c", "kind": "shout"}, 422, "kind"),
        ({"type": "message.send", "room": 1, "body": "x", "client_id": "c", "thread": 0}, 422, "thread"),
        ({"type": "message.react", "message": 10**9, "emoji": ":a:", "on": True}, 404, None),
        ({"type": "message.react", "message": 1, "emoji": "", "on": True}, 422, "emoji"),
        ({"type": "message.pin", "message": 1, "on": 1}, 422, "on"),
        ({"type": "poll.vote", "message": 1, "options": ["0"]}, 422, "options.0"),
        ({"type": "thread.follow", "message": 10**9, "on": True}, 404, None),
        ({"type": "thread.read", "message": 1, "seq": -1}, 422, "seq"),
        ({"type": "room.unread", "room": 1, "seq": None}, 422, "seq"),
        ({"type": "message.send", "room": "1", "body": "x", "client_id": "c"}, 422, "room"),
        ({"type": "message.send", "room": 1, "body": "x", "client_id": "c", "more": 1}, 422, "more"),
        ({"type": "message.send", "room": 10**9, "body": "x", "client_id": "c"}, 404, None),
        ({"type": "message.send", "room": 10**30, "body": "x", "client_id": "c"}, 422, "room"),
        ({"type": "message.edit", "message": 10**9, "body": "x"}, 404, None),
        ({"type": "message.delete", "message": True}, 422, "message"),
        ({"type": "room.read", "room": 1, "seq": -1}, 422, "seq"),
        ({"type": "typing", "room": 1, "active": "yes"}, 422, "active"),
        ({"type": "typing", "room": 10**9, "active": True}, 404, None),
    ],
)
def test_bad_commands_are_named(fields: dict[str, object], status: int, field: str | None) -> None:
    answer = Api(person("ann")).post("/commands", fields)
    assert (answer.status_code, answer.json()["error"].get("field")) == (status, field)


class Ear:
    """A reader that keeps the ephemerals it hears."""

    def __init__(self, who: Identity) -> None:
        self.id, self.identity = f"ear-{who.user_id}", who
        self.heard: list[dict[str, Any]] = []

    def feed(self, *args: object) -> None: ...
    def reset(self, *args: object) -> None: ...
    def dropped(self, *args: object) -> None: ...

    def feed_ephemeral(self, stream: str, payload: bytes, frame: bytes, origin: str) -> None:
        self.heard.append(json.loads(payload) | {"origin": origin})


@pytest_asyncio.fixture
async def running(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hub]:
    buckets = Buckets(0.001, 5)
    monkeypatch.setattr(limits, "typing", lambda: buckets)
    monkeypatch.setattr(typing, "writers", typing.Remembered())
    yield hub()
    await stop_hub()
    writer.flush()


def prepare() -> tuple[int, Identity, Identity, Identity]:
    ann, bo, cy = person("ann"), person("bo"), person("cy")
    hall = room(ann, bo, visibility="public").id

    def who(user: Any) -> Identity:
        return Identity(user.pk, user.username, user.username, 1, False, "test")

    return hall, who(ann), who(bo), who(cy)


async def listen(running: Hub, hall: int, who: Identity) -> Ear:
    ear = Ear(who)
    await running.subscribe(ear, {f"room:{hall}": None})  # type: ignore[arg-type]
    return ear


async def test_typing_reaches_the_room_and_nothing_is_stored(running: Hub) -> None:
    hall, ann, bo, _ = await in_db(prepare)
    ear, mouth = await listen(running, hall, bo), await listen(running, hall, ann)
    await type_(Caller(ann, mouth.id), TypingCommand(room=hall, active=True))
    assert ear.heard == [
        {
            "type": "typing",
            "stream": f"room:{hall}",
            "user": "ann",
            "active": True,
            "thread": None,
            "expires": 6,
            "origin": mouth.id,
        }
    ]


async def test_only_who_may_write_is_shown_typing(running: Hub) -> None:
    hall, ann, bo, cy = await in_db(prepare)
    ear = await listen(running, hall, bo)
    with pytest.raises(Refused):  # not subscribed
        await type_(Caller(ann, "some-connection"), TypingCommand(room=hall, active=True))
    outsider = await listen(running, hall, cy)  # may read the public room, not write in it
    for caller in (Caller(cy, outsider.id), Caller(cy)):
        with pytest.raises(Refused) as caught:
            await type_(caller, TypingCommand(room=hall, active=True))
        assert caught.value.code == "forbidden"
    assert ear.heard == []


async def test_a_keystroke_costs_no_query(running: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hall, ann, bo, _ = await in_db(prepare)
    ear = await listen(running, hall, bo)
    asked = []

    def counting(*args: Any) -> Any:
        asked.append(args)

    monkeypatch.setattr(typing, "standing_for", counting)
    for _ in range(8):
        await type_(Caller(ann), TypingCommand(room=hall, active=True))
    assert len(asked) == 1
    assert len(ear.heard) == 5  # beyond the burst it is dropped in silence


async def test_who_is_put_out_cannot_be_shown_typing_through_their_socket(running: Hub) -> None:
    hall, ann, bo, _ = await in_db(prepare)
    await in_db(_close, hall)
    mouth = await listen(running, hall, bo)
    await type_(Caller(bo, mouth.id), TypingCommand(room=hall, active=True))
    await append_async(RemoveMember(ann.user_id, hall, bo.user_id))
    async with asyncio.timeout(5):
        while running.is_subscribed(mouth.id, f"room:{hall}"):
            await asyncio.sleep(0.005)
    with pytest.raises(Refused):
        await type_(Caller(bo, mouth.id), TypingCommand(room=hall, active=True))


def _close(hall: int) -> None:
    from rooms.models import Room

    Room.objects.filter(pk=hall).update(visibility="private")


def test_remembering_ends_and_is_bounded() -> None:
    now = [0.0]
    remembered = typing.Remembered(size=2, clock=lambda: now[0])
    for room_id in (1, 2, 3):
        remembered.add(1, room_id)
    assert [remembered.has(1, room_id) for room_id in (1, 2, 3)] == [False, True, True]
    now[0] = typing.TRUSTED_SECONDS + 0.1
    assert not remembered.has(1, 3)
