"""What all changes of a person's inbox share: its stream, and the change of entries itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from django.utils import timezone

from notifications import events
from notifications.models import InboxEntry, Notification
from notifications.selectors import InboxState, entry_state, told_entry
from realtime.append import Append, Tx
from realtime.streams import stream_name

R = TypeVar("R")

FIELDS = (
    "changed_seq",
    "read_at",
    "done_at",
    "saved_at",
    "snoozed_until",
    "acknowledged_at",
    "created_seq",
    "rank",
)


class InboxAppend(Append[R]):
    """A change of one person's inbox, on their stream, so that all their tabs and devices agree."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        self.stream = stream_name("inbox", user_id)


@dataclass(frozen=True, slots=True)
class Touch:
    """Changes entries under the lock of their inbox. `state` is the marks as they were read under it."""

    tx: Tx
    stream: str
    state: InboxState

    def change(
        self, entries: Sequence[InboxEntry], open_ones: Sequence[Notification], change: events.EntryChange
    ) -> list[events.EntryState]:
        """Do the same to all of these; announcements without an entry get one if it changes anything. How those
        that changed stood before."""
        both = [*entries, *(self._entry_for(announcement) for announcement in open_ones)]
        wanted = [(entry, apply(entry_state(entry, self.state), change)) for entry in both]
        return self.put(wanted)

    def acknowledge(self, entries: Sequence[InboxEntry], open_ones: Sequence[Notification]) -> None:
        """Note that the person has taken note; that reads them."""
        both = [*entries, *(self._entry_for(announcement) for announcement in open_ones)]
        for entry in both:
            entry.acknowledged_at = timezone.now()
            entry.read_at = entry.read_at or timezone.now()
        self.save(both)

    def put(self, wanted: Sequence[tuple[InboxEntry, events.EntryState]]) -> list[events.EntryState]:
        """Bring each entry to a state; those that are there already stay untouched. How the others stood."""
        before, changed = [], []
        for entry, target in wanted:
            stood = entry_state(entry, self.state)
            if target != stood:
                before.append(stood)
                changed.append(entry)
                bring(entry, target, timezone.now())
        self.save(changed)
        return before

    def save(self, entries: Sequence[InboxEntry], *, appear: bool = False) -> None:
        """Stamp, store and tell. The mark "all read" covers them no longer, so `read_at` must say it. `appear`: they
        come as new, beyond the mark "all seen"."""
        for entry in entries:
            entry.changed_seq = self.tx.stamp(self.stream)
            if appear:
                entry.created_seq = entry.changed_seq
        known = [entry for entry in entries if not entry._state.adding]
        InboxEntry.objects.bulk_create([entry for entry in entries if entry._state.adding])
        InboxEntry.objects.bulk_update(known, FIELDS)
        for entry in entries:
            self.tx.publish(
                events.NotificationUpdated(
                    stream=self.stream, seq=entry.changed_seq, notification=told_entry(entry, self.state)
                )
            )

    def _entry_for(self, announcement: Notification) -> InboxEntry:
        read = self.state.announcement_read(announcement)
        return InboxEntry(
            user_id=self.state.user_id,
            notification=announcement,
            kind=announcement.kind,
            key=announcement.key,
            group=announcement.group,
            rank=announcement.pk,
            created_seq=0,
            changed_seq=self.state.read.seq + 1,  # not covered by the mark, which is not about it
            read_at=timezone.now() if read else None,
        )


def apply(stood: events.EntryState, change: events.EntryChange) -> events.EntryState:
    """The state after a change. What is done is dealt with, and so read, unless the change says otherwise."""
    read, until = change.read, stood.snoozed_until
    if read is None and change.done:
        read = True
    if change.snoozed_until is not None:
        until = change.snoozed_until if change.snoozed_until > timezone.now() else None
    return events.EntryState(
        id=stood.id,
        read=stood.read if read is None else read,
        done=stood.done if change.done is None else change.done,
        saved=stood.saved if change.saved is None else change.saved,
        snoozed_until=until,
    )


def aware(moment: datetime) -> datetime:
    """A time without a zone is meant in UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def bring(entry: InboxEntry, target: events.EntryState, now: datetime) -> None:
    """Set what a person may set of an entry. What they do anew is dated `now`."""
    entry.read_at = (entry.read_at or now) if target.read else None
    entry.done_at = (entry.done_at or now) if target.done else None
    entry.saved_at = (entry.saved_at or now) if target.saved else None
    entry.snoozed_until = target.snoozed_until
