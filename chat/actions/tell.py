"""Stamping and publishing of changed messages, shared by the actions."""

from chat import models
from chat.events import ChangedMessage, Message, MessageDeleted, MessageUpdated
from chat.selectors import message_of, messages, no_such_message
from realtime.append import Tx
from rooms.access import Standing, standing_for
from rooms.events import room_stream


class OnMessage:
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


def save_and_tell(tx: Tx, row: models.Message, *fields: str) -> Message:
    """Save these fields of a message under a new sequence and tell the room. The message as it is told."""
    stream = room_stream(row.room_id)
    row.changed_seq = tx.stamp(stream)
    row.save(update_fields=["changed_seq", *fields])
    return publish(tx, row)


def publish(tx: Tx, row: models.Message) -> Message:
    """Tell the room of a row that is stamped and saved."""
    message = message_of(row)
    kind = MessageUpdated if row.deleted_at is None else MessageDeleted
    tx.publish(kind(stream=room_stream(row.room_id), seq=row.changed_seq, message=message))
    return message


def unchanged(row: models.Message) -> ChangedMessage:
    return ChangedMessage(message=message_of(row))
