"""Read markers: how far somebody has read a room, the same in all their tabs."""

from django.utils.translation import gettext as _

from accounts.actions import inbox
from chat import hooks
from chat.actions.threads import head_of
from chat.events import ReadMoved, ReadState
from chat.selectors import unread_counts
from realtime.append import Append, Tx
from realtime.errors import Refused
from rooms.access import standing_for
from rooms.hooks import Counts, Marker
from rooms.models import Membership


class _OnMarker(Append[ReadState]):
    """An append that moves somebody's marker in a room."""

    def __init__(self, user_id: int, room_id: int, seq: int) -> None:
        self.user_id, self.room_id, self.seq = user_id, room_id, seq
        self.stream = inbox(user_id)

    def reached(self, before: int, head: int) -> int:
        """Where the marker is to stand."""
        raise NotImplementedError

    def write(self, tx: Tx) -> ReadState:
        standing_for(self.user_id, self.room_id, "read")
        row = Membership.objects.filter(room=self.room_id, user=self.user_id, removed_at=None).first()
        if row is None:
            raise Refused("forbidden", _("Join the room to keep your place in it."))
        head = head_of(self.room_id)
        reached = self.reached(row.read_seq, head)
        moved, row.read_seq = reached != row.read_seq, reached
        state = read_state(row, head)
        if moved:
            row.read_inbox_seq = tx.stamp(self.stream)
            row.save(update_fields=["read_seq", "read_inbox_seq"])
            tx.publish(ReadMoved(stream=self.stream, seq=row.read_inbox_seq, **state.model_dump()))
            for listener in hooks.read:
                listener(tx, self.user_id, self.room_id, None, reached)
        return state


class MoveReadMarker(_OnMarker):
    """Move one's marker forward to `seq`; never back, and never past what there is."""

    def reached(self, before: int, head: int) -> int:
        return max(before, min(self.seq, head))


class MarkUnread(_OnMarker):
    """Put one's marker before the message at `seq`, so that it and all after it are unread."""

    def reached(self, before: int, head: int) -> int:
        return max(0, min(self.seq - 1, head))


def read_state(membership: Membership, head: int) -> ReadState:
    """The state as of `head`, which was read before, so that all messages up to it are there to be counted."""
    marker = Marker(membership.room_id, membership.read_seq, head)
    counts = unread_counts(membership.user_id, [marker]).get(membership.room_id, Counts())
    return ReadState(
        room=membership.room_id,
        read_seq=membership.read_seq,
        unread=counts.unread,
        mentions=counts.mentions,
        at=head,
    )
