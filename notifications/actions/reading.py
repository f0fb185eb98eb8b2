"""Marking as read and as seen. Each is one append to the reader's inbox stream, told after the commit."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import events
from notifications.actions.entries import InboxAppend, Touch
from notifications.models import InboxEntry, InboxMark, SeenMark
from notifications.selectors import (
    inbox_count,
    inbox_state,
    newest_announcement,
    visible,
)
from realtime.append import Tx
from realtime.errors import Refused


class MarkRead(InboxAppend[events.InboxCount]):
    """Mark these as read. Those that are read already stay untouched; an id that is not in the person's inbox
    refuses all (`not_found`). The result is the count of those unread now."""

    def __init__(self, user_id: int, ids: Iterable[int]) -> None:
        super().__init__(user_id)
        self.ids = frozenset(ids)

    def write(self, tx: Tx) -> events.InboxCount:
        entries, open_ones = visible(self.user_id, self.ids)
        if len(entries) + len(open_ones) != len(self.ids):
            raise Refused("not_found", _("There is no such notification."), "ids")
        touch = Touch(tx, self.stream, inbox_state(self.user_id))
        touch.change(entries, open_ones, events.EntryChange(read=True))
        return inbox_count(self.user_id)


class MarkAllRead(InboxAppend[events.InboxCount]):
    """Mark everything as read with one mark, however much it is."""

    def write(self, tx: Tx) -> events.InboxCount:
        if inbox_count(self.user_id).unread == 0:
            return events.InboxCount(unread=0, unseen=0)
        seq, announcements = tx.stamp(self.stream), newest_announcement()
        InboxMark.objects.update_or_create(
            user_id=self.user_id,
            defaults={"seq": seq, "announcements_seq": announcements, "at": timezone.now()},
        )
        tx.publish(events.NotificationsAllRead(stream=self.stream, seq=seq, announcements=announcements))
        return events.InboxCount(unread=0, unseen=0)


class MarkAllSeen(InboxAppend[events.InboxCount]):
    """Everything that is there was on the person's screen: one mark, and none when nothing came since the last."""

    def write(self, tx: Tx) -> events.InboxCount:
        state, announcements = inbox_state(self.user_id), newest_announcement()
        came = InboxEntry.objects.filter(
            user=self.user_id, changed_seq__gt=state.seen.seq, created_seq__gt=state.seen.seq
        )
        if announcements > state.seen.announcements or came.exists():
            seq = tx.stamp(self.stream)
            SeenMark.objects.update_or_create(
                user_id=self.user_id,
                defaults={"seq": seq, "announcements_seq": announcements, "at": timezone.now()},
            )
            tx.publish(events.NotificationsAllSeen(stream=self.stream, seq=seq, announcements=announcements))
        return inbox_count(self.user_id)
