"""Thousands of notifications on two nodes while streams break all the time, both nodes restart and Redis is away: each
person's stream and inbox are equal, nothing is lost and nothing comes twice.

NOTICES: how many notifications (10,000 in the full run, 3,000 else). OUTAGE_SECONDS: how long Redis is away (there 30,
else 6).
"""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.notifications.remote import Person
from tests.server import Server
from tests.services import Redis

pytestmark = [pytest.mark.asyncio, pytest.mark.slow, pytest.mark.postgres, pytest.mark.load]

NOTICES = int(os.environ.get("NOTICES", "3000"))
OUTAGE_SECONDS = float(os.environ.get("OUTAGE_SECONDS", "6"))
CONNECTS = 50
"""For each connection at most so many notifications: streams break all the time."""
NAMES = [f"p{n}" for n in range(8)]
AT_ONCE = 40
MOST_PATIENT = 32.0
START_SECONDS = 120
EVERY = 10
"""So many calls make one announcement."""


class Wanderer(Person):
    """Somebody whose connection breaks all the time, now at this node, now at that."""

    def __init__(self, urls: list[str], token: str) -> None:
        super().__init__(urls[0], token)
        self.lines = [self.http, *(Person(url, token).http for url in urls[1:])]
        self.connects = self._counted = self._told = 0

    @property
    def told(self) -> int:
        """How many notifications came; what was counted is not counted again."""
        fresh = self.messages[self._counted :]
        self._counted = len(self.messages)
        self._told += sum(message.event == "notification.created" for message in fresh)
        return self._told

    def has_all(self, expected: set[int], sent: asyncio.Event) -> bool:
        return sent.is_set() and self.told >= len(expected)

    async def wander(self, random: Random, expected: set[int], sent: asyncio.Event) -> None:
        """Until everything that was sent has come. Where a connection was cut before it brought anything, the next one
        may last longer: on a busy machine it takes its time to come about."""
        patience = 1.0
        while not self.has_all(expected, sent):
            self.http = random.choice(self.lines)
            before = self.last_id
            try:
                async with (
                    asyncio.timeout(patience * random.uniform(0.05, 0.8)),
                    self.listening() as messages,
                ):
                    self.connects += 1
                    async for _message in messages:
                        if self.has_all(expected, sent):
                            return
            except (TimeoutError, httpx.TransportError):
                await asyncio.sleep(0.01)
            patience = 1.0 if self.last_id != before else min(patience * 2, MOST_PATIENT)

    async def inbox(self) -> list[int]:
        """All that is in it, newest first."""
        found: list[int] = []
        before = ""
        while True:
            page = await self.api("GET", f"/notifications?limit=100{before}")
            found += [each["id"] for each in page["notifications"]]
            if not page["more"]:
                return found
            before = f"&before={found[-1]}"

    async def close(self) -> None:
        for line in self.lines:
            await line.aclose()


class Sender:
    """Staff that does not give up: what is not answered is sent again with the same client_id."""

    def __init__(self, urls: list[str], token: str) -> None:
        self.lines = [Person(url, token).http for url in urls]
        self.sent = 0

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        for attempt in range(1000):
            try:
                answer = await self.lines[attempt % 2].post(f"/api/v1{path}", json=body)
            except httpx.TransportError:
                await asyncio.sleep(0.05)
                continue
            if answer.status_code < 300:
                return answer.json()
            assert answer.status_code in (429, 500, 502, 503), answer.text
            await asyncio.sleep(0.05)
        raise AssertionError("nobody took it")

    async def send_all(self, expected: dict[str, set[int]]) -> None:
        """Everything, noting who has to have what."""
        call = 0
        while self.sent < NOTICES:
            call += 1
            if call % EVERY == 0:
                wish = {"audience": "everyone", "title": "to all", "client_id": f"all-{call}"}
                made = await self.post("/notifications", wish)
                for ids in expected.values():
                    ids.add(made["id"])
                self.sent += 1
                continue
            names = [NAMES[n % len(NAMES)] for n in range(AT_ONCE)]
            wishes = [
                {"user": name, "title": f"{call}.{n}", "client_id": f"{call}.{n}"}
                for n, name in enumerate(names)
            ]
            made = await self.post("/notifications/many", {"notifications": wishes})
            for name, pk in zip(names, made["sent"], strict=True):
                expected[name].add(pk)
            self.sent += len(names)

    async def reached(self, share: float) -> None:
        while self.sent < NOTICES * share:
            await asyncio.sleep(0.02)

    async def close(self) -> None:
        for line in self.lines:
            await line.aclose()


