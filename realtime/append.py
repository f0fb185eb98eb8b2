"""Appends: the only way in which something that others see live is written."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Self, TypeVar

from django.db import connection, transaction

from realtime.errors import Refused
from realtime.sql import rows
from realtime.streams import Batch, Change
from realtime.wire import Event

R = TypeVar("R")

HEADS_AT_ONCE = 400
"""Heads of streams that one statement writes."""


class Append(Generic[R]):
    """One write to one or more streams. It runs in the writer's thread, inside the writer's transaction.

    Subclasses give `stream` (and override `streams` if they stamp more than one) and `write`.
    """

    stream: str
    gather: float = 0.0
    """Seconds that a busy process may let it wait for company (see `realtime.commit.Turn`)."""

    def streams(self) -> Sequence[str]:
        """Every stream that this append stamps; they are locked in the order of their names."""
        return (self.stream,)

    def write(self, tx: Tx) -> R:
        """Check access, write, stamp, publish, and return what the author is told. May raise `Refused`."""
        raise NotImplementedError

    @classmethod
    def write_batch(cls, tx: Tx, batch: Sequence[Self]) -> list[R | Refused]:
        """Write several at once, in order.

        The default gives each its own savepoint, so that a refusal undoes only itself; any other error
        fails the batch, upon which the kernel retries each append alone. A subclass on a hot path overrides
        this with bulk statements; it returns a `Refused` in place of a result where it wrote nothing.
        """
        if len(batch) == 1:
            return [batch[0].write(tx)]
        return [tx.attempt(each.write) for each in batch]


class Tx:
    """The writer's open transaction: locks, sequences, and what is to be told after the commit."""

    def __init__(self) -> None:
        self._heads: dict[str, int] = {}
        self._epochs: dict[str, str] = {}
        self._start: dict[str, int] = {}
        self._changes: dict[str, list[Change]] = {}

    def lock(self, *streams: str) -> None:
        """Lock streams (created if missing) until the commit. Appends name theirs in `streams()`; calling
        this inside `write` is for a stream that did not exist before."""
        self.lock_all(streams)

    def lock_all(self, streams: Iterable[str]) -> None:
        wanted = sorted(set(streams) - self._heads.keys())
        if not wanted:
            return
        found = self._select_locked(wanted)
        if missing := [name for name in wanted if name not in found]:
            ensure_streams(missing)
            found |= self._select_locked(missing)
        for name, (epoch, head) in found.items():
            self._epochs[name] = epoch
            self._heads[name] = self._start[name] = head

    @staticmethod
    def _select_locked(names: Sequence[str]) -> dict[str, tuple[str, int]]:
        marks = ",".join(["%s"] * len(names))
        # SQLite has no row locks and needs none: BEGIN IMMEDIATE admits one writer at a time.
        tail = " FOR UPDATE" if connection.features.has_select_for_update else ""
        sql = f"SELECT name, epoch, head FROM realtime_stream WHERE name IN ({marks}) ORDER BY name{tail}"  # noqa: S608 - only placeholders
        return {name: (epoch, head) for name, epoch, head in rows(sql, names)}

    def attempt(self, write: Callable[[Tx], R]) -> R | Refused:
        """Run one write under a savepoint; a refusal undoes what it did and is returned."""
        heads, told = dict(self._heads), {name: len(changes) for name, changes in self._changes.items()}
        try:
            with transaction.atomic():
                return write(self)
        except Refused as refusal:
            for name in self._heads.keys() - heads.keys():  # created inside the savepoint: gone with it
                del self._start[name], self._epochs[name]
            self._heads = heads
            for name, changes in self._changes.items():
                del changes[told.get(name, 0) :]
            return refusal

    def head(self, stream: str) -> int:
        """The last sequence given in a locked stream."""
        return self._heads[stream]

    def stamp(self, stream: str) -> int:
        """The stream's next sequence. Whoever takes it publishes it."""
        seq = self._heads[stream] + 1
        self._heads[stream] = seq
        return seq

    def stamp_many(self, stream: str, count: int) -> int:
        """Take the stream's next `count` sequences; the first of them."""
        first = self._heads[stream] + 1
        self._heads[stream] += count
        return first

    def publish(self, event: Event, *, origin: str = "", recheck: bool = False) -> None:
        """Tell the stream's readers of a stamped change once it is committed."""
        self.publish_change(event.stream, Change.of(event, origin=origin, recheck=recheck))

    def publish_bytes(self, stream: str, seq: int, payload: bytes, *, origin: str = "") -> None:
        """The same for bytes that are encoded already."""
        self.publish_change(stream, Change(seq, payload, origin))

    def publish_changes(self, stream: str, changes: Sequence[Change]) -> None:
        """The same for many."""
        self._changes.setdefault(stream, []).extend(changes)

    def publish_change(self, stream: str, change: Change) -> None:
        self._changes.setdefault(stream, []).append(change)

    def save_heads(self) -> None:
        """Write the new heads; the kernel calls this last before the commit."""
        moved = [(name, head) for name, head in self._heads.items() if head != self._start[name]]
        if len(moved) == 1:
            ((name, head),) = moved
            rows("UPDATE realtime_stream SET head = %s WHERE name = %s", (head, name))
            return
        for start in range(0, len(moved), HEADS_AT_ONCE):
            part = moved[start : start + HEADS_AT_ONCE]
            marks = ",".join(["(%s,%s)"] * len(part))
            moves = f"(VALUES {marks}) AS moved WHERE name = moved.column1"
            sql = f"UPDATE realtime_stream SET head = CAST(moved.column2 AS bigint) FROM {moves}"  # noqa: S608 - placeholders
            rows(sql, [value for pair in part for value in pair])

    def batches(self) -> list[Batch]:
        """What was published, per stream. Raises `RuntimeError` where a stamp was not published once."""
        now = time.monotonic()
        out = []
        for name, start in self._start.items():
            changes, head = self._changes.get(name, []), self._heads[name]
            if [c.seq for c in changes] != list(range(start + 1, head + 1)):
                raise RuntimeError(
                    f"{name}: stamped {start + 1}..{head}, published {[c.seq for c in changes]}"
                )
            if changes:
                out.append(Batch(name, self._epochs[name], start, head, tuple(changes), now))
        return out


def ensure_streams(names: Iterable[str]) -> None:
    """Create the rows of streams that do not exist yet, each with an epoch of its own."""
    for name in sorted(names):
        rows(
            "INSERT INTO realtime_stream (name, epoch, head) VALUES (%s, %s, 0) ON CONFLICT (name) DO NOTHING",
            (name, secrets.token_hex(4)),
        )
