"""Marking as read. Each is one append to the reader's inbox stream, told after the commit."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import events
from notifications.models import InboxEntry, InboxMark
from notifications.selectors import (
    ReadState,
    newest_announcement,
    read_state,
    told_entry,
    unread_count,
    visible,
)
from realtime.append import Append, Tx
from realtime.errors import Refused
from realtime.streams import stream_name


class _Mark(Append[events.InboxCount]):
    """A change of what one person has read, on their inbox stream, so that all their tabs agree."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        self.stream = stream_name("inbox", user_id)


class MarkRead(_Mark):
    """Mark these as read. Those that are read already stay untouched; an id that is not in the person's inbox
    refuses all (`not_found`). The result is the count of those unread now."""

    def __init__(self, user_id: int, ids: Iterable[int]) -> None:
        super().__init__(user_id)
        self.ids = frozenset(ids)

    def write(self, tx: Tx) -> events.InboxCount:
        entries, open_ones = visible(self.user_id, self.ids)
        if len(entries) + len(open_ones) != len(self.ids):
            raise Refused("not_found", _("There is no such notification."), "ids")
        state = read_state(self.user_id)
        for entry in entries:
            if not state.entry_read(entry):
                self._read(tx, entry, state)
        for announcement in open_ones:
            if not state.announcement_read(announcement):
                entry = InboxEntry(user_id=self.user_id, notification=announcement, created_seq=0)
                self._read(tx, entry, state)
        return events.InboxCount(unread=unread_count(self.user_id))

    def _read(self, tx: Tx, entry: InboxEntry, state: ReadState) -> None:
        entry.read_at = timezone.now()
        entry.changed_seq = tx.stamp(self.stream)
        entry.save()
        tx.publish(
            events.NotificationUpdated(
                stream=self.stream, seq=entry.changed_seq, notification=told_entry(entry, state)
            )
        )


class MarkAllRead(_Mark):
    """Mark everything as read with one mark, however much it is."""

    def write(self, tx: Tx) -> events.InboxCount:
        if unread_count(self.user_id) == 0:
            return events.InboxCount(unread=0)
        seq, announcements = tx.stamp(self.stream), newest_announcement()
        InboxMark.objects.update_or_create(
            user_id=self.user_id,
            defaults={"seq": seq, "announcements_seq": announcements, "at": timezone.now()},
        )
        tx.publish(events.NotificationsAllRead(stream=self.stream, seq=seq, announcements=announcements))
        return events.InboxCount(unread=0)
