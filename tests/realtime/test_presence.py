"""One contract, two twins."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio

from realtime.presence.contract import Presence
from realtime.presence.memory import MemoryPresence
from realtime.presence.redis import RedisPresence
from tests.services import Redis

LEASE = 0.4


@dataclass
class Twin:
    store: Presence
    pass_time: Callable[[float], Awaitable[None]]


@pytest_asyncio.fixture(params=["memory", "redis"])
async def twin(request: pytest.FixtureRequest) -> AsyncIterator[Twin]:
    if request.param == "memory":
        now = 0.0

        async def advance(seconds: float) -> None:
            nonlocal now
            now += seconds

        yield Twin(MemoryPresence(LEASE, lambda: now), advance)
        return
    server: Redis = request.getfixturevalue("redis_server")
    store = RedisPresence(server.url, LEASE)
    await store._redis.flushall()
    yield Twin(store, asyncio.sleep)  # the lease is Redis' own clock; time really passes
    await store.close()


async def test_people_of_all_nodes_are_online(twin: Twin) -> None:
    await twin.store.renew("a", {1: False, 2: False})
    await twin.store.renew("b", {2: False, 3: True})
    assert await twin.store.online() == {1: False, 2: False, 3: True}


async def test_who_is_active_on_one_node_is_not_idle(twin: Twin) -> None:
    await twin.store.renew("a", {1: True, 2: True})
    await twin.store.renew("b", {1: False, 2: True})
    assert await twin.store.online() == {1: False, 2: True}
    await twin.store.drop("b")
    assert await twin.store.online() == {1: True, 2: True}


async def test_a_renewal_replaces_the_list(twin: Twin) -> None:
    await twin.store.renew("a", {1: False, 2: False})
    await twin.store.renew("a", {2: False})
    assert await twin.store.online() == {2: False}
    await twin.store.renew("a", {})
    assert await twin.store.online() == {}


async def test_who_is_on_two_nodes_stays_when_one_goes(twin: Twin) -> None:
    await twin.store.renew("a", {1: False})
    await twin.store.renew("b", {1: False})
    await twin.store.drop("a")
    assert await twin.store.online() == {1: False}
    await twin.store.drop("b")
    assert await twin.store.online() == {}


async def test_a_node_that_died_is_forgotten(twin: Twin) -> None:
    await twin.store.renew("dead", {1: False})
    await twin.pass_time(LEASE * 0.7)
    await twin.store.renew("alive", {2: False})
    await twin.pass_time(LEASE * 0.7)
    assert await twin.store.online() == {2: False}


async def test_dropping_an_unknown_node_is_no_error(twin: Twin) -> None:
    await twin.store.drop("nobody")
    assert await twin.store.online() == {}
