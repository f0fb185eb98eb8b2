"""What is old and dealt with goes out of inboxes; much later its rows go too."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from notifications import events
from notifications.actions.entries import InboxAppend
from notifications.kinds import Kind
from notifications.models import Audience, InboxEntry, Notification
from notifications.selectors import entries_of, inbox_state
from realtime.append import Tx

KEPT: Final = timedelta(days=366)
"""Notifications younger than this are never touched."""
TOMBSTONES: Final = timedelta(days=60)
"""How long a client may be away and still be told what went."""


def old_entries(after: int, limit: int) -> list[tuple[int, int, int, datetime | None]]:
    """Entries of old notifications in the order of their ids: `(id, user, notification, removed_at)`. Announcements to
    everybody are left out: without an entry they would be unread again."""
    rows = InboxEntry.objects.filter(pk__gt=after, notification__created_at__lt=timezone.now() - KEPT)
    rows = rows.exclude(notification__audience=Audience.EVERYONE).order_by("pk")
    return list(rows.values_list("pk", "user_id", "notification_id", "removed_at")[:limit])


class RetireEntries(InboxAppend[int]):
    """Take what is read or done, and neither saved nor snoozed, out of the person's inbox; how many that was."""

    def __init__(self, user_id: int, ids: Sequence[int]) -> None:
        super().__init__(user_id)
        self.ids = tuple(ids)

    def write(self, tx: Tx) -> int:
        state = inbox_state(self.user_id)
        rows = entries_of(self.user_id).filter(notification__in=self.ids, saved_at=None, snoozed_until=None)
        gone = [entry for entry in rows if entry.done_at is not None or state.entry_read(entry)]
        for entry in gone:
            entry.removed_at, entry.changed_seq = timezone.now(), tx.stamp(self.stream)
            tx.publish(
                events.NotificationRemoved(
                    stream=self.stream, seq=entry.changed_seq, notification=entry.notification_id
                )
            )
        InboxEntry.objects.bulk_update(gone, ["removed_at", "changed_seq"])
        return len(gone)


def forget(entries: Sequence[int], notifications: Sequence[int]) -> None:
    """Delete tombstones, and of these notifications those that are in nobody's inbox any more."""
    InboxEntry.objects.filter(pk__in=entries, removed_at__lt=timezone.now() - TOMBSTONES).delete()
    somebodys = InboxEntry.objects.filter(notification=OuterRef("pk"))
    rows = Notification.objects.filter(pk__in=notifications).exclude(kind=Kind.ANNOUNCEMENT)
    rows.filter(~Exists(somebodys)).delete()
