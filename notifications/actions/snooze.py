"""What was put off comes back: at the top, unread and unseen, as if it had come just now."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from notifications.actions.entries import InboxAppend, Touch
from notifications.actions.leaving import deliver_again
from notifications.models import Notification
from notifications.selectors import entries_of, inbox_state
from realtime.append import Tx
from realtime.sql import rows


class WakeSnoozed(InboxAppend[int]):
    """Bring back what of these notifications is due; how many did. Who ended a snooze meanwhile is left alone."""

    def __init__(self, user_id: int, ids: Sequence[int], now: datetime | None = None) -> None:
        """`now`: what is due by then (left out: when it is written)."""
        super().__init__(user_id)
        self.ids, self.now = tuple(ids), now

    def write(self, tx: Tx) -> int:
        now = self.now or timezone.now()
        due = entries_of(self.user_id).filter(notification__in=self.ids, snoozed_until__lte=now)
        entries = list(due.order_by("snoozed_until", "notification_id"))
        if not entries:
            return 0
        for entry, rank in zip(entries, next_ranks(len(entries)), strict=True):
            entry.snoozed_until = entry.read_at = entry.done_at = None
            entry.rank = rank
        Touch(tx, self.stream, inbox_state(self.user_id)).save(entries, appear=True)
        deliver_again(self.user_id, [entry.notification for entry in entries])
        return len(entries)


def next_ranks(count: int) -> list[int]:
    """The ids that the next notifications would have had, ascending. They are used up: what comes later ranks above."""
    table = Notification._meta.db_table
    if connection.vendor == "sqlite":
        moved = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq"
        ((last,),) = rows(moved, (count, table))
        return list(range(last - count + 1, last + 1))
    drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    return sorted(number for (number,) in rows(drawn, (table, count)))
