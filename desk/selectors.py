"""Reads of what a person keeps. Each is of one person, who is the only one to see it."""

from typing import Final

from accounts.actions import inbox
from chat.selectors import message_of, messages
from desk import events, models
from desk.limits import MOST_DRAFTS, MOST_SAVED
from realtime.store import open_streams
from rooms.access import readable_rooms
from rooms.models import Room

PAGE: Final = 30


def draft_of(row: models.Draft) -> events.Draft:
    return events.Draft(room=row.room_id, thread=row.thread_id, body=row.body, updated_at=row.updated_at)


def scheduled_of(row: models.Scheduled) -> events.Scheduled:
    return events.Scheduled(
        id=row.pk,
        room=row.room_id,
        thread=row.thread_id,
        body=row.body,
        client_id=row.client_id,
        send_at=row.send_at,
        state=row.state,
        fault=row.fault,
    )


def reminder_of(row: models.Reminder) -> events.Reminder:
    return events.Reminder(
        id=row.pk,
        room=row.room_id,
        message=row.message_id,
        text=row.text,
        due_at=row.due_at,
        state=row.state,
    )


def drafts_of(user_id: int) -> list[events.Draft]:
    """What was begun, newest first."""
    rows = models.Draft.objects.filter(user=user_id).exclude(body="").order_by("-updated_at")[:MOST_DRAFTS]
    return [draft_of(row) for row in rows]


def scheduled_list(user_id: int) -> list[events.Scheduled]:
    """What waits and what failed, by time."""
    rows = models.Scheduled.objects.filter(user=user_id, state__in=("waiting", "failed"))
    return [scheduled_of(row) for row in rows.order_by("send_at", "pk")]


def reminders_of(user_id: int) -> list[events.Reminder]:
    """What waits, by time."""
    rows = models.Reminder.objects.filter(user=user_id, state="waiting").order_by("due_at", "pk")
    return [reminder_of(row) for row in rows]


def saved_marks(user_id: int) -> list[events.SavedMark]:
    """Which messages are saved, newest saved first."""
    rows = models.Saved.objects.filter(user=user_id, removed_at=None).order_by("-changed_seq")
    return [
        events.SavedMark(message=message, room=room)
        for message, room in rows.values_list("message", "message__room")[:MOST_SAVED]
    ]


def saved_page(user_id: int, before: int | None = None, limit: int = PAGE) -> events.SavedPage:
    """Saved messages, newest saved first; `before` is the number that the last page gave. Four queries.

    Messages of rooms that the person may not read (any more) are left out; they come back with the right.
    """
    rows = models.Saved.objects.filter(user=user_id, removed_at=None).order_by("-changed_seq")
    if before is not None:
        rows = rows.filter(changed_seq__lt=before)
    found = list(rows[: limit + 1])
    shown = found[:limit]
    known = {row.pk: row for row in messages().filter(pk__in=[each.message_id for each in shown])}
    readable = readable_rooms(user_id, list({row.room_id for row in known.values()}))
    return events.SavedPage(
        saved=[
            events.Saved(message=message_of(known[each.message_id]), saved_at=each.saved_at)
            for each in shown
            if each.message_id in known and known[each.message_id].room_id in readable
        ],
        more=len(found) > limit,
        before=shown[-1].changed_seq if shown else 0,
        rooms=dict(Room.objects.filter(pk__in=readable).values_list("pk", "name")),
    )


def desk_of(user_id: int) -> events.Desk:
    """Everything, and the cursor it reaches: the cursor is read first, so nothing after it can be missed."""
    stream = inbox(user_id)
    standing = open_streams([stream])[stream]
    return events.Desk(
        drafts=drafts_of(user_id),
        saved=saved_marks(user_id),
        scheduled=scheduled_list(user_id),
        reminders=reminders_of(user_id),
        epoch=standing.epoch,
        head=standing.seq,
    )
