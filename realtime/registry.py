"""What apps tell the kernel: kinds of streams, where their changes are read, who handles a command."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from realtime.streams import Change

if TYPE_CHECKING:
    from realtime.append import Append
    from realtime.identity import Identity
    from realtime.wire import Command, Wire

Source = Callable[[str, int, int, int], list[Change]]
"""`source(key, after, upto, limit)`: changes with after < seq <= upto, ascending, at most `limit`."""


class StreamKind(Protocol):
    """One kind of stream, told by the prefix of its name. With a true attribute `presence`, its readers see
    each other come and go."""

    prefix: str

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        """Which of these the person may read at this moment. Synchronous, reads the database."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who gives a command, and through which connection (None: over HTTP)."""

    identity: Identity
    connection_id: str | None = None


if TYPE_CHECKING:
    Answer = Append[Any] | Wire | None
    Handler = Callable[[Caller, Any], Answer | Awaitable[Answer]]

C = TypeVar("C", bound="Command")

kinds: dict[str, StreamKind] = {}
sources: dict[str, list[Source]] = {}
handlers: dict[type[Command], Handler] = {}


def register_stream(kind: StreamKind) -> None:
    """Make a kind of stream known."""
    kinds[kind.prefix] = kind


def register_source(prefix: str, source: Source) -> None:
    """Add a place where changes of these streams are read. Sources of one prefix are merged by sequence."""
    if source not in sources.setdefault(prefix, []):
        sources[prefix].append(source)


def handles(command: type[C]) -> Callable[[Callable[[Caller, C], Any]], Callable[[Caller, C], Any]]:
    """Register the handler of a command.

    A handler runs on the event loop and must not touch the database. It returns an `Append` (written, then
    acknowledged), a `Wire` or None (acknowledged at once), or is `async`.
    """

    def register(handler: Callable[[Caller, C], Any]) -> Callable[[Caller, C], Any]:
        if command in handlers:
            raise TypeError(f"{command.__name__} has a handler already")
        handlers[command] = handler
        return handler

    return register
