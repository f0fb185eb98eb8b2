"""Editing and deleting."""

from django.utils import timezone
from django.utils.translation import gettext as _

import audit
from chat import hooks
from chat.actions import told
from chat.actions.remove import remove
from chat.actions.send import clean_body
from chat.actions.tell import OnMessage, save_and_tell, unchanged
from chat.events import ChangedMessage
from chat.markdown import render
from realtime.append import Append, Tx
from realtime.errors import Refused


class EditMessage(OnMessage, Append[ChangedMessage]):
    """Write one's own message anew; what it said before is kept. The same text again changes nothing.

    Only a message with files, a quote or a poll may lose all of its text, a comment may not. Whom it mentions was
    fixed when it was sent.
    """

    def __init__(self, user_id: int, room_id: int, message_id: int, body: str) -> None:
        super().__init__(user_id, room_id, message_id)
        self.body = clean_body(body, required=False)
        self.html = render(self.body) if self.body else ""

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing = self.fetch()
        if row.author_id != self.user_id:
            raise Refused("forbidden", _("Only its author can edit a message."))
        if refusal := standing.refusal("send"):
            raise refusal
        if row.deleted_at is not None:
            raise Refused("gone", _("This message was deleted."))
        if not self.body and (not row.extra or row.extra.get("comment")):
            raise Refused("invalid", _("This may not be empty."), "body")
        if row.body == self.body:
            return unchanged(row)
        row.edits.create(body=row.body, html=row.html, at=row.edited_at or row.created_at)
        row.body, row.html, row.edited_at = self.body, self.html, timezone.now()
        message = save_and_tell(tx, row, "body", "html", "edited_at")
        if hooks.linked and ("://" in self.body or (row.extra or {}).get("previews")):
            told.links_after_commit([message])
        return ChangedMessage(message=message)


class DeleteMessage(OnMessage, Append[ChangedMessage]):
    """Take a message back: one's own, or anybody's as an admin or owner of the room. Again: the same tombstone."""

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing = self.fetch()
        mine = row.author_id == self.user_id
        if refusal := standing.refusal("send" if mine else "moderate"):
            raise refusal
        if row.deleted_at is not None:
            return unchanged(row)
        if not mine:
            audit.record(
                tx,
                self.user_id,
                "message.deleted",
                room=self.room_id,
                target=row.author.username,
                message=row.pk,
            )
        told.removal_after_commit([row.pk])
        return ChangedMessage(message=remove(tx, [row])[0])
