"""The socket of one document: `ws /ws/documents/<id>`, y-protocols, cookie or token, `?ack=1` for acks."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Final
from urllib.parse import parse_qs

from django.utils.translation import gettext as _

from collab.access import Access, access_to
from collab.core.schema import SCHEMA_VERSION
from collab.events import document_stream
from collab.member import Member
from collab.models import Document
from collab.refusing import WENT_WRONG
from collab.session import DocumentSession
from collab.sessions import sessions
from realtime.asgi_types import Receive, Scope, Send
from realtime.close_codes import GONE, LOCKED, NO_ACCESS, OUTDATED, SIGNED_OUT, SLOW, CloseCode
from realtime.connection import Connection
from realtime.db import in_db
from realtime.errors import Refused
from realtime.hub import hub
from realtime.identity import Identity, authenticator
from rooms.events import room_stream

log = logging.getLogger(__name__)

PREFIX: Final = "/ws/documents/"
KIND: Final = "document"
CLOSES: Final[dict[str, CloseCode]] = {
    "unauthenticated": SIGNED_OUT,
    "forbidden": NO_ACCESS,
    "not_found": GONE,
    "locked": LOCKED,
    "outdated": OUTDATED,
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
        connection.close(SLOW, WENT_WRONG)
        await connection.run(lambda _: None)
    finally:
        connection.gone()


def document_id_of(path: str) -> int:
    """The number at the end of the path. Raises Refused("not_found")."""
    tail = path.removeprefix(PREFIX).removesuffix("/")
    if not (tail.isascii() and tail.isdigit() and len(tail) < 19):
        raise Refused("not_found", _("There is no such document."))
    return int(tail)


def _identify(scope: Scope) -> tuple[Identity, int, Access]:
    identity = authenticator().identify(scope["headers"], scope["query_string"])
    document_id = document_id_of(scope["path"])
    return identity, document_id, _look_up(identity, document_id)


def _look_up(identity: Identity, document_id: int) -> Access:
    """Raises Refused: "not_found" for a number that is no document, "forbidden" for one that is not theirs."""
    try:
        return access_to(identity.user_id, document_id)
    except Refused as refusal:
        if refusal.code == "not_found" and Document.objects.filter(pk=document_id).exists():
            raise Refused("forbidden", _("This document is not yours to see.")) from None
        raise


def _check_schema(wishes: dict[str, list[str]]) -> None:
    """Raises Refused("outdated") for an editor that does not know all nodes: it would delete those."""
    said = wishes.get("schema", [""])[-1]
    if said and not (said.isascii() and said.isdigit() and len(said) < 9 and int(said) >= SCHEMA_VERSION):
        raise Refused("outdated", _("This page is older than the server. Load it again; your text is kept."))


class _Standing:
    """Keeps a member's rights, and the room they follow from, as they are now."""

    def __init__(self, member: Member, session: DocumentSession) -> None:
        self._member, self._session, self._room = member, session, 0
        self._asked = self._known = 0
        member.rechecked, member.ask_again = self._rechecked, self.settle

    async def watch(self, room_id: int) -> None:
        """Have every later change of access heard. What a room gives changes on the room's stream, which people to
        whom only the document was given do not read."""
        self._room = room_id
        await hub().watch(self._member, [document_stream(self._session.document_id)], [room_stream(room_id)])

    async def settle(self) -> None:
        """Ask again. Raises Refused as `_look_up`."""
        member, session = self._member, self._session
        assert member.identity is not None
        self._asked = number = self._asked + 1
        now = await in_db(_look_up, member.identity, session.document_id)
        if number < self._known:
            return  # who asked later was answered first, and knows better
        self._known = number
        member.refusal = now.refusal("edit")
        session.room_id = now.room  # the document may have been moved; whoever may go on does
        if now.room != self._room and hub().access.watches(member):
            await self.watch(now.room)

    def _rechecked(self) -> None:
        hub().spawn(self._settle_again())

    async def _settle_again(self) -> None:
        with suppress(Refused):  # the hub has asked the same, and drops them
            await self.settle()


async def _serve(scope: Scope, connection: Connection) -> None:
    wishes = parse_qs(scope["query_string"].decode("latin-1"))
    _check_schema(wishes)
    identity, document_id, access = await in_db(_identify, scope)
    here, open_documents = hub(), sessions()
    wants_acks = wishes.get("ack") == ["1"]
    session = await open_documents.open(document_id, access.room)
    member = Member(connection, identity, wants_acks=wants_acks)
    standing = _Standing(member, session)
    try:
        await standing.watch(access.room)
        await standing.settle()  # now that every later change of access is heard: none can fall in between
        here.sockets.add(member)
        if not connection.closed:
            session.join(member)
        await connection.run(lambda message: session.received(member, message))
    finally:
        here.sockets.discard(member)
        here.forget(member)
        session.leave(member)
        open_documents.release(document_id)
