"""kill -9 at random instants while people chat and write: nothing acknowledged, saved or shown is lost, doubled
or out of order."""

import asyncio
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.server import Server
from tests.system import chatters, editors
from tests.system.api import Api
from tests.system.chatters import Chatter
from tests.system.conftest import UNLIMITED
from tests.system.editors import Editor

ROUNDS = 50 if os.environ.get("TEST_BACKEND", "sqlite") == "sqlite" else 10
PEOPLE = ("ann", "bo", "chi")
READER = "chi"
"""Reads everything and writes nothing, so that all that is told to somebody is checked."""


class Crash:
    """A server to be killed, and people who go on whatever happens."""

    def __init__(self, directory: Path) -> None:
        self.server = Server(directory, env=UNLIMITED)
        tokens = self.server.create_users(*PEOPLE)
        self.server.start()
        self.api = Api(self.server.url, tokens["ann"])
        self.room = self.api.create_room("crash", ["bo", "chi"])
        created = self.api.call("POST", f"/rooms/{self.room}/documents", 201, json={"title": "Crash"})
        self.document = created["id"]
        path = f"{self.server.ws_url}/ws/documents/{self.document}?ack=1&token="
        self.chatters = [
            Chatter(name, token, self.server.ws_url, self.room) for name, token in tokens.items()
        ]
        self.editors = [Editor(name, path + token) for name, token in tokens.items()]

    def start(self, stop: asyncio.Event, *, work: bool) -> list[asyncio.Task[None]]:
        """Everybody connects; with `work` they send and write."""
        tasks = [c.run(send=work and c.name != READER, stop=stop, pace=0.002) for c in self.chatters]
        tasks += [e.run(write=work and e.name != READER, stop=stop, pace=0.01) for e in self.editors]
        return [asyncio.create_task(task) for task in tasks]

    async def check(self) -> None:
        """Compare what people were told with what is stored."""
        messages = await asyncio.to_thread(self.api.all_messages, self.room)
        paragraphs = await asyncio.to_thread(self.paragraphs)
        chatters.check(self.chatters, messages)
        editors.check(self.editors, paragraphs)

    def paragraphs(self) -> list[str]:
        """The document's paragraphs."""
        text: str = self.api.call("GET", f"/documents/{self.document}")["text"]
        return text.split()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.05)


@pytest.mark.slow
@pytest.mark.timeout(1200)
async def test_nothing_is_lost_on_kill_nine(tmp_path: Path) -> None:
    dice = random.Random(20261121)
    crash = Crash(tmp_path)
    for _ in range(ROUNDS):
        stop = asyncio.Event()
        running = crash.start(stop, work=True)
        await asyncio.sleep(dice.uniform(0.15, 0.7))  # the instant of the crash is meant to be random
        crash.server.kill()
        stop.set()
        await asyncio.gather(*running)
        await asyncio.to_thread(crash.server.start)
        await crash.check()
    await everybody_catches_up(crash)
    await crash.check()
    crash.server.terminate()
    assert sum(len(c.acked) for c in crash.chatters) > ROUNDS
    assert sum(len(e.saved) for e in crash.editors) > ROUNDS
    assert len(crash.editors[-1].seen) > ROUNDS


async def everybody_catches_up(crash: Crash) -> None:
    """What was not acknowledged is sent again, once, and all end equal."""
    stop = asyncio.Event()
    running = crash.start(stop, work=False)
    await until(lambda: not any(c.pending for c in crash.chatters))
    stored = await asyncio.to_thread(crash.api.all_messages, crash.room)
    await until(lambda: all(c.seq >= stored[-1]["created_seq"] for c in crash.chatters))
    everything = {token for e in crash.editors for token in e.written}
    await until(lambda: all(set(e.tokens()) == everything for e in crash.editors))
    stop.set()
    await asyncio.gather(*running)
    assert chatters.all_told(crash.chatters, stored)
    texts = [e.tokens() for e in crash.editors]
    assert texts == [await asyncio.to_thread(crash.paragraphs)] * len(texts)
