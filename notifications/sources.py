"""Where the kernel reads what changed in inboxes and among announcements: the newest state of each."""

from collections.abc import Callable
from typing import Final

from notifications import events
from notifications.access import ANNOUNCEMENTS
from notifications.hearers import wishes_in
from notifications.models import InboxEntry, InboxMark, Notification, PlaceRule, Preferences, SeenMark
from notifications.selectors import (
    InboxState,
    all_entries,
    announcements,
    inbox_state,
    rule_of,
    told,
    told_entry,
)
from realtime.streams import Change, stream_name
from realtime.wire import Event


def announcement_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Announcements that came, were edited or taken back. Whether somebody read them stands in their inbox."""
    rows = announcements().filter(changed_seq__gt=after, changed_seq__lte=upto)
    return [Change.of(_announcement_event(row, after)) for row in rows.order_by("changed_seq")[:limit]]


def _announcement_event(row: Notification, after: int) -> Event:
    if row.recalled_at is not None:
        return events.NotificationRemoved(stream=ANNOUNCEMENTS, seq=row.changed_seq, notification=row.pk)
    kind = events.NotificationCreated if row.seq > after else events.NotificationUpdated
    return kind(stream=ANNOUNCEMENTS, seq=row.changed_seq, notification=told(row, seq=row.seq))


Part = Callable[[str, int, int, int, int], list[Event]]
"""`(stream, user_id, after, upto, limit)` → events of one kind of record, ascending."""


def inbox_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Entries that came, changed or went, the marks "all read" and "all seen", wishes and rules for places."""
    user_id, stream = int(key), stream_name("inbox", key)
    found = [event for part in _PARTS for event in part(stream, user_id, after, upto, limit)]
    found.sort(key=lambda event: event.seq)
    return [Change.of(event) for event in found[:limit]]


def _entries(stream: str, user_id: int, after: int, upto: int, limit: int) -> list[Event]:
    rows = all_entries(user_id).filter(changed_seq__gt=after, changed_seq__lte=upto).order_by("changed_seq")
    entries = list(rows[:limit])
    state = inbox_state(user_id) if entries else None
    return [_entry_event(stream, entry, after, state) for entry in entries if state]


def _entry_event(stream: str, entry: InboxEntry, after: int, state: InboxState) -> Event:
    if entry.removed_at is not None or entry.notification.recalled_at is not None:
        return events.NotificationRemoved(
            stream=stream, seq=entry.changed_seq, notification=entry.notification_id
        )
    # What is back from a snooze has a newer `created_seq`, but whoever was away may have known it before.
    came = entry.created_seq > after and entry.rank == entry.notification_id
    kind = events.NotificationCreated if came else events.NotificationUpdated
    return kind(stream=stream, seq=entry.changed_seq, notification=told_entry(entry, state))


def _all_read(stream: str, user_id: int, after: int, upto: int, limit: int) -> list[Event]:
    rows = InboxMark.objects.filter(user=user_id, seq__gt=after, seq__lte=upto)
    return [
        events.NotificationsAllRead(stream=stream, seq=row.seq, announcements=row.announcements_seq)
        for row in rows
    ]


def _all_seen(stream: str, user_id: int, after: int, upto: int, limit: int) -> list[Event]:
    rows = SeenMark.objects.filter(user=user_id, seq__gt=after, seq__lte=upto)
    return [
        events.NotificationsAllSeen(stream=stream, seq=row.seq, announcements=row.announcements_seq)
        for row in rows
    ]


def _wishes(stream: str, user_id: int, after: int, upto: int, limit: int) -> list[Event]:
    rows = Preferences.objects.filter(user=user_id, changed_seq__gt=after, changed_seq__lte=upto)
    return [
        events.PreferencesChanged(stream=stream, seq=row.changed_seq, wishes=wishes_in(row.wishes))
        for row in rows
    ]


def _rules(stream: str, user_id: int, after: int, upto: int, limit: int) -> list[Event]:
    rows = PlaceRule.objects.filter(user=user_id, changed_seq__gt=after, changed_seq__lte=upto)
    return [
        events.PlaceRuleChanged(stream=stream, seq=row.changed_seq, rule=rule_of(row))
        for row in rows.order_by("changed_seq")[:limit]
    ]


_PARTS: Final[tuple[Part, ...]] = (_entries, _all_read, _all_seen, _wishes, _rules)
