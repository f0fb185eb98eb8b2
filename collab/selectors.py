"""Reads of documents. Whether somebody may see them is decided in access."""

from typing import Literal

from django.db.models import QuerySet

from collab.events import (
    DocumentCreated,
    DocumentInfo,
    DocumentKept,
    DocumentRemoved,
    DocumentUpdated,
    document_stream,
)
from collab.models import Departure, Document, DocumentFavourite, RoomRight
from realtime import store
from realtime.streams import Cursor, stream_name
from rooms.events import room_stream

Why = Literal["restricted", "trashed", "moved", "deleted"]


def document_info(row: Document) -> DocumentInfo:
    """Wants `row.created_by` loaded."""
    return DocumentInfo(
        id=row.pk,
        room=row.room_id,
        title=row.title,
        icon=row.icon,
        parent=row.parent_id,
        place=row.place,
        template=row.template,
        restricted=row.room_right == RoomRight.NONE,
        created_by=row.created_by.username,
        created_at=row.created_at,
        updated_at=row.updated_at,
        trashed_at=row.trashed_at,
    )


def change_event(row: Document, *, anew: bool) -> DocumentCreated | DocumentUpdated | DocumentRemoved:
    """What the room's stream says of a document in its newest state; nothing but its number where not everybody in the
    room may know of it. `anew`: the reader has not heard of it yet. Wants `row.created_by` loaded."""
    stream, seq = room_stream(row.room_id), row.changed_seq
    if row.hidden:
        why: Why = "restricted" if row.room_right == RoomRight.NONE else "trashed"
        return DocumentRemoved(stream=stream, seq=seq, id=row.pk, why=why)
    if anew:
        return DocumentCreated(stream=stream, seq=seq, document=document_info(row))
    return DocumentUpdated(stream=stream, seq=seq, document=document_info(row))


def gone_event(row: Departure) -> DocumentRemoved:
    """What the room's stream says of a document that left the room."""
    why: Why = "restricted" if row.hidden else "moved" if row.moved else "deleted"
    return DocumentRemoved(stream=room_stream(row.room_id), seq=row.changed_seq, id=row.document, why=why)


def kept_event(row: DocumentFavourite) -> DocumentKept:
    return DocumentKept(
        stream=stream_name("inbox", row.user_id),
        seq=row.changed_seq,
        document=row.document_id,
        favourite=row.removed_at is None,
    )


def favourites_of(user_id: int) -> QuerySet[DocumentFavourite]:
    """The last one first."""
    return DocumentFavourite.objects.filter(user=user_id, removed_at=None).order_by("-changed_seq", "-pk")


def documents() -> QuerySet[Document]:
    """All documents, with what `document_info` wants and without their texts."""
    return Document.objects.select_related("created_by").defer("text")


def known_in(room_id: int) -> list[DocumentInfo]:
    """The documents that everybody who reads the room sees, newest change first. One query."""
    rows = documents().filter(room=room_id, trashed_at=None).exclude(room_right=RoomRight.NONE)
    return [document_info(row) for row in rows.order_by("-updated_at", "-pk")]


def standing_of(document_id: int) -> Cursor:
    """Where the document's stream stands."""
    name = document_stream(document_id)
    return store.open_streams([name])[name]
