"""Names of streams, positions in them, and the changes they consist of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from realtime.wire import Event


def stream_name(prefix: str, key: object) -> str:
    """`stream_name("room", 3) == "room:3"`."""
    return f"{prefix}:{key}"


def split_stream(name: str) -> tuple[str, str]:
    """`split_stream("room:3") == ("room", "3")`; a name without a colon has an empty key."""
    prefix, _, key = name.partition(":")
    return prefix, key


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a reader has come: everything up to `seq` of this `epoch`."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered change of a stream, encoded once.

    `payload` is the event's JSON, or raw bytes in a binary stream. `origin` is the connection that caused
    it (a reader may leave out its own echo). `recheck` tells every hub to ask again what the owner of this
    inbox may do.
    """

    seq: int
    payload: bytes
    origin: str = ""
    recheck: bool = False

    @classmethod
    def of(cls, event: Event, *, origin: str = "", recheck: bool = False) -> Change:
        """The change that carries `event`."""
        return cls(event.seq, event.model_dump_json().encode(), origin, recheck)


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive changes of one stream: `after` is the sequence before the first, `upto` the last.

    From a commit there is one change for every sequence; from the store (state-based) there may be fewer,
    as an object that changed twice is told once, in its newest state.
    """

    stream: str
    epoch: str
    after: int
    upto: int
    changes: tuple[Change, ...]
    committed_at: float = field(default=0.0, compare=False)
