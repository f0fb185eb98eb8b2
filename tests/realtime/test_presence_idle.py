"""Online, idle, offline on a real server: over several devices of one person, as somebody else sees it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.server import Server
from tests.sockets import Socket, open_socket


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    with Server(tmp_path_factory.mktemp("idle")) as running:
        yield running


@pytest.fixture(scope="module")
def tokens(server: Server) -> dict[str, str]:
    return server.create_users("ann", "bo")


@pytest.fixture(scope="module")
def stream(server: Server, tokens: dict[str, str]) -> str:
    made = server.python(
        "from accounts.models import User\n"
        "from tests.people import room\n"
        "ann, bo = User.objects.get(username='ann'), User.objects.get(username='bo')\n"
        "print(room(ann, bo).id)"
    )
    return f"room:{made.split()[-1]}"


@pytest_asyncio.fixture
async def ann(server: Server, tokens: dict[str, str], stream: str) -> AsyncIterator[Socket]:
    async with open_socket(server.ws_url, tokens["ann"]) as socket:
        await socket.subscribe(stream)
        yield socket


async def test_idle_when_all_devices_are(
    server: Server, tokens: dict[str, str], stream: str, ann: Socket
) -> None:
    async with open_socket(server.ws_url, tokens["bo"]) as laptop:
        await laptop.subscribe(stream)
        await ann.event("presence", user="bo", online=True, idle=False)
        async with open_socket(server.ws_url, tokens["bo"]) as phone:
            await phone.subscribe(stream)
            assert await laptop.ok("presence.idle", idle=True) == {}
            # Both commands are handled in order: had the first alone been told, it would have come before.
            await phone.ok("presence.idle", idle=True)
            await ann.event("presence", user="bo", online=True, idle=True)
            assert await state(ann, stream, "bo") == "idle"
            del ann.seen[:]
            await phone.ok("presence.idle", idle=False)
            await ann.event("presence", user="bo", online=True, idle=False)
            assert await state(ann, stream, "bo") == "online"
            del ann.seen[:]
        # The phone that was at work goes; the idle laptop is what is left.
        await ann.event("presence", user="bo", online=True, idle=True)
        del ann.seen[:]
    gone = await ann.event("presence", user="bo", online=False)
    assert gone["idle"] is False
    assert await state(ann, stream, "bo") == "offline"


async def test_one_idle_device_beside_one_at_work_is_not_idle(
    server: Server, tokens: dict[str, str], stream: str, ann: Socket
) -> None:
    async with (
        open_socket(server.ws_url, tokens["bo"]) as one,
        open_socket(server.ws_url, tokens["bo"]) as two,
    ):
        await one.subscribe(stream)
        await two.subscribe(stream)
        await one.ok("presence.idle", idle=True)
        await two.ok("presence.idle", idle=True)
        await ann.event("presence", user="bo", idle=True)
        del ann.seen[:]
        await two.ok("presence.idle", idle=False)
        await ann.event("presence", user="bo", idle=False, online=True)
        await one.ok("presence.idle", idle=False)
        await one.ok("presence.idle", idle=True)
        assert await state(ann, stream, "bo") == "online"


async def test_idle_wants_a_boolean(server: Server, tokens: dict[str, str]) -> None:
    async with open_socket(server.ws_url, tokens["bo"]) as socket:
        assert (await socket.refused("presence.idle", idle="yes"))["field"] == "idle"


async def state(socket: Socket, stream: str, user: str) -> str:
    standing = await socket.subscribe(stream)
    if user not in standing["online"]:
        return "offline"
    return "idle" if user in standing["idle"] else "online"
