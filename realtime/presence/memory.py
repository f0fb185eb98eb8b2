"""Presence in memory: for one process."""

import time
from collections.abc import Iterable

from realtime.limits import Clock
from realtime.presence.contract import LEASE_SECONDS


class MemoryPresence:
    """The memory twin. `clock` gives seconds."""

    def __init__(self, lease: float = LEASE_SECONDS, clock: Clock = time.monotonic) -> None:
        self._lease, self._clock = lease, clock
        self._leases: dict[str, tuple[float, frozenset[int]]] = {}

    async def renew(self, node: str, users: Iterable[int]) -> None:
        """Begin the node's lease anew with these people."""
        self._leases[node] = (self._clock() + self._lease, frozenset(users))

    async def drop(self, node: str) -> None:
        """End the node's lease."""
        self._leases.pop(node, None)

    async def online(self) -> set[int]:
        """The people in live leases."""
        now = self._clock()
        self._leases = {node: lease for node, lease in self._leases.items() if lease[0] > now}
        return {user for _, users in self._leases.values() for user in users}

    async def close(self) -> None:
        """Nothing to free."""
