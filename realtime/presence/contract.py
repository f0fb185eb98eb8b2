"""The contract of a presence store. tests/realtime/test_presence.py runs it against both twins."""

from collections.abc import Mapping
from typing import Final, Protocol

LEASE_SECONDS: Final = 30.0


class Presence(Protocol):
    """Each node holds one lease that lists its connected people and whether they are idle there; a person is
    online while some live lease has them, and idle while every live lease that has them says so. A node that
    dies is forgotten when its lease ends."""

    async def renew(self, node: str, users: Mapping[int, bool]) -> None:
        """Write the node's whole list, `{user: idle}`, and begin its lease anew."""

    async def drop(self, node: str) -> None:
        """End the node's lease now."""

    async def online(self) -> dict[int, bool]:
        """The people in live leases: `{user: idle}`."""

    async def close(self) -> None:
        """Free connections."""


def merge(into: dict[int, bool], users: Mapping[int, bool]) -> None:
    """Add one node's list to that of all: idle only where all agree. Pure."""
    for user, idle in users.items():
        into[user] = idle and into.get(user, True)
