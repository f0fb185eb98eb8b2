"""Opening a document again that was shut, by an administrator. Its old bytes stay where they are."""

from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from collab.events import document_stream
from collab.models import Checkpoint, Document, DocumentUpdate, Quarantine, Version
from collab.repair import Rebuilt, rebuild
from collab.selectors import standing_of
from collab.storage import load_unchecked
from realtime.append import Append, Tx
from realtime.commit import append
from realtime.errors import Refused

NOTHING: Final = b"\x00\x00"
"""An update that changes nothing."""


class Release(Append[None]):
    """The document can be loaded again: open it."""

    def __init__(self, actor: int, document_id: int) -> None:
        self.stream = document_stream(document_id)
        self.actor, self.document_id = actor, document_id

    def write(self, tx: Tx) -> None:
        _release(tx, self.actor, self.document_id, "document.released")


class Restore(Append[int]):
    """Open the document with what could be read of it. Adds an update that changes nothing, by the administrator, with
    a checkpoint and a version at it: a load begins there. Its sequence. What was damaged stays as it is.

    Refused("conflict") if somebody wrote after `head`, which the state was made from.
    """

    def __init__(self, actor: int, document_id: int, head: int, rebuilt: Rebuilt) -> None:
        self.stream = document_stream(document_id)
        self.actor, self.document_id, self.head, self.rebuilt = actor, document_id, head, rebuilt

    def write(self, tx: Tx) -> int:
        if tx.head(self.stream) != self.head:
            raise Refused("conflict", _("Somebody has just written in it. Please look again."))
        now = timezone.now()
        _release(tx, self.actor, self.document_id, "document.restored", faults=len(self.rebuilt.faults))
        seq = tx.stamp(self.stream)
        DocumentUpdate.objects.create(
            document_id=self.document_id,
            seq=seq,
            data=NOTHING,
            author_id=self.actor,
            connection="",
            created_at=now,
        )
        Checkpoint.objects.create(
            document_id=self.document_id,
            seq=seq,
            state=self.rebuilt.state,
            owners={str(client): user for client, user in self.rebuilt.owners.items()},
            size=self.rebuilt.size,
        )
        Version.objects.create(
            document_id=self.document_id,
            seq=seq,
            kind=Version.Kind.RESTORE,
            name="",
            created_by_id=self.actor,
            created_at=now,
        )
        tx.publish_bytes(self.stream, seq, NOTHING, origin=f".{self.actor}.0")
        return seq


def _release(tx: Tx, actor: int, document_id: int, act: str, **details: int) -> None:
    document = Document.objects.filter(pk=document_id).only("title", "room_id").first()
    held = Quarantine.objects.filter(document=document_id, released_at=None)
    if document is None or not held.update(released_at=timezone.now(), by=actor):
        raise Refused("conflict", _("It is not in quarantine any more."))
    record(tx, actor, act, room=document.room_id, target=document.title, **details)


def try_again(actor: int, document_id: int) -> None:
    """Open the document if it can be loaded now. Raises `Unreadable` if not, `Refused`."""
    load_unchecked(document_id)
    append(Release(actor, document_id))


def restore(actor: int, document_id: int, upto: int | None = None) -> int:
    """Open the document with all that can be read of it, up to an update; the sequence of the restoring. Raises
    `Refused`."""
    head = standing_of(document_id).seq
    if upto is not None and not 0 <= upto <= head:
        raise Refused("invalid", _("There is no such update."), "upto")
    return append(Restore(actor, document_id, head, rebuild(document_id, upto)))
