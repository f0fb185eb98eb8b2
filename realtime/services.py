"""What runs beside the hub of a serving process, and ends with it."""

from collections.abc import Callable
from typing import Final, Protocol


class Service(Protocol):
    """Something that lives on the event loop of a server."""

    def start(self) -> None:
        """Begin; called on the loop, before the first client comes."""

    async def stop(self) -> None:
        """End in order. What it writes is still committed and told; it has a few seconds."""


_makers: Final[list[Callable[[], Service]]] = []
_running: Final[list[Service]] = []


def register_service(maker: Callable[[], Service]) -> None:
    """Have something run in every process that serves (not in commands, not in tests)."""
    if maker not in _makers:
        _makers.append(maker)


def start_services() -> None:
    """Start all; the server calls this once."""
    for maker in _makers:
        service = maker()
        service.start()
        _running.append(service)


async def stop_services() -> None:
    """Stop all, the last one first; the server calls this before the hub stops."""
    while _running:
        await _running.pop().stop()
