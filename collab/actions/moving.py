"""Moving documents: in the tree of their room, and to another room."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

import audit
from collab.access import access_to, accesses, no_such_document
from collab.actions.places import LAST, Spot, check_depth, check_parent, parents_of, place_in
from collab.actions.telling import fresh, save_and_tell, tell_gone
from collab.events import DocumentInfo
from collab.models import Departure, Document
from collab.selectors import document_info, documents
from collab.tree import Parents, ancestors, height, subtree
from files.uses import take_along
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import standing_for
from rooms.events import room_stream

MOST_PAGES: Final = 500


def check_manages(user_id: int, pages: Sequence[int]) -> None:
    """Whether the person manages a page and all that lies under it (`pages`, the page first). Raises Refused."""
    if len(pages) > MOST_PAGES:
        raise Refused(
            "conflict", _("More than 500 pages lie under this one. Take some of them by themselves.")
        )
    found = accesses((user_id, page) for page in pages)
    for page in pages:
        access = found.get((user_id, page))
        if access is None:
            raise no_such_document()
        if page != pages[0] and not access.manages:
            raise Refused(
                "forbidden", _("Pages lie under this one that you do not manage. Move those first.")
            )
        if not access.trashed and page == pages[0] and (refusal := access.refusal("manage")):
            raise refusal


class MoveDocument(Append[DocumentInfo]):
    """Put a document under another one of its room (None: at the top), at a spot between its siblings."""

    def __init__(
        self, user_id: int, document_id: int, room_id: int, parent: int | None, spot: Spot = LAST
    ) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.document_id, self.room_id = user_id, document_id, room_id
        self.parent, self.spot = parent, spot

    def write(self, tx: Tx) -> DocumentInfo:
        access_to(self.user_id, self.document_id, "edit")
        row = fresh(self.document_id, self.room_id)
        check_parent(self.user_id, self.room_id, self.parent)
        self._check_tree(parents_of(self.room_id))
        place = place_in(tx, self.room_id, self.parent, self.spot, moving=row.pk)
        if (row.parent_id, row.place) == (self.parent, place):
            return document_info(row)
        row.parent_id, row.place = self.parent, place
        return save_and_tell(tx, row, ("parent", "place"))

    def _check_tree(self, parents: Parents) -> None:
        if self.parent is None:
            return
        if self.parent == self.document_id or self.document_id in ancestors(parents, self.parent):
            raise Refused("invalid", _("A page cannot lie under itself."), "parent")
        levels = height(parents, subtree(parents, self.document_id), self.document_id)
        check_depth(parents, self.parent, levels)


class MoveToRoom(Append[DocumentInfo]):
    """Take a document and what lies under it to another room, as the last page under `parent` there (None: at the top).

    Wants somebody who manages all of it and may make documents there. What is in the trash under it stays.
    """

    def __init__(
        self, user_id: int, document_id: int, room_id: int, to_room: int, parent: int | None = None
    ) -> None:
        self.user_id, self.document_id, self.parent = user_id, document_id, parent
        self.room_id, self.to_room = room_id, to_room
        self.stream = room_stream(room_id)

    def streams(self) -> Sequence[str]:
        return (self.stream, room_stream(self.to_room))

    def write(self, tx: Tx) -> DocumentInfo:
        access_to(self.user_id, self.document_id, "manage")
        top = fresh(self.document_id, self.room_id)
        standing_for(self.user_id, self.to_room, "create_document")
        check_parent(self.user_id, self.to_room, self.parent)
        pages = self._pages()
        ids = [row.pk for row in pages]
        check_manages(self.user_id, ids)
        # What is thrown away already, or lies under that, has no way to come along.
        Document.objects.filter(parent__in=ids).exclude(pk__in=ids).update(parent=None)
        take_along(ids, self.to_room)
        place = place_in(tx, self.to_room, self.parent)
        for row in pages:
            self._take(tx, row, place if row.pk == top.pk else row.place)
        audit.record(
            tx,
            self.user_id,
            "document.moved",
            room=self.room_id,
            target=top.title,
            to=self.to_room,
            pages=len(pages),
        )
        return document_info(documents().get(pk=top.pk))

    def _pages(self) -> list[Document]:
        """The page and what lives under it, each after its parent."""
        living = documents().filter(room=self.room_id, trashed_at=None)
        rows = {row.pk: row for row in living}
        parents = {pk: row.parent_id for pk, row in rows.items()}
        pages = subtree(parents, self.document_id)
        if self.parent is not None:
            levels = height(parents, pages, self.document_id)
            check_depth(parents_of(self.to_room), self.parent, levels)
        return [rows[pk] for pk in pages]

    def _take(self, tx: Tx, row: Document, place: str) -> None:
        tell_gone(tx, row, self.room_id, moved=True)
        Departure.objects.filter(room=self.to_room, document=row.pk).delete()
        row.room_id, row.place = self.to_room, place
        if row.pk == self.document_id:
            row.parent_id = self.parent
        save_and_tell(tx, row, ("room", "parent", "place"), anew=True)
