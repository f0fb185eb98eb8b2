"""Polling, long polling and posted commands on a real server: the same changes, the same commands."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.server import Server
from tests.sockets import open_socket
from tests.system.api import Api


@dataclass
class Site:
    server: Server
    ann: Api
    bo: Api
    tokens: dict[str, str]
    room: int


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    server = Server(tmp_path_factory.mktemp("http"))
    tokens = server.create_users("ann", "bo", "eve")
    with server:
        ann, bo = Api(server.url, tokens["ann"]), Api(server.url, tokens["bo"])
        room = ann.create_room("polls", ["bo"], "private")
        yield Site(server, ann, bo, tokens, room)


def say(site: Site, body: str, client_id: str) -> int:
    sent = site.ann.call(
        "POST", f"/rooms/{site.room}/messages", 201, json={"body": body, "client_id": client_id}
    )
    return int(sent["seq"])


def test_a_poll_reads_on_from_its_cursor(site: Site) -> None:
    start = site.bo.call("GET", f"/rooms/{site.room}/changes")["head"]
    first, second = say(site, "one", "p1"), say(site, "two", "p2")
    page = site.bo.call("GET", f"/rooms/{site.room}/changes?after={start}")
    assert [change["seq"] for change in page["changes"]] == [first, second]
    assert [change["message"]["body"] for change in page["changes"]] == ["one", "two"]
    assert (page["head"], page["more"], page["reset"]) == (second, False, False)
    assert site.bo.call("GET", f"/rooms/{site.room}/changes?after={second}")["changes"] == []
    part = site.bo.call("GET", f"/rooms/{site.room}/changes?after={start}&limit=1")
    assert (part["head"], part["more"]) == (first, True)


async def test_a_long_poll_answers_with_the_first_change(site: Site) -> None:
    cursor = site.bo.call("GET", f"/rooms/{site.room}/changes")
    path = f"/rooms/{site.room}/changes?after={cursor['head']}&wait=20&epoch={cursor['epoch']}"
    waiting = asyncio.create_task(asyncio.to_thread(site.bo.call, "GET", path))
    seq = await asyncio.to_thread(say, site, "wake up", "p3")
    page = await asyncio.wait_for(waiting, 10)
    assert [change["seq"] for change in page["changes"]] == [seq]


async def test_many_streams_in_one_poll(site: Site) -> None:
    me = site.bo.call("GET", "/me")["id"]
    room, inbox = f"room:{site.room}", f"inbox:{me}"

    def poll(cursors: dict[str, str], wait: int = 0) -> dict[str, dict[str, object]]:
        query = "&".join(f"cursor={name}@{cursor}" for name, cursor in cursors.items())
        found = site.bo.call("GET", f"/changes?{query}&wait={wait}")["streams"]
        return {each["stream"]: each for each in found}

    start = poll({room: "none@0", inbox: "none@0"})
    assert start[room]["reset"] and start[inbox]["reset"]
    cursors = {name: f"{each['epoch']}@{each['head']}" for name, each in start.items()}
    assert poll(cursors) == {}
    waiting = asyncio.create_task(asyncio.to_thread(poll, cursors, 20))
    seq = await asyncio.to_thread(say, site, "many", "p4")
    found = await asyncio.wait_for(waiting, 10)
    assert set(found) == {room}
    assert found[room]["head"] == seq


def test_commands_can_be_posted(site: Site) -> None:
    command = {"type": "message.send", "room": site.room, "body": "by post", "client_id": "c1"}
    first = site.bo.call("POST", "/commands", json=command)
    again = site.bo.call("POST", "/commands", json=command)
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["message"] == again["message"]
    assert site.bo.call("POST", "/commands", json={"type": "ping"}) == {}


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"type": "no.such"}, 400, "unknown_command", "type"),
        ({"type": "subscribe", "streams": []}, 400, "unknown_command", "type"),
        ({"type": "message.send", "room": "x", "body": "a", "client_id": "b"}, 422, "invalid", "room"),
        ({"type": "message.send", "room": 999999, "body": "a", "client_id": "b"}, 404, "not_found", None),
        ([], 400, "bad_request", None),
    ],
)
def test_bad_commands_are_named(site: Site, body: object, status: int, code: str, field: str | None) -> None:
    error = site.bo.call("POST", "/commands", status, json=body)["error"]
    assert (error["code"], error.get("field")) == (code, field)


def test_foreign_rooms_are_not_found(site: Site) -> None:
    eve = Api(site.server.url, site.tokens["eve"])
    assert eve.call("GET", f"/rooms/{site.room}/changes", 404)["error"]["code"] == "not_found"
    assert eve.call("GET", f"/changes?cursor=room:{site.room}@x@0", 404)["error"]["code"] == "not_found"
    assert eve.call("GET", "/changes?cursor=nonsense", 422)["error"]["field"] == "cursor"


def test_nobody_is_told_to_sign_in(site: Site) -> None:
    status, body = site.server.get(f"/api/v1/rooms/{site.room}/changes")
    assert status == 401
    assert b"unauthenticated" in body


async def test_a_poller_and_a_socket_see_the_same_events(site: Site) -> None:
    cursor = site.bo.call("GET", f"/rooms/{site.room}/changes")
    async with open_socket(site.server.ws_url, site.tokens["bo"]) as socket:
        await socket.subscribe(f"room:{site.room}", cursor["epoch"], cursor["head"])
        for n in range(5):
            await asyncio.to_thread(say, site, f"both {n}", f"b{n}")
        last = (await socket.wait(lambda f: f.get("message", {}).get("body") == "both 4"))["seq"]
        polled = site.bo.call("GET", f"/rooms/{site.room}/changes?after={cursor['head']}")
        assert polled["head"] == last
        assert polled["changes"] == socket.events(f"room:{site.room}")
