"""What was put off comes back: unread and unseen, as if it had come just now."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from notifications.actions.entries import InboxAppend, Touch
from notifications.actions.telling import deliver_again
from notifications.selectors import entries_of, inbox_state
from realtime.append import Tx


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
        for entry in entries:
            entry.snoozed_until = entry.read_at = entry.done_at = None
        Touch(tx, self.stream, inbox_state(self.user_id)).save(entries, appear=True)
        if entries:
            deliver_again(tx, self.user_id, [entry.notification for entry in entries])
        return len(entries)
