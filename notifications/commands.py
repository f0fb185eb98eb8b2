"""What a client may ask over its connection (or POST /api/v1/commands)."""

from notifications.actions import ChangeEntries, MarkAllRead, MarkAllSeen, MarkRead
from notifications.events import (
    NotificationChange,
    NotificationRead,
    NotificationReadAll,
    NotificationSeenAll,
)
from realtime.registry import Caller, handles


@handles(NotificationRead)
def read(caller: Caller, command: NotificationRead) -> MarkRead:
    return MarkRead(caller.identity.user_id, command.ids)


@handles(NotificationChange)
def change(caller: Caller, command: NotificationChange) -> ChangeEntries:
    return ChangeEntries(caller.identity.user_id, command.ids, command.change)


@handles(NotificationReadAll)
def read_all(caller: Caller, command: NotificationReadAll) -> MarkAllRead:
    return MarkAllRead(caller.identity.user_id)


@handles(NotificationSeenAll)
def seen_all(caller: Caller, command: NotificationSeenAll) -> MarkAllSeen:
    return MarkAllSeen(caller.identity.user_id)
