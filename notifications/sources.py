"""Where the kernel reads what changed in inboxes and among announcements: the newest state of each."""

from notifications import events
from notifications.access import ANNOUNCEMENTS
from notifications.models import InboxEntry, InboxMark
from notifications.selectors import ReadState, announcements, entries_of, read_state, told, told_entry
from realtime.streams import Change, stream_name


def announcement_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Announcements by the sequence they appeared at. Whether somebody read them stands in their inbox."""
    rows = announcements().filter(seq__gt=after, seq__lte=upto).order_by("seq")[:limit]
    return [
        Change.of(
            events.NotificationCreated(
                stream=ANNOUNCEMENTS, seq=row.seq, notification=told(row, seq=row.seq, read=False)
            )
        )
        for row in rows
    ]


def inbox_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """Entries that came or changed, and the mark "all read"."""
    user_id, stream = int(key), stream_name("inbox", key)
    rows = (
        entries_of(user_id)
        .filter(changed_seq__gt=after, changed_seq__lte=upto)
        .order_by("changed_seq")[:limit]
    )
    entries = list(rows)
    mark = InboxMark.objects.filter(user=user_id, seq__gt=after, seq__lte=upto).first()
    state = read_state(user_id) if entries else None
    changes = [Change.of(_entry_event(stream, entry, after, state)) for entry in entries if state]
    if mark is not None:
        told_mark = events.NotificationsAllRead(
            stream=stream, seq=mark.seq, announcements=mark.announcements_seq
        )
        changes.append(Change.of(told_mark))
        changes.sort(key=lambda change: change.seq)
    return changes[:limit]


def _entry_event(
    stream: str, entry: InboxEntry, after: int, state: ReadState
) -> events.NotificationCreated | events.NotificationUpdated:
    kind = events.NotificationCreated if entry.created_seq > after else events.NotificationUpdated
    return kind(stream=stream, seq=entry.changed_seq, notification=told_entry(entry, state))
