"""The socket of one document: `ws /ws/documents/<id>`, y-protocols, cookie or token, `?ack=1` for acks."""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import parse_qs

from django.utils.translation import gettext as _

from collab.access import document_for
from collab.events import document_stream
from collab.member import Member
from collab.models import Document
from collab.sessions import sessions
from realtime.asgi_types import Receive, Scope, Send
from realtime.close_codes import GONE, NO_ACCESS, SIGNED_OUT, SLOW, CloseCode
from realtime.connection import Connection
from realtime.db import in_db
from realtime.errors import Refused
from realtime.hub import hub
from realtime.identity import Identity, authenticator
from rooms.access import Standing
from rooms.events import room_stream

log = logging.getLogger(__name__)

PREFIX: Final = "/ws/documents/"
KIND: Final = "document"
CLOSES: Final[dict[str, CloseCode]] = {
    "unauthenticated": SIGNED_OUT,
    "forbidden": NO_ACCESS,
    "not_found": GONE,
}
"""By the code of a refusal; all others are worth another try."""


async def document_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of one socket. Refusals come as a close code after the accept, so that the client
    learns the reason (before it, all it sees is 403)."""
    connection = Connection(scope, receive, send, KIND)
    if not await connection.accept():
        return
    try:
        await _serve(scope, connection)
    except Refused as refusal:
        connection.close(CLOSES.get(refusal.code, SLOW), refusal.message)
        await connection.run(lambda _: None)
    except Exception:
        log.exception("a document's socket failed")
        connection.close(SLOW, "something went wrong, connect again")
        await connection.run(lambda _: None)
    finally:
        connection.gone()


def document_id_of(path: str) -> int:
    """The number at the end of the path. Raises Refused("not_found")."""
    tail = path.removeprefix(PREFIX).removesuffix("/")
    if not (tail.isascii() and tail.isdigit() and len(tail) < 19):
        raise Refused("not_found", _("There is no such document."))
    return int(tail)


def _identify(scope: Scope) -> tuple[Identity, Document, Standing]:
    identity = authenticator().identify(scope["headers"], scope["query_string"])
    return identity, *_look_up(identity, document_id_of(scope["path"]))


def _look_up(identity: Identity, document_id: int) -> tuple[Document, Standing]:
    """Raises Refused: "not_found" for a number that is no document, "forbidden" for one of a foreign room."""
    try:
        return document_for(identity.user_id, document_id)
    except Refused as refusal:
        if refusal.code == "not_found" and Document.objects.filter(pk=document_id).exists():
            raise Refused("forbidden", _("This document is not yours to see.")) from None
        raise


async def _serve(scope: Scope, connection: Connection) -> None:
    identity, document, _ = await in_db(_identify, scope)
    here, open_documents = hub(), sessions()
    wants_acks = parse_qs(scope["query_string"].decode("latin-1")).get("ack") == ["1"]
    session = await open_documents.open(document.pk, document.room_id)
    member = Member(connection, identity, wants_acks=wants_acks)
    try:
        # A document is as readable as its room, and it is the room's stream that tells of a change of that.
        await here.watch(member, [document_stream(document.pk), room_stream(document.room_id)])
        # Asked again now that every later change of access is heard: none can fall in between.
        _, standing = await in_db(_look_up, identity, document.pk)
        member.refusal = standing.refusal("send")
        here.sockets.add(member)
        if not connection.closed:
            session.join(member)
        await connection.run(lambda message: session.received(member, message))
    finally:
        here.sockets.discard(member)
        here.forget(member)
        session.leave(member)
        open_documents.release(document.pk)
