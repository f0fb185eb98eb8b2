"""People and due work over two nodes: idle on all devices, deactivated everywhere, one node works at a time."""

import asyncio
import re

import pytest

from realtime.close_codes import SIGNED_OUT
from tests.server import Server
from tests.sockets import open_socket
from tests.system.conftest import Cluster

pytestmark = pytest.mark.postgres


def leads(node: Server) -> bool:
    found = re.search(rb"^collab_jobs_leader (\S+)$", node.get("/metrics")[1], re.MULTILINE)
    assert found is not None
    return float(found[1]) == 1.0


async def until_one_leads(*nodes: Server) -> list[Server]:
    async with asyncio.timeout(40):
        while True:
            found = [node for node in nodes if await asyncio.to_thread(leads, node)]
            if found:
                return found
            await asyncio.sleep(0.2)


async def test_idle_is_told_across_nodes(cluster: Cluster) -> None:
    stream = f"room:{cluster.room}"
    async with (
        open_socket(cluster.a.ws_url, cluster.tokens["ann"]) as ann,
        open_socket(cluster.a.ws_url, cluster.tokens["bo"]) as laptop,
        open_socket(cluster.b.ws_url, cluster.tokens["bo"]) as phone,
    ):
        for socket in (ann, laptop, phone):
            await socket.subscribe(stream)
        await ann.event("presence", user="bo", online=True)
        await laptop.ok("presence.idle", idle=True)
        await phone.ok("presence.idle", idle=True)
        await ann.event("presence", user="bo", online=True, idle=True)
        del ann.seen[:]
        await phone.ok("presence.idle", idle=False)
        await ann.event("presence", user="bo", online=True, idle=False)


async def test_who_is_deactivated_on_one_node_is_out_on_the_other(cluster: Cluster) -> None:
    async with open_socket(cluster.b.ws_url, cluster.tokens["dev"]) as socket:
        await socket.event("hello")
        staff = cluster.api("staff")
        await asyncio.to_thread(staff.call, "POST", "/people/dev/deactivate")
        assert (await socket.wait_closed(timeout=2))[0] == SIGNED_OUT.code
    await asyncio.to_thread(staff.call, "POST", "/people/dev/reactivate")


async def test_one_node_does_the_due_work_and_another_follows(cluster: Cluster) -> None:
    (leader,) = await until_one_leads(cluster.a, cluster.b)
    other = cluster.b if leader is cluster.a else cluster.a
    await asyncio.to_thread(leader.terminate)
    try:
        assert await until_one_leads(other) == [other]
    finally:
        await asyncio.to_thread(leader.start)
    await asyncio.to_thread(other.kill)
    try:
        assert await until_one_leads(leader) == [leader], "the lease of a dead node ends by itself"
    finally:
        await asyncio.to_thread(other.start)
