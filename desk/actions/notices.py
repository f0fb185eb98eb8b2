"""Notices of messages: who is mentioned, answered in a thread, or written to, finds it in their inbox.

A person is told of a message once, whatever the reasons. Who may not read the room any more is not told. Of direct
messages only the first is told until it is read: a conversation is not a heap of notifications.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q
from django.utils import timezone

from accounts.actions import inbox
from chat.models import Message
from desk.actions.notify import Word, put_into_inboxes, save_word
from desk.models import Notice
from notifications import events
from notifications.models import InboxEntry, Notification
from notifications.selectors import entries_of, read_state, told_entry
from realtime.append import Append, Tx
from rooms.access import standings

IS_OPEN: Final = Q(read_at=None) & (Q(user__inbox_mark=None) | Q(changed_seq__gt=F("user__inbox_mark__seq")))
"""Of entries: neither read one by one nor by "all read"."""


@dataclass(frozen=True, slots=True)
class About:
    """Which message a notice is about, and where it stands."""

    message: int
    room: int
    thread: int | None
    created_seq: int


class NotifyPeople(Append[int]):
    """Put a notice into the inboxes of at most some hundred people. The result is how many of them are new to it.

    Seven statements at most, whatever the number of people.
    """

    def __init__(self, about: About, reason: str, word: Word, user_ids: Sequence[int]) -> None:
        self.about, self.reason, self.word, self.user_ids = about, reason, word, tuple(user_ids)
        self.stream = ""

    def streams(self) -> Sequence[str]:
        return sorted({inbox(user_id) for user_id in self.user_ids})

    def write(self, tx: Tx) -> int:
        wanted = self._wanted()
        if not wanted or not Message.objects.filter(pk=self.about.message, deleted_at=None).exists():
            return 0
        put_into_inboxes(tx, self._row(), wanted)
        return len(wanted)

    def _wanted(self) -> list[int]:
        found = standings((user_id, self.about.room) for user_id in self.user_ids)
        may = {user for (user, _), standing in found.items() if "read" in standing.abilities}
        entries = InboxEntry.objects.filter(user__in=may)
        told = Q(notification__notice__message=self.about.message)
        if self.reason == Notice.Reason.DIRECT:
            told |= IS_OPEN & Q(
                notification__notice__room=self.about.room,
                notification__notice__reason=Notice.Reason.DIRECT,
            )
        may -= set(entries.filter(told).values_list("user", flat=True))
        return [user_id for user_id in self.user_ids if user_id in may]

    def _row(self) -> Notification:
        notice = Notice.objects.filter(message=self.about.message, reason=self.reason)
        known = notice.select_related("notification__sender").first()
        if known is not None:
            return known.notification
        row = save_word(self.word)
        Notice.objects.create(
            notification=row,
            message_id=self.about.message,
            room_id=self.about.room,
            thread_id=self.about.thread,
            created_seq=self.about.created_seq,
            reason=self.reason,
        )
        return row


def mark_notices_read(tx: Tx, user_id: int, room_id: int, thread: int | None, seq: int) -> None:
    """Who has read a room or a thread up to `seq` has read the notices of it. Within the append that moves the
    marker; one statement where there are none."""
    entries = entries_of(user_id).filter(
        IS_OPEN,
        notification__notice__room=room_id,
        notification__notice__thread=thread,
        notification__notice__created_seq__lte=seq,
    )
    unread = list(entries.order_by("changed_seq"))
    if not unread:
        return
    stream, state = inbox(user_id), read_state(user_id)
    for entry in unread:
        entry.read_at = timezone.now()
        entry.changed_seq = tx.stamp(stream)
        entry.save(update_fields=["read_at", "changed_seq"])
        tx.publish(
            events.NotificationUpdated(
                stream=stream, seq=entry.changed_seq, notification=told_entry(entry, state)
            )
        )
