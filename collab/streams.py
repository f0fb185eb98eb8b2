"""Where changes of documents are read from, when the doorbell was missed."""

from collab.core.origin import Origin
from collab.events import DocumentCreated, DocumentUpdated
from collab.models import DocumentUpdate
from collab.selectors import document_info, documents
from realtime.streams import Change
from rooms.events import room_stream


def document_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Documents of a room's stream, each in its newest state; one that is new to the reader is `created`."""
    rows = documents().filter(room=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    changes = []
    for row in rows.order_by("changed_seq")[:limit]:
        kind = DocumentCreated if row.created_seq > after else DocumentUpdated
        changes.append(
            Change.of(kind(stream=room_stream(row.room_id), seq=row.changed_seq, document=document_info(row)))
        )
    return changes


def update_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """The updates of a document's stream: one change for each row."""
    rows = DocumentUpdate.objects.filter(document=int(key), seq__gt=after, seq__lte=upto).order_by("seq")
    found = rows.values_list("seq", "data", "author", "connection")[:limit]
    return [
        Change(seq, bytes(data), str(Origin(connection, author, 0)))
        for seq, data, author, connection in found
    ]
