"""Editing and deleting."""

from django.utils import timezone

from chat import models
from chat.actions.send import clean_body
from chat.events import ChangedMessage, MessageDeleted, MessageUpdated
from chat.markdown import render
from chat.selectors import message_of, messages, no_such_message
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import Standing, standing_for
from rooms.events import room_stream


class _OnMessage:
    """An append on one message by somebody who can read its room."""

    def __init__(self, user_id: int, room_id: int, message_id: int) -> None:
        self.user_id, self.room_id, self.message_id = user_id, room_id, message_id
        self.stream = room_stream(room_id)

    def fetch(self) -> tuple[models.Message, Standing]:
        """Raises Refused("not_found") for messages that the person may not read."""
        standing = standing_for(self.user_id, self.room_id, "read")
        row = messages().filter(pk=self.message_id, room=self.room_id).first()
        if row is None:
            raise no_such_message()
        return row, standing


class EditMessage(_OnMessage, Append[ChangedMessage]):
    """Write one's own message anew. The same text again changes nothing."""

    def __init__(self, user_id: int, room_id: int, message_id: int, body: str) -> None:
        super().__init__(user_id, room_id, message_id)
        self.body = clean_body(body)
        self.html = render(self.body)

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing = self.fetch()
        if row.author_id != self.user_id:
            raise Refused("forbidden", "Only its author can edit a message.")
        if refusal := standing.refusal("send"):
            raise refusal
        if row.deleted_at is not None:
            raise Refused("gone", "This message was deleted.")
        if row.body != self.body:
            row.body, row.html, row.edited_at = self.body, self.html, timezone.now()
            row.changed_seq = tx.stamp(self.stream)
            row.save()
            tx.publish(MessageUpdated(stream=self.stream, seq=row.changed_seq, message=message_of(row)))
        return ChangedMessage(message=message_of(row))


class DeleteMessage(_OnMessage, Append[ChangedMessage]):
    """Take a message back: one's own, or anybody's as an admin or owner of the room. Again: the same tombstone."""

    def write(self, tx: Tx) -> ChangedMessage:
        row, standing = self.fetch()
        mine = row.author_id == self.user_id
        if refusal := standing.refusal("send" if mine else "moderate"):
            raise refusal
        if row.deleted_at is None:
            row.body, row.html, row.deleted_at = "", "", timezone.now()
            row.changed_seq = tx.stamp(self.stream)
            row.save()
            tx.publish(MessageDeleted(stream=self.stream, seq=row.changed_seq, message=message_of(row)))
        return ChangedMessage(message=message_of(row))
