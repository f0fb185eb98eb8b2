"""What the hub feeds, and whom it asks again when rights change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from realtime.frames import text_frame
from realtime.identity import Identity
from realtime.streams import Batch, Change


class Reader(Protocol):
    """Somebody with a cursor. All methods are called on the event loop and must not block or raise."""

    id: str
    identity: Identity | None
    """Whose rights count; None for a reader of the server itself, which may read everything."""

    def feed(self, stream: str, changes: Sequence[Change], frames: bytes) -> None:
        """New changes, contiguous, in order, once. `frames` are the same as WebSocket text frames."""

    def feed_ephemeral(self, stream: str, payload: bytes, frame: bytes, origin: str) -> None:
        """Something true for a moment."""

    def reset(self, stream: str, epoch: str, head: int) -> None:
        """The cursor is void; the state has to be fetched anew. What comes next follows `head`."""

    def dropped(self, stream: str, code: str) -> None:
        """Access to the stream is lost ("forbidden"), or the credential is void ("unauthenticated")."""


class Line(Protocol):
    """What carries text frames to one client."""

    direct: Callable[[bytes], object] | None
    """Takes frames now, and raises RuntimeError where that cannot be; None while they have to go through `write`."""

    def write(self, frames: bytes, events: int = 1, ephemeral: bool = False) -> None: ...


def line_of(reader: Reader) -> Line | None:
    """Where a reader's frames go, if it does nothing with what it is fed but pass the frames on (`line`)."""
    return getattr(reader, "line", None)


class Watcher(Protocol):
    """Somebody whose rights are asked again on every change of access. Every `Reader` is one."""

    id: str
    identity: Identity | None

    def dropped(self, stream: str, code: str) -> None: ...


def wants_frames(reader: Reader) -> bool:
    """Whether a reader wants text frames. One that makes its own of the changes says so with `framed = False`."""
    return getattr(reader, "framed", True)


@runtime_checkable
class Rechecked(Protocol):
    """A watcher that also wants to look for itself whenever its rights were asked again and it may still read."""

    def rechecked(self) -> None: ...


Status = Literal["live", "resumed", "reset", "forbidden"]


class Subscribed(NamedTuple):
    """Where a reader stands after subscribing. `status`: live, resumed, reset or forbidden."""

    epoch: str
    head: int
    status: Status


class Page(NamedTuple):
    """An answer to a poll. `head` is the cursor that it reaches; `more`: ask again at once."""

    epoch: str
    head: int
    changes: tuple[Change, ...]
    more: bool
    reset: bool


def frames_of(changes: Iterable[Change]) -> bytes:
    """Changes as WebSocket text frames, back to back."""
    return b"".join([text_frame(change.payload) for change in changes])


class Recent:
    """The last changes of a stream, to serve readers that come back after a moment."""

    MAX_CHANGES = 512
    MAX_BYTES = 512 * 1024

    def __init__(self) -> None:
        self._batches: list[Batch] = []
        self._changes = self._bytes = 0

    def add(self, batch: Batch) -> None:
        """Remember a batch that follows the last one."""
        self._batches.append(batch)
        self._changes += len(batch.changes)
        self._bytes += sum(len(c.payload) for c in batch.changes)
        while self._changes > self.MAX_CHANGES or self._bytes > self.MAX_BYTES:
            old = self._batches.pop(0)
            self._changes -= len(old.changes)
            self._bytes -= sum(len(c.payload) for c in old.changes)

    def clear(self) -> None:
        self._batches.clear()
        self._changes = self._bytes = 0

    def since(self, seq: int) -> list[Change] | None:
        """The changes after `seq`; None when that is further back than remembered."""
        if not self._batches or self._batches[0].after > seq:
            return None
        return [c for batch in self._batches if batch.upto > seq for c in batch.changes if c.seq > seq]
