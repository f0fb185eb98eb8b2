"""People on different nodes are in one room: they chat, see each other type, come and go; rights travel too."""

import asyncio
import json

import pytest

from tests.sockets import open_socket
from tests.system.chatters import Chatter, all_told, check
from tests.system.conftest import Cluster

pytestmark = pytest.mark.postgres


async def test_chat_typing_and_presence_cross_nodes(cluster: Cluster) -> None:
    stream = f"room:{cluster.room}"
    async with open_socket(cluster.a.ws_url, cluster.tokens["ann"]) as ann:
        await ann.subscribe(stream)
        async with open_socket(cluster.b.ws_url, cluster.tokens["bo"]) as bo:
            standing = await bo.subscribe(stream)
            if "ann" not in standing["online"]:  # the news may be on its way
                await bo.event("presence", user="ann", online=True)
            await ann.event("presence", user="bo", online=True)
            await bo.ok("typing", room=cluster.room, active=True)
            assert (await ann.event("typing", user="bo"))["active"] is True
            sent = await bo.ok("message.send", room=cluster.room, body="from the other node", client_id="x1")
            event = await ann.event("message.created")
            assert event["message"] == sent["message"]
        await ann.event("presence", user="bo", online=False)


async def test_a_member_who_is_removed_on_one_node_hears_nothing_on_the_other(cluster: Cluster) -> None:
    stream = f"room:{cluster.room}"
    async with open_socket(cluster.b.ws_url, cluster.tokens["dev"]) as dev:
        await dev.subscribe(stream)
        await asyncio.to_thread(cluster.api("ann").call, "DELETE", f"/rooms/{cluster.room}/members/dev", 204)
        dropped = await dev.wait(lambda f: f.get("type") == "dropped", timeout=5)
        assert (dropped["stream"], dropped["code"]) == (stream, "forbidden")
        assert (await dev.refused("message.send", room=cluster.room, body="hm", client_id="y"))["code"] in (
            "not_found",
            "forbidden",
        )
        assert (await dev.subscribe(stream))["status"] == "forbidden"


async def test_signing_out_closes_sockets_on_every_node(cluster: Cluster) -> None:
    token = cluster.a.create_token("chi")
    async with open_socket(cluster.b.ws_url, token) as chi:
        await chi.event("hello")
        tokens = cluster.api("chi").call("GET", "/tokens")["tokens"]
        newest = max(each["id"] for each in tokens)
        await asyncio.to_thread(cluster.api("chi").call, "DELETE", f"/tokens/{newest}", 204)
        assert (await chi.wait_closed(5))[0] == 4401


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", ["restart", "flush"])
async def test_redis_fails_under_load(cluster: Cluster, fault: str) -> None:
    """Latency is all it costs: nothing is lost, doubled or out of order, and all are whole within 10 s."""
    room = cluster.api("ann").create_room(f"fault {fault}", ["bo", "chi"])
    urls = {"ann": cluster.a.ws_url, "bo": cluster.b.ws_url, "chi": cluster.b.ws_url}
    chatters = [Chatter(name, cluster.tokens[name], url, room) for name, url in urls.items()]
    stop, quiet = asyncio.Event(), asyncio.Event()
    running = [asyncio.create_task(c.run(send=True, stop=quiet, pace=0.01)) for c in chatters]
    await progress(chatters, 50)
    for _ in range(3):
        if fault == "restart":
            await asyncio.to_thread(cluster.redis.stop, kill=True)
            await progress(chatters, 30)  # it goes on without Redis
            await asyncio.to_thread(cluster.redis.start)
        else:
            await flush(cluster)
        await progress(chatters, 50)
    quiet.set()
    await asyncio.gather(*running)
    running = [asyncio.create_task(c.run(send=False, stop=stop, pace=0.01)) for c in chatters]
    async with asyncio.timeout(10):
        while any(c.pending for c in chatters):
            await asyncio.sleep(0.02)
        stored = cluster.api("ann").all_messages(room)
        while any(c.seq < stored[-1]["created_seq"] for c in chatters):
            await asyncio.sleep(0.02)
    stop.set()
    await asyncio.gather(*running)
    check(chatters, stored)
    assert all_told(chatters, stored)
    if fault == "restart":
        async with asyncio.timeout(10):  # and the doorbell rings again
            while json.loads((await asyncio.to_thread(cluster.b.get, "/readyz"))[1])["status"] != "ready":
                await asyncio.sleep(0.1)


async def progress(chatters: list[Chatter], messages: int) -> None:
    """Wait until everybody has had so many more messages acknowledged, and heard as many."""
    goal = [(len(c.acked) + messages, len(c.told) + messages) for c in chatters]
    async with asyncio.timeout(60):
        while any(len(c.acked) < a or len(c.told) < t for c, (a, t) in zip(chatters, goal, strict=True)):
            await asyncio.sleep(0.02)


async def flush(cluster: Cluster) -> None:
    """Forget everything in Redis and cut every connection to it."""
    from redis.asyncio import Redis as Client

    client = Client.from_url(cluster.redis.url)
    await client.flushall()
    await client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
    await client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    await client.aclose()


async def test_a_room_that_turns_private_leaves_outsiders_out_everywhere(cluster: Cluster) -> None:
    """A guest reads a public room's chat and document on one node; on the other its owner makes it private."""
    from websockets.asyncio.client import connect

    owner = cluster.api("ann")
    room = owner.call("POST", "/rooms", 201, json={"name": "open", "visibility": "public"})["id"]
    document = owner.call("POST", f"/rooms/{room}/documents", 201, json={"title": "Plan"})["id"]
    token = cluster.tokens["dev"]
    async with (
        open_socket(cluster.b.ws_url, token) as dev,
        connect(f"{cluster.b.ws_url}/ws/documents/{document}?token={token}") as reading,
    ):
        assert (await dev.subscribe(f"room:{room}"))["status"] == "live"
        await asyncio.wait_for(reading.recv(), 10)
        await asyncio.to_thread(owner.call, "PATCH", f"/rooms/{room}", 200, json={"visibility": "private"})
        await dev.wait(lambda f: f.get("type") == "dropped" and f["stream"] == f"room:{room}", timeout=5)
        await asyncio.wait_for(reading.wait_closed(), 5)
        assert reading.close_code == 4403
