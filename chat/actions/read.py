"""Read markers: how far somebody has read a room, the same in all their tabs."""

from accounts.actions import inbox
from chat.events import ReadMoved, ReadState
from chat.selectors import unread_counts
from realtime.append import Append, Tx
from realtime.errors import Refused
from realtime.models import Stream
from rooms.access import standing_for
from rooms.events import room_stream
from rooms.hooks import Marker
from rooms.models import Membership


class MoveReadMarker(Append[ReadState]):
    """Move one's marker forward to `seq`; never back, and never past what there is."""

    def __init__(self, user_id: int, room_id: int, seq: int) -> None:
        self.user_id, self.room_id, self.seq = user_id, room_id, seq
        self.stream = inbox(user_id)

    def write(self, tx: Tx) -> ReadState:
        standing_for(self.user_id, self.room_id, "read")
        row = Membership.objects.filter(room=self.room_id, user=self.user_id, removed_at=None).first()
        if row is None:
            raise Refused("forbidden", "Join the room to keep your place in it.")
        head = _head(self.room_id)
        reached = max(row.read_seq, min(self.seq, head))
        moved, row.read_seq = reached != row.read_seq, reached
        state = read_state(row, head)
        if moved:
            row.read_inbox_seq = tx.stamp(self.stream)
            row.save(update_fields=["read_seq", "read_inbox_seq"])
            tx.publish(ReadMoved(stream=self.stream, seq=row.read_inbox_seq, **state.model_dump()))
        return state


def _head(room_id: int) -> int:
    """Where the room's stream stands. It is not locked: reading must not wait for those who write."""
    return Stream.objects.filter(name=room_stream(room_id)).values_list("head", flat=True).first() or 0


def read_state(membership: Membership, head: int) -> ReadState:
    """The state as of `head`, which was read before, so that all messages up to it are there to be counted."""
    marker = Marker(membership.room_id, membership.read_seq, head)
    unread = unread_counts(membership.user_id, [marker]).get(membership.room_id, 0)
    return ReadState(room=membership.room_id, read_seq=membership.read_seq, unread=unread, at=head)
