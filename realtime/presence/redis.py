"""Presence in Redis: one key per node, which ends by itself."""

from collections.abc import Iterable

from redis.asyncio import Redis

from realtime.presence.contract import LEASE_SECONDS

PREFIX = "collab:presence:"
NODES = PREFIX + "nodes"
"""A set of nodes that were seen; those whose key has ended are cleared on reading."""


class RedisPresence:
    """The Redis twin. A key holds ids as ASCII, separated by spaces, so that one MGET reads all nodes."""

    def __init__(self, url: str, lease: float = LEASE_SECONDS) -> None:
        self._redis = Redis.from_url(url, socket_timeout=5, max_connections=20, decode_responses=True)
        self._lease = lease

    async def renew(self, node: str, users: Iterable[int]) -> None:
        """Begin the node's lease anew with these people."""
        value = " ".join(map(str, sorted(users)))
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(PREFIX + node, value, px=int(self._lease * 1000))
            pipe.sadd(NODES, node)
            await pipe.execute()

    async def drop(self, node: str) -> None:
        """End the node's lease."""
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.delete(PREFIX + node)
            pipe.srem(NODES, node)
            await pipe.execute()

    async def online(self) -> set[int]:
        """The people in live leases."""
        nodes = sorted(str(node) for node in await self._redis.smembers(NODES))
        if not nodes:
            return set()
        values = await self._redis.mget([PREFIX + node for node in nodes])
        ended = [node for node, value in zip(nodes, values, strict=True) if value is None]
        if ended:
            await self._redis.srem(NODES, *ended)
        return {int(user) for value in values if value for user in value.split()}

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()
