"""Changing a document's content on the server, as a person, while others edit it.

The change is an update like anybody's: made on a copy of what is committed, under a client id of its own, looked at
by the same guards, committed as that person, and then fed to everybody who has the document open.
"""

import logging
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _
from pycrdt import Doc, XmlFragment

from collab import limits
from collab.access import document_for
from collab.actions import Entry, StoreUpdates, TellEdited
from collab.core.errors import Bad
from collab.core.index import Index
from collab.core.origin import Origin
from collab.core.schema import CONTENT
from collab.core.text import plain_text
from collab.core.update import parse_stored, parse_update
from collab.events import document_stream
from collab.selectors import standing_of
from collab.sessions import open_session
from collab.storage import load
from realtime.append import Append, Tx
from realtime.commit import append_async
from realtime.db import in_db
from realtime.errors import Refused
from realtime.identity import Identity

log = logging.getLogger(__name__)
R = TypeVar("R")
Edit = Callable[[XmlFragment], R]
"""Changes a document's content, inside a transaction, on a thread. May raise `Refused` or `Bad`: nothing is changed."""
Then = Callable[[Tx, int], None]
"""Writes what goes with a change of this sequence. May run again: what it did first is rolled back then."""

NOTHING: Final = b"\x00\x00"


class Made(NamedTuple):
    """What an edit made: its result, the update (b"" if nothing changed), and the text that it should leave."""

    result: Any
    update: bytes
    text: str


class ChangeContent(Append[int]):
    """Store one update by a person who has no connection; its sequence. `then` belongs to the same transaction."""

    def __init__(
        self, document_id: int, room_id: int, user_id: int, update: bytes, then: Then | None = None
    ) -> None:
        self.stream = document_stream(document_id)
        self.user_id, self._then = user_id, then
        self._store = StoreUpdates(document_id, room_id, [Entry(Origin("", user_id, 0), update)])

    def write(self, tx: Tx) -> int:
        if refusal := self._store.write(tx).get(self.user_id):
            raise refusal
        seq = tx.head(self.stream)
        if self._then is not None:
            self._then(tx, seq)
        return seq


async def change_document(
    identity: Identity, document_id: int, edit: Edit[R], then: Then | None = None, *, known: bool = False
) -> tuple[R, int]:
    """Run `edit` on the content as it is committed now, and commit what it changed as this person, with `then`.
    `known`: all that it writes was in the document before, so that it may be as large as that was.

    Returns its result and the sequence of the update (of the newest one, if nothing was changed). Raises `Refused`:
    "not_found", "forbidden", "too_large", "invalid" (the edit makes something that no document may hold), or what
    `edit` raises.
    """
    row, _right = await in_db(document_for, identity.user_id, document_id, "edit")
    standing = await in_db(standing_of, document_id)
    state = _open_state(document_id, standing.epoch, standing.seq)
    made = await in_db(_make, document_id, state, edit, identity.user_id, known)
    if not made.update:
        return made.result, standing.seq
    seq = await append_async(ChangeContent(document_id, row.room_id, identity.user_id, made.update, then))
    session = open_session(document_id)
    if session is not None:
        session.edited()
    else:
        await append_async(TellEdited(document_id, row.room_id, made.text))
    return made.result, seq


def _open_state(document_id: int, epoch: str, seq: int) -> bytes | None:
    """The state in memory, if it has everything that is committed."""
    session = open_session(document_id)
    if session is None or session.cursor.epoch != epoch or session.cursor.seq < seq:
        return None
    return session.state


def _make(document_id: int, state: bytes | None, edit: Edit[R], author: int, known: bool) -> Made:
    try:
        if state is None:
            state = load(document_id, with_index=False).replica.since()
        made = make_change(state, edit)
        if made.update:
            _examine(state, made.update, author, known)
    except Bad as bad:
        raise Refused("too_large" if bad.code == "too_large" else "invalid", bad.reason) from bad
    return made


def make_change(state: bytes, edit: Edit[R]) -> Made:
    """Run an edit on a document's state (pure)."""
    doc: Doc[XmlFragment] = Doc()
    doc.apply_update(state)
    fragment = doc.get(CONTENT, type=XmlFragment)
    updates: list[bytes] = []
    # What the transaction made and deleted. A difference of states would hold all deletions there ever were.
    subscription = doc.observe(lambda event: updates.append(event.update))
    try:
        with doc.transaction():
            result = edit(fragment)
    finally:
        doc.unobserve(subscription)
    update = updates[0] if updates else b""
    return Made(result, b"" if update == NOTHING else update, plain_text(fragment))


def _examine(state: bytes, update: bytes, author: int, known: bool) -> None:
    """What a connection's updates must be, this one must be too; only in size may it be `known`."""
    largest: int = settings.COLLAB["MAX_UPDATE_BYTES"]
    if len(update) > largest and not known:
        raise Refused("too_large", _("This change is larger than %(bytes)d bytes.") % {"bytes": largest})
    if len(state) + len(update) > limits.MAX_DOCUMENT_BYTES:
        raise Refused("too_large", _("The document is full."))
    parse = parse_stored if known else parse_update
    if Index.of(state).examine(parse(update), author).missing:
        raise Refused("unavailable", _("The document changed under way. Please try again."))
