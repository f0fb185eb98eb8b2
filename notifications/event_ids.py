"""The `id:` of server-sent events: where a reader is in each of its streams. Pure.

The format is django-eventstream's, `stream:position,stream:position` with the streams' names percent-encoded;
a position is `<epoch>.<seq>`. Clients hand it back as it is (`Last-Event-ID`).
"""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from realtime.streams import Cursor

MAX_CHARS = 1_000
"""A longer id is not one of ours."""


@lru_cache(maxsize=4096)
def _name(stream: str) -> str:
    return quote(stream)


def part(stream: str, epoch: str, seq: int) -> bytes:
    """What an id says about one stream: `inbox%3A3:ab.7`."""
    return f"{_name(stream)}:{epoch}.{seq}".encode()


def encode(cursors: Mapping[str, Cursor]) -> str:
    """`{"inbox:3": Cursor("ab", 7)}` → `inbox%3A3:ab.7`."""
    return b",".join(part(stream, at.epoch, at.seq) for stream, at in cursors.items()).decode()


def decode(event_id: str) -> dict[str, Cursor] | None:
    """The positions an id names; None when it is not one of ours."""
    if not event_id or len(event_id) > MAX_CHARS:
        return None
    cursors = {}
    for each in event_id.split(","):
        stream, _, position = each.partition(":")
        epoch, _, seq = position.partition(".")
        if not (stream and epoch and seq.isascii() and seq.isdigit() and len(seq) <= 18):
            return None
        cursors[unquote(stream)] = Cursor(epoch, int(seq))
    return cursors
