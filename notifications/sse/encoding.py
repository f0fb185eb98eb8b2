"""Changes as text of an event stream. Pure; the format is django-eventstream's.

A change is encoded once, however many people it goes to; only the `id:` line is each reader's own.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from django_eventstream.utils import sse_encode_event

from notifications import event_ids
from realtime.streams import Change, Cursor

RETRY_MS: Final = (1_000, 3_000)
"""How long a browser waits before it reconnects; drawn for each stream, so that not all come back at once."""
TRAVEL: Final = (b"notification.", b"preferences.", b"place_rule.")
"""Only these events travel here; the inbox stream carries others, which belong to the WebSocket."""
KEEP_ALIVE: Final = b": keep-alive\n\n"
_TYPE: Final = b'"type":"'
_HEAD: Final = 200
"""Bytes in which an event says its type: only its stream and sequence stand before it."""


class Place(NamedTuple):
    """A place in one stream, with what an id says of it."""

    epoch: str
    seq: int
    text: bytes


class Told(NamedTuple):
    """A change as text up to the place that it leads to, and that place. b"": it does not travel here."""

    text: bytes
    place: Place


def place_in(stream: str, at: Cursor | Place) -> Place:
    return Place(at.epoch, at.seq, event_ids.part(stream, at.epoch, at.seq))


def opening(event_id: str, retry_ms: int) -> bytes:
    """The first bytes of an answer. They hold an id, so that a reader who loses the connection before anything
    happened comes back to this very place."""
    event: str = sse_encode_event("stream-open", "", event_id=event_id)
    return f"retry: {retry_ms}\n{event}".encode()


def reset(stream: str, event_id: str) -> bytes:
    """The place the client came from is void: it has to fetch the state anew."""
    event: str = sse_encode_event("stream-reset", {"channels": [stream]}, event_id=event_id, json_encode=True)
    return event.encode()


def failure(condition: str, text: str) -> bytes:
    """Why the stream ends. Without an id: the client's place stays good for when it is let in again."""
    event: str = sse_encode_event("stream-error", {"condition": condition, "text": text}, json_encode=True)
    return event.encode()


def place(places: Iterable[Place]) -> bytes:
    """Moves the client's Last-Event-ID without an event: a block with nothing but an id is not dispatched."""
    return b"id: %b\n\n" % b",".join([each.text for each in places])


def after(place: Place) -> bytes:
    """How an event ends behind its own place, for a reader who stands at this one in the stream that follows."""
    return b",%b\n\n" % place.text


def event(payload: bytes, places: Mapping[str, Cursor]) -> bytes:
    """A change's JSON as an event after which the reader is at these places; b"" for one that does not travel."""
    text = body(payload)
    return text and text + place([place_in(stream, at) for stream, at in places.items()])


def body(payload: bytes) -> bytes:
    """A change's JSON as an event but for its id; b"" for one that does not travel. JSON holds no line ends."""
    if (at := payload.find(_TYPE, 0, _HEAD)) >= 0:
        at += len(_TYPE)
        kind = payload[at : payload.index(b'"', at)]
    else:
        kind = json.loads(payload)["type"].encode()
    return b"event: %b\ndata: %b\n" % (kind, payload) if kind.startswith(TRAVEL) else b""


class Press:
    """Sets changes of a stream that many read once for all of them, as they are fed them one after the other."""

    def __init__(self) -> None:
        self._changes: Sequence[Change] = ()
        self._epoch = ""
        self._told: list[Told] = []

    def told(self, stream: str, epoch: str, changes: Sequence[Change]) -> list[Told]:
        """Each change as text up to its place, in order. The same list (not a like one) is set once."""
        if changes is not self._changes or epoch != self._epoch:
            self._told = [self._set(stream, epoch, each) for each in changes]
            self._changes, self._epoch = changes, epoch
        return self._told

    @staticmethod
    def _set(stream: str, epoch: str, change: Change) -> Told:
        here = Place(epoch, change.seq, event_ids.part(stream, epoch, change.seq))
        text = body(change.payload)
        return Told(text and b"%bid: %b" % (text, here.text), here)


press: Final = Press()
