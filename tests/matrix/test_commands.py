"""Every command of the socket as everybody, and the socket of a document; over the real consumers, in this process."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from channels.testing import WebsocketCommunicator

from config.asgi import application
from realtime.commit import writer
from realtime.db import in_db
from realtime.errors import STATUS
from realtime.hub import stop_hub
from realtime.limits import Buckets, TokenBucket
from realtime.wire import Command
from tests.matrix.commands import COMMANDS
from tests.matrix.rules import ACTORS, OUTSIDERS, needs
from tests.matrix.world import SECRETS, Place, Rooms

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

CLOSED = {401: 4401, 403: 4403, 404: 4403}
"""How a document's socket says it: it tells nobody whether there is one."""


@pytest_asyncio.fixture(autouse=True)
async def kernel(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr(Buckets, "take", lambda *args: True)
    monkeypatch.setattr(TokenBucket, "take", lambda *args: True)
    yield
    await stop_hub()
    writer.flush()


class Voice:
    """An open socket of one person. `heard` is everything that came over it."""

    def __init__(self, rooms: Rooms, name: str, path: str = "/ws/") -> None:
        token = rooms.people.tokens.get(name)
        self.line = WebsocketCommunicator(application, f"{path}?token={token.token}" if token else path)
        self.number, self.heard = 0, list[str]()

    async def ask(self, kind: str, fields: dict[str, Any]) -> int:
        """The outcome as an HTTP status."""
        self.number += 1
        await self.line.send_to(text_data=json.dumps({"id": self.number, "type": kind, **fields}))
        while True:
            self.heard.append(await self.line.receive_from(timeout=20))
            frame = json.loads(self.heard[-1])
            if frame.get("id") == self.number and frame["type"] in ("ack", "error"):
                return _status(frame)

    async def closed(self) -> int:
        """Waits for the server to close; the code."""
        while True:
            sent = await self.line.receive_output(timeout=20)
            if sent["type"] == "websocket.close":
                return int(sent.get("code") or 1000)
            self.heard.append(str(sent))


def _status(frame: dict[str, Any]) -> int:
    if frame["type"] == "error":
        return STATUS[frame["error"]["code"]]
    standings = frame["result"].get("streams", [])
    return 404 if any(each["status"] == "forbidden" for each in standings) else 200


def test_every_command_is_in_the_table() -> None:
    assert sorted(COMMANDS) == sorted(Command.registry)


async def test_nobody_speaks_without_an_account() -> None:
    rooms = await in_db(Rooms, "private")
    voice = Voice(rooms, "anonymous")
    await voice.line.connect()
    assert await voice.closed() == 4401


@pytest.mark.parametrize("kind", ["private", "public"])
async def test_everybody_gives_every_command(kind: str) -> None:
    rooms, found = await in_db(Rooms, kind), list[str]()
    for actor in ACTORS[1:]:
        voice = Voice(rooms, actor.name)
        await voice.line.connect()
        for name, case in COMMANDS.items():
            place: Place = await in_db(lambda: rooms.place)
            status, wanted = await voice.ask(name, case.fields(place)), case.rule(actor, kind)
            if status != wanted:
                found.append(f"{name} as {actor.name}: {status} for {wanted}: {voice.heard[-1]}")
            if case.spends and status == 200:
                rooms.used_up_here()
        if kind == "private" and actor.name in OUTSIDERS:
            found += [f"{actor.name} heard {each}" for each in SECRETS if each in "".join(voice.heard)]
        await voice.line.disconnect()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", ["private", "public"])
async def test_everybody_opens_a_document(kind: str) -> None:
    rooms, rule = await in_db(Rooms, kind), needs("read")
    place: Place = await in_db(lambda: rooms.place)
    for actor in ACTORS:
        voice = Voice(rooms, actor.name, f"/ws/documents/{place.document}")
        await voice.line.connect()
        wanted = rule(actor, kind)
        if wanted == 200:
            assert await voice.line.receive_from(timeout=20), actor.name
            await voice.line.disconnect()
        else:
            assert await asyncio.wait_for(voice.closed(), 20) == CLOSED[wanted], actor.name
            assert voice.heard == [], actor.name
