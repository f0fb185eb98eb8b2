"""The JSON socket on a real server: greetings, refusals that name what is wrong, and closes with a reason."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Kind, Server
from tests.sockets import open_socket


@pytest.fixture(scope="module", params=["serve", "daphne"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    kind: Kind = request.param
    directory: Path = tmp_path_factory.mktemp(kind)
    with Server(directory, kind=kind) as running:
        yield running


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    return server.create_users("ann")["ann"]


async def test_hello_says_who_one_is(server: Server, token: str) -> None:
    async with open_socket(server.ws_url, token) as socket:
        hello = await socket.event("hello")
        assert hello["user"]["username"] == "ann"
        assert hello["protocol"] == 1
        assert socket.ws.subprotocol == "collab.v1"
        assert await socket.ok("ping") == {}


async def test_a_bad_token_is_told_so(server: Server) -> None:
    async with open_socket(server.ws_url, "nonsense") as socket:
        code, reason = await socket.wait_closed()
        assert code == 4401
        assert reason or server.kind == "daphne"  # daphne does not pass reasons on


async def test_no_credential_is_told_so(server: Server) -> None:
    async with open_socket(server.ws_url) as socket:
        assert (await socket.wait_closed())[0] == 4401


@pytest.mark.parametrize(
    ("raw", "code", "field", "number"),
    [
        ("this is not json", "bad_request", None, 0),
        ("[1, 2]", "bad_request", None, 0),
        ('{"id": 5, "type": "no.such"}', "unknown_command", "type", 5),
        ('{"id": 6}', "unknown_command", "type", 6),
        ('{"id": 7, "type": "subscribe", "streams": "room:1"}', "invalid", "streams", 7),
        ('{"id": 8, "type": "subscribe", "streams": [{"stream": 1}]}', "invalid", "streams.0.stream", 8),
        ('{"id": 9, "type": "ping", "extra": 1}', "invalid", "extra", 9),
        ('{"id": "ten", "type": "ping"}', "invalid", "id", 0),
    ],
)
async def test_bad_commands_name_their_fault(
    server: Server, token: str, raw: str, code: str, field: str | None, number: int
) -> None:
    async with open_socket(server.ws_url, token) as socket:
        await socket.event("hello")
        await socket.send_raw(raw)
        answer = await socket.event("error")
        assert (answer["error"]["code"], answer["error"].get("field"), answer["id"]) == (code, field, number)
        assert await socket.ok("ping") == {}  # and the socket lives


async def test_a_binary_frame_and_one_too_large_are_refused(server: Server, token: str) -> None:
    async with open_socket(server.ws_url, token) as socket:
        await socket.send_raw(b"\x00\x01")
        assert (await socket.event("error"))["error"]["code"] == "bad_request"
        await socket.send_raw(json.dumps({"id": 3, "type": "ping", "x": "y" * 70_000}))
        assert (await socket.event("error", id=3))["error"]["code"] == "too_large"
        assert await socket.ok("ping") == {}


async def test_fragments_and_pings_in_between_are_read(server: Server, token: str) -> None:
    async with open_socket(server.ws_url, token) as socket:
        await socket.event("hello")
        whole = json.dumps({"id": 77, "type": "ping"})
        await socket.ws.send([whole[:5], whole[5:9], whole[9:]])
        await socket.event("ack", id=77)
        await (await socket.ws.ping())
        await asyncio.gather(*(socket.ok("ping") for _ in range(50)))


async def test_foreign_streams_are_forbidden(server: Server, token: str) -> None:
    async with open_socket(server.ws_url, token) as socket:
        for name in ("inbox:999999", "nonsense:1", "room:424242", "", "x"):
            assert (await socket.subscribe(name))["status"] == "forbidden"


async def test_too_many_commands_are_refused_and_then_closed(server: Server, token: str) -> None:
    async with open_socket(server.ws_url, token) as socket:
        await socket.event("hello")
        for number in range(2500):
            await socket.send_raw(json.dumps({"id": number + 10, "type": "ping"}))
        assert (await socket.event("error"))["error"]["code"] == "too_fast"
        assert (await socket.wait_closed())[0] == 4429


async def test_an_unknown_socket_path_is_told_so(server: Server, token: str) -> None:
    from websockets.asyncio.client import connect

    async with connect(f"{server.ws_url}/ws/nothing?token={token}") as ws:
        await ws.wait_closed()
        assert ws.close_code == 4404
