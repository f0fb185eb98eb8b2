"""Copies of documents: duplicates, and new documents from templates."""

from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from collab.access import access_to, accesses, document_for
from collab.actions.documents import add_document, clean_title, inherit
from collab.actions.places import LAST, Spot, check_depth, check_parent, parents_of, place_in
from collab.copying import copy_of
from collab.events import DocumentInfo
from collab.limits import TITLE_LENGTH
from collab.models import Document
from collab.rights import allows
from collab.selectors import documents
from collab.tree import subtree
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import standing_for
from rooms.events import room_stream

MOST_PAGES: Final = 50
"""Pages that are copied at once: each is loaded and written anew."""


class _Page(NamedTuple):
    """A page to be copied, and its content as it was when the copy was asked for."""

    row: Document
    content: bytes


class CopyDocument(Append[DocumentInfo]):
    """Make a copy of a document that the person may read, in a room where they may make documents. The result is the
    copy of the document itself.

    `children`: with those pages under it that they may read. `beside`: right after the document itself, else the last
    under `parent` (None: at the top). `template`: whether the copy is one. Reads the contents when it is made, not in
    the writer.
    """

    def __init__(
        self,
        user_id: int,
        document_id: int,
        room_id: int,
        *,
        title: str | None = None,
        parent: int | None = None,
        beside: bool = False,
        children: bool = False,
        template: bool = False,
    ) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.room_id, self.template = user_id, room_id, template
        source, _right = document_for(user_id, document_id)
        self.source = source
        self.beside = beside and source.room_id == room_id
        self.parent = source.parent_id if self.beside else parent
        self.title = clean_title(title) if title is not None else copy_title(source)
        self.pages = [_Page(row, copy_of(row.pk)) for row in self._readable(children)]

    def _readable(self, children: bool) -> list[Document]:
        if not children:
            return [self.source]
        rows = {row.pk: row for row in documents().filter(room=self.source.room_id, trashed_at=None)}
        pages = subtree({pk: row.parent_id for pk, row in rows.items()}, self.source.pk)
        found = accesses((self.user_id, pk) for pk in pages)
        readable = {pk for (_user, pk), access in found.items() if allows(access.right, "read")}
        # What lies under a page that they may not see stays away with it.
        kept: dict[int, Document] = {}
        for pk in pages:
            if pk in readable and (pk == self.source.pk or rows[pk].parent_id in kept):
                kept[pk] = rows[pk]
        if len(kept) > MOST_PAGES:
            raise Refused(
                "conflict", _("More than 50 pages lie under this one. Copy some of them by themselves.")
            )
        return list(kept.values())

    def write(self, tx: Tx) -> DocumentInfo:
        standing_for(self.user_id, self.room_id, "create_document")
        access_to(self.user_id, self.source.pk)
        parent = self._parent()
        spot = Spot(after=self.source.pk) if self.beside and parent == self.source.parent_id else LAST
        copies: dict[int, DocumentInfo] = {}
        for page in self.pages:
            top = page.row.pk == self.source.pk
            above = parent if top else copies[page.row.parent_id].id  # type: ignore[index]  # not the top
            place = place_in(tx, self.room_id, above, spot if top else LAST)
            copies[page.row.pk] = self._copy(tx, page, above, place)
        return copies[self.source.pk]

    def _parent(self) -> int | None:
        """Where the copy goes. Beside a page whose parent they may not edit is at the top."""
        try:
            check_parent(self.user_id, self.room_id, self.parent)
            check_depth(parents_of(self.room_id), self.parent)
        except Refused:
            if not self.beside:
                raise
            return None
        return self.parent

    def _copy(self, tx: Tx, page: _Page, parent: int | None, place: str) -> DocumentInfo:
        top = page.row.pk == self.source.pk
        row = Document(
            room_id=self.room_id,
            title=self.title if top else page.row.title,
            icon=page.row.icon,
            parent_id=parent,
            place=place,
            template=self.template and top,
            room_right=page.row.room_right if page.row.room_id == self.room_id else "",
        )
        info = add_document(tx, self.user_id, row, page.content)
        if row.room_right:
            inherit(tx, row, page.row.pk)
        return info


def copy_title(source: Document) -> str:
    """What a copy is called: a template's copy like the template, others say that they are copies."""
    if source.template:
        return source.title
    return _("Copy of {title}").format(title=source.title)[:TITLE_LENGTH].strip()
