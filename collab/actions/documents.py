"""Making, naming and telling of documents."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from accounts.text import clean_line
from collab.access import document_for
from collab.core.origin import Origin
from collab.core.seed import seed
from collab.events import DocumentCreated, DocumentInfo, DocumentUpdated, document_stream
from collab.limits import TITLE_LENGTH
from collab.models import Document, DocumentUpdate
from collab.selectors import document_info, documents
from realtime.append import Append, Tx
from rooms.access import standing_for
from rooms.events import room_stream


def clean_title(title: str) -> str:
    """Raises Refused("invalid", field "title")."""
    return clean_line(title, "title", TITLE_LENGTH)


class CreateDocument(Append[DocumentInfo]):
    """Make a document in a room. `markdown` becomes its content, once: it is the stream's first update."""

    def __init__(self, user_id: int, room_id: int, title: str, markdown: str = "") -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.room_id = user_id, room_id
        self.title = clean_title(title)
        self.content = seed(markdown) if markdown.strip() else b""

    def write(self, tx: Tx) -> DocumentInfo:
        standing_for(self.user_id, self.room_id, "create_document")
        seq = tx.stamp(self.stream)
        made = Document.objects.create(
            room_id=self.room_id,
            title=self.title,
            created_by_id=self.user_id,
            created_seq=seq,
            changed_seq=seq,
        )
        info = document_info(documents().get(pk=made.pk))
        tx.publish(DocumentCreated(stream=self.stream, seq=seq, document=info))
        stream = document_stream(made.pk)
        tx.lock(stream)  # now it exists, and has an epoch
        if self.content:
            self._seed(tx, made, stream)
        return info

    def _seed(self, tx: Tx, made: Document, stream: str) -> None:
        seq = tx.stamp(stream)
        DocumentUpdate.objects.create(
            document=made, seq=seq, data=self.content, author_id=self.user_id, created_at=made.created_at
        )
        tx.publish_bytes(stream, seq, self.content, origin=str(Origin("", self.user_id, 0)))


class _OnDocument(Append[DocumentInfo]):
    """An append to the room's stream about one document of it."""

    def __init__(self, document_id: int, room_id: int) -> None:
        self.document_id = document_id
        self.stream = room_stream(room_id)

    def save_and_tell(self, tx: Tx, row: Document, fields: Sequence[str]) -> DocumentInfo:
        row.changed_seq = tx.stamp(self.stream)
        row.save(update_fields=[*fields, "changed_seq"])
        info = document_info(row)
        tx.publish(DocumentUpdated(stream=self.stream, seq=row.changed_seq, document=info))
        return info


class RenameDocument(_OnDocument):
    """Give a document another title. The same title again changes nothing."""

    def __init__(self, user_id: int, document_id: int, room_id: int, title: str) -> None:
        super().__init__(document_id, room_id)
        self.user_id = user_id
        self.title = clean_title(title)

    def write(self, tx: Tx) -> DocumentInfo:
        row, _ = document_for(self.user_id, self.document_id, "send")
        if row.title == self.title:
            return document_info(row)
        row.title, row.updated_at = self.title, timezone.now()
        return self.save_and_tell(tx, row, ("title", "updated_at"))


class TellEdited(_OnDocument):
    """The content was edited lately: keep its text and tell the room's list."""

    def __init__(self, document_id: int, room_id: int, text: str) -> None:
        super().__init__(document_id, room_id)
        self.text = text.replace("\x00", "")  # PostgreSQL keeps no NUL

    def write(self, tx: Tx) -> Any:
        row = documents().get(pk=self.document_id)
        row.text, row.updated_at = self.text, timezone.now()
        return self.save_and_tell(tx, row, ("text", "updated_at"))
