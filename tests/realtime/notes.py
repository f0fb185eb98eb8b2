"""A minimal app on the kernel: numbered notes on streams, kept in memory beside the real stream table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from realtime.append import Append, Tx
from realtime.errors import Refused
from realtime.identity import Identity
from realtime.registry import kinds, register_source, register_stream
from realtime.streams import Change

written: dict[str, dict[int, bytes]] = {}
hidden: set[str] = set()
attempts: list[bytes] = []


class Kind:
    prefix = "note"

    def readable(self, user_id: int, keys: Sequence[str]) -> set[str]:
        return {key for key in keys if key not in hidden}


def source(key: str, after: int, upto: int, limit: int) -> list[Change]:
    rows = sorted(written.get(f"note:{key}", {}).items())
    return [Change(seq, payload) for seq, payload in rows if after < seq <= upto][:limit]


def register() -> None:
    written.clear()
    hidden.clear()
    attempts.clear()
    if "note" not in kinds:
        register_stream(Kind())
    register_source("note", source)


class Note(Append[int]):
    """Writes its payload; some payloads fail on purpose."""

    def __init__(self, stream: str, payload: bytes) -> None:
        self.stream = stream
        self.payload = payload

    def write(self, tx: Tx) -> int:
        attempts.append(self.payload)
        if self.payload == b"refuse":
            raise Refused("forbidden", "not this one")
        seq = tx.stamp(self.stream)
        if self.payload == b"break":
            raise ZeroDivisionError
        if self.payload != b"forget":
            tx.publish_bytes(self.stream, seq, self.payload)
        written.setdefault(self.stream, {})[seq] = self.payload
        return seq


@dataclass
class Listener:
    """A reader that remembers what it was told."""

    id: str = "listener"
    identity: Identity | None = None
    got: list[tuple[str, int, bytes]] = field(default_factory=list)
    frames: bytes = b""
    ephemerals: list[bytes] = field(default_factory=list)
    resets: list[tuple[str, str, int]] = field(default_factory=list)
    drops: list[tuple[str, str]] = field(default_factory=list)

    def feed(self, stream: str, changes: Sequence[Change], frames: bytes) -> None:
        self.got += [(stream, change.seq, change.payload) for change in changes]
        self.frames += frames

    def feed_ephemeral(self, stream: str, payload: bytes, frame: bytes, origin: str) -> None:
        self.ephemerals.append(payload)

    def reset(self, stream: str, epoch: str, head: int) -> None:
        self.resets.append((stream, epoch, head))

    def dropped(self, stream: str, code: str) -> None:
        self.drops.append((stream, code))

    @property
    def seqs(self) -> list[int]:
        return [seq for _, seq, _ in self.got]
