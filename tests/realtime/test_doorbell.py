"""The doorbell over a Channels layer that crosses processes: what is rung is heard, and an outage passes."""

import asyncio
from collections.abc import Callable

import pytest
from channels.layers import InMemoryChannelLayer
from channels_redis.pubsub import RedisPubSubChannelLayer

from realtime import doorbell
from realtime.doorbell import Doorbell, Ring, decode, encode, group_of
from realtime.streams import Batch, Change
from tests.services import Redis


def batch(after: int, payload: bytes = b"{}") -> Batch:
    return Batch("room:7", "e", after, after + 1, (Change(after + 1, payload, "origin", True),))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def redis_layer(redis_server: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = [{"address": redis_server.url, "socket_timeout": None}]
    monkeypatch.setattr(doorbell, "get_channel_layer", lambda: RedisPubSubChannelLayer(hosts=hosts))


async def pair() -> tuple[Doorbell, Doorbell, list[Ring]]:
    heard: list[Ring] = []
    ringing, hearing = Doorbell(lambda _: None), Doorbell(heard.append)
    ringing.start()
    hearing.start()
    await hearing.join(group_of("room:7"))
    await until(lambda: hearing.joined(group_of("room:7")))
    return ringing, hearing, heard


async def test_a_bell_carries_the_changes(redis_layer: None) -> None:
    ringing, hearing, heard = await pair()
    ringing.ring(group_of("room:7"), encode(batch(4, "grüße".encode()), ringing.node))
    ringing.ring(group_of("room:8"), encode(batch(9), ringing.node))
    await until(lambda: len(heard) == 1)
    assert decode(heard[0]) == batch(4, "grüße".encode())
    assert heard[0]["node"] == ringing.node
    await ringing.stop()
    await hearing.stop()


def test_a_batch_too_large_to_carry_is_only_announced() -> None:
    ring = encode(batch(1, b"x" * (doorbell.MAX_CARRIED + 1)), "node")
    assert decode(ring) is None
    assert (ring["after"], ring["upto"]) == (1, 2)


async def test_it_rings_again_after_an_outage(redis_layer: None, redis_server: Redis) -> None:
    ringing, hearing, heard = await pair()
    redis_server.stop(kill=True)
    ringing.ring(group_of("room:7"), encode(batch(1), ringing.node))
    await until(lambda: not ringing.up)
    redis_server.start()
    number = 1

    def rung() -> bool:
        nonlocal number
        number += 1
        ringing.ring(group_of("room:7"), encode(batch(number), ringing.node))
        return bool(heard)

    async with asyncio.timeout(15):
        while not rung():
            await asyncio.sleep(0.1)
    assert ringing.up
    await ringing.stop()
    await hearing.stop()


async def test_in_memory_there_is_nobody_to_ring_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell, "get_channel_layer", InMemoryChannelLayer)
    bell = Doorbell(lambda _: None)
    bell.start()
    await bell.join("stream.room.7")
    bell.ring("stream.room.7", encode(batch(1), bell.node))
    assert bell.alone and bell.up
    await bell.stop()
