"""The contract of a presence store. tests/realtime/test_presence.py runs it against both twins."""

from collections.abc import Iterable
from typing import Final, Protocol

LEASE_SECONDS: Final = 30.0


class Presence(Protocol):
    """Each node holds one lease that lists its connected people; a person is online while some live lease
    has them. A node that dies is forgotten when its lease ends."""

    async def renew(self, node: str, users: Iterable[int]) -> None:
        """Write the node's whole list and begin its lease anew."""

    async def drop(self, node: str) -> None:
        """End the node's lease now."""

    async def online(self) -> set[int]:
        """The people in live leases."""

    async def close(self) -> None:
        """Free connections."""
