"""GET /events/ as an ASGI application: who is it, where are they, and then everything from there on.

It stands beside Django's request machinery, which would keep a whole request, its middleware and its context for as
long as the response lasts. It speaks to the database on the kernel's small pool, so an open stream holds neither a
thread nor a connection.
"""

import asyncio
import json
import logging
import random
from typing import Final
from urllib.parse import parse_qs

from django.db import DatabaseError

from notifications import event_ids
from notifications.sse import encoding
from notifications.sse.catchup import Page, catch_up, places_of
from notifications.sse.outlet import Outlet, outlet_of
from notifications.sse.pulse import pulse
from notifications.sse.reader import SseReader
from realtime import metrics
from realtime.asgi_types import Receive, Scope, Send
from realtime.db import in_db
from realtime.errors import Refused
from realtime.hub import hub
from realtime.identity import Headers, Identity, authenticator

log = logging.getLogger(__name__)

END_SECONDS: Final = 5.0
"""A client that does not take the end of its response is cut off after so long."""
REASONS: Final = {
    "forbidden": "You may not read this any more.",
    "unauthenticated": "You are signed out.",
}
HEADERS: Final = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def events(scope: Scope, receive: Receive, send: Send) -> None:
    """The signed-in person's notifications as server-sent events. A stranger gets 401 and a JSON error."""
    headers, query = scope["headers"], scope["query_string"]
    try:
        identity, page = await in_db(enter, headers, query)
    except Refused as refusal:
        await _refuse(send, refusal)
        return
    del headers[:]  # cookies and all: the stream may last for days
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    reader = SseReader(identity)
    out = outlet_of(scope, receive, send, reader.changed)
    reader.open(out)
    metrics.CONNECTS.labels("sse").inc()
    metrics.CONNECTIONS.labels("sse").inc()
    pulse().add(reader)
    try:
        await _follow(reader, page, identity)
    except DatabaseError as error:
        log.warning("an event stream ends early, its reader will come back: %s", error)
    finally:
        pulse().remove(reader)
        hub().forget(reader)
        metrics.CONNECTIONS.labels("sse").dec()
        await _end(reader, out, send)


def enter(headers: Headers, query: bytes) -> tuple[Identity, Page]:
    """Who asks, and the first page after the place that they name. Raises `Refused`."""
    identity = authenticator().identify(headers, query)
    return identity, catch_up(identity, places_of(identity, _last_event_id(headers, query)))


def start(page: Page) -> bytes:
    """The first bytes of an answer, with the first page of events."""
    retry = random.randint(*encoding.RETRY_MS)  # noqa: S311  (spreads load, hides nothing)
    return encoding.opening(event_ids.encode(page.start), retry) + page.events


def _last_event_id(headers: Headers, query: bytes) -> str:
    """The header, which a browser sends on reconnecting, or the last `lastEventId` of a first connection."""
    for name, value in headers:
        if name == b"last-event-id" and value:
            return value.decode("latin-1")
    try:
        given = parse_qs(query.decode("latin-1"), max_num_fields=20).get("lastEventId")
    except ValueError:
        return ""
    return given[-1] if given else ""


async def _follow(reader: SseReader, page: Page, identity: Identity) -> None:
    """What was missed, then what comes, until access ends, the client is gone, or the server drains."""
    reader.move(page.end)
    reader.write(start(page))
    while not reader.ended:
        while page.more:
            if not await _room(reader):
                return
            page = await in_db(catch_up, identity, reader.cursors())
            reader.move(page.end)
            if page.events:
                reader.write(page.events)
        await _live(reader, identity)
        page = Page({}, b"", {}, more=True)


async def _room(reader: SseReader) -> bool:
    """Wait until the client has taken everything; False: the stream has ended."""
    while not (reader.room or reader.ended):
        await reader.turn()
    return not reader.ended


async def _live(reader: SseReader, identity: Identity) -> None:
    """What the hub feeds, from the reader's places on; ends with the stream, or when the reader fell behind and has
    taken what waited."""
    reader.behind = False
    entered = await hub().subscribe(reader, reader.cursors())
    if any(each.status == "forbidden" for each in entered.values()):
        reader.end("forbidden")
    elif not await in_db(authenticator().still_valid, [identity]):
        reader.end("unauthenticated")  # signed out before the hub was watching
    while not (reader.ended or (reader.behind and reader.room)):
        await reader.turn()
    hub().forget(reader)


async def _end(reader: SseReader, out: Outlet, send: Send) -> None:
    """End the response, with the reason where there is one to tell, or cut off a client that does not take it."""
    words = encoding.failure(reader.ended, REASONS[reader.ended]) if reader.ended in REASONS else b""
    try:
        async with asyncio.timeout(END_SECONDS):
            while not (out.ready or out.lost):
                await reader.turn()
            out.release()
            if not out.lost:
                await send({"type": "http.response.body", "body": words, "more_body": False})
    except TimeoutError:
        out.abort()
    finally:
        out.release()


async def _refuse(send: Send, refused: Refused) -> None:
    body = json.dumps({"error": refused.as_error()}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
