"""Presence in Redis: one key per node, which ends by itself."""

from collections.abc import Mapping

from redis.asyncio import Redis

from realtime.presence.contract import LEASE_SECONDS, merge


class RedisPresence:
    """The Redis twin. A key holds ids as ASCII, separated by spaces, negative for idle people, so that one MGET
    reads all nodes.

    `<prefix>:presence:nodes` is a set of nodes that were seen; those whose key has ended are cleared on reading.
    """

    def __init__(self, url: str, lease: float = LEASE_SECONDS, prefix: str = "collab") -> None:
        self._key = f"{prefix}:presence:"
        self._nodes = self._key + "nodes"
        self._redis = Redis.from_url(url, socket_timeout=5, max_connections=20, decode_responses=True)
        self._lease = lease

    async def renew(self, node: str, users: Mapping[int, bool]) -> None:
        """Begin the node's lease anew with these people."""
        value = " ".join([str(-user if idle else user) for user, idle in sorted(users.items())])
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(self._key + node, value, px=int(self._lease * 1000))
            pipe.sadd(self._nodes, node)
            await pipe.execute()

    async def drop(self, node: str) -> None:
        """End the node's lease."""
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.delete(self._key + node)
            pipe.srem(self._nodes, node)
            await pipe.execute()

    async def online(self) -> dict[int, bool]:
        """The people in live leases."""
        nodes = sorted(str(node) for node in await self._redis.smembers(self._nodes))
        if not nodes:
            return {}
        values = await self._redis.mget([self._key + node for node in nodes])
        ended = [node for node, value in zip(nodes, values, strict=True) if value is None]
        if ended:
            await self._redis.srem(self._nodes, *ended)
        merged: dict[int, bool] = {}
        for value in values:
            if value:
                numbers = map(int, value.split())
                merge(merged, {abs(number): number < 0 for number in numbers})
        return merged

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()
