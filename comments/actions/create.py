"""Commenting: a message in the room, or beside the document, that knows its passage."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from chat.actions import SendMessage
from chat.events import Message
from chat.selectors import message_of, messages
from collab.access import document_for, room_of_document
from collab.models import Document
from comments.access import is_the_rooms, margin_of, may_write_in
from comments.actions.margin import make_margin
from comments.anchor import is_position
from comments.limits import LONGEST_PASSAGE, MOST_COMMENTS
from comments.marks import mark_of
from comments.models import Comment
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.events import room_stream


def clean_passage(passage: str) -> str:
    """Raises Refused("invalid", field "passage"). Blank is fine: a picture has no words."""
    if len(passage) > LONGEST_PASSAGE:
        message = _("At most {limit} characters of a passage are kept.")
        raise Refused("invalid", message.format(limit=f"{LONGEST_PASSAGE:,}"), "passage")
    return "".join(c for c in passage if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff")).strip()


def clean_anchor(start: str, end: str) -> None:
    """Both ends of a passage, or neither for a comment on the whole. Raises Refused("invalid")."""
    if not start and not end:
        return
    for name, position in (("start", start), ("end", end)):
        if not is_position(position):
            raise Refused("invalid", _("This is no place in a document."), name)


class CreateComment(Append[Message]):
    """Comment on a passage; the result is the thread's first message. The same `client_id` again returns that.

    Everybody who may comment in the document may; the thread is the room's if its people are the document's readers
    and the author may write in it, else it is beside the document.
    """

    def __init__(  # noqa: PLR0917  (what a comment is made of)
        self,
        user_id: int,
        username: str,
        document_id: int,
        body: str,
        client_id: str,
        passage: str = "",
        start: str = "",
        end: str = "",
    ) -> None:
        """Reads where the document is. Raises Refused."""
        self.user_id, self.username, self.document_id = user_id, username, document_id
        self.body, self.client_id = body, client_id
        self.passage, self.start, self.end = clean_passage(passage), start, end
        clean_anchor(start, end)
        self.room_id = room_of_document(document_id)
        self.margin = margin_of(document_id)
        self.stream = room_stream(self.room_id)

    def streams(self) -> Sequence[str]:
        return [room_stream(room) for room in (self.room_id, self.margin) if room is not None]

    def write(self, tx: Tx) -> Message:
        document, _right = document_for(self.user_id, self.document_id, "comment")
        if known := self._known():
            return known
        if document.room_id != self.room_id:
            raise Refused("conflict", _("The document was just moved. Try again."))
        if document.comments.filter(message__deleted_at=None).count() >= MOST_COMMENTS:
            raise Refused(
                "conflict", _("This document has as many comments as it can hold; delete some first.")
            )
        row = Comment.objects.create(document=document, passage=self.passage, start=self.start, end=self.end)
        sent = SendMessage(
            self.user_id,
            self.username,
            self._place(tx, document),
            self.body,
            self.client_id,
            comment=mark_of(row, document.title),
        ).write(tx)
        if sent.repeated:
            raise Refused("conflict", _("This was sent before, as a message."), "client_id")
        row.message_id = sent.message.id
        row.save(update_fields=["message"])
        return sent.message

    def _known(self) -> Message | None:
        """What the same request wrote before."""
        rows = messages().filter(
            comment__document=self.document_id, author=self.user_id, client_id=self.client_id
        )
        found = rows.first()
        return None if found is None else message_of(found)

    def _place(self, tx: Tx, document: Document) -> int:
        if is_the_rooms(document) and may_write_in(self.user_id, self.room_id):
            return self.room_id
        return make_margin(tx, document)
