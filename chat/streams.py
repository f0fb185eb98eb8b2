"""Where changes of messages and read markers are read from, when the doorbell was missed."""

from accounts.actions import inbox
from chat import models
from chat.events import MessageCreated, MessageDeleted, MessageUpdated, ReadMoved
from chat.selectors import message_of, messages, unread_counts
from realtime import store
from realtime.streams import Change
from rooms.events import room_stream
from rooms.hooks import Marker
from rooms.models import Membership


def message_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Messages of the room's stream, each in its newest state.

    A message that is new to this reader is `message.created`, whatever happened to it since, but a tombstone
    is always `message.deleted`.
    """
    rows = messages().filter(room=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    return [Change.of(_event(row, after)) for row in rows.order_by("changed_seq")[:limit]]


def _event(row: models.Message, after: int) -> MessageCreated | MessageUpdated | MessageDeleted:
    stream, seq, message = room_stream(row.room_id), row.changed_seq, message_of(row)
    if row.deleted_at is not None:
        return MessageDeleted(stream=stream, seq=seq, message=message)
    if row.created_seq > after:
        return MessageCreated(stream=stream, seq=seq, message=message)
    return MessageUpdated(stream=stream, seq=seq, message=message)


def marker_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`read.moved` of a person's inbox, counted anew."""
    found = Membership.objects.filter(
        user=int(key), removed_at=None, read_inbox_seq__gt=after, read_inbox_seq__lte=upto
    )
    rows = list(found.order_by("read_inbox_seq")[:limit])
    heads = store.heads([room_stream(row.room_id) for row in rows])
    markers = {
        row.room_id: Marker(row.room_id, row.read_seq, heads[room_stream(row.room_id)].seq) for row in rows
    }
    unread = unread_counts(int(key), list(markers.values())) if markers else {}
    return [
        Change.of(
            ReadMoved(
                stream=inbox(int(key)),
                seq=row.read_inbox_seq,
                room=row.room_id,
                read_seq=row.read_seq,
                unread=unread.get(row.room_id, 0),
                at=markers[row.room_id].head,
            )
        )
        for row in rows
    ]
