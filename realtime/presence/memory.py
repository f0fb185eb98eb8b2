"""Presence in memory: for one process."""

import time
from collections.abc import Mapping

from realtime.limits import Clock
from realtime.presence.contract import LEASE_SECONDS, merge


class MemoryPresence:
    """The memory twin. `clock` gives seconds."""

    def __init__(self, lease: float = LEASE_SECONDS, clock: Clock = time.monotonic) -> None:
        self._lease, self._clock = lease, clock
        self._leases: dict[str, tuple[float, dict[int, bool]]] = {}

    async def renew(self, node: str, users: Mapping[int, bool]) -> None:
        """Begin the node's lease anew with these people."""
        self._leases[node] = (self._clock() + self._lease, dict(users))

    async def drop(self, node: str) -> None:
        """End the node's lease."""
        self._leases.pop(node, None)

    async def online(self) -> dict[int, bool]:
        """The people in live leases."""
        now = self._clock()
        self._leases = {node: lease for node, lease in self._leases.items() if lease[0] > now}
        merged: dict[int, bool] = {}
        for _, users in self._leases.values():
            merge(merged, users)
        return merged

    async def close(self) -> None:
        """Nothing to free."""
