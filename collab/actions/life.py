"""The trash: throwing documents away with what lies under them, bringing them back, deleting them for good."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

import audit
from collab.access import access_to, trashed_for
from collab.actions.moving import check_manages
from collab.actions.places import place_in
from collab.actions.telling import fresh, save_and_tell, tell_gone
from collab.events import DocumentInfo
from collab.models import Document
from collab.selectors import document_info, documents
from collab.tree import subtree
from files.uses import forget_uses
from realtime.append import Append, Tx
from rooms.events import room_stream

KEPT: Final = timedelta(days=30)
"""How long the trash keeps what was thrown away."""


class TrashDocument(Append[DocumentInfo]):
    """Throw a document away with everything under it. Wants somebody who manages all of it."""

    def __init__(self, user_id: int, document_id: int, room_id: int) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.document_id, self.room_id = user_id, document_id, room_id

    def write(self, tx: Tx) -> DocumentInfo:
        access_to(self.user_id, self.document_id, "manage")
        top = fresh(self.document_id, self.room_id)
        living = {row.pk: row for row in documents().filter(room=self.room_id, trashed_at=None)}
        pages = subtree({pk: row.parent_id for pk, row in living.items()}, top.pk)
        check_manages(self.user_id, pages)
        now = timezone.now()
        for pk in pages:
            row = living[pk]
            row.trashed_at, row.trashed_by_id, row.trash_root_id = now, self.user_id, top.pk
            save_and_tell(tx, row, ("trashed_at", "trashed_by", "trash_root"), recheck=True)
        audit.record(
            tx, self.user_id, "document.trashed", room=self.room_id, target=top.title, pages=len(pages)
        )
        return document_info(living[top.pk])


class _InTrash(Append[DocumentInfo]):
    def __init__(self, user_id: int, document_id: int, room_id: int) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.document_id, self.room_id = user_id, document_id, room_id


class RestoreDocument(_InTrash):
    """Bring a document back, with what was thrown away along with it. Where it lay under something that is gone, it is
    at the top now."""

    def write(self, tx: Tx) -> DocumentInfo:
        top = trashed_for(self.user_id, self.document_id)
        fresh(top.pk, self.room_id)
        pages = _together(top)
        self._find_place(tx, top)
        for row in pages:
            row.trashed_at = row.trashed_by_id = row.trash_root_id = None
            if row.pk == top.pk:
                row.parent_id, row.place = top.parent_id, top.place
            fields = ("trashed_at", "trashed_by", "trash_root", "parent", "place")
            save_and_tell(tx, row, fields, anew=True, recheck=True)
        audit.record(
            tx, self.user_id, "document.brought_back", room=self.room_id, target=top.title, pages=len(pages)
        )
        return document_info(documents().get(pk=top.pk))

    def _find_place(self, tx: Tx, top: Document) -> None:
        if top.parent_id is None:
            return
        if not Document.objects.filter(pk=top.parent_id, trashed_at=None, room=self.room_id).exists():
            top.parent_id = None
            top.place = place_in(tx, self.room_id, None, moving=top.pk)


def _together(top: Document) -> list[Document]:
    """What was thrown away in one act, the document first, each after its parent."""
    rows = {
        row.pk: row for row in documents().filter(trash_root=top.trash_root_id or top.pk, room=top.room_id)
    }
    pages = subtree({pk: row.parent_id for pk, row in rows.items()}, top.pk)
    return [rows.get(pk, top) for pk in pages]


class DeleteDocument(_InTrash):
    """Delete a document that is in the trash for good, with what was thrown away along with it."""

    def write(self, tx: Tx) -> DocumentInfo:
        top = trashed_for(self.user_id, self.document_id)
        fresh(top.pk, self.room_id)
        pages = _together(top)
        if any(row.pk != top.pk for row in pages):
            check_manages(self.user_id, [row.pk for row in pages])
        delete(tx, pages)
        audit.record(
            tx, self.user_id, "document.deleted", room=self.room_id, target=top.title, pages=len(pages)
        )
        return document_info(top)


class PurgeDocument(Append[int]):
    """The same by the clock. How many documents went: none that was brought back meanwhile."""

    def __init__(self, document_id: int, room_id: int) -> None:
        self.stream = room_stream(room_id)
        self.document_id, self.room_id = document_id, room_id

    def write(self, tx: Tx) -> int:
        due = documents().filter(
            pk=self.document_id, room=self.room_id, trashed_at__lte=timezone.now() - KEPT
        )
        top = due.first()
        if top is None:
            return 0
        pages = _together(top)
        delete(tx, pages)
        audit.record(tx, None, "document.deleted", room=self.room_id, target=top.title, pages=len(pages))
        return len(pages)


def delete(tx: Tx, rows: list[Document]) -> None:
    """Delete documents, tell their rooms, and let everybody forget what hangs on them."""
    forget_uses([row.pk for row in rows])
    for row in reversed(rows):
        tell_gone(tx, row, row.room_id, moved=False)
        pk = row.pk
        row.delete()
        row.pk = pk
