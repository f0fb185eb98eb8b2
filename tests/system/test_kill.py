"""kill -9 at random instants while people chat: nothing acknowledged or shown is lost, doubled or reordered."""

import asyncio
import random
from pathlib import Path

import pytest

from tests.server import Server
from tests.system.api import Api
from tests.system.chatters import Chatter, check

ROUNDS = 50
LIMITS = {"MESSAGES_PER_SECOND": "100000", "MESSAGES_BURST": "100000"}
LIMITS |= {"COMMANDS_PER_SECOND": "100000", "COMMANDS_BURST": "100000"}


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_messages_survive_kill_nine(tmp_path: Path) -> None:
    dice = random.Random(20261121)
    server = Server(tmp_path, env=LIMITS)
    tokens = server.create_users("ann", "bo", "chi")
    server.start()
    room = Api(server.url, tokens["ann"]).create_room("crash", ["bo", "chi"])
    chatters = [Chatter(name, token, server.ws_url, room) for name, token in tokens.items()]
    for _ in range(ROUNDS):
        stop = asyncio.Event()
        running = [asyncio.create_task(c.run(send=c.name != "chi", stop=stop, pace=0.002)) for c in chatters]
        await asyncio.sleep(dice.uniform(0.15, 0.7))  # the instant of the crash is meant to be random
        server.kill()
        stop.set()
        await asyncio.gather(*running)
        await asyncio.to_thread(server.start)
        check(chatters, Api(server.url, tokens["ann"]).all_messages(room))
    stop = asyncio.Event()
    running = [asyncio.create_task(c.run(send=False, stop=stop, pace=0.01)) for c in chatters]
    async with asyncio.timeout(30):
        while any(c.pending for c in chatters):
            await asyncio.sleep(0.02)
        stored = Api(server.url, tokens["ann"]).all_messages(room)
        while any(c.seq < stored[-1]["created_seq"] for c in chatters):
            await asyncio.sleep(0.02)
    stop.set()
    await asyncio.gather(*running)
    server.terminate()
    check(chatters, stored)
    assert sum(len(c.acked) for c in chatters) > ROUNDS
    assert all(len(c.told) == len(stored) for c in chatters)
