"""Stamping and telling of documents, shared by the actions."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from collab.access import no_such_document
from collab.events import DocumentInfo
from collab.hooks import deleted, moved_or_hidden
from collab.models import Departure, Document
from collab.selectors import change_event, document_info, documents, gone_event
from realtime.append import Tx
from realtime.errors import Refused
from rooms.events import room_stream


def fresh(document_id: int, room_id: int) -> Document:
    """The document as it is now, in the room whose stream is locked.

    Raises Refused: "not_found", or "conflict" if it went to another room just now.
    """
    row = documents().filter(pk=document_id).first()
    if row is None:
        raise no_such_document()
    if row.room_id != room_id:
        raise Refused("conflict", _("The document was moved just now. Please try again."))
    return row


def save_and_tell(
    tx: Tx, row: Document, fields: Sequence[str], *, anew: bool = False, recheck: bool = False
) -> DocumentInfo:
    """Save a changed document and tell its room's stream, or only that there is something to ask for if the room must
    not know of it. `anew`: to those who hear it, it is a new one. `recheck`: somebody's right may have changed."""
    row.changed_seq = tx.stamp(room_stream(row.room_id))
    if anew:
        row.created_seq = row.changed_seq
    if row._state.adding:
        row.save(force_insert=True)
        row = documents().get(pk=row.pk)
    else:
        row.save(update_fields=[*fields, "changed_seq", "created_seq"])
    tx.publish(change_event(row, anew=anew), recheck=recheck)
    if row.hidden:
        moved_or_hidden(row.pk)
    return document_info(row)


def tell_gone(tx: Tx, row: Document, room_id: int, *, moved: bool) -> None:
    """Tell a room's stream that a document went to another room, or is deleted, and remember it for those who are
    away. `row` as it was there."""
    seq = tx.stamp(room_stream(room_id))
    departure, _made = Departure.objects.update_or_create(
        room_id=room_id,
        document=row.pk,
        defaults={"changed_seq": seq, "moved": moved, "hidden": row.hidden},
    )
    tx.publish(gone_event(departure), recheck=True)
    if moved:
        moved_or_hidden(row.pk)
    else:
        deleted(row.pk)
