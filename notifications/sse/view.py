"""GET /events/: who is it, where are they, and then everything from there on."""

import logging
import random
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from notifications import event_ids
from notifications.sse import encoding
from notifications.sse.catchup import Page, catch_up, places_of
from notifications.sse.reader import DirectResponse, SseReader
from realtime import metrics
from realtime.asgi_types import LENT_RESPONSE
from realtime.db import in_db
from realtime.errors import Refused
from realtime.hub import hub
from realtime.identity import Identity, authenticator

log = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS: Final = 15.0
"""Shorter than the idle timeout of every common proxy; also how long a dead connection can go unnoticed."""
REASONS: Final = {
    "forbidden": "You may not read this any more.",
    "unauthenticated": "You are signed out.",
}


class EventsResponse(StreamingHttpResponse):
    """A streaming response that closes its generator when the server is done with it.

    Django leaves that to the garbage collector; until then the hub would feed a client that is gone.
    """

    def __init__(self, body: AsyncGenerator[bytes, None], **kwargs: Any) -> None:
        super().__init__(body, **kwargs)
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async with aclosing(self._body) as body:
            async for chunk in body:
                yield chunk


@require_GET
async def events(request: HttpRequest) -> HttpResponseBase:
    """The signed-in person's notifications as server-sent events. A stranger gets 401 and a JSON error."""
    try:
        identity, page = await in_db(_enter, request)
    except Refused as refusal:
        answer = JsonResponse({"error": refusal.as_error()}, status=refusal.status)
        answer["Cache-Control"] = "no-store"
        return answer
    response = EventsResponse(_follow(identity, page, _direct(request)), content_type="text/event-stream")
    response["Cache-Control"] = "no-store, no-transform"
    response["X-Accel-Buffering"] = "no"
    return response


def _direct(request: HttpRequest) -> DirectResponse | None:
    """The response itself, where the server lends it."""
    scope = getattr(request, "scope", {})
    return scope.get("extensions", {}).get(LENT_RESPONSE)  # type: ignore[no-any-return]


def _enter(request: HttpRequest) -> tuple[Identity, Page]:
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in request.headers.items()]
    identity = authenticator().identify(headers, request.META.get("QUERY_STRING", "").encode("latin-1"))
    return identity, catch_up(identity, places_of(identity, _last_event_id(request)))


def _last_event_id(request: HttpRequest) -> str:
    """The header, which a browser sends on reconnecting, or the last `lastEventId` of a first connection."""
    given = [value for value in request.GET.getlist("lastEventId") if value]
    return request.headers.get("Last-Event-ID") or (given[-1] if given else "")


async def _follow(
    identity: Identity, page: Page, direct: DirectResponse | None
) -> AsyncGenerator[bytes, None]:
    """The response's body: what was missed, then what comes, until access ends or the server drains."""
    reader = SseReader(identity, page.end, direct)
    metrics.CONNECTS.labels("sse").inc()
    metrics.CONNECTIONS.labels("sse").inc()
    try:
        retry = random.randint(*encoding.RETRY_MS)  # noqa: S311  (spreads load, hides nothing)
        yield encoding.opening(event_ids.encode(page.start), retry) + page.events
        while not reader.ended:
            while page.more:
                page = await in_db(catch_up, identity, reader.places)
                reader.places = page.end
                yield page.events
            async for chunk in _live(reader, identity):
                yield chunk
            page = Page(reader.places, b"", reader.places, more=True)
        if reader.ended in REASONS:
            yield encoding.failure(reader.ended, REASONS[reader.ended])
    except DatabaseError as error:
        log.warning("an event stream ends early, its reader will come back: %s", error)
    finally:
        hub().forget(reader)
        reader.release()
        metrics.CONNECTIONS.labels("sse").dec()


async def _live(reader: SseReader, identity: Identity) -> AsyncIterator[bytes]:
    """What the hub feeds, from the reader's places on; ends when access ends or the reader falls behind."""
    reader.behind = False
    said = event_ids.encode(reader.places)
    entered = await hub().subscribe(reader, dict(reader.places))
    if any(each.status == "forbidden" for each in entered.values()):
        reader.end("forbidden")
    elif not await in_db(authenticator().still_valid, [identity]):
        reader.end("unauthenticated")  # signed out before the hub was watching
    while True:
        chunk = await reader.take(KEEP_ALIVE_SECONDS)
        if not chunk and (reader.ended or reader.behind):
            break
        here = event_ids.encode(reader.places)
        if chunk:
            yield chunk
        elif reader.spoke():
            pass
        elif here != said:
            yield encoding.place(here)
        else:
            yield encoding.KEEP_ALIVE
        said = here
    hub().forget(reader)
