"""People on different nodes are in one room: they chat, see each other type, come and go; rights travel too."""

import asyncio
import json
from typing import Any

import pytest

from tests.sockets import Socket, open_socket
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


async def own_stream(socket: Socket) -> str:
    """Hears the person's inbox; its name."""
    stream = f"inbox:{(await socket.event('hello'))['user']['id']}"
    assert (await socket.subscribe(stream))["status"] == "live"
    return stream


async def heard(socket: Socket, kind: str, place: str, **expected: Any) -> Any:
    """Waits for an event whose object at `place` has these fields; the object."""

    def fits(frame: dict[str, Any]) -> bool:
        found = frame.get(place)
        return (
            frame.get("type") == kind
            and isinstance(found, dict)
            and all(found.get(k) == v for k, v in expected.items())
        )

    return (await socket.wait(fits))[place]


async def test_what_is_done_with_messages_on_one_node_is_seen_on_the_other(cluster: Cluster) -> None:
    """Reaction, reply, pin, vote: Bo acts on node B, Ann watches on node A."""
    owner, bo = cluster.api("ann", cluster.b), cluster.api("bo", cluster.b)
    room = cluster.api("ann").create_room("facets", ["bo"], "private")
    async with open_socket(cluster.a.ws_url, cluster.tokens["ann"]) as ann:
        await ann.subscribe(f"room:{room}")

        async def act(api: Any, method: str, path: str, expect: int = 200, **body: Any) -> Any:
            return await asyncio.to_thread(api.call, method, path, expect, json=body)

        root = (await act(bo, "POST", f"/rooms/{room}/messages", 201, body="root", client_id="r"))["id"]
        await act(bo, "PUT", f"/messages/{root}/reactions/👍")
        await heard(ann, "message.updated", "message", id=root, reactions=[{"emoji": "👍", "users": ["bo"]}])
        reply = {"body": "below", "client_id": "r2", "thread": root}
        await act(bo, "POST", f"/rooms/{room}/messages", 201, **reply)
        await heard(ann, "message.created", "message", body="below", thread=root)
        changed = await ann.wait(
            lambda f: f.get("type") == "message.updated" and f["message"]["replies"] is not None
        )
        assert (changed["message"]["id"], changed["message"]["replies"]["count"]) == (root, 1)
        await act(owner, "PUT", f"/messages/{root}/pin")
        await heard(ann, "message.updated", "message", id=root, pinned="ann")
        await act(bo, "POST", f"/rooms/{room}/slash", text='/poll "When?" "now" "later"', client_id="p")
        poll = await ann.wait(
            lambda f: f.get("type") == "message.created" and bool((f["message"]["extra"] or {}).get("poll"))
        )
        await act(bo, "POST", f"/messages/{poll['message']['id']}/votes", options=[1])
        voted = await heard(ann, "message.updated", "message", id=poll["message"]["id"])
        assert [each["users"] for each in voted["extra"]["poll"]["options"]] == [[], ["bo"]]


async def test_what_a_person_keeps_on_one_node_is_on_their_device_at_the_other(cluster: Cluster) -> None:
    """Draft, saved, favourite: Bo's laptop is on node B, his phone on node A."""
    laptop = cluster.api("bo", cluster.b)
    root = laptop.call("POST", f"/rooms/{cluster.room}/messages", 201, json={"body": "x", "client_id": "k"})
    async with open_socket(cluster.a.ws_url, cluster.tokens["bo"]) as phone:
        await own_stream(phone)

        async def act(method: str, path: str, expect: int = 200, **body: Any) -> None:
            await asyncio.to_thread(laptop.call, method, path, expect, json=body)

        await act("PUT", f"/rooms/{cluster.room}/draft", body="half a thought")
        await heard(phone, "draft.changed", "draft", room=cluster.room, body="half a thought")
        await act("PUT", f"/messages/{root['id']}/saved", 204)
        await phone.event("saved.changed", message=root["id"], saved=True)
        await act("PUT", f"/rooms/{cluster.room}/favourite")
        await heard(phone, "room.joined", "room", id=cluster.room, favourite=True)


async def test_people_and_rooms_change_across_nodes(cluster: Cluster) -> None:
    """A direct room, a request to join, a silence, a status, idleness: done on node B, seen on node A."""
    room = cluster.api("ann").create_room("garden", ["bo"], "private")
    cluster.api("ann").call("PATCH", f"/rooms/{room}", json={"findable": True})
    async with (
        open_socket(cluster.a.ws_url, cluster.tokens["ann"]) as ann,
        open_socket(cluster.a.ws_url, cluster.tokens["bo"]) as bo,
        open_socket(cluster.b.ws_url, cluster.tokens["chi"]) as chi,
    ):
        await own_stream(ann)
        await own_stream(bo)
        await ann.subscribe(f"room:{room}")

        async def act(who: str, method: str, path: str, expect: int = 200, **body: Any) -> Any:
            return await asyncio.to_thread(cluster.api(who, cluster.b).call, method, path, expect, json=body)

        direct = (await act("chi", "POST", "/direct", 201, usernames=["ann"]))["id"]
        assert (await heard(ann, "room.joined", "room", id=direct))["kind"] == "direct"
        assert (await ann.subscribe(f"room:{direct}"))["status"] == "live"
        await act("dev", "POST", f"/rooms/{room}/requests", 201, text="let me in")
        await heard(ann, "room.updated", "room", id=room, requests=1)
        await act("ann", "PUT", f"/rooms/{room}/members/bo/silence", minutes=5)
        mine = await bo.wait(lambda f: f.get("type") == "room.joined" and bool(f["room"]["silenced_until"]))
        assert (mine["room"]["id"], mine["room"]["abilities"]["send"]) == (room, False)
        seen = await ann.wait(
            lambda f: f.get("type") == "member.updated" and bool(f["member"]["silenced_until"])
        )
        assert seen["member"]["user"]["username"] == "bo"
        status = {"emoji": "🌴", "text": "away", "until": None}
        await act("bo", "PATCH", "/me", status=status)
        await ann.wait(
            lambda f: f.get("type") == "member.updated" and f["member"]["user"]["status"] == status
        )
        await chi.subscribe(f"room:{direct}")
        await chi.ok("presence.idle", idle=True)
        await ann.event("presence", stream=f"room:{direct}", user="chi", online=True, idle=True)
