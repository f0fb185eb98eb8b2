"""Reading streams from the database: the truth that heals whatever the doorbell lost. Synchronous."""

from collections.abc import Sequence
from heapq import merge
from itertools import islice

from realtime.append import ensure_streams
from realtime.errors import Refused
from realtime.registry import kinds, sources
from realtime.sql import rows
from realtime.streams import Batch, Change, Cursor, split_stream

PAGE = 500
"""Changes read at once."""


def heads(names: Sequence[str]) -> dict[str, Cursor]:
    """Where these streams stand, in one query; streams that do not exist are left out."""
    if not names:
        return {}
    marks = ",".join(["%s"] * len(names))
    sql = f"SELECT name, epoch, head FROM realtime_stream WHERE name IN ({marks})"  # noqa: S608 - placeholders
    return {name: Cursor(epoch, head) for name, epoch, head in rows(sql, list(names))}


def open_streams(names: Sequence[str]) -> dict[str, Cursor]:
    """Where these streams stand; those that do not exist yet are created, so that they have an epoch."""
    found = heads(names)
    if missing := [name for name in names if name not in found]:
        ensure_streams(missing)
        found |= heads(missing)
    return found


def read(name: str, after: int, limit: int = PAGE) -> Batch:
    """The changes of a stream after a sequence, at most `limit`.

    The head is read before the changes and bounds them: what commits in between is newer than the head and
    comes with the next read, so that nothing at or below `upto` can be missing.
    """
    standing = heads([name]).get(name)
    if standing is None:
        raise Refused("not_found", f"there is no stream {name}", "stream")
    prefix, key = split_stream(name)
    upto = standing.seq
    if after >= upto:
        return Batch(name, standing.epoch, after, upto, ())
    parts = [source(key, after, upto, limit + 1) for source in sources.get(prefix, ())]
    # A part that is full was cut; beyond its last change something of it may be missing.
    reach = min((part[-1].seq for part in parts if len(part) > limit), default=upto)
    merged = (c for c in merge(*parts, key=lambda c: c.seq) if c.seq <= reach)
    changes: tuple[Change, ...] = tuple(islice(merged, limit + 1))
    if len(changes) > limit:
        changes = changes[:limit]
        reach = changes[-1].seq
    return Batch(name, standing.epoch, after, reach, changes)


def readable(user_id: int, names: Sequence[str]) -> set[str]:
    """Which of these streams the person may read now; one question for each kind of stream."""
    by_prefix: dict[str, list[str]] = {}
    for name in names:
        prefix, key = split_stream(name)
        by_prefix.setdefault(prefix, []).append(key)
    return {
        f"{prefix}:{key}"
        for prefix, keys in by_prefix.items()
        if prefix in kinds
        for key in kinds[prefix].readable(user_id, keys)
    }
