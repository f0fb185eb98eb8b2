"""Changes as text of an event stream. Pure; the format is django-eventstream's.

A change is encoded once, however many people it goes to; only the `id:` line is each reader's own.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django_eventstream.utils import sse_encode_event

from notifications import event_ids
from realtime.streams import Cursor

RETRY_MS: Final = (1_000, 3_000)
"""How long a browser waits before it reconnects; drawn for each stream, so that not all come back at once."""
PREFIX: Final = "notification."
"""Only these events travel here; the inbox stream carries others, which belong to the WebSocket."""
KEEP_ALIVE: Final = b": keep-alive\n\n"


def opening(event_id: str, retry_ms: int) -> bytes:
    """The first bytes of an answer. They hold an id, so that a reader who loses the connection before anything
    happened comes back to this very place."""
    event: str = sse_encode_event("stream-open", "", event_id=event_id)
    return f"retry: {retry_ms}\n{event}".encode()


def place(event_id: str) -> bytes:
    """Moves the client's Last-Event-ID without an event: a block with nothing but an id is not dispatched."""
    return f"id: {event_id}\n\n".encode()


def reset(stream: str, event_id: str) -> bytes:
    """The place the client came from is void: it has to fetch the state anew."""
    event: str = sse_encode_event("stream-reset", {"channels": [stream]}, event_id=event_id, json_encode=True)
    return event.encode()


def failure(condition: str, text: str) -> bytes:
    """Why the stream ends. Without an id: the client's place stays good for when it is let in again."""
    event: str = sse_encode_event("stream-error", {"condition": condition, "text": text}, json_encode=True)
    return event.encode()


@lru_cache(maxsize=256)
def _body(payload: bytes) -> bytes | None:
    kind = json.loads(payload)["type"]
    if not kind.startswith(PREFIX):
        return None
    event: str = sse_encode_event(kind, payload.decode())
    return event.encode()[:-1]  # the blank line that ends it follows the id


def event(payload: bytes, places: Mapping[str, Cursor]) -> bytes | None:
    """A change's JSON as an event after which the reader is at these places; None for events that do not
    travel here."""
    body = _body(payload)
    return None if body is None else b"%b%b" % (body, place(event_ids.encode(places)))
