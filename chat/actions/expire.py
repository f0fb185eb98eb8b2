"""Retention: messages that a room keeps only so long."""

from datetime import datetime
from itertools import takewhile
from typing import Final

from chat.actions import told
from chat.actions.remove import remove
from chat.selectors import unexpired
from realtime.append import Append, Tx
from realtime.commit import append
from rooms.events import room_stream

AT_ONCE: Final = 200
"""Messages in one transaction: others must not wait long for the room."""


class ExpireMessages(Append[int]):
    """Make tombstones of a room's oldest messages that were sent before `due`; how many.

    It stops at the first one that is not due, so what has expired is always the oldest part of a room: pages begin
    behind it, and who hears of one takes everything up to it away.
    """

    def __init__(self, room_id: int, due: datetime) -> None:
        self.room_id, self.due = room_id, due
        self.stream = room_stream(room_id)

    def write(self, tx: Tx) -> int:
        left = unexpired(self.room_id).filter(deleted_at=None).order_by("created_seq")[:AT_ONCE]
        oldest = list(takewhile(lambda row: row.created_at < self.due, left))
        remove(tx, oldest, expired=True)
        told.removal_after_commit([row.pk for row in oldest])
        return len(oldest)


def expire_some(room_id: int, due: datetime) -> int:
    """One portion of what is due in a room vanishes for everybody; how many messages that were (0: nothing is left
    to do)."""
    return append(ExpireMessages(room_id, due))