@pytest_asyncio.fixture
async def nodes(
    tmp_path: Path, postgres_url: str, redis_server: Redis
) -> AsyncIterator[tuple[Server, Server, dict[str, str]]]:
    env = {"DATABASE_URL": postgres_url, "REDIS_URL": redis_server.url}
    one, two = Server(tmp_path / "a", env=env), Server(tmp_path / "b", env=env)
    try:
        for each in (one, two):
            each.start(timeout=START_SECONDS)
        yield one, two, one.create_users("boss", staff=True) | one.create_users(*NAMES)
    finally:
        for each in (one, two):
            if each.pid is not None:
                each.kill()


async def disasters(sender: Sender, one: Server, two: Server, redis: Redis) -> None:
    """A restart in good order, a Redis that is gone, a kill."""
    loop = asyncio.get_running_loop()
    await sender.reached(0.2)
    await loop.run_in_executor(None, again, one)
    await sender.reached(0.4)
    await loop.run_in_executor(None, lambda: redis.stop(kill=True))
    await asyncio.sleep(OUTAGE_SECONDS)
    await loop.run_in_executor(None, redis.start)
    await sender.reached(0.7)
    two.kill()
    await loop.run_in_executor(None, lambda: two.start(timeout=START_SECONDS))


def again(server: Server) -> None:
    server.terminate()
    server.start(timeout=START_SECONDS)


@pytest.mark.timeout(600 + OUTAGE_SECONDS)
async def test_streams_and_inboxes_are_equal_after_all_of_it(
    nodes: tuple[Server, Server, dict[str, str]], redis_server: Redis
) -> None:
    one, two, tokens = nodes
    urls = [one.url, two.url]
    sender = Sender(urls, tokens["boss"])
    people = {name: Wanderer(urls, tokens[name]) for name in NAMES}
    for person in people.values():  # everybody has a place before anything is sent
        async with person.listening() as messages:
            await anext(messages)
    expected: dict[str, set[int]] = {name: set() for name in NAMES}
    sent = asyncio.Event()
    wanderings = [
        asyncio.ensure_future(person.wander(Random(n), expected[name], sent))
        for n, (name, person) in enumerate(people.items())
    ]
    trouble = asyncio.ensure_future(disasters(sender, one, two, redis_server))
    sending = asyncio.ensure_future(sender.send_all(expected))
    await asyncio.gather(sending, trouble)
    sent.set()
    done, waiting = await asyncio.wait(wanderings, timeout=120)
    missing = {name: len(expected[name] - set(person.ids)) for name, person in people.items()}
    assert not waiting, f"still waiting: {missing}"
    await asyncio.gather(*done)
    for name, person in people.items():
        assert len(person.ids) == len(set(person.ids)), f"{name} was told something twice"
        assert set(person.ids) == expected[name]
        assert sorted(await person.inbox()) == sorted(person.ids)
        for stream in ("inbox:", "announcements:"):
            seqs = person.seqs(stream)
            assert seqs == sorted(set(seqs))
        assert person.resets == 0
    assert sum(person.connects for person in people.values()) >= NOTICES / CONNECTS
    for person in people.values():
        await person.close()
    await sender.close()
