"""Making, naming and telling of documents."""

from typing import Any, Final

from django.utils import timezone

from accounts.text import clean_line
from collab.access import access_to
from collab.actions.places import check_depth, check_parent, parents_of, place_in
from collab.actions.telling import fresh, save_and_tell
from collab.content.markdown_in import read_markdown
from collab.core.origin import Origin
from collab.core.seed import seed
from collab.events import DocumentInfo, document_stream
from collab.limits import TITLE_LENGTH
from collab.models import Document, DocumentGrant, DocumentUpdate
from collab.selectors import document_info, documents
from files.uses import Use, ids_in, use
from realtime.append import Append, Tx
from rooms.access import standing_for
from rooms.events import room_stream
from rooms.settings import CLEANERS

MOST_GRANTS_COPIED: Final = 200


def clean_title(title: str) -> str:
    """Raises Refused("invalid", field "title")."""
    return clean_line(title, "title", TITLE_LENGTH)


def clean_icon(icon: str) -> str:
    """One emoji, or "" for none. Raises Refused("invalid", field "icon")."""
    cleaned: str = CLEANERS["emoji"](icon, "icon")
    return cleaned


def add_document(tx: Tx, user_id: int, row: Document, content: bytes) -> DocumentInfo:
    """Write a new document with its first content, and tell its room. Wants the room's stream locked, and the place
    in the tree set."""
    row.created_by_id = user_id
    info = save_and_tell(tx, row, (), anew=True)
    stream = document_stream(info.id)
    tx.lock(stream)  # now it exists, and has an epoch
    if content:
        seq = tx.stamp(stream)
        DocumentUpdate.objects.create(
            document_id=info.id, seq=seq, data=content, author_id=user_id, created_at=info.created_at
        )
        tx.publish_bytes(stream, seq, content, origin=str(Origin("", user_id, 0)))
        use([Use(user_id, info.id, ids_in(content))])
    return info


def inherit(tx: Tx, child: Document, parent_id: int) -> None:
    """A page that is made under a restricted one is as restricted, and given to the same people."""
    given = DocumentGrant.objects.filter(document=parent_id, link=None)[:MOST_GRANTS_COPIED]
    DocumentGrant.objects.bulk_create(
        [
            DocumentGrant(document=child, user_id=each.user_id, right=each.right, by_id=each.by_id)
            for each in given
            if each.user_id != child.created_by_id
        ]
    )


class CreateDocument(Append[DocumentInfo]):
    """Make a document in a room, as the last page under `parent` (None: at the top).

    `markdown` becomes its content, once: it is the stream's first update; or `content`, an update that is ready.
    """

    def __init__(
        self,
        user_id: int,
        room_id: int,
        title: str,
        markdown: str = "",
        *,
        parent: int | None = None,
        icon: str = "",
        template: bool = False,
        content: bytes = b"",
    ) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.room_id, self.parent = user_id, room_id, parent
        self.title, self.icon, self.template = clean_title(title), clean_icon(icon), template
        self.content = content or (seed(read_markdown(markdown)) if markdown.strip() else b"")

    def write(self, tx: Tx) -> DocumentInfo:
        standing_for(self.user_id, self.room_id, "create_document")
        check_parent(self.user_id, self.room_id, self.parent)
        if self.parent is not None:
            check_depth(parents_of(self.room_id), self.parent)
        row = Document(
            room_id=self.room_id,
            title=self.title,
            icon=self.icon,
            template=self.template,
            parent_id=self.parent,
            place=place_in(tx, self.room_id, self.parent),
        )
        above = Document.objects.get(pk=self.parent) if self.parent is not None else None
        if above is not None:
            row.room_right = above.room_right
        info = add_document(tx, self.user_id, row, self.content)
        if above is not None and above.room_right:
            inherit(tx, row, above.pk)
        return info


class ChangeDocument(Append[DocumentInfo]):
    """Give a document another title or icon, or make it a template or no template any more. None: as it is. What is the
    same changes nothing."""

    def __init__(
        self,
        user_id: int,
        document_id: int,
        room_id: int,
        *,
        title: str | None = None,
        icon: str | None = None,
        template: bool | None = None,
    ) -> None:
        self.stream = room_stream(room_id)
        self.user_id, self.document_id, self.room_id = user_id, document_id, room_id
        self.wanted: dict[str, Any] = {}
        if title is not None:
            self.wanted["title"] = clean_title(title)
        if icon is not None:
            self.wanted["icon"] = clean_icon(icon)
        if template is not None:
            self.wanted["template"] = template

    def write(self, tx: Tx) -> DocumentInfo:
        access_to(self.user_id, self.document_id, "edit")
        row = fresh(self.document_id, self.room_id)
        changed = [field for field, value in self.wanted.items() if getattr(row, field) != value]
        if not changed:
            return document_info(row)
        for field in changed:
            setattr(row, field, self.wanted[field])
        row.updated_at = timezone.now()
        return save_and_tell(tx, row, (*changed, "updated_at"))


class RenameDocument(ChangeDocument):
    """Give a document another title."""

    def __init__(self, user_id: int, document_id: int, room_id: int, title: str) -> None:
        super().__init__(user_id, document_id, room_id, title=title)


class TellEdited(Append[None]):
    """The content was edited lately: keep its text and tell the room's list."""

    def __init__(self, document_id: int, room_id: int, text: str) -> None:
        self.stream = room_stream(room_id)
        self.document_id, self.room_id = document_id, room_id
        self.text = text.replace("\x00", "")  # PostgreSQL keeps no NUL

    def write(self, tx: Tx) -> None:
        row = documents().filter(pk=self.document_id).first()
        if row is None:
            return  # deleted since
        if row.room_id != self.room_id:  # moved since; moves are too rare for two to wait for each other
            tx.lock(room_stream(row.room_id))
        row.text, row.updated_at = self.text, timezone.now()
        save_and_tell(tx, row, ("text", "updated_at"))
