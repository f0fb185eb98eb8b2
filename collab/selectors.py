"""Reads of documents. Whether somebody may see them is decided in access."""

from django.db.models import QuerySet

from accounts.events import Person
from accounts.selectors import people
from collab.events import DocumentInfo, document_stream
from collab.models import Document
from realtime import store
from realtime.streams import Cursor


def document_info(row: Document) -> DocumentInfo:
    """Wants `row.created_by` loaded."""
    return DocumentInfo(
        id=row.pk,
        room=row.room_id,
        title=row.title,
        created_by=row.created_by.username,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def documents() -> QuerySet[Document]:
    """All documents, with what `document_info` wants and without their texts."""
    return Document.objects.select_related("created_by").defer("text")


def documents_of(room_id: int) -> list[DocumentInfo]:
    """The documents of a room, newest change first. One query."""
    return [document_info(row) for row in documents().filter(room=room_id).order_by("-updated_at", "-pk")]


def makers_of(room_id: int) -> dict[str, Person]:
    """Who made the documents of a room, by username. One query."""
    return people(Document.objects.filter(room=room_id).values_list("created_by_id", flat=True).distinct())


def standing_of(document_id: int) -> Cursor:
    """Where the document's stream stands."""
    name = document_stream(document_id)
    return store.open_streams([name])[name]
