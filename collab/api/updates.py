"""Raw updates over HTTP, with a cursor: editing goes on where WebSockets are blocked."""

import binascii
from base64 import b64decode, b64encode
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from accounts.auth import who
from collab import limits
from collab.access import access_to
from collab.core.errors import Bad
from collab.events import DocumentUpdates, StoredUpdates, UpdateRow, document_stream
from collab.http_member import HttpMember
from collab.session import DocumentSession
from collab.sessions import sessions
from realtime.api import AsyncPersonAuth
from realtime.db import in_db
from realtime.drain import drain
from realtime.errors import Refused
from realtime.hub import hub
from realtime.wire import Wire

router = Router(auth=AsyncPersonAuth())

PAGE: Final = 500
"""Updates of one answer."""


class UpdatesQuery(Schema):
    """A cursor (`after`, `epoch`) and how long to wait for something behind it (seconds), or a state vector."""

    after: int | None = Field(None, ge=0)
    epoch: str = ""
    wait: float = Field(0.0, ge=0)
    vector: str = Field("", max_length=2_000_000)


class UpdatesWish(Wire):
    """`updates`: base64 of Yjs updates (v1), in order. `client_id` is for people who read logs."""

    updates: list[str]
    client_id: str = ""


@router.get(
    "/documents/{int:document_id}/updates",
    response=DocumentUpdates,
    exclude_none=True,
    summary="Updates of a document after a cursor, or all that one lacks",
)
async def get_updates(request: HttpRequest, document_id: int, query: Query[UpdatesQuery]) -> DocumentUpdates:
    """With `after` and `epoch`: the updates behind that cursor, at once or as soon as there is one (`wait`).
    Without them, with a cursor that is void, or with `vector`: `state`, everything that the vector lacks, and
    `vector`, what the server has, so that the caller can send what the server lacks."""
    me = who(request).user_id
    if not limits.polls.take(me):
        raise Refused("too_fast", _("Wait a moment before you ask again."))
    access = await in_db(access_to, me, document_id)
    if query.after is not None and query.epoch and not query.vector:
        patience = 0.0 if drain.started else min(query.wait, settings.COLLAB["LONG_POLL_SECONDS"])
        stream = document_stream(document_id)
        page = await hub().read(stream, query.after, query.epoch, PAGE, patience)
        if patience:
            await in_db(access_to, me, document_id)  # rights may have changed while this waited
        if not page.reset:
            rows = [UpdateRow(seq=each.seq, data=_base64(each.payload)) for each in page.changes]
            return DocumentUpdates(epoch=page.epoch, head=page.head, updates=rows)
    open_documents = sessions()
    session = await open_documents.open(document_id, access.room)
    try:
        return _whole(session, _bytes(query.vector, "vector") if query.vector else None)
    finally:
        open_documents.release(document_id)


def _whole(session: DocumentSession, vector: bytes | None) -> DocumentUpdates:
    """What somebody with this state vector lacks, as of the session's cursor."""
    try:
        state = session.since(vector)
    except Bad as bad:
        raise Refused("invalid", bad.reason, "vector") from bad
    return DocumentUpdates(
        epoch=session.cursor.epoch,
        head=session.cursor.seq,
        updates=[],
        state=_base64(state),
        vector=_base64(session.vector),
    )


@router.post(
    "/documents/{int:document_id}/updates",
    response=StoredUpdates,
    summary="Add updates to a document",
)
async def post_updates(request: HttpRequest, document_id: int, wish: UpdatesWish) -> StoredUpdates:
    """Answered when all of them are committed; the same ones again change nothing. 409: something before them is
    missing; ask for the state with your vector, and send what the server's `vector` lacks."""
    identity = who(request)
    updates = [_bytes(each, "updates") for each in wish.updates]
    if not 0 < len(updates) <= limits.HTTP_UPDATES:
        raise Refused("invalid", _("Between 1 and %d updates at once.") % limits.HTTP_UPDATES, "updates")
    _spend(identity.user_id, updates)
    access = await in_db(access_to, identity.user_id, document_id)
    if (refusal := access.refusal("edit")) is not None:
        raise refusal
    open_documents = sessions()
    session = await open_documents.open(document_id, access.room)
    try:
        await HttpMember(identity).give(session, updates)
        return StoredUpdates(epoch=session.cursor.epoch, head=session.cursor.seq)
    finally:
        open_documents.release(document_id)


def _spend(user_id: int, updates: list[bytes]) -> None:
    """As over a socket; but who is too fast is told so, for there is nothing to hold up."""
    tokens = sum(1 + len(each) / limits.BYTES_PER_TOKEN for each in updates)
    if not limits.http_updates.take(user_id, min(tokens, limits.HTTP_BURST)):
        raise Refused("too_fast", _("Wait a moment before you send more."))


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _bytes(text: str, field: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("invalid", _("This is not base64."), field) from None
