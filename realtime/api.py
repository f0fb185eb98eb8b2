"""The same changes and the same commands over HTTP, for whoever cannot open a WebSocket."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.security.base import AuthBase
from ninja.utils import check_csrf
from pydantic import Field

from realtime import store
from realtime.commands import Answer, parse, perform
from realtime.db import in_db
from realtime.drain import drain
from realtime.errors import Refused
from realtime.hub import hub
from realtime.identity import Identity, authenticator
from realtime.readers import Page
from realtime.registry import Caller
from realtime.streams import Cursor, stream_name
from realtime.subscriptions import Subscribe, Unsubscribe
from realtime.wire import Encoded

MAX_CURSORS = 500
"""Streams of one poll."""


class AsyncPersonAuth(AuthBase):
    """The caller of an async endpoint: bearer token, or session cookie with a CSRF token on unsafe methods.
    Returns the `Identity`, which the endpoint finds in `request.auth`."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    async def __call__(self, request: HttpRequest) -> Identity:
        sent = request.headers
        headers = [
            (n.lower().encode(), sent[n].encode("latin-1")) for n in ("Cookie", "Authorization") if n in sent
        ]
        who = await in_db(authenticator().identify, headers, b"")
        if "Authorization" not in sent and check_csrf(request) is not None:
            raise Refused("forbidden", "The CSRF token is missing or wrong. Reload the page.")
        return who


router = Router(tags=["realtime"], auth=AsyncPersonAuth())


class ChangesQuery(Schema):
    """A cursor and how long to wait for something after it (seconds; 0: answer at once)."""

    after: int = Field(0, ge=0)
    epoch: str | None = None
    wait: float = Field(0.0, ge=0)
    limit: int = Field(1000, ge=1, le=1000)


class ChangesOut(Schema):
    """`head` is the cursor that this answer reaches. `more`: ask again at once. `reset`: the cursor was void;
    fetch the state anew."""

    epoch: str
    head: int
    changes: list[dict[str, Any]]
    more: bool
    reset: bool


class StreamChangesOut(ChangesOut):
    """The same for one of several streams."""

    stream: str


class ManyChangesOut(Schema):
    """Answers for those streams that have something to say."""

    streams: list[StreamChangesOut]


def page_json(page: Page, **extra: str) -> str:
    """A page as JSON; the changes are encoded already and only joined."""
    head = {**extra, "epoch": page.epoch, "head": page.head, "more": page.more, "reset": page.reset}
    changes = ",".join(change.payload.decode() for change in page.changes)
    return json.dumps(head)[:-1] + f', "changes": [{changes}]}}'


def json_response(body: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


async def _allow(identity: Identity, names: list[str]) -> None:
    readable = await in_db(store.readable, identity.user_id, names)
    if missing := [name for name in names if name not in readable]:
        raise Refused("not_found", f"There is no {missing[0]} that you may read.", "stream")


@router.get("/rooms/{int:room_id}/changes", response=ChangesOut, summary="Changes of a room after a cursor")
async def room_changes(request: HttpRequest, room_id: int, query: Query[ChangesQuery]) -> HttpResponse:
    """Poll (`wait=0`) or long poll of one room."""
    identity: Identity = request.auth  # type: ignore[attr-defined]
    stream = stream_name("room", room_id)
    await _allow(identity, [stream])
    page = await hub().read(stream, query.after, query.epoch, query.limit, _patience(query.wait))
    if query.wait:
        await _allow(identity, [stream])  # rights may have changed while this waited
    return json_response(page_json(page))


@router.get("/changes", response=ManyChangesOut, summary="Changes of several streams after their cursors")
async def changes(request: HttpRequest, cursor: Query[list[str]], wait: Query[float] = 0.0) -> HttpResponse:
    """`cursor` is `<stream>@<epoch>@<seq>`, given once per stream. Answers as soon as one stream has moved."""
    identity: Identity = request.auth  # type: ignore[attr-defined]
    cursors = dict(_cursor(text) for text in cursor[:MAX_CURSORS])
    await _allow(identity, list(cursors))
    pages = await _pages(cursors)
    if not pages and wait > 0:
        await _wait_for_any(cursors, _patience(wait))
        await _allow(identity, list(cursors))
        pages = await _pages(cursors)
    return json_response('{"streams": [' + ",".join(pages) + "]}")


@router.post("/commands", summary="Give a command; the same commands as on the socket")
async def command(request: HttpRequest) -> HttpResponse:
    """The body is a command as JSON; the answer is what the socket's ack would carry."""
    parsed = parse(request.body)
    if isinstance(parsed, Subscribe | Unsubscribe):
        raise Refused("unknown_command", "Only a socket can subscribe; poll the changes instead.", "type")
    done: asyncio.Future[Encoded | Refused | None] = asyncio.get_running_loop().create_future()
    answer: Answer = lambda result: None if done.done() else done.set_result(result)  # noqa: E731
    hub()  # appends are answered by the hub of this loop
    pending = perform(Caller(request.auth), parsed, answer)  # type: ignore[attr-defined]
    if pending is not None:
        await pending
    result = await done
    if isinstance(result, Refused):
        raise result
    return json_response("{}" if result is None else result.encoded().decode())


def _patience(wait: float) -> float:
    """How long a poll may really wait: no longer than the limit, and not at all while this node leaves."""
    return 0.0 if drain.started else min(wait, settings.COLLAB["LONG_POLL_SECONDS"])


def _cursor(text: str) -> tuple[str, Cursor]:
    stream, _, rest = text.partition("@")
    epoch, _, seq = rest.partition("@")
    if not stream or not seq.isdigit():
        raise Refused("invalid", "A cursor is <stream>@<epoch>@<seq>.", "cursor")
    return stream, Cursor(epoch, int(seq))


async def _pages(cursors: dict[str, Cursor]) -> list[str]:
    """The streams that have moved; one query finds them."""
    standing = await in_db(store.open_streams, list(cursors))
    out = []
    for stream, cursor in cursors.items():
        if standing[stream] != cursor:
            page = await hub().read(stream, cursor.seq, cursor.epoch or None)
            out.append(page_json(page, stream=stream))
    return out


async def _wait_for_any(cursors: dict[str, Cursor], seconds: float) -> None:
    slots = await hub().open(list(cursors))
    if any(slot.cursor.seq > cursors[name].seq for name, slot in slots.items()):
        return
    waits = [asyncio.ensure_future(slot.wait(seconds)) for slot in slots.values()]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
