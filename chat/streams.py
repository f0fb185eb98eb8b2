"""Where changes of messages, read markers and threads are read from, when the doorbell was missed."""

from accounts.actions import inbox
from chat import models
from chat.events import MessageCreated, MessageDeleted, MessageUpdated, ReadMoved, ThreadChanged
from chat.selectors import message_of, messages, states_of, still_followed, unread_counts
from realtime import store
from realtime.streams import Change
from rooms.events import room_stream
from rooms.hooks import Counts, Marker
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
    counts = unread_counts(int(key), list(markers.values())) if markers else {}
    return [
        Change.of(_moved(row, counts.get(row.room_id, Counts()), markers[row.room_id].head)) for row in rows
    ]


def _moved(row: Membership, counts: Counts, head: int) -> ReadMoved:
    return ReadMoved(
        stream=inbox(row.user_id),
        seq=row.read_inbox_seq,
        room=row.room_id,
        read_seq=row.read_seq,
        unread=counts.unread,
        mentions=counts.mentions,
        at=head,
    )


def thread_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`thread.changed` of a person's inbox, counted anew; of rooms that they are in."""
    found = still_followed(int(key)).filter(inbox_seq__gt=after, inbox_seq__lte=upto)
    rows = list(found.order_by("inbox_seq")[:limit])
    states = states_of(int(key), rows)
    return [
        Change.of(ThreadChanged(stream=inbox(int(key)), seq=row.inbox_seq, thread=states[row.root_id]))
        for row in rows
    ]
