"""Where changes of what a person keeps are read from, when the doorbell was missed: the newest state of each."""

from accounts.actions import inbox
from desk import models
from desk.events import DraftChanged, ReminderChanged, SavedChanged, ScheduledChanged
from desk.selectors import draft_of, reminder_of, scheduled_of
from realtime.streams import Change


def draft_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`draft.changed`."""
    rows = models.Draft.objects.filter(user=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    stream = inbox(int(key))
    return [
        Change.of(DraftChanged(stream=stream, seq=row.changed_seq, draft=draft_of(row)))
        for row in rows.order_by("changed_seq")[:limit]
    ]


def saved_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`saved.changed`."""
    rows = models.Saved.objects.filter(user=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    found = rows.order_by("changed_seq").values_list("changed_seq", "message", "message__room", "removed_at")[
        :limit
    ]
    stream = inbox(int(key))
    return [
        Change.of(SavedChanged(stream=stream, seq=seq, message=message, room=room, saved=removed_at is None))
        for seq, message, room, removed_at in found
    ]


def scheduled_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`scheduled.changed`."""
    rows = models.Scheduled.objects.filter(user=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    stream = inbox(int(key))
    return [
        Change.of(ScheduledChanged(stream=stream, seq=row.changed_seq, scheduled=scheduled_of(row)))
        for row in rows.order_by("changed_seq")[:limit]
    ]


def reminder_changes(key: str, after: int, upto: int, limit: int) -> list[Change]:
    """`reminder.changed`."""
    rows = models.Reminder.objects.filter(user=int(key), changed_seq__gt=after, changed_seq__lte=upto)
    stream = inbox(int(key))
    return [
        Change.of(ReminderChanged(stream=stream, seq=row.changed_seq, reminder=reminder_of(row)))
        for row in rows.order_by("changed_seq")[:limit]
    ]
